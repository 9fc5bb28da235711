"""Fonts that come from PyPI packages, so that documents are the same on every machine."""

from functools import cache
from importlib.resources import files
from pathlib import Path

import pymupdf


@cache
def caladea(style: str = "Regular") -> Path:
    """Return the path of Caladea, a serif with Cambria's metrics: ``Regular``, ``Bold`` or ``Italic``."""
    return Path(str(files("font_caladea"))) / "files" / f"Caladea-{style}.ttf"


@cache
def buffer(code: str) -> bytes:
    """Return a font of pymupdf-fonts by its code: ``figo``, ``figbo``, ``ubuntu``, ``spacemo``, ``notos``..."""
    return bytes(pymupdf.Font(code).buffer)
