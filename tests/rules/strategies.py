"""Valid identifiers, made with python-stdnum and schwifty rather than with the code under test."""

from hypothesis import strategies as st
from schwifty import IBAN
from stdnum import luhn

DIGITS = st.characters(min_codepoint=48, max_codepoint=57)
CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def digits(size: int) -> st.SearchStrategy[str]:
    return st.text(DIGITS, min_size=size, max_size=size)


def letters(size: int) -> st.SearchStrategy[str]:
    return st.text(CAPITALS, min_size=size, max_size=size)


def alphanumerics(size: int) -> st.SearchStrategy[str]:
    return st.text(CAPITALS + "0123456789", min_size=size, max_size=size)


def with_luhn(number: str) -> str:
    return number + luhn.calc_check_digit(number)


def sirens() -> st.SearchStrategy[str]:
    return digits(8).map(with_luhn).filter(lambda siren: siren != "000000000")


def sirets() -> st.SearchStrategy[str]:
    return st.builds(lambda siren, nic: with_luhn(siren + nic), sirens(), digits(4))


def french_ibans() -> st.SearchStrategy[str]:
    return st.builds(_french_iban, st.sampled_from(("FR", "MC")), digits(5), digits(5), alphanumerics(11))


def dossiers() -> st.SearchStrategy[str]:
    year = st.integers(min_value=10, max_value=99).map(str)
    month = st.integers(min_value=1, max_value=12).map("{:02d}".format)
    return st.one_of(
        st.builds("{}{}{}{}".format, year, month, letters(2), digits(5) | digits(6)),
        st.builds("{}{}PRF{}{}".format, year, month, letters(1), digits(6)),
        st.builds("{}{}{}{}".format, year, letters(2), digits(6), letters(3)),
    )


def _french_iban(country: str, bank: str, branch: str, account: str) -> str:
    return str(IBAN.generate(country, bank_code=bank, branch_code=branch, account_code=account))
