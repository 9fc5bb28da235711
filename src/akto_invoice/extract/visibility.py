"""Which spans of a text layer a person sees: render mode 3, full transparency, white on white are not seen."""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from akto_invoice.errors import DocumentError
from akto_invoice.extract.document import POINTS_PER_INCH, Page, intersection
from akto_invoice.extract.model import Box
from akto_invoice.extract.zones import displayed, hull

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PALE = 0xE0  # of 255; a colour paler than this in each channel cannot be read on white
_MIN_ALPHA = 0x18  # of 255
_PAINTED, _CLIPPING = 16 | 32, 64  # character flags of MuPDF: filled or stroked, part of a clip path
_MIN_CONTRAST = 16  # grey levels between letters and ground, once blurred by rendering
_DPI = 72
_GLYPHLESS = re.compile(r"glyphless|hiddenhorz|invisible", re.IGNORECASE)

# In MuPDF's HTML a span has no colour when it is fully transparent or not painted at all.
_SIGN = re.compile(r'font-size:[\d.]+pt(?:;color:#[ef][0-9a-f][ef][0-9a-f][ef][0-9a-f])?"')


class Span(NamedTuple):
    """A run of characters of one style; ``block`` and ``line`` are those of the words that PyMuPDF cuts from it."""

    text: str
    box: Box
    font: str
    block: int
    line: int
    colour: int
    alpha: int
    flags: int


def may_hide_text(html: str) -> bool:
    """Tell whether a page's text, as MuPDF's HTML, holds a span that is unpainted, transparent or pale."""
    return _SIGN.search(html) is not None


def spans_of(page: Page, textpage: Any) -> list[Span]:
    """List the spans of a text page that was made without images."""
    to_displayed = page.raw.rotation_matrix if page.raw.rotation else None
    return [
        Span(
            span["text"],
            displayed(span["bbox"], to_displayed) if to_displayed else Box(*span["bbox"]),
            span["font"],
            block["number"],
            number,
            span["color"],
            span["alpha"],
            span["char_flags"],
        )
        for block in textpage.extractDICT()["blocks"]
        for number, line in enumerate(block["lines"])
        for span in line["spans"]
    ]


def split_by_visibility(page: Page, spans: Iterable[Span]) -> tuple[list[Span], list[Span]]:
    """Return the spans that a person sees and those that leave no mark; pale ones are looked at once rendered."""
    seen, unseen, doubtful = [], [], []
    for span in spans:
        if _leaves_no_mark(span):
            unseen.append(span)
        elif _is_doubtful(span):
            doubtful.append(span)
        else:
            seen.append(span)
    for span, has_contrast in zip(doubtful, _have_contrast(page, doubtful), strict=True):
        (seen if has_contrast else unseen).append(span)
    return seen, unseen


def _leaves_no_mark(span: Span) -> bool:
    if _GLYPHLESS.search(span.font):
        return True
    return not span.flags & _CLIPPING and (not span.flags & _PAINTED or span.alpha < _MIN_ALPHA)


def _is_doubtful(span: Span) -> bool:
    colour = span.colour
    is_pale = colour >> 16 >= _PALE and colour >> 8 & 0xFF >= _PALE and colour & 0xFF >= _PALE
    return is_pale or not span.flags & _PAINTED


def _have_contrast(page: Page, spans: Sequence[Span]) -> list[bool]:
    if not spans:
        return []
    clip = intersection(hull([span.box for span in spans]), page.box)
    try:
        image = page.render(_DPI, clip)
    except DocumentError:
        return [False] * len(spans)
    return [_contrast(image, span.box, clip) >= _MIN_CONTRAST for span in spans]


def _contrast(image: "NDArray[np.uint8]", box: Box, clip: Box) -> int:
    scale = _DPI / POINTS_PER_INCH
    top, bottom = int((box.y0 - clip.y0) * scale) + 1, int((box.y1 - clip.y0) * scale)
    left, right = int((box.x0 - clip.x0) * scale) + 1, int((box.x1 - clip.x0) * scale)
    seen = image[max(0, top) : max(0, bottom), max(0, left) : max(0, right)]
    return int(seen.max()) - int(seen.min()) if seen.size else 0
