"""Which spans of a text layer a person sees: render mode 3, full transparency, white on white are not seen."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

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


def spans_of(page: Page, textpage: object) -> Iterator[Span]:
    """Yield the spans of a text page that was made without images."""
    to_displayed = page.raw.rotation_matrix
    for block in textpage.extractDICT()["blocks"]:  # type: ignore[attr-defined]
        for line_number, line in enumerate(block.get("lines", ())):
            for span in line["spans"]:
                yield Span(
                    span["text"],
                    displayed(span["bbox"], to_displayed),
                    span["font"],
                    block["number"],
                    line_number,
                    span["color"],
                    span["alpha"],
                    span["char_flags"],
                )


def unseen(page: Page, spans: Sequence[Span]) -> frozenset[Span]:
    """Return the spans that leave no mark on the page; pale ones are looked at on the rendered page."""
    surely = {span for span in spans if _leaves_no_mark(span)}
    doubtful = [span for span in spans if span not in surely and _is_doubtful(span)]
    return frozenset(surely | _without_contrast(page, doubtful))


def _leaves_no_mark(span: Span) -> bool:
    if _GLYPHLESS.search(span.font):
        return True
    return not span.flags & _CLIPPING and (not span.flags & _PAINTED or span.alpha < _MIN_ALPHA)


def _is_doubtful(span: Span) -> bool:
    is_pale = all(span.colour >> shift & 0xFF >= _PALE for shift in (16, 8, 0))
    return is_pale or not span.flags & _PAINTED


def _without_contrast(page: Page, spans: Sequence[Span]) -> set[Span]:
    if not spans:
        return set()
    clip = intersection(hull([span.box for span in spans]), page.box)
    try:
        image = page.render(_DPI, clip)
    except DocumentError:
        return set(spans)
    return {span for span in spans if _contrast(image, span.box, clip) < _MIN_CONTRAST}


def _contrast(image: "NDArray[np.uint8]", box: Box, clip: Box) -> int:
    scale = _DPI / POINTS_PER_INCH
    top, bottom = int((box.y0 - clip.y0) * scale) + 1, int((box.y1 - clip.y0) * scale)
    left, right = int((box.x0 - clip.x0) * scale) + 1, int((box.x1 - clip.x0) * scale)
    seen = image[max(0, top) : max(0, bottom), max(0, left) : max(0, right)]
    return int(seen.max()) - int(seen.min()) if seen.size else 0
