"""SIREN, the nine digits of a French company; the last is a Luhn check digit.

Source: INSEE, https://www.insee.fr/fr/metadonnees/definition/c2047. The check is written out here, and tested against
python-stdnum's: that takes as long to import as a page takes to read.

>>> validate("732 829 320")
'732829320'
>>> is_valid("732829321")
False
>>> format("732829320")
'732 829 320'
"""

import re

from akto_invoice.errors import InvalidNumber
from akto_invoice.rules.spacing import without_separators

_SHAPE = re.compile(r"[0-9]{9}")
_PLACEHOLDER = "000000000"
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)  # the sum of the digits of twice each digit


def compact(number: str) -> str:
    """Return the number without the separators it is printed with."""
    return without_separators(number)


def is_valid(number: str) -> bool:
    """Tell whether the number is nine digits that pass Luhn; nine zeros, a placeholder, are refused."""
    digits = compact(number)
    return _SHAPE.fullmatch(digits) is not None and digits != _PLACEHOLDER and passes_luhn(digits)


def validate(number: str) -> str:
    """Return the compact number, or raise InvalidNumber."""
    digits = compact(number)
    if not _SHAPE.fullmatch(digits):
        raise InvalidNumber(f"Le SIREN « {number} » n'a pas 9 chiffres : relevez-le de nouveau sur la facture.")
    if not is_valid(digits):
        raise InvalidNumber(
            f"Le SIREN « {number} » ne respecte pas sa clé de contrôle : vérifiez chaque chiffre sur la facture."
        )
    return digits


def format(number: str) -> str:
    """Return the number in groups of three digits, as it is usually printed."""
    digits = compact(number)
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}"


def passes_luhn(digits: str) -> bool:
    """Tell whether the last digit is the Luhn check digit of the others."""
    return (sum(map(int, digits[-1::-2])) + sum(_DOUBLED[int(digit)] for digit in digits[-2::-2])) % 10 == 0
