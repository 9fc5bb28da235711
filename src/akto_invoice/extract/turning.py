"""Between a page as displayed and the same page turned so that its writing runs to the right."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from akto_invoice.extract.model import Box, PageText, Word

_ASKED: Final = 80  # words
_MOST_OF: Final = 0.7


def upright_size(page: PageText) -> tuple[float, float]:
    """Width and height, in points, of the page once its writing runs to the right."""
    return (page.height, page.width) if page.turned % 180 else (page.width, page.height)


def upright(box: Box, page: PageText) -> Box:
    """Where a box of the page as displayed stands on the upright page."""
    return _turned(box, page.turned, page.width, page.height)


def displayed(box: Box, page: PageText) -> Box:
    """Where a box of the upright page stands on the page as displayed.

    >>> from akto_invoice.extract.model import PageKind
    >>> page = PageText(1, 100, 200, PageKind.IMAGE, turned=90)
    >>> upright(Box(10, 20, 30, 60), page)
    Box(x0=20, y0=70, x1=60, y1=90)
    >>> displayed(upright(Box(10, 20, 30, 60), page), page)
    Box(x0=10, y0=20, x1=30, y1=60)
    """
    return _turned(box, -page.turned % 360, *upright_size(page))


def _turned(box: Box, degrees: int, width: float, height: float) -> Box:
    """The box on a ``width`` x ``height`` page once that is turned back by ``degrees`` clockwise."""
    x0, y0, x1, y1 = box
    match degrees:
        case 90:
            return Box(y0, width - x1, y1, width - x0)
        case 180:
            return Box(width - x1, height - y1, width - x0, height - y0)
        case 270:
            return Box(height - y1, x0, height - y0, x1)
        case _:
            return box


def direction(words: Sequence[Word]) -> int:
    """Where the writing of a text layer runs on the page as displayed, by the order that its words come in."""
    votes = {0: 0, 90: 0, 180: 0, 270: 0}
    for one, other in pairwise(words[:_ASKED]):
        dx = (other[1][0] + other[1][2] - one[1][0] - one[1][2]) / 2
        dy = (other[1][1] + other[1][3] - one[1][1] - one[1][3]) / 2
        if abs(dy) < 1:
            votes[0 if dx > 0 else 180] += 1
        elif abs(dx) < 1:
            votes[90 if dy > 0 else 270] += 1
    turned = max(votes, key=lambda degrees: votes[degrees])
    return turned if votes[turned] > _MOST_OF * sum(votes.values()) else 0
