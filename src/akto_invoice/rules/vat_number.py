"""French VAT number (numéro de TVA intracommunautaire): FR, a key of two characters, the SIREN.

A numeric key is (12 + 3 x (SIREN mod 97)) mod 97; newer keys hold letters, without I and O. Monaco has French
numbers that hold no SIREN: theirs continue with 000. Numbers of other countries are not judged here.

Source: structures of VAT numbers, in the FAQ of the European Commission's VIES,
https://ec.europa.eu/taxation_customs/vies/; the check of keys with letters is python-stdnum's.

>>> validate("FR 77 853 000 982")
'FR77853000982'
>>> is_valid("FR78853000982")
False
>>> is_valid("FRK7399859412")
True
>>> format("fr77853000982")
'FR 77 853 000 982'
>>> siren_of("FR77853000982")
'853000982'
>>> siren_of("FR37000005990") is None  # Monaco
True
>>> from_siren("853000982")
'FR77853000982'
"""

import re

from akto_invoice.errors import InvalidNumber
from akto_invoice.rules import siren
from akto_invoice.rules.spacing import without_separators

_SHAPE = re.compile(r"FR[0-9A-HJ-NP-Z]{2}[0-9]{9}")


def compact(number: str) -> str:
    """Return the number in capitals, without the separators it is printed with; a missing FR is not added."""
    return without_separators(number).upper()


def is_french(number: str) -> bool:
    """Tell whether the number has the shape of a French one, whatever its key."""
    return _SHAPE.fullmatch(compact(number)) is not None


def is_valid(number: str) -> bool:
    """Tell whether the number is a French VAT number with the right key and, Monaco aside, a valid SIREN."""
    return is_french(number) and _key_holds(compact(number))


def validate(number: str) -> str:
    """Return the compact number, or raise InvalidNumber."""
    if not is_french(number):
        raise InvalidNumber(
            f"« {number} » n'est pas un numéro de TVA français (FR, 2 caractères, 9 chiffres) : "
            "relevez-le de nouveau sur la facture."
        )
    if not is_valid(number):
        raise InvalidNumber(
            f"Le numéro de TVA « {number} » ne respecte pas sa clé de contrôle : "
            "vérifiez chaque caractère sur la facture."
        )
    return compact(number)


def format(number: str) -> str:
    """Return the number as it is usually printed: FR, the key, the SIREN in threes."""
    text = compact(number)
    return f"{text[:2]} {text[2:4]} {siren.format(text[4:])}"


def siren_of(number: str) -> str | None:
    """Return the SIREN that a French number holds, valid or not; None for Monaco and for other countries."""
    text = compact(number)
    if not _SHAPE.fullmatch(text) or text[4:7] == "000":
        return None
    return text[4:]


def from_siren(number: str) -> str:
    """Return the VAT number with the numeric key that nearly every company of that SIREN has.

    Raises InvalidNumber when the SIREN is not valid.
    """
    digits = siren.validate(number)
    return f"FR{(12 + 3 * (int(digits) % 97)) % 97:02d}{digits}"


def _key_holds(text: str) -> bool:
    key, digits = text[2:4], text[4:]
    if key.isdigit():
        return int(key) == int(f"{digits}12") % 97 and (digits.startswith("000") or siren.is_valid(digits))
    # stdnum pulls ssl and pydoc in (tens of milliseconds): imported for the few numbers that need it.
    from stdnum.fr import tva

    return tva.is_valid(text)
