"""Tesseract: in process through tesserocr, else its program through pytesseract; language data from this package."""

import os
import threading
from collections.abc import Iterator
from importlib import import_module, resources
from itertools import groupby
from typing import TYPE_CHECKING, Any

from akto_invoice.errors import OcrUnavailable
from akto_invoice.extract.ocr.engines import INSTALL, OcrLine, OcrWord

if TYPE_CHECKING:
    from akto_invoice.extract.ocr.engines import Image

_LANGUAGE = "fra"
_SPARSE_TEXT = 11
_SINGLE_LINE = 7
_PROGRAM_SECONDS = 120
_TSV_WORD = "5"
_LINE_HEIGHT = 27  # pixels of the letters; larger ones it reads more slowly and worse


class InProcessTesseract:
    """Tesseract through tesserocr, whose wheel brings the library; about half the time of the program."""

    name = "tesseract"
    line_height = _LINE_HEIGHT

    def __init__(self, tesserocr: Any) -> None:
        self._tesserocr = tesserocr
        self._kept = threading.local()
        self._api()

    def read(self, image: "Image", dpi: int) -> tuple[OcrLine, ...]:
        """Find pieces of lines by their letters, and read one at a time: short numbers are read better so."""
        from akto_invoice.extract.ocr.lines import read_pieces

        return read_pieces(image, dpi, self)

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
        words = tuple(word for _, word in _words_of_tsv(api.GetTSVText(0)))
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
    line_height = _LINE_HEIGHT

    def __init__(self, pytesseract: Any) -> None:
        self._pytesseract = pytesseract
        try:
            pytesseract.get_tesseract_version()
        except (OSError, SystemExit) as error:
            raise OcrUnavailable(INSTALL) from error

    def read(self, image: "Image", dpi: int) -> tuple[OcrLine, ...]:
        """Find and read all lines, by Tesseract's own layout: a process for each piece would be slow."""
        found = groupby(self._recognise(image, dpi, _SPARSE_TEXT), key=lambda one: one[0])
        return tuple(_line(tuple(word for _, word in words)) for _, words in found)

    def read_line(self, image: "Image", dpi: int) -> tuple[OcrWord, ...]:
        """Read one line."""
        return tuple(word for _, word in self._recognise(image, dpi, _SINGLE_LINE))

    def _recognise(self, image: "Image", dpi: int, segmentation: int) -> Iterator[tuple[str, OcrWord]]:
        config = f'--tessdata-dir "{_language_data()}" --psm {segmentation} --dpi {dpi}'
        try:
            tsv = self._pytesseract.image_to_data(image, lang=_LANGUAGE, config=config, timeout=_PROGRAM_SECONDS)
        except (RuntimeError, OSError) as error:
            raise OcrUnavailable(
                f"Le programme tesseract n'a pas pu lire une page ({error}) : "
                "vérifiez son installation, ou installez « tesserocr » (pip install tesserocr)."
            ) from error
        return _words_of_tsv(tsv)


def in_process() -> InProcessTesseract:
    """Load Tesseract's library; raises ImportError where tesserocr is not installed."""
    return InProcessTesseract(import_module("tesserocr"))


def program() -> TesseractProgram:
    """Find Tesseract's program; raises ImportError where pytesseract is not installed."""
    return TesseractProgram(import_module("pytesseract"))


def _language_data() -> str:
    return str(resources.files("akto_invoice") / "data" / "tessdata")


def _line(words: tuple[OcrWord, ...]) -> OcrLine:
    lefts, tops, rights, bottoms = zip(*(word.box for word in words), strict=True)
    return OcrLine((min(lefts), min(tops), max(rights), max(bottoms)), words)


def _words_of_tsv(tsv: str) -> Iterator[tuple[str, OcrWord]]:
    r"""Yield the words of Tesseract's table, each with the name of its line.

    The columns: level, page, block, paragraph, line, word, left, top, width, height, confidence, text.

    >>> list(_words_of_tsv("5\t1\t1\t1\t1\t2\t180\t59\t231\t45\t89.5\t1152,00"))
    [('1 1 1 1', OcrWord(text='1152,00', box=(180, 59, 411, 104), confidence=0.895))]
    """
    for row in tsv.split("\n"):
        cells = row.split("\t")
        if cells[0] == _TSV_WORD and cells[-1].strip():
            left, top, width, height = map(int, cells[6:10])
            box = (left, top, left + width, top + height)
            yield " ".join(cells[1:5]), OcrWord(cells[-1].strip(), box, float(cells[10]) / 100)
