"""Read uploaded PDFs in processes of their own: no native code parses them inside the web server or a worker."""

from functools import cache
from typing import Final, TypeAlias

from akto_invoice.extract.isolation import IsolatedPool, shared_pool
from akto_invoice.extract.model import DocumentKind, Extraction, Options, PageKind
from akto_invoice.extract.pipeline import detect_kind
from akto_invoice.extract.preview import PagePreview, extract_with_pages
from akto_invoice.portal.workflows.tally import counting
from akto_invoice.portal.workflows.uploads import MAX_BYTES

MAX_PAGES: Final = 60

DETECTION_S: Final = 15.0
"""Seconds within which the kind of a file is known: its depositor waits."""

READING_S: Final = 180.0
"""Seconds within which a file is read."""

_OPTIONS: Final = Options(max_bytes=MAX_BYTES, max_pages=MAX_PAGES)

Detection: TypeAlias = tuple[DocumentKind, tuple[PageKind, ...]]
Reading: TypeAlias = tuple[Extraction, tuple[PagePreview, ...]]


def detected(content: bytes) -> Detection:
    """Return what the pages of a PDF are; raise an AktoInvoiceError where it cannot be read at all."""
    return _detectors().run(detect_kind, content, _OPTIONS)


def read(content: bytes, *how: object, timeout: float = READING_S) -> Reading:
    """Return what is read of a PDF, and its pages; raise an AktoInvoiceError where it cannot be read. It is counted.

    ``how`` are arguments of ``extract_with_pages`` after the first; without them, an invoice is read.
    """
    with counting() as count:
        reading = shared_pool().run(extract_with_pages, content, *(how or (_OPTIONS,)), timeout=timeout)
        count(reading[0])
    return reading


@cache
def _detectors() -> IsolatedPool:
    """Apart from the shared pool, so that nobody who drops a file waits for long readings."""
    return IsolatedPool(2, timeout=DETECTION_S)
