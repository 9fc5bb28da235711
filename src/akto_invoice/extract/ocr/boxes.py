"""Numbers written a character to a box, as forms have them: each row becomes a line without its boxes.

The edges of boxes are read as I, l and 1, and the room between characters keeps them from being read as one number.
So the characters are cut out and set side by side; the way back leads each to its box on the page.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import cv2
import numpy as np

from akto_invoice.extract.ocr.geometry import Map, composed
from akto_invoice.extract.ocr.preprocess import Image, Prepared

_DPI = 150
_LEAST = 8  # boxes of a row: a BIC's

# Points:
_HEIGHTS = (10.0, 34.0)  # of a box
_THICK = 3.0  # an edge is no thicker
_EDGE = 1.4  # cut off inside a box
_BETWEEN, _APART = 1.8, 5.0  # room between characters, and between groups

_ALIKE = 0.2  # share by which boxes of one row may differ
_PITCH = (0.4, 1.4)  # width of a box by its height
_MEETS = 0.1  # of the height: how far from the ends of its edges the top and the bottom may be
_DENSE = 0.7  # of the length of a row are boxes; columns of a table are further apart
_CLOSED = 0.8  # of the boxes of a row have a top and a bottom
_RULE = 0.6  # of the width of a box: more ink in one row of pixels is its top or bottom
_FAINT = 170  # grey level on white paper; darker is ink


class Edge(NamedTuple):
    """One upright edge of a box, in pixels."""

    x: float
    y0: int
    y1: int


class Row(NamedTuple):
    """Boxes side by side: their top and bottom, and the left and right of each, in pixels; a wider gap parts groups."""

    y0: int
    y1: int
    cells: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Squeezed:
    """Where a row of characters set side by side came from: ``here`` and ``there`` are matching x, rising."""

    here: tuple[float, ...]
    there: tuple[float, ...]
    down: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Move a point; between two characters, in proportion."""
        place = min(max(bisect_right(self.here, x), 1), len(self.here) - 1)
        (a, b), (c, d) = self.here[place - 1 : place + 1], self.there[place - 1 : place + 1]
        return c + (x - a) * (d - c) / max(b - a, 1e-6), y + self.down

    def inverse(self) -> "Squeezed":
        """Return the map back."""
        return Squeezed(self.there, self.here, -self.down)


def without_boxes(page: Prepared) -> Iterator[Prepared]:
    """The page without its rows of boxes, then each row as a line; ``page`` is dark on white."""
    rows = list(boxed_rows(page.image, page.dpi))
    image = page.image
    if rows:
        image = image.copy()
        margin = round(_EDGE * page.dpi / 72)
        for row in rows:
            x0, x1 = row.cells[0][0], row.cells[-1][1]
            image[max(0, row.y0 - margin) : row.y1 + margin, max(0, x0 - margin) : x1 + margin] = 255
    yield Prepared(image, page.dpi, page.to_page)
    for row in rows:
        line = _line(page, row)
        if line is not None:
            yield line


def boxed_rows(image: Image, dpi: int) -> Iterator[Row]:
    """Find rows of at least eight boxes of one size."""
    scale = min(1.0, _DPI / dpi)
    if scale * min(image.shape) < 1:
        return
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    point = dpi * scale / 72
    ink = _ink(np.asarray(small, dtype=np.uint8), point)
    edges = _edges(ink, point)
    while edges:
        first = edges[0]
        height = first.y1 - first.y0
        beside = [one for one in edges if _is_beside(first, one, height)]
        edges = [one for one in edges if one not in beside]
        cells = _cells(sorted(one.x for one in beside), height)
        y0, y1 = (round(median(getattr(one, side) for one in beside)) for side in ("y0", "y1"))
        is_dense = bool(cells) and sum(b - a for a, b in cells) >= _DENSE * (cells[-1][1] - cells[0][0])
        closed = [_is_closed(ink, round(a), round(b), y0, y1) for a, b in cells]
        if len(cells) >= _LEAST and is_dense and sum(closed) >= _CLOSED * len(cells):
            yield Row(
                round(y0 / scale), round(y1 / scale), tuple((round(a / scale), round(b / scale)) for a, b in cells)
            )


def _ink(image: Image, point: float) -> Image:
    block = round(15 * point) | 1
    found = cv2.adaptiveThreshold(image, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 15)
    return np.asarray(found, dtype=np.uint8)


def _is_closed(ink: Image, x0: int, x1: int, y0: int, y1: int) -> bool:
    """Whether a box has a top and a bottom: stems of large letters have none."""
    reach = max(2, round(_MEETS * (y1 - y0)))
    sides = (ink[max(0, y - reach) : y + reach + 1, x0 : x1 + 1] for y in (y0, y1))
    return all(side.size > 0 and float((side > 0).mean(axis=1).max()) >= _RULE for side in sides)


def _edges(ink: Image, point: float) -> list[Edge]:
    upright = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((round(_HEIGHTS[0] * point), 1), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(upright, connectivity=8)
    return [
        Edge(x + width / 2, y, y + height)
        for x, y, width, height, _ in stats[1:count].tolist()
        if width <= _THICK * point and height <= _HEIGHTS[1] * point
    ]


def _is_beside(first: Edge, other: Edge, height: int) -> bool:
    return (
        abs(other.y1 - other.y0 - height) <= _ALIKE * height
        and abs(other.y0 + other.y1 - first.y0 - first.y1) / 2 <= _ALIKE * height
    )


def _cells(edges: Sequence[float], height: int) -> list[tuple[float, float]]:
    """The boxes between edges; where one edge is missing, the two boxes beside it."""
    widths = [b - a for a, b in pairwise(edges) if _PITCH[0] * height <= b - a <= _PITCH[1] * height]
    if not widths:
        return []
    pitch = median(widths)
    cells: list[tuple[float, float]] = []
    for a, b in pairwise(edges):
        boxes = round((b - a) / pitch)
        if 1 <= boxes <= 2 and abs(b - a - boxes * pitch) <= _ALIKE * pitch:
            step = (b - a) / boxes
            cells += [(a + index * step, a + (index + 1) * step) for index in range(boxes)]
    return cells


def _line(page: Prepared, row: Row) -> Prepared | None:
    """Set the characters of a row side by side; None where its boxes are empty."""
    point = page.dpi / 72
    edge, between, apart = (round(length * point) for length in (_EDGE, _BETWEEN, _APART))
    top, bottom = row.y0 + edge, row.y1 - edge
    parts: list[Image] = []
    here, there = [0.0], [float(row.cells[0][0])]
    right, used = row.cells[0][0], 0
    for x0, x1 in row.cells:
        cell = _without_rules(page.image[top:bottom, x0 + edge : x1 - edge])
        inked = np.flatnonzero((cell < _FAINT).any(axis=0))
        if not inked.size:
            continue
        room = apart if x0 - right > edge else between
        left, end = int(inked[0]), int(inked[-1]) + 1
        parts += [np.full((bottom - top, room), 255, np.uint8), cell[:, left:end]]
        used += room
        here += [float(used), float(used + end - left)]
        there += [float(x0 + edge + left), float(x0 + edge + end)]
        used, right = used + end - left, x1
    if not parts:
        return None
    padding = ((apart, apart), (0, apart))
    image = np.pad(np.concatenate(parts, axis=1), padding, constant_values=255)
    back: Map = Squeezed((*here, float(used + apart)), (*there, there[-1] + apart), float(top - apart))
    return Prepared(np.ascontiguousarray(image), page.dpi, composed(back, page.to_page))


def _without_rules(cell: Image) -> Image:
    """The inside of a box without what a slight slope left of its top and bottom."""
    if not cell.size:
        return cell
    rules = (cell < _FAINT).mean(axis=1) > _RULE
    near = rules | np.append(rules[1:], False) | np.insert(rules[:-1], 0, False)
    return np.where(near[:, np.newaxis], np.uint8(255), cell)
