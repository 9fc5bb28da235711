"""Where writing is on an upright, straight page: the boxes of pieces of lines, found from the shapes of letters.

Tesseract loses more in finding text than in reading it: short numbers in tables, text near rules. So letters are
linked here, and the engine reads one piece at a time. A gap wider than a letter is high ends a piece: columns
stay apart.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

from akto_invoice.extract.ocr.engines import OcrLine, OcrWord
from akto_invoice.extract.ocr.geometry import Plane, box_of

if TYPE_CHECKING:
    from akto_invoice.extract.ocr.engines import Engine, Image

_SHAPES_DPI = 200
_LETTER_POINTS = (2.5, 60.0)  # height
_LEANS_DPI = 150
_TELLING = 5  # letters that tell how a line leans
_RULE_POINTS = 36.0  # straight ink as long as this is no letter

# In heights of a letter or of a piece:
_GAP = 1.0
_ALIKE = 2.2  # a capital with its accent beside an x
_TALLER = 1.6
_DASH_REACH = 0.8
_DOT_REACH = 0.3  # less than the room between a number and a dotted border
_MARGIN = 0.25


class Shape(NamedTuple):
    """A connected patch of ink, or the rectangle around several; pixels."""

    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def height(self) -> int:
        """Pixels."""
        return self.y1 - self.y0


class _Line:
    """A line growing to the right; its band is where the tops and bottoms of its last letters lie."""

    __slots__ = ("band", "letter", "right", "shapes")

    def __init__(self, first: Shape) -> None:
        self.shapes = [first]
        self.right = first.x1
        self.band = (float(first.y0), float(first.y1))
        self.letter = float(first.height)

    def takes(self, shape: Shape) -> bool:
        """Tell whether a shape to the right continues the line."""
        top, bottom = self.band
        if shape.y0 >= bottom or shape.y1 <= top:
            return False
        tallest, smallest = max(self.letter, shape.height), min(self.letter, shape.height)
        shared = min(bottom, shape.y1) - max(top, shape.y0)
        return (
            shape.x0 - self.right <= _GAP * tallest
            and tallest <= _ALIKE * smallest
            and shared >= 0.5 * min(bottom - top, shape.height)
        )

    def add(self, shape: Shape) -> None:
        self.shapes.append(shape)
        self.right = max(self.right, shape.x1)
        if shape.height <= _TALLER * self.letter:
            self.letter = max(0.9 * self.letter, shape.height)
            self.band = (0.8 * self.band[0] + 0.2 * shape.y0, 0.8 * self.band[1] + 0.2 * shape.y1)

    def box(self) -> Shape:
        """Enclose the letters; a shape that spans two lines, by touching, counts only for its width."""
        usual = float(np.median([shape.height for shape in self.shapes]))
        own = [shape for shape in self.shapes if shape.height <= _TALLER * usual]
        return Shape(self.shapes[0].x0, min(s.y0 for s in own), self.right, max(s.y1 for s in own))


def pieces(image: "Image", dpi: int) -> list[Shape]:
    """Return the boxes of pieces of lines in a grey image of dark writing on white."""
    scale = min(1.0, _SHAPES_DPI / dpi)
    small = np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    point = dpi * scale / 72
    letters, marks = [], []
    for shape in _shapes(small, point):
        if _LETTER_POINTS[0] * point <= shape.height <= _LETTER_POINTS[1] * point:
            letters.append(shape)
        elif shape.height < _LETTER_POINTS[0] * point:
            marks.append(shape)
    lines = _linked(letters)
    marks += [line.shapes[0] for line in lines if len(line.shapes) == 1]
    found = _joined(_with_marks([line.box() for line in lines], marks))
    return [Shape(*(round(edge / scale) for edge in piece)) for piece in found]


@dataclass(frozen=True, slots=True)
class CutOut:
    """A piece as an engine gets it: with room for accents, at the engine's best size, and the way back."""

    image: "Image"
    to_page: Plane
    piece: Shape


def leans(image: "Image", dpi: int) -> list[tuple[float, float, float, float]]:
    """How lines lean: where their middles are (x and y, pixels), pixels fallen per pixel to the right, and lengths."""
    scale = min(1.0, _LEANS_DPI / dpi)
    if scale * min(image.shape) < 1:
        return []
    small = np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    point = dpi * scale / 72
    letters = [shape for shape in _shapes(small, point) if 3 * point <= shape.height <= 30 * point]
    return [_lean(line.shapes, scale) for line in _linked(letters) if len(line.shapes) >= _TELLING]


def _lean(shapes: Sequence[Shape], scale: float) -> tuple[float, float, float, float]:
    """Fit a line through the letters' feet, but for those that hang below."""
    lefts, _, rights, feet = np.array(shapes, dtype=np.float64).T
    middles = (lefts + rights) / 2
    kept = np.ones(len(shapes), dtype=bool)
    for _ in range(2):
        slope, offset = np.polyfit(middles[kept], feet[kept], 1)
        off = feet - slope * middles - offset
        kept = np.abs(off) <= max(float(np.median(np.abs(off))) * 2, 1.0)
    middle = float(middles.mean())
    return middle / scale, (slope * middle + offset) / scale, float(slope), float(np.ptp(middles)) / scale


def read_pieces(image: "Image", dpi: int, engine: "Engine") -> tuple[OcrLine, ...]:
    """Find pieces of lines in a grey image of dark writing on white, and read one at a time."""
    return tuple(read_piece(image, piece, dpi, engine) for piece in pieces(image, dpi))


def read_piece(image: "Image", piece: Shape, dpi: int, engine: "Engine") -> OcrLine:
    """Read one piece; its words are placed on the image."""
    cut_out = cut(image, piece, engine.line_height)
    return OcrLine(piece, tuple(placed(engine.read_line(cut_out.image, dpi), cut_out)))


def cut(image: "Image", piece: Shape, letters: int) -> CutOut:
    """Cut a piece out and make it ``letters`` pixels high, margins apart; beyond the page all is white."""
    margin = round(_MARGIN * piece.height) + 2
    height, width = image.shape
    left, top = piece.x0 - margin, piece.y0 - margin
    right, bottom = piece.x1 + margin, piece.y1 + margin
    part = image[max(0, top) : min(height, bottom), max(0, left) : min(width, right)]
    beyond = (max(0, -top), max(0, bottom - height), max(0, -left), max(0, right - width))
    framed = cv2.copyMakeBorder(part, *beyond, cv2.BORDER_CONSTANT, value=255)
    scale = letters / piece.height
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    sized = cv2.resize(framed, None, fx=scale, fy=scale, interpolation=method)
    return CutOut(np.asarray(sized, dtype=np.uint8), Plane(xx=1 / scale, yy=1 / scale, x0=left, y0=top), piece)


def placed(words: Sequence[OcrWord], cut_out: CutOut) -> Iterator[OcrWord]:
    """Move words read on a cut-out to their place on the page, and keep each to its own part of the line.

    Tesseract's neural network guesses where words begin and end; where two overlap, the looser box yields. All are as
    high as the piece: a comma, a dash and a capital of one line then stand on one line.
    """
    edges = [[word.box[0], word.box[2]] for word in words]
    for (one, before), (other, after) in pairwise(zip(edges, words, strict=True)):
        if one[1] > other[0]:
            if (one[1] - one[0]) / len(before.text) > (other[1] - other[0]) / len(after.text):
                one[1] = max(one[0] + 1, other[0])
            else:
                other[0] = min(one[1], other[1] - 1)
    for word, (start, end) in zip(words, edges, strict=True):
        x0, _, x1, _ = (round(edge) for edge in box_of(cut_out.to_page, (start, word.box[1], end, word.box[3])))
        yield word._replace(box=(x0, cut_out.piece.y0, x1, cut_out.piece.y1))


def _shapes(image: "Image", point: float) -> Iterable[Shape]:
    block = round(15 * point) | 1
    ink = cv2.adaptiveThreshold(image, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 20)
    long = round(_RULE_POINTS * point)
    across, down = (
        cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(kernel, np.uint8)) for kernel in ((1, long), (long, 1))
    )
    rules = cv2.dilate(cv2.bitwise_or(across, down), np.ones((3, 3), np.uint8))
    ink = cv2.subtract(ink, rules)
    outlines, hierarchy = cv2.findContours(ink, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    outer = [outline for outline, links in zip(outlines, hierarchy[0], strict=True) if links[3] < 0] if outlines else []
    for x, y, width, height in sorted(tuple(cv2.boundingRect(outline)) for outline in outer):
        if width * height >= 0.1 * point * point and width <= 60 * point and not _is_sliver(width, height, point):
            yield Shape(x, y, x + width, y + height)


def _is_sliver(width: int, height: int, point: float) -> bool:
    """Tell an edge of a cell from an I or an l."""
    return height > 10 * width or (height > 12 * point and height > 7 * width)


def _linked(letters: Iterable[Shape]) -> list[_Line]:
    lines: list[_Line] = []
    live: list[_Line] = []
    for shape in letters:
        live = [line for line in live if shape.x0 - line.right <= _GAP * _ALIKE * line.letter]
        takers = [line for line in live if line.takes(shape)]
        if takers:
            max(takers, key=lambda line: line.right).add(shape)
        else:
            lines.append(line := _Line(shape))
            live.append(line)
    return lines


def _with_marks(boxes: list[Shape], marks: list[Shape]) -> list[Shape]:
    """Widen boxes by the smaller marks beside them: a minus sign, a comma, a dot; such a mark is no piece itself."""
    edges = np.array(boxes).reshape(-1, 4)
    lefts, tops, rights, bottoms = edges.copy().T  # of letters: marks do not lead to marks, as along a dotted rule
    heights = bottoms - tops
    absorbed = set()
    for mark in marks:
        reach = np.where(mark.x1 - mark.x0 > 0.25 * heights, _DASH_REACH, _DOT_REACH) * heights
        beside = (
            (heights >= 1.3 * mark.height)
            & (lefts - reach <= mark.x1)
            & (mark.x0 <= rights + reach)
            & (tops - 0.3 * heights <= mark.y0)
            & ((mark.y0 + mark.y1) / 2 <= bottoms)
            & (mark.y1 <= bottoms + 0.3 * heights)
        )
        if beside.any():
            absorbed.add(mark)
            edges[beside, 0] = np.minimum(edges[beside, 0], mark.x0)
            edges[beside, 2] = np.maximum(edges[beside, 2], mark.x1)
    return [Shape(*box) for box, before in zip(edges.tolist(), boxes, strict=True) if before not in absorbed]


def _joined(boxes: list[Shape]) -> list[Shape]:
    """Join pieces that a mark between them has brought together, as in « Total : 12,00 »."""
    joined: list[Shape] = []
    for box in sorted(boxes):
        for index, other in enumerate(joined):
            shared = min(box.y1, other.y1) - max(box.y0, other.y0)
            smaller, taller = sorted((box.height, other.height))
            if box.x0 <= other.x1 + 0.3 * smaller and shared >= 0.7 * smaller and taller <= _ALIKE * smaller:
                joined[index] = Shape(
                    min(box.x0, other.x0), min(box.y0, other.y0), max(box.x1, other.x1), max(box.y1, other.y1)
                )
                break
        else:
            joined.append(box)
    return joined
