"""Words that name amounts in other lines: heads of columns, labels above a value or below it."""

import math
import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import Final, NamedTuple

from akto_invoice.extract import lexicon
from akto_invoice.extract.candidates.amounts import Amount
from akto_invoice.extract.layout import PageLayout
from akto_invoice.extract.model import Box

SENTENCE: Final = 40
"""Letters from which words are a sentence, and no label."""
NEAR: Final = 1.6
"""Heights of an amount between it and a label above or below."""

_NAMES: Final = re.compile(
    "|".join(
        names.pattern
        for names in (lexicon.TOTAL_WORDS, lexicon.NAMED_WORDS, lexicon.DEPOSIT_WORDS, lexicon.SHARE_WORDS)
    )
)
_OVERLAP: Final = 0.35  # heights by which boxes of lines set close may overlap
_ASIDE: Final = 0.5  # heights by which a head set to the left may miss its amount set to the right


class Head(NamedTuple):
    """A cell that names amounts: ``kind`` as in the lexicon, None for the word total alone.

    ``reach`` is where the next cell on its line starts, or itself ends: what stands before may be its own.
    ``room_below`` are the points to the first amount under it, ``is_of_one`` tells that it is the only one up to the
    next such cell.
    """

    box: Box
    plain: str
    kind: str | None
    reach: float
    room_below: float
    is_of_one: bool


@lru_cache(maxsize=4096)
def kind_of(phrase: str) -> str | None:
    """The kind that a label names first, if any."""
    found = lexicon.AMOUNT_KIND.search(phrase)
    return found.lastgroup if found else None


def heads_of(page: PageLayout, amounts: Sequence[Amount]) -> list[Head]:
    """The cells of ``page`` that name amounts and hold none of ``amounts``, which are the page's."""
    numbered = {(id(amount.match.line), amount.match.cell.start): amount for amount in amounts}
    with_amount = {place for place, amount in numbered.items() if amount.cents or amount.currency}
    named = [
        (cell, kind, right.box[0] if right else cell.box[2])
        for line in page.lines
        for cell, right in zip_longest(line.cells, line.cells[1:])
        if right is None or (id(line), right.start) not in numbered  # else it is that number's label
        if len(cell.plain) < SENTENCE and (id(line), cell.start) not in with_amount
        for kind in [kind_of(cell.plain)]
        if kind or lexicon.says(cell.plain, _NAMES)
    ]
    boxes, places = [amount.box for amount in amounts], [cell.box for cell, _, _ in named]
    heads = []
    for cell, kind, reach in named:
        under = _tops_under(cell.box, boxes)
        room = min(under, default=math.inf) - cell.box[3]
        until = min(_tops_under(cell.box, places), default=math.inf)
        heads.append(Head(cell.box, cell.plain, kind, reach, room, sum([top < until for top in under]) == 1))
    return heads


def _tops_under(box: Box, others: Sequence[Box]) -> list[float]:
    """The top edges of ``others`` that stand under ``box``."""
    x0, y0, x1, y1 = box
    least, left, right = y1 - _OVERLAP * (y1 - y0), x0 - _ASIDE * (y1 - y0), x1 + _ASIDE * (y1 - y0)
    return [b0 for a0, b0, a1, _ in others if b0 >= least and a0 < right and a1 > left]


def head_over(box: Box, heads: Sequence[Head], *, alone: bool) -> Head | None:
    """The nearest head above ``box`` whose width covers part of its own.

    An amount ``alone`` in its row may also stand right under a head, past its end, as in a row of boxes.
    """
    x0, y0, x1, _ = box
    best = None
    slack, aside = _OVERLAP * (box[3] - y0), _ASIDE * (box[3] - y0)
    for head in heads:
        left, _, right, bottom = head.box
        if bottom <= y0 + slack and (best is None or bottom > best.box[3]):
            covers = left < x1 + aside and right > x0 - aside
            if covers or (alone and left <= x0 and x1 <= head.reach and is_near(head.box, box)):
                best = head
    return best


def head_under(box: Box, heads: Sequence[Head]) -> Head | None:
    """The nearest head below ``box`` whose width covers part of its own."""
    x0, _, x1, y1 = box
    best = None
    slack, aside = _OVERLAP * (y1 - box[1]), _ASIDE * (y1 - box[1])
    for head in heads:
        left, top, right, _ = head.box
        if top >= y1 - slack and (best is None or top < best.box[1]) and left < x1 + aside and right > x0 - aside:
            best = head
    return best


def is_near(upper: Box, lower: Box) -> bool:
    """Whether ``lower`` stands right under ``upper``, as a value under its label."""
    return lower[1] - upper[3] < NEAR * (lower[3] - lower[1])
