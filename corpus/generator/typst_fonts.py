"""Font files that come with Python packages, so that typst sets the same pages on every machine."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

import typst

PACKAGES = ("font_roboto", "font_source_sans_pro", "font_lato", "font_hanken_grotesk")


@cache
def bundled() -> typst.Fonts:
    """Fonts of typst itself (Libertinus Serif, New Computer Modern, DejaVu Sans Mono) and of PACKAGES."""
    folders = [Path(origin).parent for origin in map(_origin, PACKAGES)]
    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder) for folder in folders])


def _origin(package: str) -> str:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"Il manque le paquet {package} : installez le groupe « corpus ».")
    return spec.origin
