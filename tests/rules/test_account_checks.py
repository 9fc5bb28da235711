import pytest
from hypothesis import given
from hypothesis import strategies as st

from akto_invoice.rules import account_checks, rib
from akto_invoice.rules.akto import is_named_akto
from akto_invoice.rules.checks import Check, Outcome
from tests.rules import strategies as made

IBAN = "FR7630004000031234567890143"
NATIONAL = IBAN[4:]
OTHER = "FR1420041010050500013M02606"

PASSED = (
    account_checks.rib_key(NATIONAL),
    account_checks.iban_matches_rib(IBAN, NATIONAL),
    account_checks.bic_matches_bank("BNPAFRPPXXX", IBAN),
    account_checks.one_account([IBAN, IBAN]),
    account_checks.holder_is_not_akto("AKTON Formation"),
)
FAILED = (
    account_checks.rib_key(NATIONAL[:-2] + "44"),
    account_checks.iban_matches_rib(IBAN, OTHER[4:]),
    account_checks.bic_matches_bank("PSSTFRPPPAR", IBAN),
    account_checks.one_account([IBAN, OTHER]),
    account_checks.holder_is_not_akto("OPCO AKTO"),
)
NOT_CHECKED = (
    account_checks.rib_key(None),
    account_checks.rib_key(NATIONAL[:21]),
    account_checks.iban_matches_rib("DE89370400440532013000", NATIONAL),
    account_checks.iban_matches_rib(IBAN, None),
    account_checks.bic_matches_bank(None, IBAN),
    account_checks.bic_matches_bank("BNPAFRPP", "FR7600000000000000000000000"),
    account_checks.one_account([]),
    account_checks.holder_is_not_akto(None),
)


@pytest.mark.parametrize("check", PASSED, ids=lambda check: check.id)
def test_what_agrees_passes(check: Check) -> None:
    assert check.outcome is Outcome.PASSED


@pytest.mark.parametrize("check", FAILED, ids=lambda check: check.id)
def test_what_contradicts_itself_fails(check: Check) -> None:
    assert check.outcome is Outcome.FAILED


@pytest.mark.parametrize("check", NOT_CHECKED, ids=lambda check: check.id)
def test_what_is_missing_is_not_checked(check: Check) -> None:
    assert check.outcome is Outcome.NOT_CHECKED


@given(made.french_ibans(), made.french_ibans())
def test_no_message_holds_a_whole_account(one: str, other: str) -> None:
    messages = [
        account_checks.rib_key(one[4:]).message,
        account_checks.iban_matches_rib(one, other[4:]).message,
        account_checks.one_account([one, other]).message,
    ]
    assert not any(number in message for message in messages for number in (one, other, one[4:], other[4:]))


@given(made.french_ibans())
def test_an_iban_matches_its_own_rib_however_it_is_printed(number: str) -> None:
    within = rib.of_iban(number)
    assert within is not None
    assert account_checks.iban_matches_rib(number, rib.format(within)).outcome is Outcome.PASSED


@pytest.mark.parametrize(
    ("name", "is_akto"),
    [
        ("AKTO", True),
        ("Akto Auvergne-Rhône-Alpes", True),
        ("L'OPCO AKTO", True),
        ("AKTOR SARL", False),
        ("SARL Pakto", False),
        ("Formation AKTO Conseil", False),
        ("", False),
    ],
)
def test_akto_is_known_by_its_name(name: str, is_akto: bool) -> None:
    assert is_named_akto(name) is is_akto


@given(st.text())
def test_any_name_is_judged(name: str) -> None:
    assert isinstance(is_named_akto(name), bool)
