"""The order of the stages; nothing else knows it.

PDF bytes -> document -> words per page -> lines -> candidates -> joint choice -> fields with evidence.
"""

from os import PathLike
from pathlib import Path
from time import perf_counter

from akto_invoice.errors import DocumentError
from akto_invoice.extract import kind
from akto_invoice.extract.document import Document, open_document, read_bytes
from akto_invoice.extract.embedded import CHECK_ID, EmbeddedReading, read_embedded
from akto_invoice.extract.fields import checks_of, fields_of
from akto_invoice.extract.ladder import read_pages
from akto_invoice.extract.model import (
    DocumentKind,
    Extraction,
    Options,
    PageKind,
    PageSource,
    PageSummary,
    PageText,
    Source,
    Status,
)
from akto_invoice.rules.checks import Check, Outcome


def extract_invoice(source: str | PathLike[str] | bytes, options: Options = Options()) -> Extraction:
    """Read one invoice: a path, or the bytes of a PDF.

    Raises DocumentError where the file cannot be read at all. A page that cannot be read (OCR turned off or
    unavailable) makes the result PARTIAL, and ``problem`` says why.
    """
    started = perf_counter()
    with open_document(_bytes_of(source, options), options) as document:
        embedded = _embedded(document) if options.embedded_xml else None
        pages = read_pages(document, options)
    invoice = embedded.invoice if embedded else None
    fields = fields_of(pages, invoice)
    checks = checks_of(pages, fields, invoice)
    return Extraction(
        status=Status.PARTIAL if pages.problem else Status.OK,
        kind=kind.document_kind(page.kind for page in pages.texts),
        pages=tuple(_summary(page) for page in pages.texts),
        document_type=pages.reading.document_type,
        fields=fields,
        checks=(*checks, embedded.check) if embedded else checks,
        elapsed_ms=round((perf_counter() - started) * 1000, 1),
        problem=pages.problem,
    )


def _embedded(document: Document) -> EmbeddedReading:
    """What the attachments say; one that cannot be unpacked is a finding, the pages may be sound."""
    try:
        return read_embedded(document.embedded_files(), document.options)
    except DocumentError as error:
        return EmbeddedReading(None, Check(CHECK_ID, Outcome.FAILED, str(error)))


def detect_kind(
    source: str | PathLike[str] | bytes, options: Options = Options()
) -> tuple[DocumentKind, tuple[PageKind, ...]]:
    """Tell whether a PDF is text, images or both, as a whole and page by page. Raises DocumentError."""
    with open_document(_bytes_of(source, options), options) as document:
        return kind.detect_kind(document)


def _bytes_of(source: str | PathLike[str] | bytes, options: Options) -> bytes:
    return source if isinstance(source, bytes) else read_bytes(Path(source), options)


def _summary(text: PageText) -> PageSummary:
    sources = {word.source for word in text.words}
    source = PageSource.OCR if Source.OCR in sources else PageSource.TEXT if sources else PageSource.NONE
    return PageSummary(text.number, text.kind, source)
