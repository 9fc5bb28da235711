"""BIC (ISO 9362), the code of a bank: four letters, its country, two characters, and three more for a branch.

The list of countries is python-stdnum's.

>>> validate("agri frpp 882")
'AGRIFRPP882'
>>> is_valid("AGRIFRPP8")
False
>>> format("agrifrpp882")
'AGRI FR PP 882'
>>> country_of("AGRIFRPP882")
'FR'
>>> suits_country("AGRIRERX", "FR"), suits_country("DEUTDEFF", "FR")
(True, False)
"""

import re

from akto_invoice.errors import InvalidNumber
from akto_invoice.rules.spacing import without_separators

_SHAPE = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_OVERSEAS = frozenset({"BL", "GF", "GP", "MF", "MQ", "NC", "PF", "PM", "RE", "TF", "WF", "YT"})
_FRENCH = _OVERSEAS | {"FR"}


def compact(number: str) -> str:
    """Return the code in capitals, without the separators it is printed with."""
    return without_separators(number).upper()


def is_valid(number: str) -> bool:
    """Tell whether the code has 8 or 11 characters in the right places and names a country that exists."""
    code = compact(number)
    return _SHAPE.fullmatch(code) is not None and _country_exists(code)


def validate(number: str) -> str:
    """Return the compact code, or raise InvalidNumber."""
    if not is_valid(number):
        raise InvalidNumber(
            f"« {number} » n'est pas un BIC (8 ou 11 caractères, dont le code du pays) : "
            "relevez-le sur le RIB de l'organisme."
        )
    return compact(number)


def format(number: str) -> str:
    """Return the code in its parts: bank, country, place, branch."""
    code = compact(number)
    return " ".join(filter(None, (code[:4], code[4:6], code[6:8], code[8:])))


def country_of(number: str) -> str:
    """Return the two letters of the bank's country."""
    return compact(number)[4:6]


def suits_country(number: str, iban_country: str) -> bool:
    """Tell whether a bank with this code may keep accounts of that country.

    Overseas banks have BICs of their own territory (AGRIMQMX in Martinique) and French IBANs.
    """
    country = country_of(number)
    return country == iban_country or (iban_country == "FR" and country in _OVERSEAS)


def _country_exists(code: str) -> bool:
    if code[4:6] in _FRENCH:
        return True
    # stdnum pulls ssl and pydoc in (tens of milliseconds): imported with the first foreign code.
    from stdnum import bic

    return bic.is_valid(code)
