"""Which words of a page something opaque was painted over: a picture, a filled shape, outlines of other digits."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from akto_invoice.extract.document import Page, intersection
from akto_invoice.extract.model import Box
from akto_invoice.extract.zones import Operators

_TEXT, _PICTURE, _VECTOR = 0, 1, 3  # block types of PyMuPDF's ``extractBLOCKS``
_FILLED = ("<vector filled", "alpha: 255")  # what its label of a shape says of one that covers
_DIGIT_WIDE, _DIGIT_HIGH = 0.25, 0.4  # of the height of a word's box: enough to make another digit of one
_THIN = 0.8  # points; too thin to make another digit of the smallest print


class _Cover(NamedTuple):
    box: Box
    order: int


def overlaid(page: Page, textpage: Any, drawing: Operators) -> list[Box]:
    """Return the boxes of the words over which something opaque is painted later, as ``textpage`` cuts words.

    ``textpage`` has the page's vectors; its blocks are in the order of painting. Where the page shows pictures it is
    read once more, with them.
    """
    if drawing.hold_pictures or page.raw.parent.get_page_images(page.number - 1):
        import pymupdf

        flags = pymupdf.TEXT_CLIP | pymupdf.TEXT_COLLECT_VECTORS | pymupdf.TEXT_PRESERVE_IMAGES
        textpage = page.raw.get_textpage(flags=flags)
    blocks = textpage.extractBLOCKS()
    covers = _covers(blocks)
    if not covers:
        return []
    order = [index for index, block in enumerate(blocks) if block[6] == _TEXT]
    return [
        page.displayed(word[:4])
        for word in textpage.extractWORDS()
        if any(cover.order > order[word[5]] and _hides(cover.box, Box(*word[:4])) for cover in covers)
    ]


def _covers(blocks: Sequence[tuple[Any, ...]]) -> list[_Cover]:
    """Return the pictures and filled shapes that overlap a block of text painted before them."""
    covers: list[_Cover] = []
    texts: list[Box] = []
    for order, (x0, y0, x1, y1, label, _, kind) in enumerate(blocks):
        if kind == _TEXT:
            texts.append(Box(x0, y0, x1, y1))
        elif min(x1 - x0, y1 - y0) > _THIN and (kind == _PICTURE or all(sign in label for sign in _FILLED)):
            box = Box(x0, y0, x1, y1)
            if any(_meet(box, text) for text in texts):
                covers.append(_Cover(box, order))
    return covers


def _meet(one: Box, other: Box) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1


def _hides(cover: Box, word: Box) -> bool:
    shared = intersection(cover, word)
    size = min(word.x1 - word.x0, word.y1 - word.y0)
    return shared.x1 - shared.x0 > _DIGIT_WIDE * size and shared.y1 - shared.y0 > _DIGIT_HIGH * size
