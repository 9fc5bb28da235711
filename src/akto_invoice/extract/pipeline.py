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
    with open_document(bytes_of(source, options), options) as document:
        return read_document(document, options, started)[0]


def read_document(document: Document, options: Options, started: float) -> tuple[Extraction, tuple[PageText, ...]]:
    """Read an open document since ``started`` (``perf_counter``); with it, the words of its pages, OCR included.

    Boxes of words are on the pages as displayed, like those of values.
    """
    embedded = _embedded(document) if options.embedded_xml else None
    pages = read_pages(document, options)
    invoice = embedded.invoice if embedded else None
    fields = fields_of(pages, invoice)
    checks = checks_of(pages, fields, invoice)
    extraction = Extraction(
        status=Status.PARTIAL if pages.problem else Status.OK,
        kind=kind.document_kind(page.kind for page in pages.texts),
        pages=tuple(summary(page) for page in pages.texts),
        document_type=pages.reading.document_type,
        fields=fields,
        checks=(*checks, embedded.check) if embedded else checks,
        elapsed_ms=round((perf_counter() - started) * 1000, 1),
        problem=pages.problem,
    )
    return extraction, pages.texts


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
    with open_document(bytes_of(source, options), options) as document:
        return kind.detect_kind(document)


def bytes_of(source: str | PathLike[str] | bytes, options: Options) -> bytes:
    """The bytes themselves, or the file's; raises as ``read_bytes`` does."""
    return source if isinstance(source, bytes) else read_bytes(Path(source), options)


def summary(text: PageText) -> PageSummary:
    """What a page is and where its words were read."""
    sources = {word.source for word in text.words}
    source = PageSource.OCR if Source.OCR in sources else PageSource.TEXT if sources else PageSource.NONE
    return PageSummary(text.number, text.kind, source)
