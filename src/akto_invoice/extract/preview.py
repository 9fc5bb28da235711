"""A reading together with what a person needs to check it: each page's picture and words, in one pass over the file."""

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt
from os import PathLike
from time import perf_counter
from typing import Final

from akto_invoice.errors import DocumentError
from akto_invoice.extract.document import POINTS_PER_INCH, Document, Page, open_document
from akto_invoice.extract.model import Extraction, Options, PageText, Word
from akto_invoice.extract.pipeline import bytes_of, read_document

DPI: Final = 110
"""Enough to read small print on a screen; about 100 kB a page. WebP would halve that, in twenty times the time."""

MAX_WORDS: Final = 20_000
"""Of a page; a very full one has 1,500."""

_MAX_PIXELS: Final = 3_000_000  # an A4 page at 110 dpi has 1.2 million
_QUALITY: Final = 80  # of 100


@dataclass(frozen=True, slots=True)
class PagePreview:
    """One page: its size in points, its ``image`` as JPEG, its first ``MAX_WORDS`` words, all as displayed."""

    number: int
    width: float
    height: float
    image: bytes
    words: tuple[Word, ...]


def extract_with_pages(
    source: str | PathLike[str] | bytes,
    options: Options = Options(),
    read: Callable[[Document, Options, float], tuple[Extraction, tuple[PageText, ...]]] = read_document,
) -> tuple[Extraction, tuple[PagePreview, ...]]:
    """Read an invoice as ``extract_invoice`` does, and return its pages with it: nothing is recognised twice.

    With ``rib.read_rib`` for ``read``, a RIB. A page that is too large is shown at fewer than ``DPI`` dots an inch, one
    that cannot be drawn as a white page.
    """
    started = perf_counter()
    with open_document(bytes_of(source, options), options) as document:
        extraction, texts = read(document, options, started)
        pages = tuple(
            PagePreview(text.number, text.width, text.height, _jpeg(document.page(text.number)), text.words[:MAX_WORDS])
            for text in texts
        )
    return extraction, pages


def _jpeg(page: Page) -> bytes:
    import cv2
    import numpy as np

    square_inches = page.width * page.height / POINTS_PER_INCH**2
    dpi = min(DPI, sqrt(_MAX_PIXELS / max(square_inches, 1e-6)))
    try:
        picture = page.picture(dpi)
    except DocumentError:
        height, width = (max(1, round(side * dpi / POINTS_PER_INCH)) for side in (page.height, page.width))
        picture = np.full((height, width, 3), 255, dtype=np.uint8)
    in_bgr = cv2.cvtColor(picture, cv2.COLOR_RGB2BGR)
    _, encoded = cv2.imencode(".jpg", in_bgr, (cv2.IMWRITE_JPEG_QUALITY, _QUALITY))
    return encoded.tobytes()
