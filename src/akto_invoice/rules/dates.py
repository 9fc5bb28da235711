"""Dates as French documents print them.

Day first, always: a date of the American order is either impossible or cannot be told from a French one. Years of two
digits belong to this century.

>>> parse_date("03/03/2025")
datetime.date(2025, 3, 3)
>>> parse_date("1er AOUT 25")
datetime.date(2025, 8, 1)
>>> parse_date("vingt-trois juin deux mille vingt-cinq")
datetime.date(2025, 6, 23)
>>> parse_date("31/02/2025") is None
True
"""

import re
import unicodedata
from datetime import date

from akto_invoice.rules.spacing import with_plain_spaces

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("janvier", "janv", "jan"),
            ("fevrier", "fevr", "fev"),
            ("mars", "mar"),
            ("avril", "avr"),
            ("mai",),
            ("juin",),
            ("juillet", "juil"),
            ("aout",),
            ("septembre", "sept", "sep"),
            ("octobre", "oct"),
            ("novembre", "nov"),
            ("decembre", "dec"),
        ),
        start=1,
    )
    for name in names
}

_TEENS = {11: "onze", 12: "douze", 13: "treize", 14: "quatorze", 15: "quinze", 16: "seize"}
_UNITS = dict(enumerate(("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"), start=1))
_TENS = {10: "dix", 20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante"}
_NUMBERS = {
    "premier": 1,
    **{f"{name}-{unit}": ten + number for ten, name in _TENS.items() for number, unit in _UNITS.items()},
    **{f"{name}-et-un": ten + 1 for ten, name in _TENS.items()},
    **{name: number for number, name in (*_UNITS.items(), *_TEENS.items(), *_TENS.items())},
}
_DAY = "(?P<day>[0-9]{1,2}(?: ?er)?|[a-z -]+?)"

_WEEKDAY = r"(?:(?:le )?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche),? |le )?"
_YEAR = r"(?P<year>[12][0-9]{3}|[0-9]{2})"
_NUMERIC = re.compile(rf"{_WEEKDAY}(?P<day>[0-9]{{1,2}}) ?(?P<mark>[-/.]) ?(?P<month>[0-9]{{1,2}}) ?(?P=mark) ?{_YEAR}")
_SPACED = re.compile(r"(?P<day>[0-9]{2}) (?P<month>[0-9]{2}) (?P<year>[12][0-9]{3})")
_ISO = re.compile(r"(?P<year>[12][0-9]{3})(?P<mark>[-/.])(?P<month>[0-9]{2})(?P=mark)(?P<day>[0-9]{2})")
_WRITTEN = re.compile(
    rf"{_WEEKDAY}{_DAY}(?P<mark>[-/. ]?) ?(?P<month>{'|'.join(_MONTHS)})\.?(?:(?P=mark)|,) ?"
    rf"(?:{_YEAR}|deux[ -]mille[ -](?P<words>[a-z -]+))"
)
_EARLIEST_YEAR = 1900


def parse_date(text: str) -> date | None:
    """Return the date that ``text`` prints, or None when it prints anything else or a day that does not exist.

    >>> for printed in ("3.3.25", "2025-03-03", "3 févr. 2025", "lundi 3 mars 2025", "03-DEC-2025"):
    ...     print(parse_date(printed))
    2025-03-03
    2025-03-03
    2025-02-03
    2025-03-03
    2025-12-03
    """
    plain = " ".join(_without_accents(with_plain_spaces(text).lower()).split())
    for pattern in (_NUMERIC, _WRITTEN, _ISO, _SPACED):
        match = pattern.fullmatch(plain)
        if match:
            year = match["year"] or _NUMBERS.get(match["words"].replace(" ", "-"))
            return _date(int(year), match["month"], match["day"]) if year else None
    return None


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


def _date(year: int, month: str, day: str) -> date | None:
    full_year = year if year > 99 else 2000 + year
    number = _NUMBERS.get(day.replace(" ", "-")) or day.removesuffix("er").strip()
    try:
        return date(full_year, _MONTHS.get(month) or int(month), int(number)) if full_year >= _EARLIEST_YEAR else None
    except ValueError:
        return None
