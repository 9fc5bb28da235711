"""Who holds the account, and where: the lines that a label names or an address has, cut where the street starts."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from akto_invoice.extract import lexicon
from akto_invoice.extract.candidates.candidate import TWO_LINES, Candidate, best_per_value, candidate
from akto_invoice.extract.candidates.labelled import whole_text
from akto_invoice.extract.layout import Cell, Match, PageLayout, union
from akto_invoice.extract.model import Source

_TIGHT_COMMA = re.compile(r"\s*,(?=\S)")
_MOST_LINES: Final = 8
_LEAST: Final = 3  # letters and digits
_FULL_LINE: Final = 0.75  # of the reach of the page's widest line: what goes on below may be one sentence with it

# In heights of a line:
_BESIDE: Final = 1.2  # how far above and below its label a value may start
_UNDER: Final = 3.0
_NEXT_LINE: Final = 1.8  # from the middle of one line to that of the next
_ROOM: Final = 1.7  # between two lines; labels and the town end a block sooner

WEIGHTS: Final[Mapping[str, float]] = {"label": 3.0, "town": 1.0, "block": 0.5, "own-label": 0.5, TWO_LINES: 0.0}


@dataclass(frozen=True, slots=True)
class Holders:
    """Candidates for the holder and for the address, best first."""

    holders: list[Candidate]
    addresses: list[Candidate]


def holders(pages: Sequence[PageLayout]) -> Holders:
    """Read the holder and the address from the pages."""
    names: list[Candidate] = []
    homes: list[Candidate] = []
    for page in pages:
        named = list(_labelled(page, lexicon.HOLDER_LABEL))
        for lines in named or _windows(page):
            name, home = _cut(lines)
            features = {"label" if named else "block", *_town(home)}
            names += [_joined(name, " ", features)] if name else []
            homes += [_joined(home, ", ", features)] if home else []
        for lines in _labelled(page, lexicon.ADDRESS_LABEL):
            home = _up_to_town(lines)
            homes.append(_joined(home, ", ", {"label", "own-label", *_town(home)}))
    return Holders(best_per_value(names, 0.3), best_per_value(homes, 0.3))


def _labelled(page: PageLayout, label: re.Pattern[str]) -> Iterator[list[Match]]:
    """The lines that each label names: beside it, else below, as far as the next label."""
    for match in page.matches(label):
        first = _beside(page, match) or _below(page, match)
        if first is not None:
            yield [first, *_following(page, first, match)]


def _beside(page: PageLayout, label: Match) -> Match | None:
    """The value on the label's line; or the first line of one that the label stands beside the middle of."""
    text = label.line.plain
    after = lexicon.AFTER_HOLDER_LABEL.match(text, label.end)
    start = after.end() if after else label.end
    if start < len(text) and _is_text(text[start:]):
        cell = Match(label.line, start, start + 1).cell
        own = Match(label.line, max(start, cell.start), whole_text(cell).end)
        return None if lexicon.RIB_LABEL.match(text, own.start) and cell is not label.cell else _top(page, own, label)
    x1, middle, height = label.box.x1, _middle(label.cell), _height(label.cell)
    beside = [
        cell
        for cell in page.cells
        if cell.box.x0 > x1
        and abs(_middle(cell) - middle) < _BESIDE * height
        and (cell.left is None or not _is_text(cell.left.plain))
        and _is_text(cell.plain)
    ]
    nearest = min((cell.box.x0 for cell in beside), default=0.0)
    cells = [cell for cell in beside if cell.box.x0 < nearest + height and not _is_label(cell)]
    return whole_text(cells[0]) if cells else None


def _top(page: PageLayout, value: Match, label: Match) -> Match:
    """The first line of the value whose middle line ``value`` is, if as much of it stands above as below."""
    if value.cell is label.cell:
        return value
    block = page.block_around(value.cell)
    above, below = block.before(value.cell), block.after(value.cell)
    if above is None or below is None or above.left or below.left or _is_label(above) or _is_label(below):
        return value
    near = _NEXT_LINE * _height(value.cell)
    is_between = _middle(value.cell) - _middle(above) < near and _middle(below) - _middle(value.cell) < near
    return whole_text(above) if is_between and not lexicon.TOWN.search(above.plain) else value


def _below(page: PageLayout, label: Match) -> Match | None:
    """The first line under the label."""
    x0, _, x1, y1 = label.cell.box
    for cell in page.cells:
        top = cell.box.y0
        if top >= (label.cell.box.y0 + y1) / 2 and cell.box.x0 < x1 and cell.box.x1 > x0:
            is_near = top < y1 + _UNDER * _height(label.cell)
            return whole_text(cell) if is_near and not _is_label(cell) and _is_text(cell.plain) else None
    return None


def _following(page: PageLayout, first: Match, label: Match) -> Iterator[Match]:
    """The lines that go on under ``first``; under its label only what a full line must be wrapped to."""
    cell = first.cell
    below = page.column_under(Cell(first.line, _word_at(first), cell.last, first.start, cell.end), _ROOM)
    own = _before_a_label(below)
    if not own and first.line is label.line and _is_full(page, first):
        own = _before_a_label(page.column_under(label.cell, _ROOM)[:1])
    yield from (whole_text(other) for other in own[: _MOST_LINES - 1])


def _before_a_label(cells: Sequence[Cell]) -> list[Cell]:
    return list(takewhile(lambda one: not _is_label(one) and not (one.left and _is_label(one.left)), cells))


def _is_text(plain: str) -> bool:
    """Whether there is more than a speck or the edge of a box."""
    return sum(character.isalnum() for character in plain) >= _LEAST


def _word_at(match: Match) -> int:
    words = zip(match.line.starts, match.line.words, strict=True)
    return next(index for index, (start, word) in enumerate(words) if start + len(word.text) > match.start)


def _is_full(page: PageLayout, match: Match) -> bool:
    return match.box.x1 >= _FULL_LINE * max(line.words[-1].box.x1 for line in page.lines)


def _is_label(cell: Cell) -> bool:
    return lexicon.RIB_LABEL.match(cell.plain) is not None


def _middle(cell: Cell) -> float:
    return (cell.box.y0 + cell.box.y1) / 2


def _height(cell: Cell) -> float:
    return cell.box.y1 - cell.box.y0


def _windows(page: PageLayout) -> Iterator[list[Match]]:
    """Blocks that end in a town, as an address in a window does, and are not the bank's own."""
    for cell in page.cells:
        if lexicon.TOWN.match(cell.plain):
            block = page.block_around(cell).cells
            above = takewhile(lambda one: not _is_label(one), reversed(block[: block.index(cell)]))
            cells = [*reversed(list(above)), cell]
            if len(cells) > 1 and not any(lexicon.BANK_WORDS.search(one.plain) for one in cells):
                yield [whole_text(one) for one in cells]


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


def _town(lines: Sequence[Match]) -> set[str]:
    return {"town"} if any(map(_is_town, lines)) else set()


def _is_town(one: Match) -> bool:
    return lexicon.TOWN.search(_plain(one)) is not None


def _plain(one: Match) -> str:
    return one.line.plain[one.start : one.end].replace("\t", " ").strip()


def _joined(lines: Sequence[Match], between: str, features: set[str]) -> Candidate:
    """One candidate of several lines; a comma at a line's end stands for the one between."""
    features = features | ({TWO_LINES} if len(lines) > 1 else set())
    parts = [candidate("", line, features, WEIGHTS) for line in lines]
    return parts[0]._replace(
        value=between.join([_TIGHT_COMMA.sub(", ", part.text.strip(" ,:;")) for part in parts]),
        box=union([part.box for part in parts]),
        text=" ".join([part.text for part in parts]),
        source=Source.OCR if any(part.source is Source.OCR for part in parts) else Source.TEXT,
        trust=min(part.trust for part in parts),
    )
