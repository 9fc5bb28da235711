"""What a document is: text, image, or both."""

from collections.abc import Iterable

from akto_invoice.extract.document import Document
from akto_invoice.extract.model import DocumentKind, PageKind
from akto_invoice.extract.textlayer import read_page


def detect_kind(document: Document) -> tuple[DocumentKind, tuple[PageKind, ...]]:
    """Return the document's kind and each page's; raise DamagedPdf where a page cannot be loaded."""
    pages = tuple(read_page(page).kind for page in document)
    return document_kind(pages), pages


def document_kind(pages: Iterable[PageKind]) -> DocumentKind:
    """Sum up the pages' kinds; blank pages do not count, and a document of nothing else has nothing to recognise.

    >>> document_kind([PageKind.TEXT, PageKind.BLANK]), document_kind([PageKind.TEXT, PageKind.GARBLED])
    (<DocumentKind.TEXT: 'text'>, <DocumentKind.MIXED: 'mixed'>)
    """
    kinds = set(pages) - {PageKind.BLANK}
    if kinds <= {PageKind.TEXT}:
        return DocumentKind.TEXT
    return DocumentKind.MIXED if PageKind.TEXT in kinds else DocumentKind.IMAGE
