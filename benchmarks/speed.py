"""Time and memory, as ratios to a reference measured on the same files in the same process and run.

Machines differ and are busy with other things: a ratio of interleaved medians says more than milliseconds do.
"""

import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module, resources
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

import pymupdf
from PIL import Image

from akto_invoice import PageSource, extract_invoice
from benchmarks import rungs
from benchmarks.documents import Located, sample
from benchmarks.rungs import Rung

TEXT_FILES, TEXT_ROUNDS = 40, 5
SCAN_FILES, SCAN_ROUNDS = 9, 2
RUNG_FILES = 12
RUNG_SOURCES = ("text", "scan300", "fax", "phone", "worn")
PROCESS_ROUNDS = 5
REFERENCE_DPI = 300
MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Comparison:
    """``extract_invoice`` against a reference: milliseconds a file, medians over the rounds.

    ``ratio`` is between the sums over all files. ``files_with_ocr`` counts those of which some page was read by OCR.
    """

    files: int
    files_with_ocr: int
    pages: int
    rounds: int
    ratio: float
    p50_ms: float
    p95_ms: float
    reference_p50_ms: float
    reference_p95_ms: float


@dataclass(frozen=True, slots=True)
class Process:
    """The command line on one file as a process of its own: median wall time, largest peak of memory."""

    file: str
    seconds: float
    mebibytes: float


@dataclass(frozen=True, slots=True)
class Speed:
    """All measures; a string in place of one says why it was not measured."""

    machine: str
    text: Comparison | str
    scans: Comparison | str
    text_process: Process | str
    scan_process: Process | str
    rungs: tuple[Rung, ...] = ()


@dataclass(frozen=True, slots=True)
class _Times:
    """One file's median times in seconds."""

    ours: float
    reference: float
    pages: int
    has_ocr: bool


def measure(documents: Sequence[Located]) -> Speed:
    """Measure on a sample of the documents: about five minutes, most of them spent on scans."""
    os.environ["OMP_THREAD_LIMIT"] = "1"  # read when Tesseract's library loads; one core for both sides
    texts = _sampled([one for one in documents if one.row.source == "text"], TEXT_FILES)
    scans = _sampled([one for one in documents if one.row.source.startswith("scan")], SCAN_FILES)
    return Speed(
        machine=_machine(),
        text=_compare(texts, TEXT_ROUNDS, _words_of_text_layer),
        scans=_tesseract_missing() or _compare(scans, SCAN_ROUNDS, _image_to_data),
        text_process=_process(texts),
        scan_process=_process(scans),
        rungs=tuple(rung for source in RUNG_SOURCES for rung in _rungs(documents, source)),
    )


def _rungs(documents: Sequence[Located], source: str) -> tuple[Rung, ...]:
    paths = _sampled([one for one in documents if one.row.source == source], RUNG_FILES)
    return rungs.measure(source, paths) if paths else ()


def _sampled(documents: Sequence[Located], files: int) -> list[Path]:
    return [one.path for one in sample(documents, files)]


def _compare(paths: Sequence[Path], rounds: int, reference: Callable[[Path], Callable[[], object]]) -> Comparison | str:
    """Time both sides in turns. ``reference`` prepares a file and returns what is timed."""
    if not paths:
        return "no such document among those selected"
    times = [_times(path, reference(path), rounds) for path in paths]
    ours = [1000 * time.ours for time in times]
    theirs = [1000 * time.reference for time in times]
    return Comparison(
        files=len(times),
        files_with_ocr=sum(time.has_ocr for time in times),
        pages=sum(time.pages for time in times),
        rounds=rounds,
        ratio=round(sum(ours) / sum(theirs), 2),
        p50_ms=round(median(ours), 1),
        p95_ms=round(_p95(ours), 1),
        reference_p50_ms=round(median(theirs), 1),
        reference_p95_ms=round(_p95(theirs), 1),
    )


def _times(path: Path, reference: Callable[[], object], rounds: int) -> _Times:
    extraction = extract_invoice(path)  # warms up: engines and tables load once
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(_seconds(lambda: extract_invoice(path)))
        theirs.append(_seconds(reference))
    has_ocr = any(page.source is PageSource.OCR for page in extraction.pages)
    return _Times(median(ours), median(theirs), len(extraction.pages), has_ocr)


def _seconds(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started


def _p95(values: Sequence[float]) -> float:
    return quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]


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


def _process(paths: Sequence[Path]) -> Process | str:
    """Run the installed command on the middle one of the files."""
    if not paths:
        return "no such document among those selected"
    path = paths[len(paths) // 2]
    command = [str(Path(sys.executable).with_name("akto-invoice")), "extract", str(path), "--format", "json"]
    runs = [_launched(command) for _ in range(PROCESS_ROUNDS)]
    failed = {run["exit_code"] for run in runs} - {0}
    if failed:
        return f"the command ended with exit code {failed.pop():g}"
    peak = max(run["bytes"] for run in runs)
    return Process(path.name, round(median(run["seconds"] for run in runs), 3), round(peak / MEBIBYTE, 1))


def _launched(command: list[str]) -> dict[str, float]:
    launcher = [sys.executable, "-m", "benchmarks.launch", *command]
    done = subprocess.run(launcher, check=True, capture_output=True, text=True)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def _machine() -> str:
    load = f", load {os.getloadavg()[0]:.1f} when it started" if hasattr(os, "getloadavg") else ""
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}{load}"
