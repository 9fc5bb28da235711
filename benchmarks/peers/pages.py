"""From a peer's words to fields, by the project's own finder; and pages as images for peers that read images."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pymupdf

from akto_invoice.extract.fields import fields_of
from akto_invoice.extract.images import read_texts
from akto_invoice.extract.kind import document_kind
from akto_invoice.extract.ladder import Pages
from akto_invoice.extract.model import Box, Extraction, PageKind, PageText, Source, Status, Word
from akto_invoice.extract.pipeline import summary
from akto_invoice.extract.resolve import resolve
from akto_invoice.extract.serialize import to_dict
from akto_invoice.extract.turning import direction
from benchmarks.readings import Reading, reading_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DPI = 300
"""Of the images that peers get: what their own documentation asks for."""
POINTS = 72 / DPI
"""Of a pixel."""


def found_in(pages: Iterable[PageText]) -> Reading:
    """Find the fields among the words of ``pages``, of which nothing else is looked at."""
    texts = tuple(replace(page, turned=direction(page.words)) for page in pages)
    read = Pages(texts, read_texts(texts, resolve))
    kind = document_kind(text.kind for text in texts)
    summaries = tuple(summary(text) for text in texts)
    fields = fields_of(read)
    extraction = Extraction(Status.OK, kind, summaries, read.reading.document_type, fields, checks=(), elapsed_ms=0.0)
    return reading_of(to_dict("", extraction))


def text_page(number: int, width: float, height: float, words: Iterable[tuple[str, Box]]) -> PageText:
    """A page of a text layer; boxes in points from the top left."""
    return PageText(number, width, height, PageKind.TEXT, tuple(_words(words, Source.TEXT)))


def image_page(number: int, image: "NDArray[np.uint8]", words: Iterable[tuple[str, Box]]) -> PageText:
    """A page read from ``image``; boxes in its pixels."""
    height, width = image.shape[:2]
    placed = ((text, Box(*(edge * POINTS for edge in box))) for text, box in words)
    return PageText(number, width * POINTS, height * POINTS, PageKind.IMAGE, tuple(_words(placed, Source.OCR)))


def images_of(path: Path) -> "Iterator[NDArray[np.uint8]]":
    """Draw the pages one by one: rows of pixels of red, green and blue."""
    import numpy as np

    with pymupdf.open(path) as document:
        for page in document.pages():
            pixels = page.get_pixmap(dpi=DPI, colorspace=pymupdf.csRGB, alpha=False)
            yield np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.width, 3)


def _words(words: Iterable[tuple[str, Box]], source: Source) -> Iterator[Word]:
    """Words as the finder takes them: where a peer leaves white space in one, its parts share the box by letters."""
    for text, box in words:
        step = (box.x1 - box.x0) / max(1, len(text))
        start = 0
        for part in text.split():
            start = text.index(part, start)
            end = start + len(part)
            yield Word(part, Box(box.x0 + start * step, box.y0, box.x0 + end * step, box.y1), source)
            start = end
