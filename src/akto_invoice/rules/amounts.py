"""Amounts of money as French invoices print them, and what must hold between HT, TVA and TTC.

Everything is Decimal and in euros. Rules are evidence, not filters: they say what agrees, and change nothing.

**Tolerances.** A printed total is rounded to the cent, and so is every line or VAT row that it sums: each of these
roundings is off by half a cent at most. ``rounding_slack(lines)`` is the bound of them all, one cent for one line.

Source of the rates: CGI, articles 278 to 281 nonies (mainland) and 294 to 298 (Corsica, overseas), and the rates that
the French e-invoicing specifications still list for the past and for flat-rate schemes.
"""

import re
from decimal import Decimal
from typing import Final

from akto_invoice.rules.spacing import HYPHENS, with_plain_spaces

CENT: Final = Decimal("0.01")

ADMISSIBLE_RATES: Final = tuple(
    Decimal(rate)
    for rate in ("0", "0.9", "1.05", "1.75", "2.1", "5.5", "7", "8.5", "9.2", "9.6", "10", "13", "19.6", "20", "20.6")
)
"""Every VAT rate, in percent, that a French invoice may bear, ascending."""

_LONGEST_INTEGER = 8  # digits: a longer one, such as 732 829 320, is an identifier

_SHELL = re.compile(
    r"""
    (?P<before> [^0-9.,]* )
    (?P<number> [0-9] (?:[0-9 .,'’]*[0-9])? )
    (?P<after> [^0-9.,]* )
    """,
    re.VERBOSE,
)
_CURRENCY = re.compile(r"€|EUR(?:OS?)?", re.IGNORECASE)
_SIGNS = {("", ""): 1, ("+", ""): 1, ("-", ""): -1, ("", "-"): -1, ("(", ")"): -1}
_SAME_MINUS = str.maketrans(dict.fromkeys(HYPHENS, "-") | {" ": ""})

_NUMBER = re.compile(
    r"""
    (?:
        (?P<grouped> [1-9][0-9]{0,2} (?P<group>[ .,'’]) [0-9]{3} (?:(?P=group)[0-9]{3})* )
      | (?P<plain> 0 | [1-9][0-9]* )
    )
    (?: (?P<mark> [ ]?[.,][ ]? ) (?P<cents> [0-9]{1,2} | [0-9]{2}0+ ) )?
    """,
    re.VERBOSE,
)


def parse_amount(text: str) -> Decimal | None:
    """Return the amount that ``text`` prints, to the cent, or None when it prints anything else.

    Thousands are grouped by one space, dot, comma or apostrophe, or not at all; cents follow the other mark. A minus
    before or after, or parentheses, make it negative; € or EUR may stand on either side. Refused because they mean
    something else: percentages, hours, dates, telephone numbers, groups that are not of three digits, leading zeros,
    more than eight digits before the mark, a third decimal that is not zero, and ``1,152`` alone, which is a thousand
    to some and a fraction to others. A postcode or a year is still a number: only its label tells it apart.

    >>> for printed in ("1 152,00 €", "1.152,00", "1,152.00", "1152.00EUR", "EUR 1 152", "1'152.5", "(1 152,00)"):
    ...     print(parse_amount(printed))
    1152.00
    1152.00
    1152.00
    1152.00
    1152.00
    1152.50
    -1152.00
    >>> [parse_amount(printed) for printed in ("20 %", "14h00", "03/03/2025", "06 12 34 56 78", "1 15,00", "1,152")]
    [None, None, None, None, None, None]
    """
    shell = _SHELL.fullmatch(with_plain_spaces(text))
    if shell is None:
        return None
    sign = _sign(shell["before"], shell["after"])
    size = _size(shell["number"])
    if sign is None or size is None:
        return None
    return sign * size if size else size


def in_contract_form(amount: Decimal) -> str:
    """Return the amount as results state it: no sign, a point, two digits.

    >>> in_contract_form(Decimal("-1152"))
    '1152.00'
    """
    return f"{abs(amount):.2f}"


def in_french(amount: Decimal) -> str:
    """Return the amount as a French reader writes it, with no-break spaces.

    >>> in_french(Decimal("-1152.5")).replace("\N{NO-BREAK SPACE}", " ")
    '-1 152,50 €'
    """
    return f"{amount:,.2f} €".replace(",", " ").replace(".", ",").replace(" ", "\N{NO-BREAK SPACE}")


def rounding_slack(lines: int = 1) -> Decimal:
    """Return how far, in euros, a total of so many rounded lines may honestly be from its exact value.

    >>> rounding_slack(), rounding_slack(9)
    (Decimal('0.01'), Decimal('0.05'))
    """
    return (lines + 1) * CENT / 2


def adds_up(ht: Decimal, tva: Decimal, ttc: Decimal, lines: int = 1) -> bool:
    """Tell whether HT + TVA = TTC within the rounding of so many lines; signs count.

    >>> adds_up(Decimal("960.00"), Decimal("192.00"), Decimal("1152.00"))
    True
    >>> adds_up(Decimal("960.00"), Decimal("192.00"), Decimal("1152.02"))
    False
    """
    return abs(ht + tva - ttc) <= rounding_slack(lines)


def rate_of(ht: Decimal, tva: Decimal, lines: int = 1) -> Decimal | None:
    """Return the admissible rate, in percent, that makes this TVA from this HT within the rounding, or None.

    Where several fit (amounts of a few cents), the nearest; where none does, the amounts may still be the sums of
    several rates: see ``blends``.

    >>> rate_of(Decimal("960.00"), Decimal("192.00"))
    Decimal('20')
    >>> rate_of(Decimal("960.00"), Decimal("150.00")) is None
    True
    """
    distance, rate = min((abs(ht * rate / 100 - tva), rate) for rate in ADMISSIBLE_RATES)
    return rate if distance <= rounding_slack(lines) else None


def blends(ht: Decimal, tva: Decimal, rates: tuple[Decimal, ...], lines: int = 1) -> bool:
    """Tell whether parts of HT at these ``rates`` can make this TVA: it lies between the lowest's and the highest's.

    >>> blends(Decimal("1000.00"), Decimal("150.00"), (Decimal("5.5"), Decimal("20")))
    True
    """
    if not rates:
        return False
    slack = rounding_slack(lines)
    bounds = (ht * min(rates) / 100, ht * max(rates) / 100)
    return min(bounds) - slack <= tva <= max(bounds) + slack


def _sign(before: str, after: str) -> int | None:
    if not (before or after):
        return 1
    currencies = len(_CURRENCY.findall(before)) + len(_CURRENCY.findall(after))
    if currencies > 1:
        return None
    marks = tuple(_CURRENCY.sub("", side).translate(_SAME_MINUS) for side in (before, after))
    return _SIGNS.get((marks[0], marks[1]))


def _size(number: str) -> Decimal | None:
    match = _NUMBER.fullmatch(number)
    if match is None or not _is_one_amount(match):
        return None
    whole = match["plain"] or match["grouped"].replace(match["group"], "")
    if len(whole) > _LONGEST_INTEGER:
        return None
    cents = match["cents"] or ""
    return Decimal(f"{whole}.{cents[:2]:0<2}")


def _is_one_amount(match: re.Match[str]) -> bool:
    mark, group, cents = match["mark"], match["group"], match["cents"]
    if mark is None:
        return group != "," or match["grouped"].count(",") > 1
    if len(mark) > 1:  # a space beside the mark, from OCR or spaced letters: only before or after two cents
        return len(cents) == 2
    if len(cents) == 3:  # 12,000 is a thousand to some; 1 152,000 and 1152,000 are not
        return mark != group and len(match["plain"] or "1000") > 3
    return mark != group
