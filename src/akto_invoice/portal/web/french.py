"""Template filters: numbers and dates as French pages print them."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.template import Library
from django.utils.timezone import localtime

from akto_invoice.rules import siret as siret_rules

register = Library()

_NBSP = "\N{NO-BREAK SPACE}"
_KILO = 1024
_THIN = "\N{NARROW NO-BREAK SPACE}"


@register.filter
def euros(amount: Decimal) -> str:
    r"""Return an amount to the cent.

    >>> euros(Decimal("12700")) == "12\u202f700,00\u00a0€"
    True
    """
    return f"{amount:,.2f}".replace(",", _THIN).replace(".", ",") + f"{_NBSP}€"


@register.filter
def montant(amount: Decimal | None) -> str:
    """Return an amount as it is typed into a field, or nothing.

    >>> montant(Decimal("12700")).replace("\N{NARROW NO-BREAK SPACE}", " ")
    '12 700,00'
    """
    return "" if amount is None else euros(amount).removesuffix(f"{_NBSP}€")


@register.filter
def siret(number: str) -> str:
    """Return a SIRET as it is usually printed, or nothing.

    >>> siret("52481845700029")
    '524 818 457 00029'
    """
    return siret_rules.format(number) if number else ""


@register.filter
def nombre(count: int) -> str:
    r"""Return a count in groups of three digits.

    >>> nombre(1000000) == "1\u202f000\u202f000"
    True
    """
    return f"{count:,}".replace(",", _THIN)


@register.filter
def pluriel(count: int) -> str:
    """Return the mark of the plural, which French puts from two on: zéro facture, deux factures.

    >>> [pluriel(count) for count in (0, 1, 2)]
    ['', '', 's']
    """
    return "s" if count > 1 else ""


@register.filter
def enumeration(words: Sequence[str], at_most: int = 3) -> str:
    """Return a list in words; what is beyond ``at_most`` is counted.

    >>> enumeration(["A", "B"]), enumeration(["A", "B", "C", "D"]), enumeration(["A", "B", "C"], 1)
    ('A, B', 'A, B, C et 1 autre', 'A et 2 autres')
    """
    shown, more = ", ".join(words[:at_most]), len(words) - at_most
    return f"{shown} et {more} autre{pluriel(more)}" if more > 0 else shown


@register.filter
def taille(size: int) -> str:
    r"""Return the size of a file as French systems tell it.

    >>> [taille(size).replace("\u00a0", " ") for size in (900, 77722, 10 * 1024**2)]
    ['0,9 ko', '75,9 ko', '10 Mo']
    """
    number, unit = (size / _KILO, "ko") if size < _KILO**2 else (size / _KILO**2, "Mo")
    return f"{number:.1f}".removesuffix(".0").replace(".", ",") + _NBSP + unit


@register.filter
def jour(day: date | None) -> str:
    """Return a day, or nothing.

    >>> jour(date(2025, 12, 16))
    '16/12/2025'
    """
    return f"{day:%d/%m/%Y}" if day else ""


@register.filter
def instant(moment: datetime) -> str:
    """Return a moment in Paris to the minute."""
    return f"{localtime(moment):%d/%m/%Y à %H:%M}"
