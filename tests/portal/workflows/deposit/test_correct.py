"""Correcting: what may be typed, what is refused, and that no tab overwrites another's."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akto_invoice.portal.errors import StaleRevision, WrongValue
from akto_invoice.portal.models import Deposit
from akto_invoice.portal.workflows.deposit.correct import correct
from akto_invoice.portal.workflows.deposit.mark import mark_deposit
from akto_invoice.portal.workflows.deposit.values import parsed
from tests.portal.deposits import codes, make_deposit
from tests.portal.world import World, make_dossier


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("number", "  FAC \t2025-02 ", "FAC 2025-02"),
        ("number", "FAC\x00\u202e-2\ud800", "FAC -2"),
        ("number", "", ""),
        ("issued_on", "10/02/2025", date(2025, 2, 10)),
        ("issued_on", "2025-02-10", date(2025, 2, 10)),
        ("issued_on", "", None),
        ("total_ht", "1 152,5 €", Decimal("1152.50")),
        ("total_ht", "1152.5", Decimal("1152.50")),
        ("total_ttc", "", None),
        ("siret", "732 829 320 00074", "73282932000074"),
        ("siret", "", ""),
        ("dossiers", "2310af000021, 20.PH444241CAL", ["2310AF000021", "20PH444241CAL"]),
        ("dossiers", ["2310AF000021", "2310AF000021", ""], ["2310AF000021"]),
        ("dossiers", "", []),
        ("amounts", {"2310AF000021": "500", "20.PH444241CAL": ""}, {"2310AF000021": "500.00"}),
    ],
)
def test_what_is_typed_is_kept_in_one_form(field: str, typed: Any, value: Any) -> None:
    assert parsed(field, typed) == value


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("number", "F" * 36),
        ("number", " -/ "),
        ("issued_on", "31/02/2025"),
        ("issued_on", "hier"),
        ("total_ht", "-5"),
        ("total_ht", "beaucoup"),
        ("total_ht", Decimal("NaN")),
        ("total_ttc", "123 456 789 012,00"),
        ("siret", "73282932000075"),
        ("siret", "732829320"),
        ("dossiers", "017202605001222"),
        ("dossiers", "bonjour"),
        ("amounts", {"2310AF000021": "-1"}),
        ("amounts", {"": "1"}),
        ("amounts", "500"),
        ("state", "transmis"),
        ("invoice", "1"),
        ("revision", "7"),
    ],
)
def test_what_is_not_of_the_field_s_form_is_refused_under_its_name(field: str, typed: Any) -> None:
    with pytest.raises(WrongValue) as refused:
        parsed(field, typed)
    assert refused.value.field == field
    assert str(refused.value)


@given(st.sampled_from(["number", "issued_on", "total_ht", "total_ttc", "siret", "dossiers"]), st.text(max_size=60))
def test_whatever_is_typed_is_a_value_or_a_refusal(field: str, typed: str) -> None:
    try:
        value = parsed(field, typed)
    except WrongValue:
        return
    assert parsed(field, "" if value is None else value) == value


def test_a_correction_runs_the_controls_again_and_leaves_the_reading(world: World) -> None:
    deposit = make_deposit(world)
    assert deposit.findings == []
    changed = correct(world.owner, deposit.pk, {"total_ttc": "900", "dossiers": ["2310AF000099"]}, revision=0)
    assert codes(changed) == ["CALCUL_ERR", "REF_ERR"]
    assert changed.reading == deposit.reading
    mended = correct(
        world.owner, deposit.pk, {"total_ttc": "1 200,00", "dossiers": world.dossier.number}, revision=changed.revision
    )
    assert (codes(mended), mended.revision) == ([], 2)


def test_emptied_values_are_asked_for(world: World) -> None:
    deposit = make_deposit(world)
    emptied = {"number": "", "issued_on": "", "total_ht": "", "total_ttc": "", "siret": "", "dossiers": []}
    changed = correct(world.owner, deposit.pk, emptied, revision=0)
    assert set(codes(changed)) >= {
        "NUMERO_ABS", "DATE_ABS", "MONTANT_HT_ABS", "MONTANT_TTC_ABS", "SIRET_ERR", "REF_CT_ABSENT",
    }  # fmt: skip


def test_a_wrong_value_changes_nothing(world: World) -> None:
    deposit = make_deposit(world)
    with pytest.raises(WrongValue):
        correct(world.owner, deposit.pk, {"number": "FAC-9", "siret": "12"}, revision=0)
    assert Deposit.objects.get(pk=deposit.pk).number == deposit.number


def test_what_another_tab_has_changed_is_not_overwritten(world: World) -> None:
    deposit = make_deposit(world)
    correct(world.owner, deposit.pk, {"number": "FAC-1"}, revision=0)
    with pytest.raises(StaleRevision, match="rechargez"):
        correct(world.owner, deposit.pk, {"number": "FAC-2"}, revision=0)
    mark_deposit(world.owner, deposit.pk, is_avoir=False, is_first_instalment=True)
    with pytest.raises(StaleRevision):
        correct(world.owner, deposit.pk, {"number": "FAC-2"}, revision=1)
    assert Deposit.objects.get(pk=deposit.pk).number == "FAC-1"


def test_the_same_value_again_is_no_change(world: World) -> None:
    deposit = make_deposit(world)
    assert correct(world.owner, deposit.pk, {"total_ht": "1 000,00"}, revision=0).revision == 0


def test_the_dossiers_share_the_total_as_the_user_says(world: World) -> None:
    second = make_dossier("2310AF000022", employer=world.interim, provider=world.training)
    deposit = make_deposit(world, dossiers=[world.dossier.key, second.key])
    assert deposit.findings == []
    changed = correct(world.owner, deposit.pk, {"amounts": {second.number: "400"}}, revision=0)
    assert codes(changed) == []
    changed = correct(
        world.owner, deposit.pk, {"amounts": {second.number: "400", world.dossier.number: "500"}}, revision=1
    )
    assert codes(changed) == ["CALCUL_ERR_DOSSIERS"]
    assert codes(correct(world.owner, deposit.pk, {"amounts": {}}, revision=2)) == []
