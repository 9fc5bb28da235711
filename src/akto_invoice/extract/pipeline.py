"""The order of the stages; nothing else knows it.

PDF bytes -> document -> words per page -> lines -> candidates -> joint choice -> fields with evidence.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from time import perf_counter

from akto_invoice.errors import OcrUnavailable
from akto_invoice.extract import kind
from akto_invoice.extract.document import Document, open_document, read_bytes
from akto_invoice.extract.embedded import read_embedded
from akto_invoice.extract.fields import checks_of, fields_of
from akto_invoice.extract.layout import lay_out
from akto_invoice.extract.model import (
    Box,
    DocumentKind,
    Extraction,
    Options,
    PageKind,
    PageSource,
    PageSummary,
    PageText,
    Source,
    Status,
    Word,
)
from akto_invoice.extract.proof import prove
from akto_invoice.extract.resolve import Reading, resolve
from akto_invoice.extract.textlayer import read_page

_OCR_TURNED_OFF = ("ocr_disabled", "Des pages sont des images et l'OCR est désactivée : relancez sans --no-ocr.")


def extract_invoice(source: str | PathLike[str] | bytes, options: Options = Options()) -> Extraction:
    """Read one invoice: a path, or the bytes of a PDF.

    Raises DocumentError where the file cannot be read at all. A page that cannot be read (OCR turned off or
    unavailable) makes the result PARTIAL, and ``problem`` says why.
    """
    started = perf_counter()
    with open_document(_bytes_of(source, options), options) as document:
        embedded = read_embedded(document.embedded_files()) if options.embedded_xml else None
        pages = read_pages(document, options)
    invoice = embedded.invoice if embedded else None
    fields = fields_of(pages.reading, invoice)
    checks = checks_of(pages.reading, fields, invoice)
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


def detect_kind(
    source: str | PathLike[str] | bytes, options: Options = Options()
) -> tuple[DocumentKind, tuple[PageKind, ...]]:
    """Tell whether a PDF is text, images or both, as a whole and page by page. Raises DocumentError."""
    with open_document(_bytes_of(source, options), options) as document:
        return kind.detect_kind(document)


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages' words, what was made of them, and why some could not be read: an error's code and message."""

    texts: Sequence[PageText]
    reading: Reading
    problem: tuple[str, str] | None


def _bytes_of(source: str | PathLike[str] | bytes, options: Options) -> bytes:
    return source if isinstance(source, bytes) else read_bytes(Path(source), options)


def read_pages(document: Document, options: Options) -> Pages:
    """Read the text layers, then by OCR, page by page, what they leave unread, until the answer stands on proofs."""
    texts = [read_page(page) for page in document]
    reading = resolve([lay_out(text) for text in texts if _is_trusted(text)])
    problem: tuple[str, str] | None = None
    for index, text in enumerate(texts):
        if not text.unread or reading.is_proven:
            continue
        if not options.ocr:
            problem = _OCR_TURNED_OFF if text.kind is not PageKind.TEXT else problem
            continue
        try:
            texts[index] = _read_image(document, text)
        except OcrUnavailable as error:
            problem = (error.code, str(error))
            break
        reading = resolve([lay_out(text) for text in texts if _is_trusted(text)])
    if any(word.source is Source.OCR for text in texts for word in text.words):
        reading = _reread(document, reading)
    if problem:
        # Better the doubtful words of a hidden layer, at their low trust, than none.
        reading = resolve([lay_out(text) for text in texts])
    return Pages(texts, reading, problem)


def _reread(document: Document, reading: Reading) -> Reading:
    from akto_invoice.extract.ocr.engines import load_engine
    from akto_invoice.extract.ocr.read import read_box

    engine = load_engine()
    return prove(reading, lambda number, box: read_box(document.page(number), box, engine)[0])


def _is_trusted(text: PageText) -> bool:
    return all(word.trust > 0.5 or word.source is Source.OCR for word in text.words)


def _read_image(document: Document, text: PageText) -> PageText:
    """Words by OCR for the unread zones of a page; doubtful words of its text layer there give way to them."""
    from akto_invoice.extract.ocr.engines import load_engine
    from akto_invoice.extract.ocr.read import read_zone

    engine = load_engine()
    page = document.page(text.number)
    found: list[Word] = []
    for zone in text.unread:
        found += read_zone(page, zone, engine)
    kept = [
        word for word in text.words if word.trust > 0.5 and not any(_overlaps(word.box, other.box) for other in found)
    ]
    return replace(text, words=(*kept, *found), unread=())


def _overlaps(one: Box, other: Box) -> bool:
    """Whether a quarter of ``one`` lies within ``other``."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return width > 0 and height > 0 and 4 * width * height > (one[2] - one[0]) * (one[3] - one[1])


def _summary(text: PageText) -> PageSummary:
    sources = {word.source for word in text.words}
    source = PageSource.OCR if Source.OCR in sources else PageSource.TEXT if sources else PageSource.NONE
    return PageSummary(text.number, text.kind, source)
