"""What each step of reading an image is worth: the same scans read with one step left out at a time.

Steps are replaced from outside by what does nothing, so that the reader itself needs no switches.
"""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from typing import Any, NamedTuple
from unittest.mock import patch

import numpy as np

from akto_invoice import DocumentError, extract_invoice
from akto_invoice.extract import images
from akto_invoice.extract.ocr import engines, level, photo, preprocess, read, sheet
from akto_invoice.extract.serialize import to_json
from benchmarks.accuracy import ALL, tally
from benchmarks.answers import MAIN_FIELDS, SCORED_TYPES, Answer, answers_to
from benchmarks.costs import cost_of
from benchmarks.documents import SCANS, Located, sample
from benchmarks.readings import reading_of
from benchmarks.tables import table
from benchmarks.targets import percent

FILES = 10
"""Invoices of each kind of scan: with all steps ten minutes or more on two cores."""
AS_IT_IS = "none: as it is"


class Without(NamedTuple):
    """What stands in for a step: the attribute ``name`` of ``place`` becomes ``replaced``."""

    place: Any
    name: str
    replaced: Callable[..., Any]


class Run(NamedTuple):
    """One document read with one step left out; processor time in seconds."""

    step: str
    source: str
    answers: tuple[Answer, ...]
    pages: int
    cpu: float


def _same(one: Any, *_: Any) -> Any:
    return one


def _nothing(*_: Any) -> list[Any]:
    return []


def _no(*_: Any) -> bool:
    return False


def _never(*_: Any) -> None:
    return None


def _unless(left_out: Callable[..., Any]) -> Callable[..., Any]:
    """``Sheet.reread``, but for what ``left_out`` would choose."""
    whole = sheet.Sheet.reread

    def reread(one: sheet.Sheet, engine: Any, wanted: Any) -> sheet.Sheet:
        return one if wanted is left_out else whole(one, engine, wanted)

    return reread


STEPS: dict[str, Without | None] = {
    AS_IT_IS: None,
    "lay flat": Without(photo, "flatten", _same),
    "stand up": Without(preprocess, "stand_up", _same),
    "straighten": Without(preprocess, "straighten", _same),
    "level": Without(level, "level", _same),
    "even background": Without(preprocess, "even_background", _same),
    "dark areas": Without(preprocess, "dark_areas", _nothing),
    "sideways": Without(sheet, "strips", _nothing),
    "upside down": Without(read, "_is_full", _no),
    "second engine: all of it": Without(engines, "load_second_engine", _never),
    "second engine: doubtful numbers": Without(sheet.Sheet, "reread", _unless(images._doubtful_number)),
    "second engine: doubtful words": Without(sheet.Sheet, "reread", _unless(images._doubtful)),
    "looks at values": Without(images, "prove", _same),
    "spaces of the first engine": Without(sheet, "spaced_like", _same),
}


def measure(documents: Sequence[Located], jobs: int, files: int = FILES) -> Iterator[Run]:
    """Read ``files`` invoices of each kind of scan with every step left out in turn."""
    os.environ["OMP_THREAD_LIMIT"] = "1"
    invoices = [one for one in documents if one.row.document_type in SCORED_TYPES]
    chosen = [one for source in SCANS for one in sample([one for one in invoices if one.row.source == source], files)]
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_run, *zip(*((one, step) for one in chosen for step in STEPS), strict=True))


def _run(document: Located, step: str) -> Run:
    """Read one document without a step."""
    engines.load_engine()  # what loads once is nobody's cost
    second = engines.load_second_engine()
    if second:
        second.read_line(np.full((48, 48), 255, dtype=np.uint8), 300)
    said: list[str] = []
    with left_out(step):
        cost = cost_of(lambda: said.append(_read(document)))
    found = json.loads(said[0])
    answers = answers_to([document.row], {document.row.file: reading_of(found)})
    return Run(step, document.row.source, answers, max(1, len(found["pages"] or ())), cost.cpu)


def left_out(step: str) -> ExitStack:
    """Leave a step out while the context lasts."""
    patches = ExitStack()
    without = STEPS[step]
    if without:
        patches.enter_context(patch.object(*without))
    return patches


def _read(document: Located) -> str:
    try:
        return to_json(document.row.file, extract_invoice(document.path))
    except DocumentError as error:
        return to_json(document.row.file, error)


def report(runs: Sequence[Run]) -> str:
    """Render the table: one row for each step left out."""
    sources = [source for source in SCANS if any(run.source == source for run in runs)]
    counts = [sum((run.step, run.source) == (AS_IT_IS, source) for run in runs) for source in sources]
    header = ("step left out", *(f"{source} ({count})" for source, count in zip(sources, counts, strict=True)))
    rows = [_row(step, [run for run in runs if run.step == step], sources) for step in STEPS]
    return table((*header, "all scans", "all fields", "processor s a page"), rows)


def _row(step: str, runs: Sequence[Run], sources: Sequence[str]) -> tuple[str, ...]:
    by_source = [_right([run for run in runs if run.source == source], MAIN_FIELDS) for source in sources]
    seconds = sum(run.cpu for run in runs) / max(1, sum(run.pages for run in runs))
    return step, *by_source, _right(runs, MAIN_FIELDS), _right(runs, ()), f"{seconds:.2f}"


def _right(runs: Sequence[Run], names: Sequence[str]) -> str:
    """The share of right answers in %, of all fields where no names are given."""
    answers = [one for run in runs for one in run.answers if not names or one.field in names]
    counted = tally(answers, ALL, ALL, ALL, ALL)
    return percent(counted.right, counted.answers).removesuffix(" %")
