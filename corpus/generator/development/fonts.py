"""Fonts that come from PyPI packages, so that documents are the same on every machine."""

from functools import cache
from pathlib import Path

import font_caladea
import pymupdf

_CALADEA = Path(font_caladea.__file__).parent / "files"


@cache
def caladea(style: str = "Regular") -> Path:
    """Path of Caladea, a serif metric-compatible with Cambria: ``Regular``, ``Bold`` or ``Italic``."""
    return _CALADEA / f"Caladea-{style}.ttf"


@cache
def buffer(code: str) -> bytes:
    """Return a font of pymupdf-fonts by its code: ``figo``, ``figbo``, ``ubuntu``, ``spacemo``, ``notos``..."""
    return bytes(pymupdf.Font(code).buffer)
