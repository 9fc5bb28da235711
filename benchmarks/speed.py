"""Time as ratios to a reference measured on the same files in the same process and run; memory of whole processes.

Machines differ and are busy with other things: a ratio of interleaved medians of processor time says more than
milliseconds do.
"""

import os
import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module, resources
from pathlib import Path
from typing import Any, NamedTuple

import pymupdf
from PIL import Image

from akto_invoice import PageSource, extract_invoice
from benchmarks import bundle
from benchmarks.bundle import Bundle
from benchmarks.costs import Cost, Times, cost_of, middle, times_of, total
from benchmarks.documents import Located, sample
from benchmarks.processes import Process, command_line, first_engine_only
from benchmarks.rungs import Rung, Spent, rungs_of, timed, with_text

TEXT_FILES, TEXT_ROUNDS = 40, 5
SCANS = ("scan300", "scan200", "fax", "phone", "worn")
SCAN_FILES, SCAN_ROUNDS = 5, 2  # files of each of these
REFERENCE_DPI = 300
NO_DOCUMENT = "no such document among those selected"


@dataclass(frozen=True, slots=True)
class Comparison:
    """``extract_invoice`` against a reference on the files of one source, or of all ``scans``.

    ``ratio`` is between the sums of processor time over all files, ``wall_ratio`` of wall time. ``files_with_ocr``
    counts those of which some page was read by OCR. Times are of medians over the rounds.
    """

    source: str
    files: int
    files_with_ocr: int
    pages: int
    rounds: int
    ratio: float
    wall_ratio: float
    ours: Times
    reference: Times


@dataclass(frozen=True, slots=True)
class Speed:
    """All measures; a string in place of one says why it was not measured.

    ``by_source`` are the parts of ``scans``. ``first_engine_process`` reads a scan without the second engine, which
    ``scan_process`` has.
    """

    machine: str
    text: Comparison | str
    scans: Comparison | str
    by_source: tuple[Comparison, ...]
    rungs: tuple[Rung, ...]
    text_process: Process | str
    first_engine_process: Process | str
    scan_process: Process | str
    bundle: Bundle | str


class _Timed(NamedTuple):
    """One file: its costs, and what its extraction cost by rung."""

    source: str
    ours: Cost
    reference: Cost
    spent: Spent
    pages: int
    has_ocr: bool


def measure(documents: Sequence[Located]) -> Speed:
    """Measure on a sample of the documents: about ten minutes, most of them spent on scans."""
    os.environ["OMP_THREAD_LIMIT"] = "1"  # read when Tesseract's library loads; one core for both sides
    machine = _machine()
    texts = _of_source(documents, "text", TEXT_FILES)
    scans = [one for source in SCANS for one in _of_source(documents, source, SCAN_FILES)]
    missing = _tesseract_missing()
    timed_texts = [_timed(one, _words_of_text_layer(one.path), TEXT_ROUNDS) for one in texts]
    timed_scans = [] if missing else [_timed(one, _image_to_data(one.path), SCAN_ROUNDS) for one in scans]
    of_source = {source: [one for one in timed_scans if one.source == source] for source in SCANS}
    return Speed(
        machine=machine,
        text=_compared("text", timed_texts, TEXT_ROUNDS) if texts else NO_DOCUMENT,
        scans=_compared("scans", timed_scans, SCAN_ROUNDS) if timed_scans else missing or NO_DOCUMENT,
        by_source=tuple(_compared(source, found, SCAN_ROUNDS) for source, found in of_source.items() if found),
        rungs=(
            *rungs_of("text", [one.spent for one in timed_texts]),
            *rungs_of("scans", [one.spent for one in timed_scans]),
        ),
        text_process=_of_one(texts, command_line),
        first_engine_process=_of_one(scans, first_engine_only),
        scan_process=_of_one(scans, command_line),
        bundle=bundle.measure() if scans else NO_DOCUMENT,
    )


def _of_source(documents: Sequence[Located], source: str, files: int) -> tuple[Located, ...]:
    return sample([one for one in documents if one.row.source == source], files)


def _timed(document: Located, reference: Callable[[], object], rounds: int) -> _Timed:
    """Time both sides in turns."""
    extraction = extract_invoice(document.path)  # warms up: engines and tables load once
    ours, theirs, by_rung = [], [], []
    for _ in range(rounds):
        with timed() as spent:
            ours.append(cost_of(lambda: extract_invoice(document.path)))
        by_rung.append(with_text(ours[-1], spent))
        theirs.append(cost_of(reference))
    has_ocr = any(page.source is PageSource.OCR for page in extraction.pages)
    spent_on = {name: middle([one[name] for one in by_rung]) for name in by_rung[0]}  # every round climbs alike
    return _Timed(document.row.source, middle(ours), middle(theirs), spent_on, len(extraction.pages), has_ocr)


def _compared(source: str, files: Sequence[_Timed], rounds: int) -> Comparison:
    ours, theirs = [one.ours for one in files], [one.reference for one in files]
    return Comparison(
        source=source,
        files=len(files),
        files_with_ocr=sum(one.has_ocr for one in files),
        pages=sum(one.pages for one in files),
        rounds=rounds,
        ratio=round(total(ours).cpu / total(theirs).cpu, 2),
        wall_ratio=round(total(ours).wall / total(theirs).wall, 2),
        ours=times_of(ours),
        reference=times_of(theirs),
    )


def _of_one(documents: Sequence[Located], measured: Callable[[Path], Process | str]) -> Process | str:
    """Measure on the middle one."""
    return measured(documents[len(documents) // 2].path) if documents else NO_DOCUMENT


def _words_of_text_layer(path: Path) -> Callable[[], object]:
    return lambda: [page.get_text("words") for page in pymupdf.open(path).pages()]


def _image_to_data(path: Path) -> Callable[[], object]:
    """Pages are rendered here, outside the time: ours renders its own, so the reference has the advantage."""
    pytesseract: Any = import_module("pytesseract")
    language = resources.files("akto_invoice") / "data" / "tessdata"
    with pymupdf.open(path) as document:
        images = [_image(page) for page in document.pages()]
    config = f'--tessdata-dir "{language}" --dpi {REFERENCE_DPI}'
    return lambda: [pytesseract.image_to_data(image, lang="fra", config=config) for image in images]


def _image(page: pymupdf.Page) -> Image.Image:
    pixels = page.get_pixmap(dpi=REFERENCE_DPI, colorspace=pymupdf.csGRAY, alpha=False)
    return Image.frombytes("L", (pixels.width, pixels.height), pixels.samples)


def _tesseract_missing() -> str | None:
    pytesseract: Any = import_module("pytesseract")
    try:
        pytesseract.get_tesseract_version()
    except (OSError, SystemExit):  # pytesseract exits when the program answers nonsense
        return "no tesseract program on the PATH, which pytesseract needs (package tesseract-ocr)"
    return None


def _machine() -> str:
    load = f", load {os.getloadavg()[0]:.1f} when it started" if hasattr(os, "getloadavg") else ""
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}{load}"
