"""Which spans of a text layer a person sees: render mode 3, full transparency, white on white are not seen."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from akto_invoice.errors import DocumentError
from akto_invoice.extract.document import POINTS_PER_INCH, Page, intersection
from akto_invoice.extract.model import Box
from akto_invoice.extract.zones import hull, share_within

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PALE = 0xE0  # of 255; a colour paler than this in each channel cannot be read on white
_DARK = 0xB0  # grey level, of 255, on which white can be read
_UNDER = 0.8  # share of a span's box, taller than its letters, over its ground
_OPAQUE = 0xFF
_ELLIPSE_MARGIN = 0.15  # of the width, on each side of the largest rectangle in an ellipse
_MIN_ALPHA = 0x18  # of 255
_PAINTED, _CLIPPING = 16 | 32, 64  # character flags of MuPDF: filled or stroked, part of a clip path
_MIN_CONTRAST = 16  # grey levels between letters and ground, once blurred by rendering
_DPI = 72
_GLYPHLESS = re.compile(r"glyphless|hiddenhorz|invisible", re.IGNORECASE)

Block = dict[str, Any]
Span = dict[str, Any]
"""As PyMuPDF's ``extractDICT`` makes them: wrapping each of a page's would cost as much as listing them."""

# In MuPDF's HTML a span has no colour when it is fully transparent or not painted at all.
_SIGN = re.compile(r'font-size:[\d.]+pt(?:;color:#[ef][0-9a-f][ef][0-9a-f][ef][0-9a-f])?"')


class Place(NamedTuple):
    """Where a span is: its box, and the block and line that PyMuPDF's words cut from it give."""

    box: Box
    line: tuple[int, int]


class _Ground(NamedTuple):
    """The inside of an opaque shape; ``order`` is its place among the blocks, in the order of painting."""

    box: Box
    order: int
    colour: int


def may_hide_text(html: str) -> bool:
    """Tell whether a page's text, as MuPDF's HTML, holds a span that is unpainted, transparent or pale."""
    return _SIGN.search(html) is not None


def blocks_of(textpage: Any) -> list[Block]:
    """List the blocks of a text page that was made with vectors and without images."""
    blocks: list[Block] = textpage.extractDICT()["blocks"]
    return blocks


def spans_of(blocks: Iterable[Block]) -> Iterator[tuple[Span, tuple[int, int], int]]:
    """Yield each run of characters of one style, its block and line as in PyMuPDF's words, its place in painting.

    Words count the blocks of text alone; the order of painting counts the vectors too.
    """
    texts = (block for block in blocks if "lines" in block)
    for block_number, block in enumerate(texts):
        for line_number, line in enumerate(block["lines"]):
            for span in line["spans"]:
                yield span, (block_number, line_number), block["number"]


def hidden(page: Page, blocks: Sequence[Block]) -> list[Place]:
    """Return the places of the spans that leave no mark on the page.

    Pale ones are seen on the dark ground last painted under them; where the grounds do not tell, they are looked at
    on the rendered page, which costs as much as reading its text.
    """
    surely: list[Place] = []
    doubtful: list[Place] = []
    pale: list[Place] = []
    grounds: list[_Ground] | None = None
    for span, line, order in spans_of(blocks):
        is_painted = bool(span["char_flags"] & _PAINTED)
        if _leaves_no_mark(span):
            surely.append(Place(page.displayed(span["bbox"]), line))
        elif _is_pale(span["color"]) or not is_painted:
            place = Place(page.displayed(span["bbox"]), line)
            grounds = _grounds(page, blocks) if grounds is None else grounds
            if not (is_painted and _is_on_dark_ground(place.box, order, grounds)):
                (pale if is_painted else doubtful).append(place)
    return surely + _unmarked(page, doubtful, pale)


def _leaves_no_mark(span: Span) -> bool:
    if _GLYPHLESS.search(span["font"]):
        return True
    flags = span["char_flags"]
    return not flags & _CLIPPING and (not flags & _PAINTED or span["alpha"] < _MIN_ALPHA)


def _is_pale(colour: int) -> bool:
    return colour >= _PALE << 16 and min(colour >> 8 & 0xFF, colour & 0xFF) >= _PALE


def _grounds(page: Page, blocks: Iterable[Block]) -> list[_Ground]:
    return [
        _Ground(_filled(page.displayed(block["bbox"]), block["isrect"]), block["number"], block["color"])
        for block in blocks
        if "isrect" in block and not block["stroked"] and block["alpha"] == _OPAQUE
    ]


def _filled(box: Box, is_rectangle: bool) -> Box:
    """Return the part of a shape's box that is surely filled: that of an ellipse, for any but a rectangle."""
    if is_rectangle:
        return box
    dx, dy = (box.x1 - box.x0) * _ELLIPSE_MARGIN, (box.y1 - box.y0) * _ELLIPSE_MARGIN
    return Box(box.x0 + dx, box.y0 + dy, box.x1 - dx, box.y1 - dy)


def _is_on_dark_ground(box: Box, order: int, grounds: Iterable[_Ground]) -> bool:
    under = [ground for ground in grounds if ground.order < order and share_within(box, ground.box) > _UNDER]
    return bool(under) and _grey(under[-1].colour) < _DARK


def _grey(colour: int) -> int:
    red, green, blue = colour >> 16, colour >> 8 & 0xFF, colour & 0xFF
    return (77 * red + 150 * green + 29 * blue) >> 8


def _unmarked(page: Page, doubtful: Sequence[Place], pale: Sequence[Place]) -> list[Place]:
    """Return the places that show no letters on the rendered page; pale letters show on a ground darker than they.

    Where other writing stands over pale letters there is contrast, yet the ground is light.
    """
    places = [*doubtful, *pale]
    if not places:
        return []
    clip = intersection(hull([place.box for place in places]), page.box)
    try:
        image = page.render(_DPI, clip)
    except DocumentError:
        return places
    return [
        *(place for place in doubtful if _contrast(image, place.box, clip) < _MIN_CONTRAST),
        *(
            place
            for place in pale
            if _contrast(image, place.box, clip) < _MIN_CONTRAST or _is_light(image, place.box, clip)
        ),
    ]


def _contrast(image: "NDArray[np.uint8]", box: Box, clip: Box) -> int:
    seen = _part(image, box, clip)
    return int(seen.max()) - int(seen.min()) if seen.size else 0


def _is_light(image: "NDArray[np.uint8]", box: Box, clip: Box) -> bool:
    import numpy as np

    return bool(np.median(_part(image, box, clip)) >= _PALE)


def _part(image: "NDArray[np.uint8]", box: Box, clip: Box) -> "NDArray[np.uint8]":
    scale = _DPI / POINTS_PER_INCH
    top, bottom = int((box.y0 - clip.y0) * scale) + 1, int((box.y1 - clip.y0) * scale)
    left, right = int((box.x0 - clip.x0) * scale) + 1, int((box.x1 - clip.x0) * scale)
    return image[max(0, top) : max(0, bottom), max(0, left) : max(0, right)]
