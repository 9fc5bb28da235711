"""The image of a zone, prepared once and read as often as needed, and what was read on it so far."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple, TypeAlias

import cv2

from akto_invoice.extract.model import Box, Source, Word
from akto_invoice.extract.ocr.engines import Engine, OcrLine, OcrWord, belief
from akto_invoice.extract.ocr.geometry import Map, box_of, composed, quarter_of
from akto_invoice.extract.ocr.lines import Shape, read_piece
from akto_invoice.extract.ocr.preprocess import Prepared, turned_part
from akto_invoice.extract.ocr.sideways import strips
from akto_invoice.extract.ocr.spaces import spaced_like

Stretch: TypeAlias = tuple[int, int]
"""Words of a line: the first one's index, and the index behind the last."""

_OF_LINE = 0.5  # share of the smaller height by which a box and a line must overlap to be of one row

DOUBTFUL = 0.65  # mean belief; upside down a page reads below it, upright above unless the scan is very bad
_LONG = 1.3  # widths of a line over its height: two digits are wider


class ReadLine(NamedTuple):
    """A line as read: on which of the sheet's parts, in that part's pixels, by which engine."""

    part: int
    line: OcrLine
    reader: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A zone of a page. ``to_page`` of each part leads from its pixels to points of the page as displayed."""

    zone: Box
    parts: tuple[Prepared, ...]
    lines: tuple[ReadLine, ...]

    @property
    def words(self) -> tuple[Word, ...]:
        """What was read, in points; the trust is the engine's confidence. Rules read as bars are no words."""
        return tuple(
            Word(word.text, box_of(self.parts[one.part].to_page, word.box), Source.OCR, word.confidence)
            for one in self.lines
            for word in one.line.words
            if any(character.isalnum() or character in "€%-−&" for character in word.text)
        )

    @property
    def turned(self) -> int:
        """Where the writing runs: degrees clockwise from the right, in quarters."""
        return quarter_of(self.parts[0].to_page) if self.parts else 0

    def reread(self, engine: Engine, wanted: Callable[[Sequence[OcrWord]], Stretch | None]) -> "Sheet":
        """The sheet with the ``wanted`` stretches of its lines as ``engine`` reads them; one that it cannot read stays.

        So does a single character: alone it is as often a speck or a bit of a rule, which every engine takes for a 1.
        """
        return replace(self, lines=tuple(chain.from_iterable(self._reread(one, engine, wanted) for one in self.lines)))

    def _reread(
        self, one: ReadLine, engine: Engine, wanted: Callable[[Sequence[OcrWord]], Stretch | None]
    ) -> Iterator[ReadLine]:
        stretch = None if one.reader == engine.name else wanted(one.line.words)
        if stretch is None:
            yield one
            return
        before, within, after = _cut(one.line, *stretch)
        part = self.parts[one.part]
        read = read_piece(part.image, Shape(*within.box), part.dpi, engine) if _is_long(within) else within
        if read.words or not within.words:
            within, reader = OcrLine(within.box, spaced_like(read.words, within.words)), engine.name
        else:
            reader = one.reader
        yield from (one._replace(line=rest) for rest in (before, after) if rest.words)
        yield ReadLine(one.part, within, reader)

    def readers(self, box: Box) -> frozenset[str]:
        """Which engines read what stands in ``box`` (points)."""
        return frozenset(one.reader for one, _ in self._in(box))

    def close_up(self, box: Box, engine: Engine) -> tuple[str, float]:
        """Read what stands in ``box`` (points) once more, alone: the text, and the confidence of its weakest word."""
        words = [
            word
            for one, piece in self._in(box)
            for word in read_piece(self.parts[one.part].image, piece, self.parts[one.part].dpi, engine).words
        ]
        return " ".join(word.text for word in words), min((word.confidence for word in words), default=0.0)

    def _in(self, box: Box) -> Iterator[tuple[ReadLine, Shape]]:
        """The lines that ``box`` touches, rows from top to bottom, each with the piece of it that lies in the box."""
        for index, part in enumerate(self.parts):
            x0, y0, x1, y1 = box_of(part.to_page.inverse(), box)
            touched = []
            for one in self.lines:
                left, top, right, bottom = one.line.box
                shared = min(y1, bottom) - max(y0, top)
                if one.part == index and shared > _OF_LINE * min(y1 - y0, bottom - top) and left < x1 and x0 < right:
                    touched.append((one, Shape(max(left, round(x0)), top, min(right, round(x1)), bottom)))
            yield from _in_reading_order(touched)


def _cut(line: OcrLine, start: int, end: int) -> tuple[OcrLine, OcrLine, OcrLine]:
    """What is before the words from ``start`` to ``end``, these, and what is after them."""
    x0, y0, x1, y1 = line.box
    left = line.words[start].box[0] if start else x0
    right = line.words[end - 1].box[2] if line.words[end:] else x1
    return (
        OcrLine((x0, y0, left, y1), line.words[:start]),
        OcrLine((left, y0, right, y1), line.words[start:end]),
        OcrLine((right, y0, x1, y1), line.words[end:]),
    )


def _is_long(line: OcrLine) -> bool:
    x0, y0, x1, y1 = line.box
    return x1 - x0 > _LONG * (y1 - y0)


def _in_reading_order(touched: Sequence[tuple[ReadLine, Shape]]) -> Iterator[tuple[ReadLine, Shape]]:
    """By rows; a row's pieces rarely stand at quite the same height."""
    rows: list[list[tuple[ReadLine, Shape]]] = []
    for item in sorted(touched, key=lambda item: item[1].y0 + item[1].y1):
        piece, first = item[1], rows[-1][0][1] if rows else None
        if piece.x1 - piece.x0 <= 1:
            continue
        if first and piece.y0 + piece.y1 - first.y0 - first.y1 < piece.height:
            rows[-1].append(item)
        else:
            rows.append([item])
    for row in rows:
        yield from sorted(row, key=lambda item: item[1].x0)


def sheet_of(zone: Box, parts: Sequence[Prepared], to_page: Map, engine: Engine) -> Sheet:
    """Read the parts of a prepared zone; ``to_page`` leads from the prepared zone's pixels to points."""
    placed = [replace(part, to_page=composed(part.to_page, to_page)) for part in parts]
    lines = [
        ReadLine(index, line, engine.name)
        for index, part in enumerate(placed)
        for line in engine.read(part.image, part.dpi)
    ]
    for index, part in enumerate(tuple(placed)):
        for strip in strips([one.line for one in lines if one.part == index]):
            turned, read = _read_sideways(part, strip, engine)
            lines = [one for one in lines if one.part != index or not _holds(strip, one.line.box)]
            lines += [ReadLine(len(placed), line, engine.name) for line in read]
            placed.append(turned)
    return Sheet(zone, tuple(placed), tuple(lines))


def _read_sideways(part: Prepared, strip: Shape, engine: Engine) -> tuple[Prepared, tuple[OcrLine, ...]]:
    """Read a strip of which the writing runs up, as it mostly does, or down: whichever is read with more belief."""
    found = []
    for turn in (cv2.ROTATE_90_CLOCKWISE, cv2.ROTATE_90_COUNTERCLOCKWISE):
        turned = turned_part(part, strip, turn)
        read = engine.read(turned.image, turned.dpi)
        found.append((belief(read), turned, read))
        if found[-1][0] >= DOUBTFUL:
            break
    _, turned, read = max(found, key=lambda one: one[0])
    return turned, read


def _holds(strip: Shape, box: tuple[int, int, int, int]) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return strip.x0 <= x <= strip.x1 and strip.y0 <= y <= strip.y1
