"""Who holds the account, and where: the lines that a label names or an address has, cut where the street starts."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from akto_invoice.extract import lexicon
from akto_invoice.extract.candidates.candidate import TWO_LINES, Candidate, best_per_value, candidate
from akto_invoice.extract.candidates.labelled import labelled
from akto_invoice.extract.layout import Cell, Match, PageLayout, union
from akto_invoice.extract.model import Source

_WORDS = re.compile(r"[^\W_].*")
_MOST_LINES: Final = 8
_FULL_LINE: Final = 0.8  # of the reach of the page's widest line: what goes on below may be one sentence with it

WEIGHTS: Final[Mapping[str, float]] = {
    "label": 3.0,
    "town": 1.0,
    "street": 0.5,
    "block": 0.5,
    "own-label": 0.5,
    TWO_LINES: 0.0,
}


@dataclass(frozen=True, slots=True)
class Holders:
    """Candidates for the holder and for the address, best first."""

    holders: list[Candidate]
    addresses: list[Candidate]


def holders(pages: Sequence[PageLayout]) -> Holders:
    """Read the holder and the address from the pages."""
    found: list[Candidate] = []
    addresses: list[Candidate] = []
    for page in pages:
        labelled_blocks = list(_labelled_lines(page, lexicon.HOLDER_LABEL))
        for lines in labelled_blocks or _windows(page):
            features = {"label"} if labelled_blocks else {"block"}
            name, home = _cut(lines)
            features |= {"town"} if (home and _is_town(home[-1])) or (len(home) > 1 and _is_town(home[-2])) else set()
            if name:
                found.append(_joined(name, " ", features))
            if home:
                addresses.append(_joined(home, ", ", features))
        for lines in _labelled_lines(page, lexicon.ADDRESS_LABEL):
            home = _up_to_town(lines)
            features = {"label", "own-label"} | ({"town"} if any(map(_is_town, home)) else set())
            addresses.append(_joined(home, ", ", features))
    return Holders(best_per_value(found, 0.3), best_per_value(addresses, 0.3))


def _labelled_lines(page: PageLayout, label: re.Pattern[str]) -> Iterator[list[Match]]:
    """The lines that each label names, from the first below or beside it to the next label."""
    seen: set[Cell] = set()
    for hit in labelled(page, label, _WORDS):
        if hit.label.cell in seen or hit.relation in ("before", "over"):
            continue
        seen.add(hit.label.cell)
        first = _to_cell_end(hit.value)
        if lexicon.RIB_LABEL.match(first.line.plain, first.start) and hit.relation != "same-cell":
            continue
        yield [first, *_under(page, first, hit.label.cell if hit.relation == "same-cell" else None)]


def _to_cell_end(match: Match) -> Match:
    """From the start of ``match`` to the end of its cell."""
    return Match(match.line, match.start, match.cell.end)


def _under(page: PageLayout, first: Match, label: Cell | None) -> Iterator[Match]:
    """The lines that go on under ``first``; under its label only what a full line must be wrapped to."""
    cell = first.cell
    whole = Cell(first.line, _word_at(first), cell.last, first.start, cell.end)
    below = page.column_under(whole)
    if label is not None and not below and _is_full(page, first):
        below = page.column_under(label)[:1]
    for other in below[: _MOST_LINES - 1]:
        if _is_label(other) or (other.left is not None and _is_label(other.left)):
            return
        yield Match(other.line, other.start, other.end)


def _word_at(match: Match) -> int:
    return next(
        index
        for index, start in enumerate(match.line.starts)
        if start + len(match.line.words[index].text) > match.start
    )


def _is_full(page: PageLayout, match: Match) -> bool:
    return match.box.x1 >= _FULL_LINE * max(line.words[-1].box.x1 for line in page.lines)


def _is_label(cell: Cell) -> bool:
    return lexicon.RIB_LABEL.match(cell.plain) is not None


def _windows(page: PageLayout) -> Iterator[list[Match]]:
    """Blocks that end in a town, as an address in a window does, and are not the bank's own."""
    seen: set[Cell] = set()
    for cell in page.cells:
        if cell in seen or not lexicon.TOWN.match(cell.plain):
            continue
        block = page.block_around(cell)
        seen.update(block.cells)
        cells = block.cells[: block.cells.index(cell) + 1]
        if len(cells) > 1 and not any(_is_label(one) or lexicon.BANK_WORDS.search(one.plain) for one in cells):
            yield [Match(one.line, one.start, one.end) for one in cells]


def _cut(lines: Sequence[Match]) -> tuple[list[Match], list[Match]]:
    """The name and the address; the first line is a name whatever it looks like."""
    lines = _up_to_town(lines)
    start = next((i for i, one in enumerate(lines) if i and lexicon.STREET.search(_plain(one))), None)
    if start is None:
        start = next((i for i, one in enumerate(lines) if i and _is_town(one)), len(lines))
    return list(lines[:start]), list(lines[start:])


def _up_to_town(lines: Sequence[Match]) -> list[Match]:
    """The lines to the one with the town, and to the country after it; all where there is none."""
    for index, one in enumerate(lines):
        if _is_town(one):
            after = lines[index + 1] if index + 1 < len(lines) else None
            return list(lines[: index + (2 if after and lexicon.COUNTRY.search(_plain(after)) else 1)])
    return list(lines)


def _is_town(one: Match) -> bool:
    return lexicon.TOWN.search(_plain(one)) is not None


def _plain(one: Match) -> str:
    return one.line.plain[one.start : one.end].strip()


def _joined(lines: Sequence[Match], between: str, features: set[str]) -> Candidate:
    """One candidate of several lines; a comma at a line's end stands for the one between."""
    features = features | ({TWO_LINES} if len(lines) > 1 else set())
    parts = [candidate("", line, features, WEIGHTS) for line in lines]
    return replace(
        parts[0],
        value=between.join([part.text.strip(" ,:") for part in parts]),
        box=union([part.box for part in parts]),
        text=" ".join([part.text for part in parts]),
        source=Source.OCR if any(part.source is Source.OCR for part in parts) else Source.TEXT,
        trust=min(part.trust for part in parts),
    )
