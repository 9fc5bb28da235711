"""The peers, and what each of them cannot do."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TypeAlias

from benchmarks.readings import Reading

Read: TypeAlias = Callable[[Path], Reading]
"""What an adapter's ``load()`` returns: reads one PDF, and raises whatever the peer does."""

_ADAPTERS = "benchmarks.peers.adapters"
_FINDER = "akto_invoice's layout, candidates and choice"


@dataclass(frozen=True, slots=True)
class Peer:
    """A reader. ``adapter`` is the module with its ``load()``; ``modules`` and ``programs`` are what it needs installed.

    ``finder`` says who finds the fields, ``limits`` what the peer cannot do.
    """

    name: str
    adapter: str
    finder: str
    limits: str
    modules: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """What it needs that is not installed."""
        return (
            *(name for name in self.modules if find_spec(name) is None),
            *(name for name in self.programs if shutil.which(name) is None),
        )


PEERS = (
    Peer("akto_invoice", f"{_ADAPTERS}.akto", "its own", "says nothing of other countries' invoices"),
    Peer(
        "invoice2data",
        f"{_ADAPTERS}.invoice2data",
        "its own templates",
        "has no template for these layouts, and no field for dossiers; of scans it reads none without OCRmyPDF",
        ("invoice2data", "pypdfium2"),
    ),
    Peer(
        "pdfplumber",
        f"{_ADAPTERS}.pdfplumber",
        _FINDER,
        "reads no images; takes hidden and garbled text at its word",
        ("pdfplumber",),
    ),
    Peer(
        "docling-parse",
        f"{_ADAPTERS}.docling_parse",
        _FINDER,
        "reads no images; takes hidden and garbled text at its word",
        ("docling_parse",),
    ),
    Peer(
        "pytesseract",
        f"{_ADAPTERS}.pytesseract",
        _FINDER,
        "reads no text layer; does not straighten, nor turn, what is on the page",
        ("pytesseract",),
        ("tesseract",),
    ),
    Peer(
        "RapidOCR",
        f"{_ADAPTERS}.rapidocr",
        _FINDER,
        "reads no text layer; gives lines, whose words it does not place; drops accents and spaces at times",
        ("rapidocr", "onnxruntime"),
    ),
)
