from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, find, given
from hypothesis import strategies as st

from akto_invoice.rules.amounts import ADMISSIBLE_RATES
from akto_invoice.rules.controls import DepositFacts
from akto_invoice.rules.keys import search_key
from corpus.generator import __main__, manifest
from tests.rules.controls.deposits import codes, euros, facts, message, percent_of, sound_deposits

CENTS_FORGIVEN = Decimal("0.02")  # the rounding of three lines


@given(deposit=sound_deposits(), blank=st.sampled_from((None, "", "  ")))
def test_a_number_must_be_there(deposit: DepositFacts, blank: str | None) -> None:
    assert codes(replace(deposit, number=blank)) == {"NUMERO_ABS"}


@given(deposit=sound_deposits(), number=st.text(min_size=1, max_size=40))
def test_a_number_that_passes_can_be_stored_and_found_again(deposit: DepositFacts, number: str) -> None:
    found = codes(replace(deposit, number=number))
    assert found <= {"NUMERO_ABS", "NUMERO_ERR"}
    if not found:
        assert "\0" not in number
        assert len(number.strip()) <= 35
        assert 1 <= len(search_key(number)) <= 35


@pytest.mark.parametrize("number", ["x" * 36, "---", "n\0 12", "½" * 30])
@given(deposit=sound_deposits())
def test_a_number_that_no_search_would_find_is_refused(number: str, deposit: DepositFacts) -> None:
    assert codes(replace(deposit, number=number)) == {"NUMERO_ERR"}


@given(deposit=facts(issued_on=None))
def test_a_date_must_be_there(deposit: DepositFacts) -> None:
    assert codes(deposit) == {"DATE_ABS"}


@given(deposit=sound_deposits(), days=st.integers(-5000, 5000))
def test_a_date_is_judged_by_its_distance_from_today(deposit: DepositFacts, days: int) -> None:
    found = codes(replace(deposit, issued_on=deposit.today + timedelta(days=days)))
    if days > 31 or days < -3653:
        assert found == {"DATE_ERR"}
    elif days > 0:
        assert found == {"DATE_FUTURE"}
    else:
        assert found == ({"DATE_ANCIENNE"} if days < -365 else set())


@given(deposit=sound_deposits())
def test_both_totals_must_be_there(deposit: DepositFacts) -> None:
    assert codes(replace(deposit, total_ht=None)) == {"MONTANT_HT_ABS"}
    assert codes(replace(deposit, total_ttc=None)) == {"MONTANT_TTC_ABS"}


@given(deposit=sound_deposits(), wrong=st.decimals(-99999, 0, places=2))
def test_a_total_is_positive(deposit: DepositFacts, wrong: Decimal) -> None:
    assert codes(replace(deposit, total_ht=wrong)) == {"MONTANT_HT_ERR"}
    assert codes(replace(deposit, total_ttc=wrong)) == {"MONTANT_TTC_ERR"}


@given(deposit=sound_deposits(), ttc=euros())
def test_ttc_is_never_below_ht(deposit: DepositFacts, ttc: Decimal) -> None:
    assert deposit.total_ht is not None
    assert ("CALCUL_ERR" in codes(replace(deposit, total_ttc=ttc))) == (ttc < deposit.total_ht)


@given(deposit=sound_deposits(), tva=euros(least="0"))
def test_the_tva_that_was_read_makes_the_sum(deposit: DepositFacts, tva: Decimal) -> None:
    ht, ttc = deposit.total_ht, deposit.total_ttc
    assert ht is not None
    assert ttc is not None
    found = codes(replace(deposit, total_tva=tva))
    assert found == ({"CALCUL_ERR_TVA"} if abs(ht + tva - ttc) > CENTS_FORGIVEN else set())


@given(deposit=facts(total_tva=None, is_avoir=True, document_type=None), ht=euros(), ttc=euros())
def test_without_a_tva_the_totals_are_at_one_rate(deposit: DepositFacts, ht: Decimal, ttc: Decimal) -> None:
    assume(ttc >= ht)
    at_one_rate = any(abs(ht * rate / 100 - (ttc - ht)) <= CENTS_FORGIVEN for rate in ADMISSIBLE_RATES)
    assert codes(replace(deposit, total_ht=ht, total_ttc=ttc)) == (set() if at_one_rate else {"TX_TVA_ERR"})


@given(
    deposit=facts(is_avoir=True, document_type=None),
    parts=st.lists(st.tuples(euros(most="9999.99"), st.sampled_from(ADMISSIBLE_RATES)), min_size=1, max_size=3),
)
def test_a_tva_that_was_read_may_blend_rates(deposit: DepositFacts, parts: list[tuple[Decimal, Decimal]]) -> None:
    ht = sum((part for part, _ in parts), start=Decimal(0))
    tva = sum((percent_of(part, rate) for part, rate in parts), start=Decimal(0))
    assert codes(replace(deposit, total_ht=ht, total_tva=tva, total_ttc=ht + tva)) == set()


@given(deposit=facts(is_avoir=True, document_type=None), ht=euros(least="10.00"), rate=st.integers(21, 200))
def test_no_blend_of_rates_is_above_them_all(deposit: DepositFacts, ht: Decimal, rate: int) -> None:
    tva = percent_of(ht, Decimal(rate))
    assert codes(replace(deposit, total_ht=ht, total_tva=tva, total_ttc=ht + tva)) == {"TX_TVA_ERR"}


@given(deposit=facts(total_ht=Decimal("960.00"), total_tva=Decimal("192.00"), total_ttc=Decimal("1125.00")))
def test_a_contradiction_shows_all_that_it_is_made_of(deposit: DepositFacts) -> None:
    shown = message(deposit, "CALCUL_ERR_TVA")
    assert [amount for amount in ("960,00 €", "192,00 €", "1 152,00 €", "1 125,00 €") if amount not in shown] == []


def test_no_invoice_of_the_corpus_is_refused_for_its_true_totals() -> None:
    """Refusing what is right is worse than missing what is wrong: many rates, exemptions, roundings, avoirs."""
    sound = find(sound_deposits(), lambda deposit: deposit.is_avoir)  # an avoir needs no money engaged
    told = {}
    for row in manifest.read(__main__.MANIFEST):
        truth = row.truth
        if truth.total_ht and truth.total_tva and truth.total_ttc:
            ht, tva, ttc = map(Decimal, (truth.total_ht, truth.total_tva, truth.total_ttc))
            told[row.id] = codes(replace(sound, total_ht=ht, total_tva=tva, total_ttc=ttc))
    assert len(told) > 1000
    assert {name: found for name, found in told.items() if found} == {}
