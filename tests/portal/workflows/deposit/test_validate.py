"""VALIDER: the one door. Nothing passes it with a blocking finding, a warning without a reason, or unseen changes."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from akto_invoice.portal.errors import ControlsFailed, StaleRevision
from akto_invoice.portal.models import (
    Action,
    AuditEvent,
    Deposit,
    DepositState,
    Dossier,
    DossierState,
    Invoice,
    Membership,
    Status,
)
from akto_invoice.portal.workflows.deposit.mark import mark_deposit
from akto_invoice.portal.workflows.deposit.validate import validate_deposit
from tests.portal.deposits import codes, make_deposit
from tests.portal.world import World, make_invoice


def refused(world: World, deposit: Deposit, **overrides: str) -> list[str]:
    """The codes that VALIDER refuses for; nothing has become of the deposit."""
    with pytest.raises(ControlsFailed) as failed:
        validate_deposit(world.owner, deposit.pk, revision=deposit.revision, overrides=overrides)
    deposit.refresh_from_db()
    assert (deposit.state, deposit.validated_by, deposit.invoice) == (DepositState.A_VALIDER, None, None)
    return [one.code for one in failed.value.findings]


def test_what_nothing_stands_against_is_transmitted(world: World) -> None:
    deposit = make_deposit(world)
    validate_deposit(world.owner, deposit.pk, revision=0, overrides={})
    deposit.refresh_from_db()
    assert (deposit.state, deposit.validated_by) == (DepositState.TRANSMIS, world.owner)
    assert deposit.validated_at is not None
    event = AuditEvent.objects.get(action=Action.DEPOSIT_VALIDATED)
    assert (event.actor, event.detail) == (world.owner, {"deposit": deposit.pk, "overrides": []})


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"number": ""}, "NUMERO_ABS"),
        ({"issued_on": None}, "DATE_ABS"),
        ({"total_ht": None}, "MONTANT_HT_ABS"),
        ({"total_ttc": None}, "MONTANT_TTC_ABS"),
        ({"total_ttc": "900.00"}, "CALCUL_ERR"),
        ({"siret": ""}, "SIRET_ERR"),
        ({"siret": "44306184100047"}, "SIRET_ERR_COMPTE"),
        ({"dossiers": []}, "REF_CT_ABSENT"),
        ({"dossiers": ["2310AF000099"]}, "REF_ERR"),
        ({"siret": "73282932000074"}, "EMMET_INC"),
        ({"number": "FC 2109578-0002"}, "DOUBLON"),
    ],
)
def test_what_blocks_is_overridden_by_nothing(values: dict[str, Any], code: str, world: World) -> None:
    deposit = make_deposit(world, **values)
    assert code in codes(deposit)
    reasons = dict.fromkeys(codes(deposit), "Je suis sûr de moi")
    assert code in refused(world, deposit, **reasons)
    assert not Invoice.objects.filter(deposit=deposit).exists()


def test_a_warning_needs_a_reason(world: World) -> None:
    deposit = make_deposit(world, issued_on=timezone.localdate() + timedelta(days=5))
    assert refused(world, deposit) == ["DATE_FUTURE"]
    assert refused(world, deposit, DATE_FUTURE="  ", DOUBLON="x") == ["DATE_FUTURE"]
    validate_deposit(
        world.owner, deposit.pk, revision=0, overrides={"DATE_FUTURE": " Datée du dernier jour ", "DOUBLON": "x"}
    )
    deposit.refresh_from_db()
    assert deposit.overrides == {"DATE_FUTURE": "Datée du dernier jour"}
    assert codes(deposit) == ["DATE_FUTURE"]


def test_the_controls_are_run_again_not_believed(world: World) -> None:
    deposit = make_deposit(world)
    Dossier.objects.filter(pk=world.dossier.pk).update(state=DossierState.ANNULE)
    assert codes(deposit) == []
    assert refused(world, deposit) == ["REF_ERR_ETAT"]
    assert codes(deposit) == ["REF_ERR_ETAT"]


def test_only_what_was_seen_is_validated(world: World) -> None:
    deposit = make_deposit(world)
    mark_deposit(world.owner, deposit.pk, is_avoir=False, is_first_instalment=True)
    with pytest.raises(StaleRevision):
        validate_deposit(world.owner, deposit.pk, revision=0, overrides={})


def test_the_account_is_that_of_who_validates(world: World) -> None:
    deposit = make_deposit(world)
    Membership.objects.filter(user=world.colleague, entity=world.training).update(can_deposit=True)
    validate_deposit(world.colleague, deposit.pk, revision=0, overrides={})
    deposit.refresh_from_db()
    assert (deposit.depositor, deposit.validated_by) == (world.owner, world.colleague)


def test_a_withdrawn_invoice_s_number_may_be_deposited_again(world: World) -> None:
    make_invoice(world.training, "FAC2025-02", status=Status.REJETEE)
    deposit = make_deposit(world)
    validate_deposit(world.owner, deposit.pk, revision=0, overrides={})
    assert Invoice.objects.filter(reference="FAC2025-02").count() == 2


def test_another_establishment_of_the_account_may_be_the_issuer_with_a_reason(world: World) -> None:
    deposit = make_deposit(world, entity=world.interim)
    assert refused(world, deposit) == ["SIRET_ERR_ENTITE"]
    validate_deposit(world.owner, deposit.pk, revision=0, overrides={"SIRET_ERR_ENTITE": "Même groupe"})
    deposit.refresh_from_db()
    assert deposit.invoice is not None
    assert deposit.invoice.issuer == world.training
