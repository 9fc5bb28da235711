"""Words to lines and cells, with the way back from any match on a line's text to a box on the page.

OCR words come without reading order, and a scan's lines may lean: lines are built from boxes alone,
after the page's slope has been taken out.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from akto_invoice.extract.model import Box, PageText, Source, Word
from akto_invoice.extract.turning import upright, upright_size

# One character to one character, so that an offset in the plain text is an offset in the printed one.
_PLAIN = str.maketrans(
    "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿ\u00a0\u202f\u2009\u2007’‘ʼ´`–—‑−º˚",
    "AAAAAACEEEEIIIINOOOOOUUUUYaaaaaaceeeeiiiinooooouuuuyy    '''''----°°",
)

# A space inside a cell, as a share of the words' height: a quarter of an em is 0.2 of a text layer's box, which has
# the font's full height, and 0.4 of an OCR box, which is as tight as the ink. Wider is the next cell. Typewriter
# faces have wider spaces: the page's own usual gap, with some margin, counts where it is larger.
_CELL_GAP = {Source.TEXT: 0.45, Source.OCR: 0.8}
_OVER_USUAL_GAP = 1.6
# Tables and leaders drawn with characters; a dash alone may be a minus.
_RULE = re.compile(r"\|+|[|+=_.\-~*:]{3,}|[+|][-+=|]+")
_TELLING_LENGTH = 4
_SIDEWAYS = 1.4
# Words of one line: their centres differ by no more than this share of the smaller height.
_LINE_SHIFT = 0.4
# Cells one above the other belong to one block while the white between them is below this share of their height.
_BLOCK_GAP = 1.1


def plain(text: str) -> str:
    r"""Lower case without accents, typographic spaces, quotes and dashes made simple; same length as ``text``.

    >>> plain("Total\u00a0réglé à l’échéance — N° 12")
    "total regle a l'echeance - n° 12"
    """
    lowered = text.translate(_PLAIN).lower()
    # 'İ'.lower() and its like grow; such a word is no label, its printed form will do.
    return lowered if len(lowered) == len(text) else text


def union(boxes: Sequence[Box]) -> Box:
    """The smallest box around all ``boxes``."""
    if len(boxes) == 1:
        return boxes[0]
    return Box(
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


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
        boxes = [word[1] for word in self.words[first:last]]
        x0, y0, x1, y1 = union(boxes)
        for index, inner in ((first, start), (last - 1, end)):
            text, (left, _, right, _), *_ = self.words[index]
            at = left + (right - left) / len(text) * (inner - self.starts[index])
            if inner is start and left < at:
                x0 = max(x0, at)
            elif inner is end and at < right:
                x1 = min(x1, at)
        return Box(x0, y0, x1, y1)

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

    def line_below(self, line: Line) -> Line | None:
        """The next line of the same paragraph: close below, with the same left edge."""
        index = self.lines.index(line)
        if index + 1 == len(self.lines):
            return None
        below = self.lines[index + 1]
        upper, lower = line.words[0].box, below.words[0].box
        height = lower[3] - lower[1]
        return below if abs(upper[0] - lower[0]) < height and lower[1] - upper[3] < _BLOCK_GAP * height else None

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
        return plain(self.text)

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


def lay_out(page: PageText) -> PageLayout:
    """Lines of ``page`` from its words' boxes, whatever order they come in; boxes are those of the upright page."""
    words, sideways = _apart([word for word in _upright_words(page) if not _RULE.fullmatch(word[0])])
    slope = _slope(words) if any(word[2] is Source.OCR for word in words) else 0.0
    rows = [_join_spaced_letters(row) for row in _rows(words, slope)]
    usual = _usual_gap(rows)
    lines = [_line(page.number, row, usual) for row in rows]
    lines += [Line(page.number, tuple(run), " ".join([word[0] for word in run])) for run in sideways]
    return PageLayout(page.number, *upright_size(page), tuple(lines))


def _upright_words(page: PageText) -> Sequence[Word]:
    if not page.turned:
        return page.words
    return [word._replace(box=upright(word.box, page)) for word in page.words]


def _apart(words: Sequence[Word]) -> tuple[Sequence[Word], list[list[Word]]]:
    """Words set upright, and those that run up or down a margin, a list for each run in the text layer's order.

    A word of four letters or more that is clearly higher than wide runs sideways, and so does what has its very
    left and right edges.
    """
    edges = {
        (round(box[0]), round(box[2]))
        for text, box, _, _ in words
        if len(text) >= _TELLING_LENGTH and box[3] - box[1] > _SIDEWAYS * (box[2] - box[0])
    }
    if not edges:
        return words, []
    runs: dict[tuple[int, int], list[Word]] = {}
    upright = []
    for word in words:
        edge = (round(word[1][0]), round(word[1][2]))
        if edge in edges:
            runs.setdefault(edge, []).append(word)
        else:
            upright.append(word)
    return upright, list(runs.values())


def _usual_gap(rows: Sequence[Sequence[Word]]) -> float:
    """The median gap between neighbours that may be one space apart, as a share of their height."""
    gaps = []
    for row in rows:
        for left, right in pairwise(row):
            height = right[1][3] - right[1][1]
            gap = right[1][0] - left[1][2]
            if 0 < gap < height:
                gaps.append(gap / height)
    return median(gaps) if len(gaps) >= 10 else 0.0


def _line(page: int, words: list[Word], usual_gap: float) -> Line:
    parts = [words[0][0]]
    (_, y0, right, y1) = words[0][1]
    height = y1 - y0
    for text, box, source, _ in words[1:]:
        previous, height = height, box[3] - box[1]
        limit = max(_CELL_GAP[source], _OVER_USUAL_GAP * usual_gap)
        wide = box[0] - right > limit * (height + previous) / 2
        parts.append("\t" if wide else " ")
        parts.append(text)
        right = box[2]
    return Line(page, tuple(words), "".join(parts))


def _slope(words: Sequence[Word]) -> float:
    """How far the lines of a scan fall per point to the right: the median over close neighbours of like height."""
    ordered = sorted(words, key=lambda word: word[1][0])
    slopes = []
    for index, (_, left, _, _) in enumerate(ordered):
        height = left[3] - left[1]
        for _, right, _, _ in ordered[index + 1 :]:
            gap = right[0] - left[2]
            if gap > 12 * height:
                break
            drop = (right[1] + right[3] - left[1] - left[3]) / 2
            reach = (right[0] + right[2] - left[0] - left[2]) / 2
            if (
                gap > -1
                and reach > 4 * height
                and abs(drop) < 0.1 * reach
                and abs(right[3] - right[1] - height) < 0.2 * height
            ):
                slopes.append(drop / reach)
    return median(slopes) if len(slopes) >= 8 else 0.0


def _rows(words: Sequence[Word], slope: float) -> Iterator[list[Word]]:
    """Words grouped by their centres, rows from top to bottom, each from left to right."""
    placed = sorted(
        ((word[1][1] + word[1][3]) / 2 - slope * word[1][0], word[1][3] - word[1][1], word[1][0], word)
        for word in words
    )
    row: list[tuple[float, Word]] = []
    centre = size = 0.0
    for middle, height, x0, word in placed:
        if row and middle - centre <= _LINE_SHIFT * min(height, size):
            row.append((x0, word))
        else:
            if row:
                yield _left_to_right(row)
            row, centre, size = [(x0, word)], middle, height
    if row:
        yield _left_to_right(row)


def _left_to_right(row: list[tuple[float, Word]]) -> list[Word]:
    return [word for _, word in sorted(row, key=lambda item: item[0])]


def _join_spaced_letters(words: list[Word]) -> list[Word]:
    """``F A C T U R E`` set with spaces between letters read as one word; a wider gap starts the next."""
    if sum(len(word[0]) == 1 for word in words) < 3:
        return words
    joined: list[Word] = []
    index = 0
    while index < len(words):
        end = index
        while end < len(words) and len(words[end][0]) == 1 and words[end][0].isalpha():
            end += 1
        if end - index < 3:
            joined.append(words[index])
            index += 1
            continue
        run = words[index:end]
        gaps = [right[1][0] - left[1][2] for left, right in pairwise(run)]
        limit = 1.8 * max(median(gaps), 0.5)
        group = [run[0]]
        for gap, word in zip(gaps, run[1:], strict=True):
            if gap > limit:
                joined.append(_join(group))
                group = []
            group.append(word)
        joined.append(_join(group))
        index = end
    return joined


def _join(words: list[Word]) -> Word:
    return Word(
        "".join(word[0] for word in words),
        union([word[1] for word in words]),
        words[0][2],
        min(word[3] for word in words),
    )


def _chain(cell: Cell, others: Sequence[Cell], *, down: bool) -> list[Cell]:
    """The cells that follow ``cell`` one by one, downwards or upwards, in one block; ``others`` in that order."""
    chain: list[Cell] = []
    x0, y0, x1, y1 = cell.box
    for other in others:
        a0, b0, a1, b1 = other.box
        height = max(y1 - y0, b1 - b0)
        gap = b0 - y1 if down else y0 - b1
        if gap > _BLOCK_GAP * height:
            break
        aligned = abs(x0 - a0) < height or abs(x1 - a1) < height or abs(x0 + x1 - a0 - a1) < 2 * height
        if gap > -0.5 * height and aligned and min(x1, a1) > max(x0, a0):
            chain.append(other)
            x0, y0, x1, y1 = other.box
    return chain
