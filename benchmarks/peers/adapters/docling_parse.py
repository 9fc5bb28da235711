"""The word cells of docling-parse."""

from importlib import import_module
from pathlib import Path
from typing import Any

from akto_invoice.extract.model import Box
from benchmarks.peers.catalogue import Read
from benchmarks.peers.pages import found_in, text_page
from benchmarks.readings import Reading


def load() -> Read:
    """Read by ``DoclingPdfParser`` as it comes; its boxes count from the bottom of the page."""
    parser: Any = import_module("docling_parse.pdf_parser").DoclingPdfParser()

    def read(path: Path) -> Reading:
        document = parser.load(path)
        try:
            return found_in(_page(number, page) for number, page in document.iterate_pages())
        finally:
            document.unload()

    return read


def _page(number: int, page: Any) -> Any:
    width, height = page.dimension.width, page.dimension.height
    words = []
    for cell in page.word_cells:
        box = cell.rect.to_bounding_box().to_top_left_origin(height)
        words.append((cell.text, Box(box.l, box.t, box.r, box.b)))
    return text_page(number, width, height, words)
