"""What each rung of the ladder costs: its functions are timed from outside while documents are read."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from akto_invoice.extract import images
from akto_invoice.extract.ocr import read
from akto_invoice.extract.ocr.sheet import Sheet
from benchmarks.costs import Cost, Times, now, times_of, total

TEXT = "text layer, choice and checks"
LOOKS = "looks at a text layer's print"
FIRST = "first engine, pages"
NUMBERS = "second engine, doubtful numbers and looks"
WORDS = "second engine, all doubtful words and looks"
RUNGS = (TEXT, LOOKS, FIRST, NUMBERS, WORDS)

Spent = Mapping[str, Cost]
"""What one document cost on each of the rungs that it climbed."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung for ``text`` or ``scans``: ``climbed`` of the files needed it, and ``times`` are what it cost these."""

    group: str
    name: str
    files: int
    climbed: int
    times: Times


@contextmanager
def timed() -> Iterator[Spent]:
    """Time the rungs above the text layer of the one document that is read meanwhile."""
    spent: defaultdict[str, Cost] = defaultdict(lambda: Cost(0.0, 0.0))
    rung = NUMBERS

    def charged(work: Callable[..., Any], name: Callable[[], str]) -> Callable[..., Any]:
        def call(*arguments: Any, **more: Any) -> Any:
            before = now()
            try:
                return work(*arguments, **more)
            finally:
                spent[name()] = total([spent[name()], now() - before])

        return call

    reread = charged(Sheet.reread, lambda: rung)

    def reread_for(sheet: Sheet, engine: Any, wanted: Any) -> Sheet:
        nonlocal rung
        rung = WORDS if wanted is images._doubtful else NUMBERS
        again: Sheet = reread(sheet, engine, wanted)
        return again

    with ExitStack() as patches:
        for place, name, timed_one in (
            (read, "read_box", charged(read.read_box, lambda: LOOKS)),
            (read, "read_zone", charged(read.read_zone, lambda: FIRST)),
            (Sheet, "reread", reread_for),
            (Sheet, "close_up", charged(Sheet.close_up, lambda: rung)),
        ):
            patches.enter_context(patch.object(place, name, timed_one))
        yield spent


def with_text(whole: Cost, spent: Spent) -> Spent:
    """All rungs of a document that cost ``whole``: what no other rung took is the lowest one's."""
    return {TEXT: whole - total(list(spent.values())), **spent}


def rungs_of(group: str, documents: Sequence[Spent]) -> tuple[Rung, ...]:
    """Sum the rungs of some documents up."""
    climbed = {name: [one[name] for one in documents if name in one] for name in RUNGS}
    return tuple(
        Rung(group, name, len(documents), len(costs), times_of(costs)) for name, costs in climbed.items() if costs
    )
