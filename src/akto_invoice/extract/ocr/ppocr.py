"""The second engine: PP-OCR's recognition network, through rapidocr, whose wheel brings the model.

It reads a line three times slower than Tesseract and hardly ever wrongly, so it gets the lines that matter or that
Tesseract is not sure of. Lines are found as for Tesseract: PP-OCR's own detection of text takes longer than all the
reading.
"""

import threading
from collections.abc import Iterator
from importlib import resources
from itertools import chain
from typing import TYPE_CHECKING, Any

import cv2
import onnxruntime  # noqa: F401  rapidocr runs on it without declaring it: where it is missing, so is the engine
from rapidocr import RapidOCR
from rapidocr.ch_ppocr_rec import TextRecInput

from akto_invoice.extract.ocr.engines import OcrLine, OcrWord
from akto_invoice.extract.ocr.lines import read_pieces

if TYPE_CHECKING:
    from akto_invoice.extract.ocr.engines import Image

_MODEL = "PP-OCRv6_rec_small.onnx"
_LINE_HEIGHT = 34  # pixels of the letters; with its margins a line then has the 48 that the network takes
_NARROWEST = 48  # pixels that a short line is filled up to; rapidocr's default of 320 costs as much as a long line
_LATIN = 0x2FFF  # the network also knows scripts that no French invoice has: it sees them in specks and logos


class PpOcr:
    """PP-OCR reading grey images; one network for all threads, one thread for each line."""

    name = "pp-ocr"
    line_height = _LINE_HEIGHT

    def __init__(self) -> None:
        self._loading = threading.Lock()
        self._recogniser: Any = None

    def read(self, image: "Image", dpi: int) -> tuple[OcrLine, ...]:
        """Find pieces of lines by their letters, and read one at a time."""
        return read_pieces(image, dpi, self)

    def read_line(self, image: "Image", dpi: int) -> tuple[OcrWord, ...]:  # noqa: ARG002  the network knows no dpi
        """Read one line."""
        height, width = image.shape
        if not height or not width:
            return ()
        coloured = cv2.cvtColor(image, cv2.COLOR_GRAY2BGR)
        read = self._network()(TextRecInput(img=[coloured], return_word_box=True))
        return tuple(_words(read.txts[0], read.word_results[0], width, height))

    def _network(self) -> Any:
        with self._loading:
            if self._recogniser is None:
                self._recogniser = _load()
        return self._recogniser


def _load() -> Any:
    model = resources.files("rapidocr") / "models" / _MODEL
    whole = RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.use_det": False,
            "Global.use_cls": False,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Rec.model_path": str(model),  # named, so that a missing one is an error and not a download
            "Rec.rec_batch_num": 1,
            "Rec.rec_img_shape": [3, 48, _NARROWEST],
        }
    )
    return whole._load_rec_model()  # type: ignore[no-untyped-call]


def _words(text: str, found: Any, width: int, height: int) -> Iterator[OcrWord]:
    """Yield the words of a line; each character stands at the column of the network that gave it."""
    columns = list(chain.from_iterable(found.word_cols))
    confidences = iter(found.confs)
    placed = iter(columns)
    step = width / max(found.line_txt_len, 1)
    word: list[tuple[str, float, float]] = []
    for character, confidence in zip(f"{text} ", chain(confidences, [1.0]), strict=False):
        if not character.isspace():
            word.append((character, next(placed, 0) + 0.5, confidence))
            continue
        if word and all(ord(letter) <= _LATIN for letter, _, _ in word):
            first, last = word[0][1] - 1, word[-1][1] + 1
            box = (max(0, round(first * step)), 0, min(width, round(last * step)), height)
            yield OcrWord("".join(letter for letter, _, _ in word), box, min(belief for _, _, belief in word))
        word = []
