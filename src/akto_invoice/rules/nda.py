"""NDA, the eleven digits of a training organisation's declaration (numéro de déclaration d'activité).

It has no check digit, and looks like a VAT number without FR. Region and department, which it starts with, changed
with the regions of 2016 and are not checked; most numbers end with the department again.

Source: Code du travail, L6351-1 and R6351-6; the public list of training organisations on data.gouv.fr.

>>> validate("11 75 12345 75")
'11751234575'
>>> is_valid("1175123457")
False
>>> format("11751234575")
'11 75 12345 75'
"""

import re

from akto_invoice.errors import InvalidNumber
from akto_invoice.rules.spacing import without_separators

_SHAPE = re.compile(r"(?!([0-9])\1{10})[0-9]{11}")


def compact(number: str) -> str:
    """Return the number without the separators it is printed with."""
    return without_separators(number)


def is_valid(number: str) -> bool:
    """Tell whether the number has eleven digits, not all the same: nothing more can be checked."""
    return _SHAPE.fullmatch(compact(number)) is not None


def repeats_department(number: str) -> bool:
    """Tell whether the number ends with the department after its region, as nearly all do: one in a hundred by chance.

    >>> repeats_department("11 75 12345 75"), repeats_department("11 75 12345 13")
    (True, False)
    """
    digits = compact(number)
    return is_valid(digits) and digits[2:4] == digits[9:]


def validate(number: str) -> str:
    """Return the compact number, or raise InvalidNumber."""
    if not is_valid(number):
        raise InvalidNumber(
            f"Le numéro de déclaration d'activité « {number} » n'a pas 11 chiffres : "
            "relevez-le de nouveau sur la facture."
        )
    return compact(number)


def format(number: str) -> str:
    """Return the number as it is usually printed: region, department, order, department."""
    digits = compact(number)
    return f"{digits[:2]} {digits[2:4]} {digits[4:9]} {digits[9:]}"
