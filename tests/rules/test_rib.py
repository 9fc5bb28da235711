import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from schwifty import IBAN
from schwifty.registry import get_iban_spec

from akto_invoice.errors import InvalidNumber
from akto_invoice.rules import iban, rib
from tests.rules import strategies as made


@given(made.french_ibans())
def test_the_rib_within_an_iban_is_valid_and_leads_back_to_it(number: str) -> None:
    within = rib.of_iban(number)
    assert within is not None
    assert rib.is_valid(within)
    assert rib.to_iban(within)[4:] == number[4:]
    assert iban.is_valid(rib.to_iban(within))


@given(made.digits(5), made.digits(5), made.alphanumerics(11))
def test_the_key_is_schwifty_s(bank: str, branch: str, account: str) -> None:
    number = str(IBAN.generate("FR", bank_code=bank, branch_code=branch, account_code=account))
    assert rib.is_valid(number[4:])
    assert rib.to_iban(number[4:]) == number


@given(made.french_ibans(), st.integers(4, 24), made.digits(1))
def test_a_wrong_digit_breaks_the_key(number: str, place: int, digit: str) -> None:
    wrong = number[:place] + digit + number[place + 1 :]
    assume(number[place].isdigit() and wrong != number)
    assert not rib.is_valid(wrong[4:])


@given(made.digits(5), made.digits(5), made.digits(11))
def test_an_account_without_letters_has_always_the_same_check_digits(bank: str, branch: str, account: str) -> None:
    """IBAN and RIB key are then one proof, not two."""
    number = str(IBAN.generate("FR", bank_code=bank, branch_code=branch, account_code=account))
    assert number.startswith("FR76")


@given(st.text())
def test_anything_else_is_refused_and_shown_only_in_part(text: str) -> None:
    assume(not rib.is_valid(text))
    with pytest.raises(InvalidNumber) as refused:
        rib.validate(text)
    if len(rib.compact(text)) > 8:
        assert rib.compact(text) not in str(refused.value)


@given(made.french_ibans())
def test_printed_in_its_parts_it_is_the_same(number: str) -> None:
    assert rib.compact(rib.format(number[4:])) == number[4:]


@pytest.mark.parametrize("country", sorted(iban.LENGTHS))
def test_lengths_of_ibans_are_those_of_the_register(country: str) -> None:
    assert iban.LENGTHS[country] == get_iban_spec(country).iban_length
