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
    """A reader. ``adapter`` is the module with its ``load()``; ``modules`` and ``programs`` must be installed.

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
    Peer("akto_invoice", f"{_ADAPTERS}.akto", "its own", "find fields of invoices that are not French"),
    Peer(
        "invoice2data",
        f"{_ADAPTERS}.invoice2data",
        "its own templates",
        "read layouts that nobody wrote a template for, as these; find dossiers; read images, unless OCRmyPDF is there",
        ("invoice2data", "pypdfium2"),
    ),
    Peer(
        "pdfplumber",
        f"{_ADAPTERS}.pdfplumber",
        _FINDER,
        "read images; tell what nobody sees of a text layer, or what its fonts garble",
        ("pdfplumber",),
    ),
    Peer(
        "docling-parse",
        f"{_ADAPTERS}.docling_parse",
        _FINDER,
        "read images; tell what nobody sees of a text layer, or what its fonts garble",
        ("docling_parse",),
    ),
    Peer(
        "pytesseract",
        f"{_ADAPTERS}.pytesseract",
        _FINDER,
        "use a text layer; turn a page that lies on its side",
        ("pytesseract",),
        ("tesseract",),
    ),
    Peer(
        "RapidOCR",
        f"{_ADAPTERS}.rapidocr",
        _FINDER,
        "use a text layer; say where the words of a line with accents stand",
        ("rapidocr", "onnxruntime"),
    ),
)
