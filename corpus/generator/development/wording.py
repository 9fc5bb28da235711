"""Amounts and dates in French words, numbers typed with spaces, totals after a discount, VAT by line."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal

from corpus.generator import formats
from corpus.generator.facts import Item, Scenario, VatRow
from corpus.generator.items import ZERO, to_cents

_UNITS = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
    "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
)  # fmt: skip
_TENS = ("", "", "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt", "quatre-vingt")


def number(value: int) -> str:
    """Spell a number below a million.

    >>> number(1200), number(80), number(91), number(3271)
    ('mille deux cents', 'quatre-vingts', 'quatre-vingt-onze', 'trois mille deux cent soixante et onze')
    """
    if value < 20:
        return _UNITS[value]
    if value < 100:
        tens, unit = divmod(value, 10)
        if tens in (7, 9):
            unit += 10
        if not unit:
            return _TENS[tens] + ("s" if tens == 8 else "")
        joint = " et " if unit in (1, 11) and tens < 8 else "-"
        return f"{_TENS[tens]}{joint}{_UNITS[unit]}"
    for size, name in ((1000, "mille"), (100, "cent")):
        if value >= size:
            count, rest = divmod(value, size)
            many = "s" if size == 100 and count > 1 and not rest else ""
            before = number(count).removesuffix("s") if number(count).endswith(("cents", "vingts")) else number(count)
            head = f"{before} {name}{many}" if count > 1 else name
            return f"{head} {number(rest)}" if rest else head
    raise ValueError(value)


def euros(amount: Decimal) -> str:
    """Spell an amount.

    >>> euros(Decimal("1200.00")), euros(Decimal("81.50"))
    ('mille deux cents euros', 'quatre-vingt-un euros et cinquante centimes')
    """
    whole, cents = divmod(int(amount * 100), 100)
    text = f"{number(whole)} euro{'s' if whole > 1 else ''}"
    return f"{text} et {number(cents)} centime{'s' if cents > 1 else ''}" if cents else text


def day(value: date) -> str:
    """Spell a date.

    >>> day(date(2025, 3, 1)), day(date(2024, 6, 22))
    ('premier mars deux mille vingt-cinq', 'vingt-deux juin deux mille vingt-quatre')
    """
    first = "premier" if value.day == 1 else number(value.day)
    return f"{first} {formats.MONTHS[value.month - 1]} {number(value.year)}"


def renumbered(scenario: Scenario, invoice_number: str) -> Scenario:
    """Give the document a number of its layout's own shape."""
    return replace(scenario, invoice_number=invoice_number)


def serial(scenario: Scenario, digits: int = 4) -> str:
    """Return a number that goes with the scenario, padded with zeros."""
    return f"{scenario.seed % 10**digits or 1:0{digits}d}"


def discounted(scenario: Scenario, percent: int) -> Scenario:
    """Take a discount off every rate: the totals are those after it, the lines stay those before it."""
    rows = []
    for row in scenario.vat_rows:
        base = to_cents(row.base * (100 - percent) / 100)
        rows.append(VatRow(row.rate, base, to_cents(base * row.rate / 100)))
    total_ht = sum((row.base for row in rows), ZERO)
    total_tva = sum((row.tva for row in rows), ZERO)
    total_ttc = total_ht + total_tva
    deposit = to_cents(total_ttc * 30 / 100) if scenario.deposit_paid else ZERO
    return replace(
        scenario,
        vat_rows=tuple(rows),
        total_ht=total_ht,
        total_tva=total_tva,
        total_ttc=total_ttc,
        deposit_paid=deposit,
        net_payable=total_ttc - deposit - scenario.employer_share,
    )


def line_tva(items: tuple[Item, ...]) -> list[Decimal]:
    """Give each line its VAT so that the lines of a rate add up to the VAT of that rate."""
    bases: dict[Decimal, Decimal] = defaultdict(Decimal)
    found = []
    for item in items:
        before = to_cents(bases[item.rate] * item.rate / 100)
        bases[item.rate] += item.amount
        found.append(to_cents(bases[item.rate] * item.rate / 100) - before)
    return found
