"""The engines that read images, behind one protocol, and which of them work here.

Importing this module is cheap: an engine's libraries load when it is first asked for, so that documents with a text
layer never pay for OCR, nor scans that Tesseract reads beyond doubt for the second engine.
"""

import os
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

from akto_invoice.errors import OcrUnavailable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Image: TypeAlias = NDArray[np.uint8]

INSTALL = (
    "Aucun moteur OCR n'est disponible : installez « tesserocr » (pip install tesserocr), "
    "ou bien « pytesseract » et le programme tesseract (paquet tesseract-ocr), puis relancez."
)


class OcrWord(NamedTuple):
    """A word as an engine reads it: pixels of the image it was given (x0, y0, x1, y1), confidence 0 to 1."""

    text: str
    box: tuple[int, int, int, int]
    confidence: float


class OcrLine(NamedTuple):
    """A piece of a line: where its writing is, in pixels, and its words from left to right; none if unreadable."""

    box: tuple[int, int, int, int]
    words: tuple[OcrWord, ...]

    @property
    def belief(self) -> float:
        """The confidence of the weakest word; 0 where nothing was read."""
        return min((word.confidence for word in self.words), default=0.0)


def belief(lines: Iterable[OcrLine]) -> float:
    """Mean confidence by letter: low where writing is read upside down."""
    words = [word for line in lines for word in line.words]
    return sum(word.confidence * len(word.text) for word in words) / max(1, sum(len(word.text) for word in words))


class Engine(Protocol):
    """Reads grey images, dark on white; ``dpi`` is what a pixel is worth. Raises OcrUnavailable when it cannot work."""

    @property
    def name(self) -> str:
        """A short name for results and logs."""

    @property
    def line_height(self) -> int:
        """How high, in pixels, letters should be in the image of one line."""

    def read(self, image: "Image", dpi: int) -> tuple[OcrLine, ...]:
        """Find and read all lines of a page or of a zone, in no promised order."""

    def read_line(self, image: "Image", dpi: int) -> tuple[OcrWord, ...]:
        """Read the words of one line that fills the image."""


@cache
def load_engine() -> Engine:
    """Return the first engine that works here, kept for the life of the process: Tesseract, in process or as a program.

    One thread per page: OpenMP costs Tesseract more than it gives, and it reads its limit when its library loads.
    Raises OcrUnavailable when there is none.
    """
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    from akto_invoice.extract.ocr import tesseract

    for load in (tesseract.in_process, tesseract.program):
        try:
            return load()
        except ImportError:
            continue
    raise OcrUnavailable(INSTALL)


@cache
def load_second_engine() -> Engine | None:
    """Return the slower engine that reads again what the first leaves in doubt, None where it is not installed."""
    try:
        from akto_invoice.extract.ocr import ppocr
    except ImportError:
        return None
    return ppocr.PpOcr()
