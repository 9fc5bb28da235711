"""Tesseract's program through pytesseract, on whole pages as they are, with the French data of this project."""

import os
from importlib import import_module, resources
from pathlib import Path
from typing import Any

from akto_invoice.extract.model import Box
from benchmarks.peers.catalogue import Read
from benchmarks.peers.pages import DPI, found_in, image_page, images_of
from benchmarks.readings import Reading

_WORD = 5


def load() -> Read:
    """Read by ``image_to_data``, its layout analysis as it comes."""
    os.environ["OMP_THREAD_LIMIT"] = "1"
    pytesseract: Any = import_module("pytesseract")
    language = resources.files("akto_invoice") / "data" / "tessdata"
    config = f'--tessdata-dir "{language}" --dpi {DPI}'

    def words(image: Any) -> list[tuple[str, Box]]:
        found = pytesseract.image_to_data(image, lang="fra", config=config, output_type=pytesseract.Output.DICT)
        names = ("level", "text", "left", "top", "width", "height")
        rows = zip(*(found[name] for name in names), strict=True)
        return [(text, Box(x, y, x + width, y + height)) for level, text, x, y, width, height in rows if level == _WORD]

    def read(path: Path) -> Reading:
        return found_in(image_page(number, image, words(image)) for number, image in enumerate(images_of(path), 1))

    return read
