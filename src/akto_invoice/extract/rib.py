"""Reads a RIB: the stages of ``pipeline``, with the choice and the checks that are a RIB's own."""

from os import PathLike
from time import perf_counter
from typing import cast

from akto_invoice.extract import kind
from akto_invoice.extract.document import Document, open_document
from akto_invoice.extract.ladder import on_display, read_pages
from akto_invoice.extract.model import Extraction, Options, PageText, Status
from akto_invoice.extract.pipeline import bytes_of, summary
from akto_invoice.extract.resolve_rib import RibReading, resolve_rib, settled
from akto_invoice.extract.rib_fields import checks_of, fields_of


def extract_rib(source: str | PathLike[str] | bytes, options: Options = Options()) -> Extraction:
    """Read one RIB, a path or the bytes of a PDF: ``iban``, ``bic``, ``holder``, ``address`` and ``bank_name``.

    ``document_type`` is RIB where an account is shown, else what the title says. Two accounts are a contradiction, as
    is a RIB of AKTO's: a check fails and nothing is accepted. Raises DocumentError where the file cannot be read at
    all; a page that cannot be read makes the result PARTIAL, and ``problem`` says why.
    """
    started = perf_counter()
    with open_document(bytes_of(source, options), options) as document:
        return read_rib(document, options, started)[0]


def read_rib(document: Document, options: Options, started: float) -> tuple[Extraction, tuple[PageText, ...]]:
    """Read an open document as ``pipeline.read_document`` does an invoice."""
    pages = read_pages(document, options, resolve_rib)
    reading = settled(cast("RibReading", on_display(pages)))  # what resolve_rib gives
    checks = checks_of(reading, pages)
    extraction = Extraction(
        status=Status.PARTIAL if pages.problem else Status.OK,
        kind=kind.document_kind(page.kind for page in pages.texts),
        pages=tuple(summary(page) for page in pages.texts),
        document_type=reading.document_type,
        fields=fields_of(reading, checks),
        checks=checks,
        elapsed_ms=round((perf_counter() - started) * 1000, 1),
        problem=pages.problem,
    )
    return extraction, pages.texts
