"""The RIB, the French national number of a bank account: bank 5, branch 5, account 11, key 2.

key = 97 - (89 x bank + 15 x branch + 3 x account) mod 97, where A-I count as 1-9, J-R as 1-9 and S-Z as 2-9. A French
IBAN is FR, two check digits and the RIB; without letters in the account its check digits are always 76, since the key
makes the whole a multiple of 97: IBAN and RIB key are then one proof, not two.

schwifty has the key too, but takes a tenth of a second to import. Source: Comité français d'organisation et de
normalisation bancaires, https://fr.wikipedia.org/wiki/Clé_RIB.

>>> validate("20041 01005 0500013M026 06")
'20041010050500013M02606'
>>> is_valid("20041 01005 0500013M026 07")
False
>>> format("20041010050500013M02606")
'20041 01005 0500013M026 06'
>>> of_iban("FR14 2004 1010 0505 0001 3M02 606"), of_iban("DE89 3704 0044 0532 0130 00")
('20041010050500013M02606', None)
"""

import re
from typing import Final

from akto_invoice.errors import InvalidNumber
from akto_invoice.rules.spacing import without_separators

LENGTH: Final = 23

_SHAPE = re.compile(r"(?P<bank>[0-9]{5})(?P<branch>[0-9]{5})(?P<account>[0-9A-Z]{11})(?P<key>[0-9]{2})")
_IBAN = re.compile(r"(?:FR|MC)[0-9]{2}(?P<rib>[0-9]{10}[0-9A-Z]{11}[0-9]{2})")
_DIGIT_OF_LETTER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")


def compact(number: str) -> str:
    """Return the number in capitals, without the separators it is printed with."""
    return without_separators(number).upper()


def is_valid(number: str) -> bool:
    """Tell whether the number has 23 characters in the right places and its key."""
    match = _SHAPE.fullmatch(compact(number))
    return match is not None and int(match["key"]) == _key(match)


def validate(number: str) -> str:
    """Return the compact number, or raise InvalidNumber; the message holds no more than its ends."""
    text = compact(number)
    if not is_valid(text):
        raise InvalidNumber(
            f"Le RIB « {text[:4]} … {text[-4:]} » ne respecte pas sa clé : "
            "comparez-le chiffre par chiffre au document de la banque."
        )
    return text


def format(number: str) -> str:
    """Return the number in its four parts."""
    text = compact(number)
    return " ".join((text[:5], text[5:10], text[10:21], text[21:]))


def of_iban(iban: str) -> str | None:
    """Return the RIB within an IBAN of France or Monaco; None for another."""
    match = _IBAN.fullmatch(compact(iban))
    return match["rib"] if match else None


def to_iban(number: str) -> str:
    """Return the French IBAN of a RIB.

    >>> to_iban("20041 01005 0500013M026 06")
    'FR1420041010050500013M02606'
    """
    text = validate(number)
    rest = int("".join([str(int(character, 36)) for character in f"{text}FR00"])) % 97
    return f"FR{98 - rest:02d}{text}"


def _key(match: re.Match[str]) -> int:
    bank, branch = int(match["bank"]), int(match["branch"])
    return 97 - (89 * bank + 15 * branch + 3 * int(match["account"].translate(_DIGIT_OF_LETTER))) % 97
