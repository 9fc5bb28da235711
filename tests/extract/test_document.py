"""Opening, refusing and rendering."""

import io
import math
import os
from contextlib import suppress
from pathlib import Path

import numpy as np
import pikepdf
import pymupdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from akto_invoice.errors import (
    DamagedPdf,
    DocumentError,
    EmptyPdf,
    EncryptedPdf,
    NotAPdf,
    OutOfMemory,
    TooLarge,
    TooManyPages,
    UnreadableFile,
)
from akto_invoice.extract.document import open_document, pdf_errors, read_bytes
from akto_invoice.extract.kind import detect_kind
from akto_invoice.extract.model import Box, Options
from tests.extract import pdfs

OPTIONS = Options()
INVOICE = pdfs.invoice()
OF_EVERY_KIND = (
    INVOICE,
    pdfs.page_of(pdfs.scan(), pdfs.lines(mode=3)),
    pdfs.two_fonts(pdfs.INVOICE, ["Montant en gras"]),
    pdfs.with_form_and_note(appearances=True),
    pdfs.with_attachments(("factur-x.xml", b"<a/>" * 100)),
    pdfs.encrypted(INVOICE, user=""),
)


def foreign_errors() -> list[type[Exception]]:
    """Every exception class that PyMuPDF and MuPDF define."""
    own = [
        value
        for module in (pymupdf, pymupdf.mupdf)
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Exception) and not issubclass(value, Warning)
        if value.__module__.startswith("pymupdf")
    ]
    assert pymupdf.FileDataError in own
    assert pymupdf.mupdf.FzErrorSyntax in own
    return own


@pytest.mark.parametrize("foreign", foreign_errors(), ids=lambda cls: cls.__name__)
def test_each_exception_of_pymupdf_becomes_one_of_ours(foreign: type[Exception]) -> None:
    error = foreign(7, "syntax error") if foreign is pymupdf.mupdf.FzErrorBase else foreign("syntax error")
    with pytest.raises(DamagedPdf), pdf_errors():
        raise error


@pytest.mark.parametrize("error", [MemoryError(), RuntimeError("code=1: malloc (4000000000 bytes) failed")], ids=str)
def test_python_and_mupdf_out_of_memory(error: Exception) -> None:
    with pytest.raises(OutOfMemory, match="mémoire"), pdf_errors():
        raise error


def test_our_own_errors_pass_unchanged() -> None:
    with pytest.raises(TooManyPages), pdf_errors():
        raise TooManyPages("trop de pages")


def test_a_sound_pdf_opens() -> None:
    with open_document(INVOICE, OPTIONS) as document:
        assert document.page_count == 1
        page = document.page(1)
        assert (page.number, round(page.width), round(page.height)) == (1, 595, 842)
    assert document.raw.is_closed


def test_bytes_before_the_header_are_no_reason_to_refuse() -> None:
    with open_document(b"\r\nX-Mail: attached\r\n\r\n" + INVOICE, OPTIONS) as document:
        assert document.page_count == 1


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 a zip", b"\x89PNG\r\n\x1a\n", b" " * 5000 + INVOICE])
def test_other_files_are_not_pdfs(data: bytes) -> None:
    with pytest.raises(NotAPdf, match="PDF"):
        open_document(data, OPTIONS)


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n" + b"junk " * 500, INVOICE[:200]])
def test_a_pdf_without_any_page_left_is_damaged(data: bytes) -> None:
    with pytest.raises(DamagedPdf, match="endommagé"):
        open_document(data, OPTIONS)


def test_a_password_is_asked_for_only_where_the_empty_one_fails() -> None:
    with open_document(pdfs.encrypted(INVOICE, user=""), OPTIONS) as document:
        assert document.page_count == 1
    with pytest.raises(EncryptedPdf, match="mot de passe"):
        open_document(pdfs.encrypted(INVOICE, user="motdepasse"), OPTIONS)


def test_an_unknown_encryption_is_said_to_be_encrypted() -> None:
    data = pdfs.encrypted(INVOICE, user="").replace(b"/Filter /Standard", b"/Filter /Entrust.")
    with pytest.raises(EncryptedPdf):
        open_document(data, OPTIONS)


def test_no_page() -> None:
    with pytest.raises(EmptyPdf, match="aucune page"):
        open_document(pdfs.saved(pikepdf.new()), OPTIONS)


def test_too_many_pages() -> None:
    with pytest.raises(TooManyPages, match="3 pages"):
        open_document(pdfs.joined(INVOICE, INVOICE, INVOICE), Options(max_pages=2))


def test_a_file_over_the_limit_is_not_opened() -> None:
    with pytest.raises(TooLarge, match="Mo"):
        open_document(INVOICE, Options(max_bytes=len(INVOICE) - 1))
    open_document(INVOICE, Options(max_bytes=len(INVOICE))).close()


def test_reading_a_file(tmp_path: Path) -> None:
    path = tmp_path / "facture.pdf"
    path.write_bytes(INVOICE)
    assert read_bytes(path, OPTIONS) == INVOICE
    with pytest.raises(TooLarge):
        read_bytes(path, Options(max_bytes=100))


def test_paths_that_are_no_file(tmp_path: Path) -> None:
    fifo = tmp_path / "tube"
    os.mkfifo(fifo)
    for path, message in (
        (tmp_path / "absent.pdf", "introuvable"),
        (tmp_path, "dossier"),
        (fifo, "introuvable"),
        (Path("nul\0.pdf"), "chemin"),
    ):
        with pytest.raises(UnreadableFile, match=message):
            read_bytes(path, OPTIONS)


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "facture.pdf"
    path.write_bytes(INVOICE)

    def refuse(*args: object, **kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreadableFile, match="droits"):
        read_bytes(path, OPTIONS)


def test_rendering_is_grey_and_to_scale() -> None:
    with open_document(INVOICE, OPTIONS) as document:
        image = document.page(1).render(144)
    assert image.dtype == np.uint8
    assert image.shape == (1684, 1191)
    assert image.max() == 255
    assert image.min() < 50


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_clip_is_that_part_of_the_page_as_displayed(degrees: int) -> None:
    with open_document(pdfs.rotated(INVOICE, degrees), OPTIONS) as document:
        page = document.page(1)
        whole = page.render(72)
        part = page.render(72, Box(36, 72, 236, 372))
    assert whole.shape == ((842, 596) if degrees % 180 == 0 else (596, 842))
    assert part.shape == (300, 200)
    np.testing.assert_array_equal(part, whole[72:372, 36:236])


def test_a_clip_larger_than_the_page_is_cut_to_it() -> None:
    with open_document(INVOICE, OPTIONS) as document:
        assert document.page(1).render(72, Box(-50, -50, 5000, 5000)).shape == (842, 596)


@pytest.mark.parametrize("rotation", [0, 90])
def test_a_scan_is_as_fine_as_its_finer_direction(rotation: int) -> None:
    """A standard fax has 204 dots an inch across and 98 down; a logo says nothing of its page, nor a blank one."""
    raw = pymupdf.open()
    fax = raw.new_page(width=595, height=842)
    fax.insert_image(fax.rect, pixmap=pymupdf.Pixmap(pymupdf.csGRAY, (0, 0, 1686, 1146)), keep_proportion=False)
    fax.set_rotation(rotation)
    letter = raw.new_page(width=595, height=842)
    letter.insert_image(pymupdf.Rect(0, 0, 72, 72), pixmap=pymupdf.Pixmap(pymupdf.csGRAY, (0, 0, 50, 50)))
    with open_document(raw.tobytes(), Options()) as document:
        page, other = document
        assert page.resolution(page.box) == pytest.approx(204, abs=1)
        assert page.resolution(Box(100, 100, 200, 150)) == pytest.approx(204, abs=1)
        assert other.resolution(other.box) == math.inf
        assert other.resolution(Box(0, 0, 70, 70)) == pytest.approx(50)


def test_too_many_pixels_are_refused_before_rendering() -> None:
    with open_document(INVOICE, Options(max_pixels=500_000)) as document:
        page = document.page(1)
        with pytest.raises(TooLarge, match="page 1"):
            page.render(72)
        assert page.render(72, Box(0, 0, 100, 100)).size == 10_000


def test_a_poster_of_a_page_is_refused_before_rendering() -> None:
    pdf = pikepdf.open(io.BytesIO(INVOICE))
    pdf.pages[0].MediaBox = pikepdf.Array([0, 0, 1_000_000, 1_000_000])
    with (
        open_document(pdfs.saved(pdf), OPTIONS) as document,
        pytest.raises(TooLarge),
    ):
        document.page(1).render(300)


def test_a_clip_off_the_page_has_no_pixels() -> None:
    with open_document(INVOICE, OPTIONS) as document:
        page = document.page(1)
        assert page.render(72, Box(10, 10, 10, 20)).size == 0
        assert page.render(72, Box(700, 10, 800, 20)).size == 0


def test_a_page_that_does_not_exist() -> None:
    with open_document(INVOICE, OPTIONS) as document, pytest.raises(DamagedPdf):
        document.page(2)


def test_embedded_files() -> None:
    data = pdfs.with_attachments(("factur-x.xml", b"<a>\xc3\xa9</a>"), ("été.txt", b"notes"))
    with open_document(data, OPTIONS) as document:
        assert document.embedded_files() == (("factur-x.xml", b"<a>\xc3\xa9</a>"), ("été.txt", b"notes"))
    with open_document(INVOICE, OPTIONS) as document:
        assert document.embedded_files() == ()


def test_embedded_files_of_an_encrypted_pdf() -> None:
    data = pdfs.encrypted(pdfs.with_attachments(("factur-x.xml", b"<a/>")), user="")
    with open_document(data, OPTIONS) as document:
        assert document.embedded_files() == (("factur-x.xml", b"<a/>"),)


def test_embedded_files_listed_in_a_tree_of_names_or_as_associated_files() -> None:
    pdf = pikepdf.open(io.BytesIO(pdfs.with_attachments(("factur-x.xml", b"<a/>"))))
    names = pdf.Root.Names.EmbeddedFiles.Names
    in_a_tree = pdf.make_indirect(pikepdf.Dictionary(Names=names))
    pdf.Root.Names.EmbeddedFiles = pikepdf.Dictionary(Kids=pikepdf.Array([in_a_tree]))
    with open_document(pdfs.saved(pdf), OPTIONS) as document:
        assert document.embedded_files() == (("factur-x.xml", b"<a/>"),)
    pdf.Root.AF = pikepdf.Array([pdf.make_indirect(names[1])])
    del pdf.Root.Names
    with open_document(pdfs.saved(pdf), OPTIONS) as document:
        assert document.embedded_files() == (("factur-x.xml", b"<a/>"),)


def test_an_attachment_that_unpacks_to_more_than_the_limit_is_refused() -> None:
    data = pdfs.with_attachments(("bombe.xml", b"\0" * 3_000_000))
    assert len(data) < 100_000
    with open_document(data, Options(max_bytes=1_000_000)) as document, pytest.raises(TooLarge, match="pièce jointe"):
        document.embedded_files()


def test_nothing_is_printed_for_a_broken_pdf(capfd: pytest.CaptureFixture[str]) -> None:
    broken = INVOICE.replace(b"endstream", b"endstraem").replace(b"xref", b"fxer")
    with open_document(broken, OPTIONS) as document:
        detect_kind(document)
    assert capfd.readouterr() == ("", "")


def value_or_typed_error(data: bytes) -> None:
    """Read all that can be read; any other exception than a DocumentError fails the test."""
    with suppress(DocumentError), open_document(data, OPTIONS) as document:
        with suppress(DocumentError):
            document.embedded_files()
        detect_kind(document)


@given(st.binary(max_size=2000), st.booleans())
@settings(max_examples=100, deadline=None)
def test_any_bytes_give_a_value_or_a_typed_error(data: bytes, has_header: bool) -> None:
    value_or_typed_error(b"%PDF-1.7\n" + data if has_header else data)


@given(st.sampled_from(OF_EVERY_KIND), st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_a_truncated_pdf_gives_a_value_or_a_typed_error(data: bytes, kept: float) -> None:
    value_or_typed_error(data[: int(len(data) * kept)])


@given(
    st.sampled_from(OF_EVERY_KIND),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=30),
)
@settings(max_examples=120, deadline=None)
def test_a_pdf_with_wrong_bytes_gives_a_value_or_a_typed_error(data: bytes, wrong: list[tuple[float, int]]) -> None:
    damaged = bytearray(data)
    for place, value in wrong:
        damaged[int(place * len(damaged))] = value
    value_or_typed_error(bytes(damaged))
