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

_UNITS = (
    "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf"
).split()
_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante"}
_NUMBERS = {
    "premier": 1,
    **{name: number for number, name in enumerate(_UNITS, start=1)},
    **{name: ten for ten, name in _TENS.items()},
    **{f"{name}-et-un": ten + 1 for ten, name in _TENS.items()},
    **{f"{name}-{unit}": ten + number for ten, name in _TENS.items() for number, unit in enumerate(_UNITS[:9], start=1)},
}

_WEEKDAY = r"(?:(?:le )?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche),? |le )?"
_YEAR = r"(?P<year>[12][0-9]{3}|[0-9]{2})"
_NUMERIC = re.compile(rf"{_WEEKDAY}(?P<day>[0-9]{{1,2}}) ?(?P<mark>[-/.]) ?(?P<month>[0-9]{{1,2}}) ?(?P=mark) ?{_YEAR}")
_SPACED = re.compile(r"(?P<day>[0-9]{2}) (?P<month>[0-9]{2}) (?P<year>[12][0-9]{3})")
_ISO = re.compile(r"(?P<year>[12][0-9]{3})(?P<mark>[-/.])(?P<month>[0-9]{2})(?P=mark)(?P<day>[0-9]{2})")
_WRITTEN = re.compile(
    rf"{_WEEKDAY}(?P<day>[0-9]{{1,2}}(?: ?er)?|[a-z -]+?)(?P<mark>[-/. ]?) ?(?P<month>{'|'.join(_MONTHS)})\.?(?:(?P=mark)|,)"
    rf" ?(?:{_YEAR}|deux[ -]mille[ -](?P<words>[a-z -]+))"
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
            return _date(year, match["month"], match["day"])
    return None


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


def _date(year: str | int | None, month: str, day: str) -> date | None:
    full_year = int(year or 0)
    if full_year < 100:
        full_year += 2000
    number = _NUMBERS.get(day.replace(" ", "-")) or day.removesuffix("er").strip()
    try:
        return date(full_year, _MONTHS.get(month) or int(month), int(number)) if full_year >= _EARLIEST_YEAR else None
    except ValueError:
        return None
