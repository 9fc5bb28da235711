"""A document in, its scan out: what its source names, as an image of each page and nothing else."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from random import Random

import pymupdf

from corpus.generator import names
from corpus.generator.attachments import Occasion, attachments
from corpus.generator.facts import Truth
from corpus.generator.finish import fixed
from corpus.generator.scanning import fax, filed, paper, phone, scanner
from corpus.generator.scanning.pictures import Picture, Sheet, printed, skew
from corpus.generator.scanning.spread import spreads

_UNDATED = date(2025, 3, 3)


@dataclass(frozen=True, slots=True)
class Scan:
    """The scanned document and, by short names, what was special about it."""

    pdf: bytes
    traps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """Pages to scan; ``received`` is the day for stamps, ``dossier`` for the paper beside a lone page."""

    pages: pymupdf.Document
    received: date
    dossier: str | None
    rng: Random


@dataclass(frozen=True, slots=True)
class Taken:
    """Pictures of a job, made one at a time, and the program that writes their PDF."""

    producer: str
    pictures: Iterator[Picture]


_MODES = ("grey",) * 5 + ("colour",) * 3
_QUALITIES = (55, 62, 70, 78, "web_high", "web_medium")


def _office(
    job: Job,
    dpi: tuple[int, ...],
    modes: tuple[str, ...] = _MODES,
    qualities: tuple[int | str, ...] = _QUALITIES,
    spread: float = 0,
    worn: bool = False,
) -> Taken:
    """Scan in an office: ``spread`` of the documents by twos, on paper that was used (``worn``) or not."""
    rng = job.rng
    machine = scanner.office_scanner(rng, rng.choice(dpi), modes, qualities)
    by_twos = rng.random() < spread and _is_portrait(job.pages)
    if by_twos and job.pages.page_count == 1:
        _lay_beside(job)
    sheets: Iterator[Sheet] = _printed(job, (machine.dpi, machine.dpi), colour=machine.mode == "colour")
    if worn:
        use = paper.wear(rng, job.received)
        sheets = (use.worn(sheet, number) for number, sheet in enumerate(sheets))
    if by_twos:
        sheets = spreads(sheets, rng)
    return Taken(machine.producer, (machine.scan(sheet, skew(rng, machine.skew), rng) for sheet in sheets))


def _fax(job: Job) -> Taken:
    """Send by fax; the gateway that receives makes the PDF."""
    call = fax.call(job.rng, job.received)
    count = job.pages.page_count
    pages = enumerate(_pages(job.pages), 1)
    return Taken("HylaFAX faxmail", (call.send(page, number, count, job.rng) for number, page in pages))


def _phone(job: Job) -> Taken:
    """Photograph with a phone."""
    device = phone.phone(job.rng)
    sheets = _printed(job, phone.DPI, colour=True)
    return Taken(device.producer, (device.photograph(sheet, job.rng) for sheet in sheets))


SEVERITIES: dict[str, Callable[[Job], Taken]] = {
    "scan300": partial(_office, dpi=(300,), modes=(*_MODES, "one_bit", "dithered"), spread=0.07),
    "scan200": partial(_office, dpi=(200,), modes=(*_MODES, "one_bit")),
    "scan150": partial(_office, dpi=(150,)),
    "scan100": partial(_office, dpi=(100, 110, 120, 130), qualities=(36, 40, 44)),
    "fax": _fax,
    "phone": _phone,
    "worn": partial(_office, dpi=(200, 200, 240, 300), modes=("grey", "colour"), spread=0.12, worn=True),
}
_TURNED = {"phone": 0.25}


def scan(pdf: bytes, severity: str, seed: int, truth: Truth) -> Scan:
    """Print a document and take pictures of it; one in seven is turned, of photos one in four.

    ``truth`` only says when it may have been received, and which dossier a paper beside it may name.
    """
    rng = Random(f"{severity}/{seed}")
    traps: list[str] = []
    out = pymupdf.open()
    with pymupdf.open(stream=pdf) as document:
        issued = date.fromisoformat(truth.issue_date) if truth.issue_date else _UNDATED
        dossier = truth.dossiers[0] if truth.dossiers else None
        job = Job(document, issued + timedelta(days=rng.randint(2, 25)), dossier, rng)
        turn, ccitt = filed.turn(rng, _TURNED.get(severity, 0.15)), rng.random() < 0.7
        taken = SEVERITIES[severity](job)
        for picture in taken.pictures:
            filed.append(out, picture, turn, ccitt=ccitt)
            traps += (*picture.traps, *turn.traps(picture))
    return Scan(fixed(out, taken.producer, seed), tuple(dict.fromkeys(traps)))


def scan_page(page: pymupdf.Page, dpi: int, rng: Random) -> bytes:
    """Return a page as the JPEG of an office scanner, almost straight."""
    machine = scanner.office_scanner(rng, dpi, ("grey",), _QUALITIES)
    sheet = printed(page, (dpi, dpi), colour=False)
    return filed.encoded(machine.scan(sheet, rng.uniform(-0.8, 0.8), rng))


def _printed(job: Job, dpi: tuple[float, float], *, colour: bool) -> Iterator[Sheet]:
    return (printed(page, dpi, colour=colour) for page in _pages(job.pages))


def _pages(document: pymupdf.Document) -> Iterator[pymupdf.Page]:
    return (document[number] for number in range(document.page_count))


def _is_portrait(pages: pymupdf.Document) -> bool:
    return all(page.rect.height > page.rect.width for page in _pages(pages))


def _lay_beside(job: Job) -> None:
    """Add a paper to a lone page, to be laid beside it."""
    course, *_ = job.rng.choice(names.COURSES)
    occasion = Occasion(course, job.received - timedelta(days=40), dossier=job.dossier)
    with attachments(occasion, 1, job.rng) as beside:
        job.pages.insert_pdf(beside)
