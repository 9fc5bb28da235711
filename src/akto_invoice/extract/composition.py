"""Words to lines and cells.

OCR words come without reading order, and a scan's lines may lean: lines are built from boxes alone,
after the page's slope has been taken out.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from akto_invoice.extract.layout import Line, PageLayout, union
from akto_invoice.extract.model import PageText, Source, Word
from akto_invoice.extract.turning import upright, upright_size

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
