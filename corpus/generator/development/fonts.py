"""Fonts that come from PyPI packages, so that documents are the same on every machine."""

from functools import cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path


@cache
def path(package: str, face: str) -> Path:
    """Return the path of a face, such as ``path("font_manrope", "Manrope-Bold.ttf")``."""
    return Path(str(files(package))) / "files" / face


def caladea(style: str) -> Path:
    """Return the path of Caladea, a serif with Cambria's metrics: ``Regular``, ``Bold`` or ``Italic``."""
    return path("font_caladea", f"Caladea-{style}.ttf")


@cache
def buffer(code: str) -> bytes:
    """Return a font of pymupdf-fonts by its code: ``figo``, ``figbo``, ``ubuntu``, ``spacemo``, ``notos``..."""
    data: bytes = import_module("pymupdf_fonts").myfont(code)
    return data
