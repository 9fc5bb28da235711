"""The words of pdfplumber."""

from importlib import import_module
from pathlib import Path
from typing import Any

from akto_invoice.extract.model import Box
from benchmarks.peers.catalogue import Read
from benchmarks.peers.pages import found_in, text_page
from benchmarks.readings import Reading


def load() -> Read:
    """Read by ``extract_words`` as it comes."""
    pdfplumber: Any = import_module("pdfplumber")

    def read(path: Path) -> Reading:
        with pdfplumber.open(path) as document:
            return found_in(
                text_page(
                    page.page_number,
                    float(page.width),
                    float(page.height),
                    [
                        (word["text"], Box(word["x0"], word["top"], word["x1"], word["bottom"]))
                        for word in page.extract_words()
                    ],
                )
                for page in document.pages
            )

    return read
