from dataclasses import replace
from decimal import Decimal
from typing import get_args, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from schwifty import BIC, IBAN
from stdnum import luhn
from stdnum.fr import siren, siret, tva

from corpus.generator.facts import Scenario
from corpus.generator.parties import AKTO_SIREN, AKTO_SIRET, AKTO_VAT
from corpus.generator.scenario import Wishes, make_scenario
from corpus.generator.truth import TOTALS, USUAL, truth_of

REGIMES = get_args(get_type_hints(Wishes)["regime"])
TYPES = ("invoice", "credit_note", "deposit_invoice", "proforma")


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    wishes: Wishes = {
        "regime": draw(st.sampled_from(REGIMES)),
        "document_type": draw(st.sampled_from(TYPES)),
        "dossiers": draw(st.integers(1, 5)),
        "dossier_shape": "any",
        "deposit": draw(st.booleans()),
        "employer_share": draw(st.booleans()),
        "head_office": True,
        "subcontractor": True,
        "factor": True,
        "addressee": draw(st.sampled_from(("akto", "company"))),
        "rounded_vat": draw(st.booleans()),
    }
    return make_scenario(draw(st.integers(0, 2**32 - 1)), **wishes)


@given(scenarios())
def test_amounts_add_up(scenario: Scenario) -> None:
    assert sum(item.amount for item in scenario.items) == scenario.total_ht
    assert sum(row.base for row in scenario.vat_rows) == scenario.total_ht
    assert sum(row.tva for row in scenario.vat_rows) == scenario.total_tva
    assert scenario.total_ht + scenario.total_tva == scenario.total_ttc
    assert scenario.total_ttc - scenario.deposit_paid - scenario.employer_share == scenario.net_payable >= 0
    for row in scenario.vat_rows:
        assert abs(row.base * row.rate / 100 - row.tva) <= Decimal("0.05")
    for item in scenario.items:
        assert abs(item.quantity * item.unit_price - item.amount) <= Decimal("0.005")


@given(scenarios())
def test_numbers_are_valid_and_tell_parties_apart(scenario: Scenario) -> None:
    companies = (scenario.issuer, scenario.addressee, scenario.subcontractor, scenario.factor, scenario.beneficiary)
    present = [company for company in companies if company]
    for company in present:
        assert siret.is_valid(company.siret)
        assert siren.is_valid(company.siret[:9])
        if company.vat_number:
            assert tva.is_valid(company.vat_number)
            assert company.vat_number[4:] == company.siret[:9]
    assert scenario.issuer.siret[:9] != AKTO_SIREN
    assert scenario.issuer.nda
    assert len(scenario.issuer.nda) == 11
    assert scenario.head_office
    assert scenario.head_office.siret[:9] == scenario.issuer.siret[:9]
    assert scenario.head_office.siret != scenario.issuer.siret
    assert scenario.bank
    assert IBAN(scenario.bank.iban, validate_bban=True).is_valid
    assert BIC(scenario.bank.bic).country_code == "FR"


@given(scenarios())
def test_dates_are_in_the_order_of_life(scenario: Scenario) -> None:
    start, end = scenario.session
    assert start <= end < scenario.issue_date
    assert scenario.due_date is None or scenario.due_date > scenario.issue_date
    assert len(set(scenario.dossiers)) == len(scenario.dossiers)


@given(st.integers(0, 2**32 - 1), st.sampled_from(REGIMES))
@settings(max_examples=30)
def test_same_seed_same_scenario(seed: int, regime: str) -> None:
    wishes: Wishes = {"regime": regime}  # type: ignore[typeddict-item]
    assert make_scenario(seed, **wishes) == make_scenario(seed, **wishes)


def test_identity_of_akto() -> None:
    assert siret.is_valid(AKTO_SIRET)
    assert tva.is_valid(AKTO_VAT)
    assert luhn.is_valid(AKTO_SIREN)


@given(st.integers(0, 2**32 - 1))
def test_a_wrong_vat_key_is_wrong(seed: int) -> None:
    number = make_scenario(seed, wrong_vat_key=True).issuer.vat_number
    assert number
    assert not tva.is_valid(number)


def test_apprenticeship_cannot_be_taxed() -> None:
    with pytest.raises(ValueError, match="exempt"):
        make_scenario(1, dispositif="apprentissage", regime="taxed")


def test_a_single_total_says_both_only_without_vat() -> None:
    exempt, taxed = make_scenario(1, regime="exempt"), make_scenario(1, regime="taxed")
    truth = truth_of(exempt, {"single_total"})
    assert truth.total_ht == truth.total_ttc == f"{exempt.total_ttc:.2f}"
    assert truth.total_tva is None
    assert truth_of(exempt, {"single_total", "exemption"}).total_tva == "0.00"
    with pytest.raises(ValueError, match="exempt"):
        truth_of(taxed, {"single_total"})


def test_truth_holds_what_is_printed_and_nothing_else() -> None:
    scenario = make_scenario(7, regime="taxed")
    assert truth_of(scenario, USUAL).net_payable is None
    assert truth_of(scenario, {"total_ht", "total_ttc"}).total_tva == f"{scenario.total_tva:.2f}"
    assert truth_of(scenario, TOTALS).siren is None
    assert truth_of(scenario, {"vat_number"}).siren == scenario.issuer.siret[:9]
    assert truth_of(replace(scenario, bank=None), USUAL).iban is None
    with pytest.raises(ValueError, match="total_tcc"):
        truth_of(scenario, {"total_tcc"})
