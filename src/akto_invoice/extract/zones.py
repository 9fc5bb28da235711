"""Zones of a page where a reader may see writing that is in no word: pictures, and text drawn as outlines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from akto_invoice.extract.document import Page, intersection
from akto_invoice.extract.model import Box

ZONE_SHARE = 0.08
"""Share of the page from which a zone may hold a table; below, it is a logo, a stamp or a signature."""

_LEGIBLE_PIXELS = 40_000  # ZONE_SHARE of an A4 page at 70 dpi, under which small print cannot be read
_JOIN_PICTURES = 2.0  # points; scanners cut a page into strips
_JOIN_OUTLINES = 30.0  # points; the space between lines of text or columns of a table
_CURVES_OF_WRITING = 300  # about 30 outlined letters
_SHAPES_OF_WRITING = 30
_SHAPES_BESIDE_WORDS = 60
_GLYPH_HEIGHT = 40.0  # points; a taller shape is a drawing
_LISTED_SIZE = 5_000_000  # bytes; a page of text has 50,000
_COVERED = 0.9  # share of a text block under a picture
_CURVES = (b" c\n", b" c ", b" c\r")  # the operator that outlines are mostly made of, ISO 32000-1, table 59
_INLINE = (b"\nID", b" ID", b"\rID")  # the operator before an inline picture's pixels; ISO 32000-1, table 92
_VECTOR, _PICTURE = 3, 1  # block types of PyMuPDF's ``extractBLOCKS``


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn beside text: zones of pictures and of outlines, and the text blocks that a picture covers."""

    pictures: tuple[Box, ...] = ()
    outlines: tuple[Box, ...] = ()
    covered: tuple[Box, ...] = ()


def has_pictures(page: Page) -> bool:
    """Tell whether the page's pictures have enough pixels, taken together, to hold legible writing."""
    listed = page.raw.parent.get_page_images(page.number - 1)
    pixels: int = sum(width * height for _, _, width, height, *_ in listed)
    return pixels >= _LEGIBLE_PIXELS


@dataclass(frozen=True, slots=True)
class Operators:
    """The page's operators, forms included: their size in bytes, how many draw curves, whether pictures are inline."""

    size: int
    curves: int
    hold_pictures: bool

    @property
    def are_too_many(self) -> bool:
        """Whether listing each shape would cost more than the page is worth."""
        return self.size > _LISTED_SIZE

    @property
    def may_write(self) -> bool:
        """Whether the page draws as many curves as outlined writing does."""
        return self.curves >= _CURVES_OF_WRITING or self.are_too_many


def operators(page: Page) -> Operators:
    """Measure the page's operators without running them."""
    document = page.raw.parent
    forms = {xref for xref, *_ in document.get_page_xobjects(page.number - 1) if xref}
    streams = [page.raw.read_contents(), *(document.xref_stream(xref) or b"" for xref in forms)]
    return Operators(
        sum(map(len, streams)),
        sum(stream.count(curve) for stream in streams for curve in _CURVES),
        any(sign in stream for stream in streams for sign in _INLINE),
    )


def drawn(page: Page, drawing: Operators, has_words: bool) -> Drawn:
    """List what the page shows beside its text, by a second reading of the page."""
    import pymupdf

    if drawing.are_too_many:
        return Drawn(outlines=(page.box,))
    flags = pymupdf.TEXT_CLIP | pymupdf.TEXT_PRESERVE_IMAGES | pymupdf.TEXT_COLLECT_VECTORS
    pictures: list[Box] = []
    shapes: list[Box] = []
    texts: list[Box] = []
    covered: list[Box] = []
    for *corners, label, _, kind in page.raw.get_textpage(flags=flags).extractBLOCKS():
        box = intersection(page.displayed(corners), page.box)
        if kind == _PICTURE:
            pictures.append(box)
            covered += [text for text in texts if share_within(text, box) > _COVERED]
        elif kind == _VECTOR:
            if "is-rect: false" in label and box.y1 > box.y0:
                shapes.append(box)
        else:
            texts.append(box)
    outlines = _writing(page, shapes, drawing, has_words)
    return Drawn(tuple(_zones(pictures, _JOIN_PICTURES)), tuple(outlines), tuple(covered))


def area(box: Box) -> float:
    """Return the area in square points."""
    return (box.x1 - box.x0) * (box.y1 - box.y0)


def share_within(inner: Box, outer: Box) -> float:
    """Return the share of ``inner`` that lies within ``outer``, 0 to 1."""
    whole = area(inner)
    return area(intersection(inner, outer)) / whole if whole > 0 else 0.0


def share_of_page(zones: Iterable[Box], page: Page) -> float:
    """Return the zones' share of the page; zones do not overlap much once merged."""
    whole = area(page.box)
    return min(1.0, sum(map(area, zones)) / whole) if whole > 0 else 0.0


def merged(boxes: Iterable[Box], gap: float) -> list[Box]:
    """Join boxes that overlap or lie within ``gap`` points of each other.

    >>> merged([Box(0, 0, 10, 10), Box(0, 11, 10, 20), Box(50, 0, 60, 10)], gap=2)
    [Box(x0=50, y0=0, x1=60, y1=10), Box(x0=0, y0=0, x1=10, y1=20)]
    """
    result: list[Box] = []
    for box in sorted(boxes, key=lambda box: (box.y0, box.x0)):
        current = box
        while near := [
            other
            for other in result
            if other.x0 - gap <= current.x1
            and current.x0 - gap <= other.x1
            and other.y0 - gap <= current.y1
            and current.y0 - gap <= other.y1
        ]:
            result = [other for other in result if other not in near]
            current = hull([current, *near])
        result.append(current)
    return result


def hull(boxes: Sequence[Box]) -> Box:
    """Return the smallest box around all of ``boxes``."""
    return Box(
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )


def _zones(boxes: Iterable[Box], gap: float) -> list[Box]:
    return [zone for zone in merged(boxes, gap) if area(zone) > 0]


def _writing(page: Page, shapes: Sequence[Box], drawing: Operators, has_words: bool) -> list[Box]:
    """Return the zones of shapes that are letters: by size and number, or by their curves where a shape holds many.

    Beside words, a small zone of few shapes is a logo.
    """
    letters = [shape for shape in shapes if shape.y1 - shape.y0 <= _GLYPH_HEIGHT]
    if len(letters) < _SHAPES_OF_WRITING:
        letters = list(shapes) if drawing.may_write else []
    zones = _zones(letters, _JOIN_OUTLINES)
    if not has_words:
        return zones
    return [
        zone
        for zone in zones
        if share_of_page([zone], page) >= ZONE_SHARE
        or sum(share_within(letter, zone) == 1 for letter in letters) >= _SHAPES_BESIDE_WORDS
    ]
