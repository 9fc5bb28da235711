"""From a label to the values that it may name: after it, beside it, under it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from akto_invoice.extract.layout import Cell, Match, PageLayout

# How far a value may stand under its label, in heights of the label's line.
_REACH_BELOW: Final = 3.0


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value and the label that names it; ``relation`` is ``same-cell``, ``next-cell`` or ``below``."""

    value: Match
    label: Match
    relation: str


def labelled(page: PageLayout, label: re.Pattern[str], value: re.Pattern[str]) -> Iterator[Labelled]:
    """Values, matched on printed text, near each match of ``label``, nearest relation first."""
    for match in page.matches(label):
        cell = match.cell
        same = value.search(match.line.text, match.end, _end_of_cell(match))
        if same:
            yield Labelled(_on(match, same), match, "same-cell")
            continue
        beside = _next_cell(match)
        if beside is not None and (found := value.search(match.line.text, beside.start, beside.end)):
            yield Labelled(_on(match, found), match, "next-cell")
        under = _below(page, match, cell)
        if under is not None and (found := value.search(under.line.text, under.start, under.end)):
            yield Labelled(Match(under.line, found.start(), found.end()), match, "below")


def _on(label: Match, found: re.Match[str]) -> Match:
    return Match(label.line, found.start(), found.end())


def _end_of_cell(match: Match) -> int:
    end = match.line.text.find("\t", match.end)
    return end if end >= 0 else len(match.line.text)


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
