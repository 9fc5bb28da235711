"""The times and peaks of memory as Markdown."""

from collections.abc import Iterator

from benchmarks.bundle import Bundle
from benchmarks.costs import Times
from benchmarks.processes import Process
from benchmarks.rungs import Rung
from benchmarks.speed import Comparison, Speed
from benchmarks.tables import table
from benchmarks.targets import percent

_P = ("p50 ms", "p95 ms", "p50 processor ms", "p95 processor ms")


def speed_tables(speed: Speed) -> str:
    """Render everything."""
    return "\n".join(_parts(speed))


def _parts(speed: Speed) -> Iterator[str]:
    yield f"{speed.machine}. Ratios are of processor time; wall time grows with whatever else the machine does.\n"
    yield _comparison("`extract_invoice` on text PDFs, against `page.get_text('words')` of all pages", speed.text)
    yield _comparison("`extract_invoice` on scans, against `pytesseract.image_to_data` at 300 dpi", speed.scans)
    if speed.by_source:
        yield table(
            ("source", "files", "ratio", "ratio of wall time", *_P, "reference p50 ms", "reference p95 ms"),
            [_of_source(one) for one in speed.by_source],
        )
    if speed.rungs:
        yield "Each rung, over the files that climbed it:\n"
        yield table(("", "rung", "files that climbed it", *_P), [_rung(one) for one in speed.rungs])
    yield "A process of its own, with all that it loads:\n"
    yield table(
        ("", "file", "seconds", "MiB at most"),
        [
            ("text PDF, command line", *_process(speed.text_process)),
            ("scan, first engine only, library", *_process(speed.first_engine_process)),
            ("scan, both engines, command line", *_process(speed.scan_process)),
        ],
    )
    yield _bundle(speed.bundle)


def _comparison(what: str, measured: Comparison | str) -> str:
    if isinstance(measured, str):
        return f"{what}: not measured, {measured}.\n"
    one = measured
    rows = [("extractor", *_times(one.ours)), ("reference", *_times(one.reference))]
    return (
        f"{what}: **{one.ratio:g} x** ({one.wall_ratio:g} x of wall time) over {one.files} files ({one.pages} pages, "
        f"{one.files_with_ocr} files with OCR), {one.rounds} rounds in turns.\n\n{table(('', *_P), rows)}"
    )


def _of_source(one: Comparison) -> tuple[str, ...]:
    theirs = f"{one.reference.p50_ms:g}", f"{one.reference.p95_ms:g}"
    return one.source, str(one.files), f"{one.ratio:g} x", f"{one.wall_ratio:g} x", *_times(one.ours), *theirs


def _rung(one: Rung) -> tuple[str, ...]:
    climbed = f"{one.climbed} of {one.files} ({percent(one.climbed, one.files)})"
    return one.group, one.name, climbed, *_times(one.times)


def _times(one: Times) -> tuple[str, ...]:
    return tuple(f"{number:g}" for number in (one.p50_ms, one.p95_ms, one.cpu_p50_ms, one.cpu_p95_ms))


def _process(measured: Process | str) -> tuple[str, ...]:
    if isinstance(measured, str):
        return "-", f"not measured: {measured}", "-"
    return measured.file, f"{measured.seconds:g}", f"{measured.mebibytes:g}"


def _bundle(measured: Bundle | str) -> str:
    if isinstance(measured, str):
        return f"An invoice with papers behind it: not measured, {measured}.\n"
    one = measured
    return (
        f"A scanned invoice with papers of its training behind it, {one.pages} pages: {one.pages_read} of them are "
        f"read, in {one.seconds:g} s ({one.cpu_seconds:g} s of processor time); the invoice's page alone takes "
        f"{one.alone_seconds:g} s ({one.alone_cpu_seconds:g} s).\n"
    )
