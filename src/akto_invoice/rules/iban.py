"""IBAN, the international number of a bank account.

ISO 13616: country, two check digits (mod 97 over the whole), then the country's own format: in France and Monaco the
RIB with its key. Formats of other countries are python-stdnum's, the register of banks is schwifty's.

>>> validate("FR14 2004 1010 0505 0001 3M02 606")
'FR1420041010050500013M02606'
>>> is_valid("FR1520041010050500013M02606")
False
>>> format("FR1420041010050500013M02606")
'FR14 2004 1010 0505 0001 3M02 606'
>>> masked("FR1420041010050500013M02606")
'FR14 … 2606'
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from akto_invoice.errors import InvalidNumber
from akto_invoice.rules import rib
from akto_invoice.rules.spacing import without_separators

_SHAPE = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")

_COUNTRIES_BY_LENGTH = {
    15: "NO",
    16: "BE",
    18: "DK FI NL",
    19: "SI",
    20: "AT EE LT LU",
    21: "CH HR LI LV",
    22: "BG DE GB IE VA",
    23: "GI",
    24: "AD CZ ES RO SE SK",
    25: "PT",
    26: "IS",
    27: "FR GR IT MC SM",
    28: "CY HU PL",
    31: "MT",
}
LENGTHS: Final[Mapping[str, int]] = MappingProxyType(
    {country: length for length, countries in _COUNTRIES_BY_LENGTH.items() for country in countries.split()}
)
"""How many characters an IBAN has in each country of the SEPA zone: where one ends within a line of print."""


def compact(number: str) -> str:
    """Return the number in capitals, without the separators it is printed with."""
    return without_separators(number).upper()


def is_valid(number: str) -> bool:
    """Tell whether the number has its country's format, its check digits and, if French, its RIB key."""
    text = compact(number)
    return _SHAPE.fullmatch(text) is not None and _check_digits_hold(text) and _rib_key_holds(text)


def validate(number: str) -> str:
    """Return the compact number, or raise InvalidNumber; the message holds no more than its ends."""
    if not is_valid(number):
        raise InvalidNumber(
            f"L'IBAN « {masked(number)} » ne respecte pas ses clés de contrôle : "
            "comparez-le chiffre par chiffre au RIB de l'organisme."
        )
    return compact(number)


def format(number: str) -> str:
    """Return the number in groups of four."""
    text = compact(number)
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def masked(number: str) -> str:
    """Return the first and last four characters only: what messages and logs may hold."""
    text = compact(number)
    return f"{text[:4]} … {text[-4:]}"


def country_of(number: str) -> str:
    """Return the two letters of the account's country."""
    return compact(number)[:2]


def registered_bics(number: str) -> tuple[str, ...]:
    """Return the BICs that schwifty's register knows for the account's bank; empty when it does not know the bank.

    Banks merge and the register is incomplete: a BIC that is not among them deserves a warning, no more. The first
    call takes a tenth of a second.

    >>> "BNPAFRPP" in {code[:8] for code in registered_bics("FR7630004000031234567890143")}
    True
    """
    # Costly to import, and of use only for the few invoices whose bank is in doubt.
    from schwifty import BIC, IBAN
    from schwifty.exceptions import SchwiftyException

    account = IBAN(compact(number), allow_invalid=True)
    try:
        return tuple(BIC.candidates_from_bank_code(account.country_code, account.bank_code))
    except SchwiftyException:
        return ()


def _check_digits_hold(text: str) -> bool:
    if int("".join([str(int(character, 36)) for character in text[4:] + text[:4]])) % 97 != 1:
        return False
    if rib.of_iban(text):
        return True
    # stdnum pulls ssl and pydoc in (tens of milliseconds): imported for the formats of other countries.
    from stdnum import iban

    # Without the check against national registers of banks, which refuses accounts of banks it has not heard of.
    return iban.is_valid(text, check_country=False)


def _rib_key_holds(text: str) -> bool:
    within = rib.of_iban(text)
    return within is None or rib.is_valid(within)
