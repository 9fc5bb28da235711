"""A scanned invoice with the papers of its training behind it, against the same scan without them."""

from dataclasses import dataclass

import pymupdf

from akto_invoice import PageSource, extract_invoice
from benchmarks.costs import Cost, cost_of
from corpus.generator.bundle import invoice_with_attachments

PAPERS = 40


@dataclass(frozen=True, slots=True)
class Bundle:
    """``pages_read`` of the ``pages`` were read by OCR; seconds for all of it, and for the invoice's page alone."""

    pages: int
    pages_read: int
    seconds: float
    cpu_seconds: float
    alone_seconds: float
    alone_cpu_seconds: float


def measure() -> Bundle:
    """Make the bundle and read it once; the invoice alone is its first page, pixel for pixel."""
    scanned = invoice_with_attachments(PAPERS).pdf
    with pymupdf.open(stream=scanned) as document:
        document.select([0])
        alone = document.tobytes()
    extract_invoice(alone)  # engines and tables load once
    read = extract_invoice(scanned)
    whole = _rounded(cost_of(lambda: extract_invoice(scanned)))
    first = _rounded(cost_of(lambda: extract_invoice(alone)))
    by_ocr = sum(page.source is PageSource.OCR for page in read.pages)
    return Bundle(len(read.pages), by_ocr, *whole, *first)


def _rounded(cost: Cost) -> Cost:
    return Cost(round(cost.wall, 2), round(cost.cpu, 2))
