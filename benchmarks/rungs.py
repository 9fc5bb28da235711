"""What each rung of the ladder costs, and how many documents climb it; timed from outside."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from time import process_time
from typing import Any
from unittest.mock import patch

from akto_invoice import extract_invoice
from akto_invoice.extract import ladder
from akto_invoice.extract.ocr import read
from akto_invoice.extract.ocr.sheet import Sheet

RUNGS = (
    ("text layer", ladder, "read_page"),
    ("first engine, pages", read, "read_zone"),
    ("second engine, doubtful lines", Sheet, "reread"),
    ("looks at values", Sheet, "close_up"),
)


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung over the documents of one source: how many climbed it, and milliseconds of processor time for those."""

    source: str
    name: str
    documents: int
    climbed: int
    p50_ms: float
    p95_ms: float


def measure(source: str, paths: Sequence[Path]) -> tuple[Rung, ...]:
    """Read each document once and add up the time that each rung took of it."""
    spent: dict[str, list[float]] = {name: [] for name, _, _ in RUNGS}
    whole = []
    for path in paths:
        with _timed() as times:
            started = process_time()
            extract_invoice(path)
            whole.append(process_time() - started)
        for name, seconds in times.items():
            spent[name].append(seconds)
    return tuple(_rung(source, name, len(paths), found) for name, found in (*spent.items(), ("whole", whole)))


def _rung(source: str, name: str, documents: int, seconds: Sequence[float]) -> Rung:
    ms = [1000 * one for one in seconds] or [0.0]
    p95 = quantiles(ms, n=20, method="inclusive")[-1] if len(ms) > 1 else ms[0]
    return Rung(source, name, documents, len(seconds), round(median(ms), 1), round(p95, 1))


@contextmanager
def _timed() -> Iterator[dict[str, float]]:
    times: defaultdict[str, float] = defaultdict(float)
    with ExitStack() as stack:
        for name, owner, attribute in RUNGS:
            stack.enter_context(patch.object(owner, attribute, _wrapped(getattr(owner, attribute), name, times)))
        yield times


def _wrapped(work: Callable[..., Any], name: str, times: dict[str, float]) -> Callable[..., Any]:
    def timed(*arguments: Any, **named: Any) -> Any:
        started = process_time()
        try:
            return work(*arguments, **named)
        finally:
            times[name] += process_time() - started

    return timed
