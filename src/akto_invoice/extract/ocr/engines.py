"""The engines that read images: Tesseract in process, else its program, behind one protocol.

Importing this module is cheap: an engine's libraries load in :func:`load_engine`, so that documents with a text
layer never pay for OCR.
"""

import os
import threading
from collections.abc import Iterator
from functools import cache
from importlib import import_module, resources
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

from akto_invoice.errors import OcrUnavailable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Image: TypeAlias = NDArray[np.uint8]

_LANGUAGE = "fra"
_SPARSE_TEXT = 11
_SINGLE_LINE = 7
_PROGRAM_SECONDS = 120
_TSV_WORD = "5"

_INSTALL = (
    "Aucun moteur OCR n'est disponible : installez « tesserocr » (pip install tesserocr), "
    "ou bien « pytesseract » et le programme tesseract (paquet tesseract-ocr), puis relancez."
)


class OcrWord(NamedTuple):
    """A word as an engine reads it: pixels of the image it was given (x0, y0, x1, y1), confidence 0 to 1."""

    text: str
    box: tuple[int, int, int, int]
    confidence: float


class Engine(Protocol):
    """Reads grey images; ``dpi`` is what a pixel is worth. Raises :class:`OcrUnavailable` when it cannot work.

    Words come in no promised order: lines are laid out from their boxes.
    """

    @property
    def name(self) -> str:
        """A short name for results and logs."""

    def read(self, image: "Image", dpi: int) -> tuple[OcrWord, ...]:
        """Find and read all words of a page or of a zone."""

    def read_line(self, image: "Image", dpi: int) -> tuple[OcrWord, ...]:
        """Read the words of one line that fills the image."""


class InProcessTesseract:
    """Tesseract through tesserocr, whose wheel brings the library; about half the time of the program."""

    name = "tesseract"

    def __init__(self, tesserocr: Any) -> None:
        self._tesserocr = tesserocr
        self._kept = threading.local()
        self._api()

    def read(self, image: "Image", dpi: int) -> tuple[OcrWord, ...]:
        """Find pieces of lines by their letters, and read one at a time: short numbers are read better so."""
        from akto_invoice.extract.ocr import lines

        cut_outs = (lines.cut(image, piece) for piece in lines.pieces(image, dpi))
        return tuple(word for cut_out in cut_outs for word in lines.placed(self.read_line(cut_out.image, dpi), cut_out))

    def read_line(self, image: "Image", dpi: int) -> tuple[OcrWord, ...]:
        """Read one line."""
        return self._recognise(image, dpi, _SINGLE_LINE)

    def _recognise(self, image: "Image", dpi: int, segmentation: int) -> tuple[OcrWord, ...]:
        api = self._api()
        height, width = image.shape
        api.SetPageSegMode(segmentation)
        api.SetImageBytes(image.tobytes(), width, height, 1, width)
        api.SetSourceResolution(dpi)
        api.Recognize()
        words = tuple(_words_of_tsv(api.GetTSVText(0)))
        api.Clear()
        return words

    def _api(self) -> Any:
        """One API object per thread: loading the language costs 0.2 s, and none may be shared."""
        if not hasattr(self._kept, "api"):
            try:
                self._kept.api = self._tesserocr.PyTessBaseAPI(
                    path=f"{_language_data()}/", lang=_LANGUAGE, variables={"debug_file": os.devnull}
                )
            except RuntimeError as error:
                raise OcrUnavailable(
                    f"Tesseract n'a pas pu charger ses données françaises ({error}) : réinstallez akto-invoice."
                ) from error
        return self._kept.api


class TesseractProgram:
    """Tesseract's program through pytesseract, with the language data of this package."""

    name = "tesseract-program"

    def __init__(self, pytesseract: Any) -> None:
        self._pytesseract = pytesseract
        try:
            pytesseract.get_tesseract_version()
        except (OSError, SystemExit) as error:
            raise OcrUnavailable(_INSTALL) from error

    def read(self, image: "Image", dpi: int) -> tuple[OcrWord, ...]:
        """Find and read all words, in no order."""
        return self._recognise(image, dpi, _SPARSE_TEXT)

    def read_line(self, image: "Image", dpi: int) -> tuple[OcrWord, ...]:
        """Read one line."""
        return self._recognise(image, dpi, _SINGLE_LINE)

    def _recognise(self, image: "Image", dpi: int, segmentation: int) -> tuple[OcrWord, ...]:
        config = f'--tessdata-dir "{_language_data()}" --psm {segmentation} --dpi {dpi}'
        try:
            tsv = self._pytesseract.image_to_data(image, lang=_LANGUAGE, config=config, timeout=_PROGRAM_SECONDS)
        except (RuntimeError, OSError) as error:
            raise OcrUnavailable(
                f"Le programme tesseract n'a pas pu lire une page ({error}) : "
                "vérifiez son installation, ou installez « tesserocr » (pip install tesserocr)."
            ) from error
        return tuple(_words_of_tsv(tsv))


@cache
def load_engine() -> Engine:
    """Return the first engine that works here, kept for the life of the process.

    One thread per page: OpenMP costs Tesseract more than it gives, and it reads its limit when its library loads.
    Raises :class:`OcrUnavailable` when there is none.
    """
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    try:
        return InProcessTesseract(import_module("tesserocr"))
    except ImportError:
        pass
    try:
        return TesseractProgram(import_module("pytesseract"))
    except ImportError as error:
        raise OcrUnavailable(_INSTALL) from error


def _language_data() -> str:
    return str(resources.files("akto_invoice") / "data" / "tessdata")


def _words_of_tsv(tsv: str) -> Iterator[OcrWord]:
    r"""Yield the words of Tesseract's table.

    Its columns: level, page, block, paragraph, line, word, left, top, width, height, confidence, text.

    >>> list(_words_of_tsv("5\t1\t1\t1\t1\t2\t180\t59\t231\t45\t89.5\t1152,00"))
    [OcrWord(text='1152,00', box=(180, 59, 411, 104), confidence=0.895)]
    """
    for row in tsv.split("\n"):
        cells = row.split("\t")
        if cells[0] == _TSV_WORD and cells[-1].strip():
            left, top, width, height = map(int, cells[6:10])
            yield OcrWord(cells[-1].strip(), (left, top, left + width, top + height), float(cells[10]) / 100)
