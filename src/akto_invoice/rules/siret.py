"""SIRET, the fourteen digits of a French establishment: its company's SIREN, then five digits of its own (NIC).

Luhn holds over the SIREN and over the whole. La Poste (SIREN 356000000) has more establishments than Luhn leaves
numbers for: there the sum of the digits is divisible by 5, except for its head office, which passes Luhn.

Luhn misses the swap of 0 and 9, and one wrong pair of digits in ten: a valid SIRET may still be misread.
It is never "corrected" to another number that happens to pass.

Source: INSEE, https://www.insee.fr/fr/metadonnees/definition/c1841, and
https://fr.wikipedia.org/wiki/Système_d'identification_du_répertoire_des_établissements.

>>> validate("732 829 320 00074")
'73282932000074'
>>> is_valid("73282932000079")
False
>>> is_valid("35600000000048") and is_valid("356 000 000 49837")
True
>>> format("73282932000074")
'732 829 320 00074'
>>> siren_of("732 829 320 00074")
'732829320'
"""

import re

from akto_invoice.errors import InvalidNumber
from akto_invoice.rules import siren
from akto_invoice.rules.spacing import without_separators

_SHAPE = re.compile(r"[0-9]{14}")
_LA_POSTE = "356000000"


def compact(number: str) -> str:
    """Return the number without the separators it is printed with."""
    return without_separators(number)


def is_valid(number: str) -> bool:
    """Tell whether the number is a SIRET by its length and check digits."""
    digits = compact(number)
    return _SHAPE.fullmatch(digits) is not None and siren.is_valid(digits[:9]) and _check_digit_holds(digits)


def validate(number: str) -> str:
    """Return the compact number, or raise InvalidNumber."""
    digits = compact(number)
    if not _SHAPE.fullmatch(digits):
        raise InvalidNumber(f"Le SIRET « {number} » n'a pas 14 chiffres : relevez-le de nouveau sur la facture.")
    if not is_valid(digits):
        raise InvalidNumber(
            f"Le SIRET « {number} » ne respecte pas sa clé de contrôle : vérifiez chaque chiffre sur la facture."
        )
    return digits


def format(number: str) -> str:
    """Return the number as it is usually printed: the SIREN in threes, then the NIC."""
    digits = compact(number)
    return f"{siren.format(digits[:9])} {digits[9:]}"


def siren_of(number: str) -> str:
    """Return the compact SIREN that the SIRET starts with, valid or not."""
    return compact(number)[:9]


def _check_digit_holds(digits: str) -> bool:
    if siren.passes_luhn(digits):
        return True
    return digits.startswith(_LA_POSTE) and sum(map(int, digits)) % 5 == 0
