"""Numbers of AKTO's dossiers, which an invoice must bear to be paid.

The shapes stand in one table, because most are inferred from the few numbers that were seen: correct them there.
There is no check digit. Numbers are compared on A-Z and 0-9 alone.

>>> validate("20.PH444241CAL")
'20PH444241CAL'
>>> kind("2512TT00042")
<Kind.REIMBURSEMENT: 'reimbursement'>
>>> is_valid("017202605001222")  # a contract's DECA number is no dossier
False
>>> format("20PH444241CAL")
'20.PH444241CAL'
"""

import itertools
import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from akto_invoice.errors import InvalidNumber
from akto_invoice.rules.spacing import HYPHENS, INVISIBLE, SPACES, without_separators


class Kind(StrEnum):
    """What a number of a known shape designates; DECA, an apprenticeship contract, is not a dossier."""

    REIMBURSEMENT = "reimbursement"
    PROFORMA = "proforma"
    CURRENT = "current"
    LEGACY = "legacy"
    DECA = "deca"


class _Shape(NamedTuple):
    """``mask``: Y and M a digit of the year and month, # any digit, @ any letter; the rest stands for itself."""

    kind: Kind
    mask: str
    example: str


_SHAPES = (
    _Shape(Kind.REIMBURSEMENT, "YYMMTT#####", "2512TT00042"),
    _Shape(Kind.REIMBURSEMENT, "YYMMTT######", "2512TT000508"),
    _Shape(Kind.PROFORMA, "YYMMPRF@######", "2512PRFA000067"),
    _Shape(Kind.CURRENT, "YYMM@@#####", "2310AF00021"),
    _Shape(Kind.CURRENT, "YYMM@@######", "2310AF000021"),
    _Shape(Kind.LEGACY, "YY@@######@@@", "20.PH444241CAL"),
    _Shape(Kind.DECA, "0##20YYMM######", "017202605001222"),
    _Shape(Kind.DECA, "97#20YYMM######", "971202605001222"),
)
_EXAMPLES = ", ".join(shape.example for shape in _SHAPES if shape.kind is not Kind.DECA)

_EARLIEST_YEAR = 10  # 2010: older dossiers of AKTO's forerunners are long closed

_CLASSES = {"Y": "[0-9]", "M": "[0-9]", "#": "[0-9]", "@": "[A-Z]"}
_AS_DIGIT = {"O": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "B": "8"}
_AS_LETTER = {"0": "O", "1": "IL", "2": "Z", "5": "S", "8": "B"}


class Found(NamedTuple):
    """A dossier number within a text: its compact form, and where it starts and ends there."""

    number: str
    start: int
    end: int


def compact(number: str) -> str:
    """Return the number in capitals, without the separators it is printed with."""
    return without_separators(number).upper()


def kind(number: str) -> Kind | None:
    """Return what a number of this shape designates, or None when no shape fits."""
    shape = _shape_of(compact(number))
    return shape.kind if shape else None


def is_valid(number: str) -> bool:
    """Tell whether the number has the shape of a dossier (or of a grouped proforma)."""
    return kind(number) not in (None, Kind.DECA)


def validate(number: str) -> str:
    """Return the compact number, or raise InvalidNumber."""
    if kind(number) is Kind.DECA:
        raise InvalidNumber(
            f"« {number} » est un numéro de contrat (DECA), pas un numéro de dossier : "
            "indiquez le numéro de dossier que porte l'accord de prise en charge."
        )
    if not is_valid(number):
        raise InvalidNumber(
            f"« {number} » n'a la forme d'aucun numéro de dossier connu ({_EXAMPLES}) : "
            "relevez-le sur l'accord de prise en charge."
        )
    return compact(number)


def format(number: str) -> str:
    """Return the number as AKTO prints it: only legacy ones have a dot."""
    text = compact(number)
    return f"{text[:2]}.{text[2:]}" if kind(text) is Kind.LEGACY else text


def is_plausible(number: str, on: date | None = None) -> bool:
    """Tell whether a number of a known shape starts with a month that exists and, given ``on``, is not after that day.

    >>> is_plausible("2310AF000021"), is_plausible("2313AF000021")
    (True, False)
    >>> is_plausible("2310AF000021", on=date(2023, 9, 30))
    False
    """
    text = compact(number)
    shape = _shape_of(text)
    if shape is None:
        return False
    year = _digits_under("Y", shape.mask, text)
    month = _digits_under("M", shape.mask, text) if "M" in shape.mask else 1
    if year < _EARLIEST_YEAR or not 1 <= month <= 12:
        return False
    return on is None or (2000 + year, month) <= (on.year, on.month)


def find(text: str) -> tuple[Found, ...]:
    """Return the plausible dossier numbers that stand as words of their own in ``text``, in order.

    Separators are allowed where letters meet digits. With a space there, letters must be capitals and the month must
    exist: « de 2023 au 31025 » holds no dossier.

    >>> [found.number for found in find("Dossiers 2310AF000021 et 20.PH444241CAL, DECA 017202605001222")]
    ['2310AF000021', '20PH444241CAL']
    """
    return tuple(found for match in _PRINTED.finditer(text) if (found := _found(match)))


def proposals(text: str) -> tuple[str, ...]:
    """Return the plausible dossier numbers that an OCR engine may have misread as ``text``, fewest changes first.

    Confusions (O/0, I/1, L/1, Z/2, S/5, B/8) are undone only where the shape wants the other class of character. A
    person or other evidence must choose: a proposal is never taken by itself. Empty when ``text`` has a known shape.

    >>> proposals("Z512PRFAOOO067")
    ('2512PRFA000067',)
    >>> proposals("2310AF000021")
    ()
    """
    read = compact(text)
    if _shape_of(read):
        return ()
    dossiers = (shape for shape in _SHAPES if shape.kind is not Kind.DECA and len(shape.mask) == len(read))
    repaired = {number for shape in dossiers for number in _repairs(read, shape.mask) if is_plausible(number)}
    return tuple(sorted(repaired, key=lambda number: (_changes(read, number), number)))


def _pattern(mask: str) -> str:
    return "".join(_CLASSES.get(char, char) for char in mask)


def _printed_pattern(mask: str) -> str:
    """Allow a separator where the mask passes from digits to letters or back."""
    separator = f"[{re.escape(SPACES + INVISIBLE + HYPHENS)}._/]?"
    pieces = [_CLASSES.get(mask[0], mask[0])]
    for before, char in itertools.pairwise(mask):
        if _wants_letter(before) != _wants_letter(char):
            pieces.append(separator)
        pieces.append(_CLASSES.get(char, char))
    return "".join(pieces)


def _wants_letter(mask_char: str) -> bool:
    return mask_char not in "YM#" and not mask_char.isdigit()


def _dossier_patterns() -> Iterator[str]:
    # Longest first: of two shapes that differ by a trailing digit, the word boundary must decide.
    shapes = sorted(_SHAPES, key=lambda shape: -len(shape.mask))
    return (_printed_pattern(shape.mask) for shape in shapes if shape.kind is not Kind.DECA)


_COMPILED = {
    size: tuple((shape, re.compile(_pattern(shape.mask))) for shape in _SHAPES if len(shape.mask) == size)
    for size in {len(shape.mask) for shape in _SHAPES}
}
_PRINTED = re.compile(rf"(?<![0-9A-Za-z])(?:{'|'.join(_dossier_patterns())})(?![0-9A-Za-z])", re.IGNORECASE)


def _shape_of(number: str) -> _Shape | None:
    same_length = _COMPILED.get(len(number), ())
    return next((shape for shape, pattern in same_length if pattern.fullmatch(number)), None)


def _digits_under(symbol: str, mask: str, number: str) -> int:
    return int("".join(char for char, place in zip(number, mask, strict=True) if place == symbol))


def _found(match: re.Match[str]) -> Found | None:
    printed = match.group()
    spaced = any(char in SPACES for char in printed)
    if (spaced and printed != printed.upper()) or not is_plausible(printed):
        return None
    return Found(compact(printed), match.start(), match.end())


def _repairs(read: str, mask: str) -> Iterator[str]:
    choices = (_readings(char, place) for char, place in zip(read, mask, strict=True))
    return ("".join(chosen) for chosen in itertools.product(*choices))


def _readings(char: str, place: str) -> str:
    """Return the characters that ``char`` may stand for at this place of the mask: none when none fits."""
    if re.fullmatch(_CLASSES.get(place, place), char):
        return char
    wanted = _AS_LETTER.get(char, "") if _wants_letter(place) else _AS_DIGIT.get(char, "")
    return wanted if place in _CLASSES else "".join(letter for letter in wanted if letter == place)


def _changes(read: str, number: str) -> int:
    return sum(before != after for before, after in zip(read, number, strict=True))
