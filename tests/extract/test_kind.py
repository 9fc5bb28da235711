"""The kind of a document, from its pages'."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akto_invoice.extract.document import open_document
from akto_invoice.extract.kind import detect_kind, document_kind
from akto_invoice.extract.model import DocumentKind, Options, PageKind
from tests.extract import pdfs

TEXT, SCAN, BLANK = pdfs.invoice(), pdfs.page_of(pdfs.scan()), pdfs.page_of()


@pytest.mark.parametrize(
    ("parts", "kind", "pages"),
    [
        ([TEXT], "text", ["text"]),
        ([TEXT, BLANK, TEXT], "text", ["text", "blank", "text"]),
        ([SCAN], "image", ["image"]),
        ([SCAN, BLANK], "image", ["image", "blank"]),
        ([TEXT, SCAN], "mixed", ["text", "image"]),
        ([pdfs.outlined(TEXT), TEXT], "mixed", ["outlines", "text"]),
        ([pdfs.without_to_unicode(pdfs.two_fonts(pdfs.INVOICE, ["gras"]))], "image", ["garbled"]),
        ([pdfs.page_of(pdfs.scan(), pdfs.lines(mode=3))], "image", ["image"]),
    ],
)
def test_documents(parts: list[bytes], kind: str, pages: list[str]) -> None:
    with open_document(pdfs.joined(*parts), Options()) as document:
        assert detect_kind(document) == (kind, tuple(pages))


def test_one_page_of_text_does_not_hide_ten_scans() -> None:
    assert document_kind([PageKind.TEXT] + [PageKind.IMAGE] * 10) is DocumentKind.MIXED


@given(st.lists(st.sampled_from(PageKind)))
def test_blank_pages_and_order_do_not_count(pages: list[PageKind]) -> None:
    kind = document_kind(pages)
    assert document_kind([PageKind.BLANK, *reversed(pages)]) is kind
    assert (kind is DocumentKind.MIXED) == (
        PageKind.TEXT in pages and bool(set(pages) - {PageKind.TEXT, PageKind.BLANK})
    )
