"""Read uploaded PDFs in processes of their own: no native code parses them inside the web server or a worker."""

from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final, TypeAlias

from akto_invoice.errors import AktoInvoiceError
from akto_invoice.extract.batch import each_isolated
from akto_invoice.extract.model import DocumentKind, Extraction, Options, PageKind
from akto_invoice.extract.pipeline import detect_kind
from akto_invoice.extract.preview import PagePreview, extract_with_pages
from akto_invoice.portal.workflows.uploads import MAX_BYTES

MAX_PAGES: Final = 60
OPTIONS: Final = Options(max_bytes=MAX_BYTES, max_pages=MAX_PAGES)

DETECTION_S: Final = 15.0
"""Seconds within which the kind of a file is known, for its depositor waits."""

READING_S: Final = 180.0
"""Seconds within which a file is read."""

Detection: TypeAlias = tuple[DocumentKind, tuple[PageKind, ...]]
Reading: TypeAlias = tuple[Extraction, tuple[PagePreview, ...]]


def detected(content: bytes) -> Detection:
    """Return what the pages are; raise an AktoInvoiceError where the file cannot be read at all."""
    with NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        results = each_isolated(partial(detect_kind, options=OPTIONS), [Path(file.name)], timeout=DETECTION_S)
        [(_, result)] = results
    if isinstance(result, AktoInvoiceError):
        raise result
    return result


def read(path: Path) -> Reading:
    """Return what is read of the file and its pages; raise an AktoInvoiceError where it cannot be read."""
    [(_, result)] = each_isolated(partial(extract_with_pages, options=OPTIONS), [path], timeout=READING_S)
    if isinstance(result, AktoInvoiceError):
        raise result
    return result
