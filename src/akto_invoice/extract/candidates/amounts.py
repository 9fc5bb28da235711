"""Amounts of money on a page, each with the words around it."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from akto_invoice.extract import lexicon
from akto_invoice.extract.layout import Match, PageLayout
from akto_invoice.extract.model import Box
from akto_invoice.rules.amounts import parse_amount

# A number that may be an amount, on plain text, where NBSP is a space; rules.amounts has the last word.
_AMOUNT = re.compile(
    r"(?<![\w.,/:°])(?<!\d[-+] )(?:(?:[-+]|(?P<open>\()) ?)?(?:(?:€|eur) ?)?-? ?"
    r"(?:[1-9]\d{0,2}(?P<group>[ .,'])\d{3}(?:(?P=group)\d{3})*|\d+)(?:[.,]\d{1,2}(?!\d))?"
    r"(?: ?(?:€|eur(?:os?)?\b))?(?(open)\)?)(?: ?-(?=[ ]*(?:[\t\n]|$)))?"
    r"(?![\w/:°]|[.,-]\d| ?%| ?(?:h|heures?|jours?|mois|pages?|ans|stagiaires?|personnes?|apprentis?)\b"
    r"| (?:janv|fevr|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec)[a-z]*\b)"
)
_FEW_WORDS = 30  # letters
_CLAUSES = re.compile(r"[.;(] ?(?=.)")
_HUNDREDS = re.compile(r"\d{3}[.,]\d{2}\b")
_CUT_HEAD = re.compile(r"[a-z:] ([1-9]\d{0,2})$")
_MORE_DIGITS = re.compile(r" \d{2,}(?![.,]\d)")
_IN_NUMBER = re.compile(r"(?:\bfr|n°|\b[a-z0-9]{4} [a-z0-9]{4}) $")
_CENTS = re.compile(r"[.,]\d{2}\b")


class Amount(NamedTuple):
    """A printed amount, in euros. ``value`` is positive; ``negative`` tells a minus sign or brackets."""

    value: Decimal
    negative: bool
    match: Match
    box: Box
    currency: bool
    cents: bool
    label: str  # plain text between the amount before it on the line, or the line's start, and itself
    row: str  # plain text from the line's start to its first amount
    after: str  # plain text after it: the rest of its line, or its paragraph's next line
    ends_row: bool
    part_of_row: bool  # the last amount of its row is the sum of the others


def read_amounts(page: PageLayout) -> list[Amount]:
    """All amounts of a page in reading order; numbers without cents or currency too, marked so."""
    rows = groupby(_numbers(page), key=lambda found: id(found[0].line))
    return [amount for _, row in rows for amount in _of_row(page, list(row))]


def _numbers(page: PageLayout) -> Iterator[tuple[Match, str, Decimal]]:
    """What may be amounts, as they are printed and what they are worth."""
    for match in page.matches(_AMOUNT):
        printed = match.line.plain[match.start : match.end]
        head = _head_on_line_above(page, match)
        value = parse_amount(f"{head} {printed}" if head else printed)
        if value is not None and not _is_in_identifier(match, printed):
            yield match, printed, value


def _of_row(page: PageLayout, row: Sequence[tuple[Match, str, Decimal]]) -> Iterator[Amount]:
    """The amounts of a line, the last marked as its end, and the others as parts where it is their sum."""
    line, first = row[0][0].line, row[0][0].start
    *parts, last = [abs(value) for _, _, value in row]
    is_sum = len(parts) > 1 and sum(parts) == last
    previous_end = 0
    for rank, (match, printed, value) in enumerate(row):
        start = match.start + len(printed) - len(printed.lstrip(" "))
        yield Amount(
            value=abs(value),
            negative=value < 0,
            match=Match(line, start, match.end),
            box=match.box,
            currency="€" in printed or "eur" in printed,
            cents=_CENTS.search(printed) is not None,
            label=line.plain[previous_end : match.start] if previous_end else _label_before(page, match),
            row=line.plain[:first],
            after=_text_after(page, match),
            ends_row=rank == len(parts),
            part_of_row=is_sum and rank < len(parts),
        )
        # "1 000,00 € HT, TVA 200,00 €": what names an amount from behind does not name the next one too.
        behind = lexicon.KIND_AFTER_AMOUNT.match(line.plain, match.end)
        previous_end = behind.end() if behind else match.end


def _is_in_identifier(match: Match, printed: str) -> bool:
    """Whether a bare number is the start of a longer one: "TVA FR 88 728492497"."""
    if not printed.strip(" -").isdigit():
        return False
    plain = match.line.plain
    return _MORE_DIGITS.match(plain, match.end) is not None or _IN_NUMBER.search(plain, 0, match.start) is not None


def _head_on_line_above(page: PageLayout, match: Match) -> str:
    """The thousands of an amount that a paragraph's line break has cut: "un total de 1" / "440,00 euros"."""
    if match.start or not _HUNDREDS.match(match.line.plain):
        return ""
    above = page.line_before(match.line)
    if above is None or page.line_below(above) is not match.line or "\t" in above.text:
        return ""
    found = _CUT_HEAD.search(above.plain)
    return found[1] if found else ""


def _label_before(page: PageLayout, match: Match) -> str:
    """The words before a line's first amount; a paragraph's go on from the line above where they name nothing."""
    label = match.line.plain[: match.start]
    if "\t" in label or lexicon.AMOUNT_KIND.search(label):
        return label
    above = page.line_before(match.line)
    if above is None or "\t" in above.text or page.line_below(above) is not match.line:
        return label
    end = _CLAUSES.split(above.plain[-_FEW_WORDS:])[-1]
    return label if any(char.isdigit() for char in end) else f"{end} {label}"


def _text_after(page: PageLayout, match: Match) -> str:
    """The few words after a match; those of a paragraph's next line where it ends the line."""
    rest = match.line.plain[match.end : match.end + 60]
    if rest.strip():
        return rest
    below = page.line_below(match.line)
    if below is None or "\t" in match.line.text or "\t" in below.text or below.plain[:1].isdigit():
        return ""
    return below.plain[:30]
