from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akto_invoice.rules import checks, iban, siret, vat_number
from akto_invoice.rules.akto import SIREN
from akto_invoice.rules.checks import Check, Outcome
from tests.rules import strategies as made

HT, TVA, TTC = Decimal("960.00"), Decimal("192.00"), Decimal("1152.00")
SIRET, OTHER_SIRET = "73282932000074", "52481845700029"
VAT_NUMBER, OTHER_VAT_NUMBER = "FR44732829320", "FR77853000982"
IBAN = "FR1420041010050500013M02606"
TODAY = date(2026, 3, 1)

PASSED = {
    "totals-add-up": checks.totals_add_up(HT, TVA, TTC),
    "vat-rate-known": checks.vat_rate_known(HT, TVA),
    "net-payable-not-above-ttc": checks.net_payable_not_above_ttc(Decimal("402.00"), TTC),
    "siret-luhn": checks.siret_luhn(SIRET),
    "siret-matches-siren": checks.siret_matches_siren(SIRET, "732 829 320"),
    "siret-matches-vat-number": checks.siret_matches_vat_number(SIRET, VAT_NUMBER),
    "vat-number-key": checks.vat_number_key(VAT_NUMBER),
    "iban-check-digits": checks.iban_check_digits(IBAN),
    "bic-matches-iban-country": checks.bic_matches_iban_country("AGRIMQMX", IBAN),
    "issuer-is-not-akto": checks.issuer_is_not_akto(SIRET, None, VAT_NUMBER),
    "dossier-format": checks.dossier_format(["2310AF000021", "20PH444241CAL"]),
    "xml-matches-page": checks.xml_matches_page([("total_ht", "960.00", "960.00"), ("siret", SIRET, None)]),
    "issue-date-plausible": checks.issue_date_plausible(date(2026, 3, 31), TODAY),
}

# Each with what its message must show: both sides of the contradiction.
FAILED = {
    "totals-add-up": (
        checks.totals_add_up(HT, TVA, Decimal("1125.00")),
        ("960,00 €", "192,00 €", "1 152,00 €", "1 125,00 €"),
    ),
    "vat-rate-known": (checks.vat_rate_known(HT, Decimal("150.00")), ("960,00 €", "150,00 €")),
    "net-payable-not-above-ttc": (
        checks.net_payable_not_above_ttc(Decimal("1152.02"), TTC),
        ("1 152,02 €", "1 152,00 €"),
    ),
    "siret-luhn": (checks.siret_luhn("73282932000079"), ("73282932000079",)),
    "siret-matches-siren": (checks.siret_matches_siren(SIRET, "524818457"), ("732 829 320", "524 818 457")),
    "siret-matches-vat-number": (
        checks.siret_matches_vat_number(SIRET, OTHER_VAT_NUMBER),
        ("732 829 320", "853 000 982"),
    ),
    "vat-number-key": (checks.vat_number_key("FR45732829320"), ("FR 45 732 829 320", "FR 44 732 829 320")),
    "iban-check-digits": (checks.iban_check_digits("FR1520041010050500013M02606"), ("FR15 … 2606",)),
    "bic-matches-iban-country": (checks.bic_matches_iban_country("DEUTDEFF", IBAN), ("DE", "FR")),
    "issuer-is-not-akto": (checks.issuer_is_not_akto("85300098200241", SIREN), ("85300098200241", SIREN)),
    "dossier-format": (
        checks.dossier_format(["2310AF000021", "Z310AF000021", "2313AF000021"]),
        ("Z310AF000021", "2310AF000021", "2313AF000021"),
    ),
    "xml-matches-page": (
        checks.xml_matches_page([("total_ht", "960.00", "690.00"), ("siret", SIRET, SIRET), ("nda", "1", "2")]),
        ("total HT", "960.00", "690.00", "nda", "1", "2"),
    ),
    "issue-date-plausible": (checks.issue_date_plausible(date(2062, 3, 1), TODAY), ("01/03/2062", "01/03/2026")),
}

NOT_CHECKED = {
    "totals-add-up": checks.totals_add_up(HT, None, TTC),
    "vat-rate-known": checks.vat_rate_known(None, TVA),
    "net-payable-not-above-ttc": checks.net_payable_not_above_ttc(None, TTC),
    "siret-luhn": checks.siret_luhn(None),
    "siret-matches-siren": checks.siret_matches_siren(SIRET, None),
    "siret-matches-vat-number": checks.siret_matches_vat_number(SIRET, "BE0403019261"),
    "vat-number-key": checks.vat_number_key("BE0403019261"),
    "iban-check-digits": checks.iban_check_digits(None),
    "bic-matches-iban-country": checks.bic_matches_iban_country(None, IBAN),
    "issuer-is-not-akto": checks.issuer_is_not_akto(None),
    "dossier-format": checks.dossier_format([]),
    "xml-matches-page": checks.xml_matches_page([("siret", SIRET, None)]),
    "issue-date-plausible": checks.issue_date_plausible(None, TODAY),
}


def test_every_check_is_shown_in_its_three_outcomes() -> None:
    assert PASSED.keys() == FAILED.keys() == NOT_CHECKED.keys()


@pytest.mark.parametrize(("check_id", "check"), PASSED.items())
def test_agreement_passes(check_id: str, check: Check) -> None:
    assert (check.id, check.outcome) == (check_id, Outcome.PASSED)


@pytest.mark.parametrize(("check_id", "check"), NOT_CHECKED.items())
def test_a_missing_value_is_no_verdict(check_id: str, check: Check) -> None:
    assert (check.id, check.outcome) == (check_id, Outcome.NOT_CHECKED)
    assert check.message.startswith("Non vérifié")


@pytest.mark.parametrize(("check_id", "check", "shown"), [(check_id, *failed) for check_id, failed in FAILED.items()])
def test_a_contradiction_fails_and_shows_both_sides(check_id: str, check: Check, shown: tuple[str, ...]) -> None:
    assert (check.id, check.outcome) == (check_id, Outcome.FAILED)
    message = check.message.replace("\u00a0", " ")
    assert [side for side in shown if side not in message] == []


def test_a_likely_misreading_is_proposed_not_taken() -> None:
    check = checks.dossier_format(["Z310AF000021"])
    assert check.outcome is Outcome.FAILED
    assert "lecture possible : 2310AF000021" in check.message


def test_no_vat_number_is_expected_of_a_wrong_siren() -> None:
    check = checks.vat_number_key("FR44732829321")
    assert check.outcome is Outcome.FAILED
    assert "on attend" not in check.message


def test_several_printed_rates_explain_a_blended_vat() -> None:
    ht, tva = Decimal("1000.00"), Decimal("150.00")
    assert checks.vat_rate_known(ht, tva, [Decimal("20"), Decimal("5.5")]).outcome is Outcome.PASSED
    assert checks.vat_rate_known(ht, tva, [Decimal("20")]).outcome is Outcome.FAILED
    assert checks.vat_rate_known(ht, tva, [Decimal("5.5"), Decimal("50")]).outcome is Outcome.FAILED
    assert checks.vat_rate_known(ht, tva, [Decimal("5.5"), Decimal("2.1")]).outcome is Outcome.FAILED


def test_rounding_by_lines_is_no_contradiction() -> None:
    off_by_three_cents = (HT, TVA, TTC + Decimal("0.03"))
    assert checks.totals_add_up(*off_by_three_cents).outcome is Outcome.FAILED
    assert checks.totals_add_up(*off_by_three_cents, lines=5).outcome is Outcome.PASSED


def test_a_credit_note_may_print_negative_amounts() -> None:
    assert checks.totals_add_up(-HT, -TVA, -TTC).outcome is Outcome.PASSED
    assert checks.vat_rate_known(-HT, -TVA).outcome is Outcome.PASSED
    assert checks.net_payable_not_above_ttc(-TTC, -TTC).outcome is Outcome.PASSED


@given(number=made.sirets())
def test_a_company_agrees_with_itself(number: str) -> None:
    own_vat_number = vat_number.from_siren(siret.siren_of(number))
    assert checks.siret_luhn(number).outcome is Outcome.PASSED
    assert checks.siret_matches_siren(number, siret.siren_of(number)).outcome is Outcome.PASSED
    assert checks.siret_matches_vat_number(number, own_vat_number).outcome is not Outcome.FAILED
    assert checks.vat_number_key(own_vat_number).outcome is Outcome.PASSED


@given(
    text=st.none() | st.text(max_size=30),
    other=st.none() | st.text(max_size=30),
)
def test_any_text_gets_a_verdict_and_a_sentence(text: str | None, other: str | None) -> None:
    for check in (
        checks.siret_luhn(text),
        checks.siret_matches_siren(text, other),
        checks.siret_matches_vat_number(text, other),
        checks.vat_number_key(text),
        checks.iban_check_digits(text),
        checks.bic_matches_iban_country(text, other),
        checks.issuer_is_not_akto(text, other),
        checks.dossier_format([] if text is None else [text]),
        checks.xml_matches_page([("siret", text, other)]),
    ):
        assert check.message.endswith(".")


@given(number=made.french_ibans())
def test_messages_never_hold_a_whole_iban(number: str) -> None:
    assert checks.iban_check_digits(number).outcome is Outcome.PASSED
    assert number not in checks.iban_check_digits(number).message
    assert iban.format(number) not in checks.iban_check_digits(number).message
    differing = checks.xml_matches_page([("iban", number, IBAN)])
    assert number not in differing.message
