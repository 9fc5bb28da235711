"""A page laid out in lines, cells and blocks, with the way back from a match on its text to a box on the page."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from akto_invoice.extract.model import Box, Word

# One character to one character, so that an offset in the plain text is an offset in the printed one.
_PLAIN = str.maketrans(
    "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿ\u00a0\u202f\u2009\u2007’‘ʼ´`–—‑−º˚",
    "AAAAAACEEEEIIIINOOOOOUUUUYaaaaaaceeeeiiiinooooouuuuyy    '''''----°°",
)

# Cells one above the other belong to one block while the white between them is below this share of their height.
_BLOCK_GAP = 1.1


def plain(text: str) -> str:
    r"""Lower case without accents, typographic spaces, quotes and dashes made simple; same length as ``text``.

    >>> plain("Total\u00a0réglé à l’échéance — N° 12")
    "total regle a l'echeance - n° 12"
    """
    if text.isascii():
        return text.replace("`", "'").lower()
    translated = text.translate(_PLAIN)
    lowered = translated.lower()
    if len(lowered) == len(text):
        return lowered
    # 'İ'.lower() and its like grow: they stay as they are.
    return "".join([lower if len(lower := char.lower()) == 1 else char for char in translated])


def union(boxes: Sequence[Box]) -> Box:
    """The smallest box around all ``boxes``."""
    if len(boxes) == 1:
        return boxes[0]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


@dataclass(frozen=True, eq=False)
class Line:
    """Words side by side, left to right.

    ``text`` joins the words of a cell with a space and the cells with a tab; ``plain`` has the same offsets.
    """

    page: int
    words: tuple[Word, ...]
    text: str

    @cached_property
    def plain(self) -> str:
        """The text for matching labels, see :func:`plain`."""
        return plain(self.text)

    @cached_property
    def starts(self) -> list[int]:
        """The offset in ``text`` of each word."""
        starts, offset = [], 0
        for word in self.words:
            starts.append(offset)
            offset += len(word[0]) + 1
        return starts

    @cached_property
    def cells(self) -> tuple["Cell", ...]:
        """Runs of words with no more than a space between them."""
        cells = []
        first = start = 0
        for part in self.text.split("\t"):
            last = first + part.count(" ") + 1
            cells.append(Cell(self, first, last, start, start + len(part)))
            first, start = last, start + len(part) + 1
        return tuple(cells)

    def words_at(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that ``text[start:end]`` touches."""
        first, last = self._touched(start, end)
        return self.words[first:last]

    def box_at(self, start: int, end: int) -> Box:
        """Where ``text[start:end]`` stands; a word cut by the span counts by its share of characters."""
        first, last = self._touched(start, end)
        box = union([word[1] for word in self.words[first:last]])
        text, (left, _, right, _), *_ = self.words[first]
        cut = start - self.starts[first]
        x0 = max(box[0], left + (right - left) / len(text) * cut) if cut > 0 and left < right else box[0]
        text, (left, _, right, _), *_ = self.words[last - 1]
        cut = end - self.starts[last - 1]
        x1 = min(box[2], left + (right - left) / len(text) * cut) if cut < len(text) else box[2]
        return box if x0 == box[0] and x1 == box[2] else Box(x0, box[1], x1, box[3])

    def _touched(self, start: int, end: int) -> tuple[int, int]:
        """The range of the words that ``text[start:end]`` touches."""
        starts = self.starts
        first = max(0, bisect_right(starts, start) - 1)
        if starts[first] + len(self.words[first][0]) <= start:
            first += 1
        return first, max(first + 1, bisect_left(starts, end))


@dataclass(frozen=True, eq=False)
class Cell:
    """A run of words of one line; ``start`` and ``end`` are offsets in the line's text."""

    line: Line
    first: int
    last: int
    start: int
    end: int

    @cached_property
    def box(self) -> Box:
        """Around all words of the cell."""
        return union([word[1] for word in self.line.words[self.first : self.last]])

    @property
    def left(self) -> "Cell | None":
        """The cell before it on its line."""
        cells = self.line.cells
        index = cells.index(self)
        return cells[index - 1] if index else None

    @property
    def text(self) -> str:
        """The printed text."""
        return self.line.text[self.start : self.end]

    @property
    def plain(self) -> str:
        """The text for matching labels."""
        return self.line.plain[self.start : self.end]


@dataclass(frozen=True, eq=False)
class Block:
    """Cells one under the other, as an address or a company's footer is set."""

    cells: tuple[Cell, ...]

    @cached_property
    def box(self) -> Box:
        """Around all cells."""
        return union([cell.box for cell in self.cells])

    @cached_property
    def plain(self) -> str:
        """The cells' plain texts, a line each."""
        return "\n".join(cell.plain for cell in self.cells)

    def before(self, cell: Cell) -> Cell | None:
        """The cell over ``cell`` in the block."""
        place = self.cells.index(cell)
        return self.cells[place - 1] if place else None

    def after(self, cell: Cell) -> Cell | None:
        """The cell under ``cell`` in the block."""
        place = self.cells.index(cell) + 1
        return self.cells[place] if place < len(self.cells) else None

    def near(self, cell: Cell) -> str:
        """The plain texts of ``cell`` and of the four before and after it."""
        place = self.cells.index(cell)
        return "\n".join([other.plain for other in self.cells[max(0, place - 4) : place + 5]])


@dataclass(frozen=True, eq=False)
class PageLayout:
    """One page laid out; ``lines`` from top to bottom."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """All cells, in reading order of lines."""
        return tuple([cell for line in self.lines for cell in line.cells])

    @cached_property
    def usual_height(self) -> float:
        """The middle height of its words; 1 for a page without any."""
        heights = sorted([word[1][3] - word[1][1] for line in self.lines for word in line.words])
        return (heights[len(heights) // 2] if heights else 0.0) or 1.0

    @cached_property
    def _places(self) -> dict[Cell, int]:
        """Where each cell stands among ``cells``."""
        return {cell: place for place, cell in enumerate(self.cells)}

    @cached_property
    def _blocks(self) -> dict[Cell, Block]:
        return {}

    def block_around(self, cell: Cell) -> Block:
        """``cell`` with the cells that stand close above and below it and share an edge or the centre with it."""
        if cell not in self._blocks:
            self._blocks[cell] = self._block_around(cell)
        return self._blocks[cell]

    def _block_around(self, cell: Cell) -> Block:
        cells = self.cells
        index = self._places[cell]
        below = _chain(cell, cells[index + 1 :], down=True)
        above = _chain(cell, cells[index - 1 :: -1] if index else (), down=False)
        return Block((*reversed(above), cell, *below))

    def column_under(self, cell: Cell, room: float = _BLOCK_GAP) -> list[Cell]:
        """The cells under ``cell`` in its block; it may be a part of a cell, as a value after its label is.

        ``room`` is how much white there may be between two, in heights of a line.
        """
        x0, _, x1, _ = cell.box
        below = [other for line in self.lines[self._line_places[cell.line] + 1 :] for other in line.cells]
        return _chain(cell, [other for other in below if other.box.x0 < x1 and other.box.x1 > x0], down=True, room=room)

    def above(self, cell: Cell) -> Iterator[str]:
        """What stands over ``cell``, nearest first: the cells of its block, each after the cell to its left, then the
        block's heading. Headings of a form stand to the left, those of a letter above.
        """  # noqa: D205
        block = self.block_around(cell)
        for other in reversed(block.cells[: block.cells.index(cell)]):
            yield other.plain
            if left := other.left:
                yield left.plain
        yield self.heading_of(block)

    @cached_property
    def _line_places(self) -> dict[Line, int]:
        return {line: place for place, line in enumerate(self.lines)}

    def next_line(self, line: Line) -> Line | None:
        """The line after ``line``."""
        place = self._line_places[line] + 1
        return self.lines[place] if place < len(self.lines) else None

    def line_before(self, line: Line) -> Line | None:
        """The line before ``line``."""
        place = self._line_places[line]
        return self.lines[place - 1] if place else None

    def line_below(self, line: Line) -> Line | None:
        """The next line of the same paragraph: close below, with the same left edge."""
        below = self.next_line(line)
        if below is None:
            return None
        upper, lower = line.words[0].box, below.words[0].box
        height = lower[3] - lower[1]
        return below if abs(upper[0] - lower[0]) < height and lower[1] - upper[3] < _BLOCK_GAP * height else None

    def going_on(self, match: "Match") -> Iterator[str]:
        """The plain texts with which what ends at the end of a cell may go on: under it, or on the next line."""
        cell = match.cell
        if match.line.plain[match.end : cell.end].strip():
            return
        if under := self.block_around(cell).after(cell):
            yield under.plain
        below = self.next_line(match.line)
        if below is not None and cell is match.line.cells[-1]:
            yield below.cells[0].plain

    def heading_of(self, block: Block) -> str:
        """The plain text of the cell that stands over ``block`` within three lines, as "Facturé à" does; or nothing."""
        x0, y0, x1, _ = block.box
        first = block.cells[0].box
        reach = y0 - 3 * (first[3] - first[1])
        for cell in self.cells[self._places[block.cells[0]] - 1 :: -1] if self._places[block.cells[0]] else ():
            a0, _, a1, bottom = cell.box
            if bottom <= reach:
                break
            if bottom <= y0 + 1 and a0 < x1 and a1 > x0:
                return cell.plain
        return ""

    @cached_property
    def text(self) -> str:
        """All lines' texts, a line each."""
        return "\n".join([line.text for line in self.lines])

    @cached_property
    def plain(self) -> str:
        """All lines' plain texts; same offsets as ``text``."""
        return "\n".join([line.plain for line in self.lines])

    @cached_property
    def _line_starts(self) -> list[int]:
        starts, offset = [], 0
        for line in self.lines:
            starts.append(offset)
            offset += len(line.text) + 1
        return starts

    def matches(self, pattern: re.Pattern[str], *, printed: bool = False) -> Iterator["Match"]:
        """Matches of ``pattern`` on the page's plain (or ``printed``) text that stay on one line."""
        for found in pattern.finditer(self.text if printed else self.plain):
            match = self.match_at(*found.span(), found)
            if match is not None:
                yield match

    def match_at(self, start: int, end: int, found: re.Match[str] | None = None) -> "Match | None":
        """What stands at these offsets of the page's text; None for what runs over the end of a line."""
        starts = self._line_starts
        line_start = starts[index := bisect_right(starts, start) - 1]
        line = self.lines[index]
        if end - line_start > len(line.text):
            return None
        return Match(line, start - line_start, end - line_start, found)


@dataclass(frozen=True, eq=False)
class Match:
    """A span of one line: its offsets there, and the pattern's match it came from, on the page's or the line's text."""

    line: Line
    start: int
    end: int
    found: re.Match[str] | None = None

    @property
    def text(self) -> str:
        """The printed text that matched."""
        return self.line.text[self.start : self.end]

    @cached_property
    def box(self) -> Box:
        """Where it stands."""
        return self.line.box_at(self.start, self.end)

    def part(self, group: str) -> "Match":
        """The span of a group of the pattern."""
        if self.found is None:
            raise ValueError("this span came from no pattern")
        shift = self.start - self.found.start()
        start, end = self.found.span(group)
        return Match(self.line, start + shift, end + shift)

    @cached_property
    def cell(self) -> Cell:
        """The cell in which the match starts."""
        return next(cell for cell in reversed(self.line.cells) if cell.start <= self.start)


def _chain(cell: Cell, others: Sequence[Cell], *, down: bool, room: float = _BLOCK_GAP) -> list[Cell]:
    """The cells that follow ``cell`` one by one, downwards or upwards, in one block; ``others`` in that order."""
    chain: list[Cell] = []
    x0, y0, x1, y1 = cell.box
    for other in others:
        a0, b0, a1, b1 = other.box
        height = max(y1 - y0, b1 - b0)
        gap = b0 - y1 if down else y0 - b1
        if gap > room * height:
            break
        aligned = abs(x0 - a0) < height or abs(x1 - a1) < height or abs(x0 + x1 - a0 - a1) < 2 * height
        if gap > -0.5 * height and aligned and min(x1, a1) > max(x0, a0):
            chain.append(other)
            x0, y0, x1, y1 = other.box
    return chain
