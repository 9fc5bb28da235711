"""From a label to the values that it may name: after it, beside it, under it; else before it or over it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from akto_invoice.extract.layout import Cell, Match, PageLayout
from akto_invoice.extract.model import Source

# In heights of a line, a gap that OCR may see within a line of text, as typewriter faces have it.
_SAME_TEXT: Final = 2.0
# How far a value may stand under its label, in heights of the label's line.
_REACH_BELOW: Final = 3.0


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value and the label that names it.

    ``relation`` is ``same-cell``, ``next-cell`` or ``below``; or, where the label has no such value, ``before`` or
    ``over``.
    """

    value: Match
    label: Match
    relation: str


def labelled(page: PageLayout, label: re.Pattern[str], value: re.Pattern[str]) -> Iterator[Labelled]:
    """Values, matched on printed text, near each match of ``label``, nearest relation first."""
    for match in page.matches(label):
        found = _in_cell(match, value)
        if found:
            yield found
            continue
        forwards = list(_forwards(page, match, value))
        yield from forwards
        if not forwards:
            over = _over(page, match.cell)
            if over is not None and value.fullmatch(over.text):
                yield Labelled(Match(over.line, over.start, over.end), match, "over")


def _in_cell(match: Match, value: re.Pattern[str]) -> Labelled | None:
    """The value after the label in its cell, or before a label that ends it: "12345 : numéro de facture"."""
    cell, text = match.cell, match.line.text
    if after := value.search(text, match.end, cell.end if cell.end >= match.end else len(text)):
        return Labelled(Match(match.line, after.start(), after.end()), match, "same-cell")
    before = text[cell.start : match.start].rstrip(" :-")
    if before and match.end >= cell.end and value.fullmatch(before):
        return Labelled(Match(match.line, cell.start, cell.start + len(before)), match, "before")
    return None


def _forwards(page: PageLayout, match: Match, value: re.Pattern[str]) -> Iterator[Labelled]:
    beside = _next_cell(match)
    if beside is not None and (found := value.search(match.line.text, beside.start, beside.end)):
        yield Labelled(Match(match.line, found.start(), found.end()), match, "next-cell")
    under = _below(page, match, match.cell)
    if under is not None and (found := value.match(under.line.text, under.start, under.end)):
        yield Labelled(Match(under.line, found.start(), found.end()), match, "below")


def _over(page: PageLayout, cell: Cell) -> Cell | None:
    """The cell right over ``cell`` that shares part of its width."""
    x0, y0, x1, y1 = cell.box
    for other in reversed(page.cells):
        a0, _, a1, b1 = other.box
        if b1 <= (y0 + y1) / 2 and a0 < x1 and a1 > x0:
            return other if y0 - b1 < y1 - y0 else None
    return None


def _next_cell(match: Match) -> Cell | None:
    """The cell after the label's; a lone colon is no cell of its own."""
    for cell in match.line.cells:
        if cell.start >= match.end and cell.plain.strip(" :") != "":
            return cell
    return None


def _below(page: PageLayout, match: Match, cell: Cell) -> Cell | None:
    """The first cell under the label that shares part of its width."""
    x0, y0, x1, y1 = cell.box
    left = min(x0, match.box[0])
    reach = y1 + _REACH_BELOW * (y1 - y0)
    for other in page.cells:
        a0, b0, a1, _ = other.box
        if b0 > reach:
            break
        if b0 >= (y0 + y1) / 2 and a0 < x1 and a1 > left:
            return other
    return None


def whole_text(cell: Cell) -> Match:
    """The text of ``cell``, and of the next cells where OCR saw only a short gap before them."""
    end, right = cell.end, cell.box.x1
    if any(word.source is Source.OCR for word in cell.line.words):
        for other in cell.line.cells:
            if other.start > end and other.box.x0 - right < _SAME_TEXT * (cell.box.y1 - cell.box.y0):
                end, right = other.end, other.box.x1
    return Match(cell.line, cell.start, end)
