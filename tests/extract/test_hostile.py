"""Files from strangers: each ends in a reading or in a typed error, and nothing of them runs.

The engine is replaced by one that sees nothing: these tests are about files, and OCR is tested elsewhere.
"""

import io
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from akto_invoice.errors import (
    AktoInvoiceError,
    DamagedPdf,
    DocumentError,
    EmptyPdf,
    EncryptedPdf,
    NotAPdf,
    TooLarge,
    TooManyPages,
    UnreadableFile,
)
from akto_invoice.extract import document
from akto_invoice.extract.model import Extraction, Options, PageKind, Status
from akto_invoice.extract.ocr import engines
from akto_invoice.extract.ocr.engines import OcrWord
from akto_invoice.extract.pipeline import extract_invoice
from akto_invoice.rules.checks import Outcome
from tests.extract import pdfs

if TYPE_CHECKING:
    from akto_invoice.extract.ocr.engines import Image

INVOICE = pdfs.invoice()
TOTAL = "1382.40"


class NoEye:
    """An engine that sees nothing."""

    name = "none"

    def read(self, _image: "Image", _dpi: int) -> tuple[OcrWord, ...]:
        return ()

    def read_line(self, _image: "Image", _dpi: int) -> tuple[OcrWord, ...]:
        return ()


@pytest.fixture(autouse=True)
def blind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "load_engine", NoEye)


def opened(data: bytes = INVOICE) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def total(read: Extraction) -> str | None:
    return read.fields.total_ttc.value if read.fields.total_ttc else None


def reading_or_error(data: bytes) -> Extraction | DocumentError:
    """Anything else than a reading or a DocumentError fails the test."""
    try:
        return extract_invoice(data)
    except DocumentError as error:
        return error


def packed_blanks(megabytes: int) -> bytes:
    """So many spaces in a thousandth of their size."""
    pack = zlib.compressobj(9)
    return b"".join(pack.compress(b" " * 1_000_000) for _ in range(megabytes)) + pack.flush()


class TestFilesThatAreRefused:
    @pytest.mark.parametrize(
        ("data", "error"),
        [
            (b"", NotAPdf),
            (b"PK\x03\x04" + bytes(500), NotAPdf),
            (b"<html>facture</html>", NotAPdf),
            (b"%PDF-1.7", DamagedPdf),
            (b"%PDF-1.7\n%%EOF", DamagedPdf),
            (INVOICE[:120], DamagedPdf),
            (pdfs.saved(pikepdf.new()), EmptyPdf),
            (pdfs.encrypted(INVOICE, user="motdepasse"), EncryptedPdf),
        ],
        ids=["empty", "zip", "html", "header", "header and end", "cut short", "no page", "password"],
    )
    def test_they_say_why(self, data: bytes, error: type[AktoInvoiceError], tmp_path: Path) -> None:
        path = tmp_path / "facture.pdf"
        path.write_bytes(data)
        for source in (data, path):
            with pytest.raises(error) as raised:
                extract_invoice(source)
            assert type(raised.value) is error
            assert str(raised.value).endswith((".", "!"))

    def test_paths_that_are_no_files(self, tmp_path: Path) -> None:
        for path in (tmp_path, tmp_path / "absente.pdf", "nul\0.pdf"):
            with pytest.raises(UnreadableFile):
                extract_invoice(path)

    def test_a_file_that_is_too_large_is_not_read_to_its_end(self, tmp_path: Path) -> None:
        path = tmp_path / "facture.pdf"
        with path.open("wb") as file:
            file.write(INVOICE)
            file.truncate(10**12)  # sparse: it holds nothing
        with pytest.raises(TooLarge):
            extract_invoice(path)

    def test_one_page_more_than_the_limit(self) -> None:
        two = pdfs.joined(INVOICE, INVOICE)
        assert len(extract_invoice(two, Options(max_pages=2)).pages) == 2
        with pytest.raises(TooManyPages):
            extract_invoice(two, Options(max_pages=1))


def test_the_empty_password_is_tried() -> None:
    assert total(extract_invoice(pdfs.encrypted(INVOICE, user=""))) == TOTAL


class TestPageTrees:
    def test_ten_thousand_pages_are_refused_before_one_is_loaded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with opened() as pdf:
            pages = pdf.Root.Pages
            side = Array([0, 0, 595, 842])
            pages.Kids = Array(
                [pdf.make_indirect(Dictionary(Type=Name.Page, Parent=pages, MediaBox=side)) for _ in range(10_000)]
            )
            pages.Count = 10_000
            data = pdfs.saved(pdf)

        def page_of(*_: object) -> None:
            raise AssertionError("a page was loaded")

        monkeypatch.setattr(document.Document, "page", page_of)
        with pytest.raises(TooManyPages, match="10000"):
            extract_invoice(data)

    @pytest.mark.parametrize("count", [1, 2, 10**9, 2**31 - 1])
    def test_a_thousand_million_pages_in_two_kilobytes(self, count: int) -> None:
        with opened() as pdf:
            node = pdf.pages[0].obj
            for _ in range(9):
                node = pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=Array([node] * 10), Count=count))
            pdf.Root.Pages = node
            data = pdfs.saved(pdf)
        assert len(data) < 5_000
        reading_or_error(data)

    @pytest.mark.parametrize("count", [0, 1, 2, 3, -1, -(2**31)])
    def test_a_tree_that_holds_itself(self, count: int) -> None:
        with opened() as pdf:
            tree = pdf.Root.Pages
            tree.Kids = Array([tree, pdf.pages[0].obj])
            tree.Count = count
            reading_or_error(pdfs.saved(pdf))

    @pytest.mark.parametrize("tree", [Array([]), Dictionary(), 7], ids=["array", "empty", "number"])
    def test_a_tree_that_is_none(self, tree: object) -> None:
        with opened() as pdf:
            pdf.Root.Pages = tree
            assert isinstance(reading_or_error(pdfs.saved(pdf)), DocumentError)


class TestPages:
    @pytest.mark.parametrize(
        "box",
        [[0, 0, 10**6, 10**6], [0, 0, 0, 0], [595, 842, 0, 0], [-(10**7), 0, 1, 1], [0, 0, 1, 1]],
        ids=str,
    )
    @pytest.mark.parametrize("data", [INVOICE, pdfs.page_of(pdfs.scan())], ids=["text", "scan"])
    def test_rectangles_that_no_page_has(self, data: bytes, box: list[int]) -> None:
        with opened(data) as pdf:
            pdf.pages[0].MediaBox = Array(box)
            reading_or_error(pdfs.saved(pdf))

    def test_text_on_a_huge_page_is_read_without_rendering_it(self) -> None:
        with opened() as pdf:
            pdf.pages[0].MediaBox = Array([0, 0, 20_000, 20_000])
            assert total(extract_invoice(pdfs.saved(pdf))) == TOTAL

    def test_a_scan_on_a_huge_page_is_drawn_as_an_a4(self) -> None:
        assert extract_invoice(self.scan_on_a_huge_page()).pages[0].kind is PageKind.IMAGE

    def test_more_pixels_than_are_allowed_are_too_large(self) -> None:
        with pytest.raises(TooLarge, match="page 1"):
            extract_invoice(self.scan_on_a_huge_page(), Options(max_pixels=1_000_000))

    def scan_on_a_huge_page(self) -> bytes:
        with opened(pdfs.page_of(pdfs.scan())) as pdf:
            pdf.pages[0].UserUnit = 1
            pdf.pages[0].MediaBox = Array([0, 0, 100_000, 100_000])
            pdf.pages[0].Contents = pdf.make_stream(b"q 100000 0 0 100000 0 0 cm " + form_name(pdf) + b" Do Q")
            return pdfs.saved(pdf)

    def test_contents_that_unpack_to_a_thousand_times_their_size(self) -> None:
        with opened() as pdf:
            blanks = pdf.make_stream(b"")
            blanks.write(packed_blanks(20), filter=Name.FlateDecode)
            pdf.pages[0].Contents = Array([pdf.pages[0].Contents, blanks])
            data = pdfs.saved(pdf)
        assert len(data) < 50_000
        reading_or_error(data)

    def test_an_image_that_unpacks_to_a_thousand_times_its_size(self) -> None:
        side = 5_000
        with opened(pdfs.page_of()) as pdf:
            image = pdf.make_stream(
                b"",
                Type=Name.XObject,
                Subtype=Name.Image,
                Width=side,
                Height=side,
                BitsPerComponent=8,
                ColorSpace=Name.DeviceGray,
            )
            image.write(packed_blanks(side * side // 1_000_000), filter=Name.FlateDecode)
            pdf.pages[0].Resources = Dictionary(XObject=Dictionary(Im0=image))
            pdf.pages[0].Contents = pdf.make_stream(b"q 595 0 0 842 0 0 cm /Im0 Do Q")
            reading_or_error(pdfs.saved(pdf))

    @pytest.mark.parametrize("streams", [1, 40])
    def test_contents_larger_than_the_limit_are_refused(self, streams: int) -> None:
        """One of a thousand times its size, or the same one many times."""
        with opened() as pdf:
            blanks = pdf.make_stream(b"")
            blanks.write(packed_blanks(120 // streams), filter=Name.FlateDecode)
            pdf.pages[0].Contents = Array([pdf.pages[0].Contents, *[blanks] * streams])
            data = pdfs.saved(pdf)
        with pytest.raises(TooLarge, match="contenu de la page 1"):
            extract_invoice(data)

    def test_a_picture_larger_than_the_limit_is_refused_where_it_would_be_drawn(self) -> None:
        scan = pdfs.page_of(pdfs.scan())
        with pytest.raises(TooLarge, match="image de la page 1"):
            extract_invoice(scan, Options(max_image_pixels=10_000))
        assert extract_invoice(scan, Options(max_image_pixels=10_000, ocr=False)).status is Status.PARTIAL

    def test_a_form_that_draws_itself(self) -> None:
        with opened() as pdf:
            form = pdf.make_stream(b"/X Do " * 3, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 595, 842]))
            form.Resources = Dictionary(XObject=Dictionary(X=form))
            pdf.pages[0].Resources.XObject = Dictionary(X=form)
            pdf.pages[0].Contents = Array([pdf.pages[0].Contents, pdf.make_stream(b"/X Do")])
            assert total(extract_invoice(pdfs.saved(pdf))) == TOTAL

    def test_forms_that_each_draw_the_next_ten_times(self) -> None:
        with opened() as pdf:
            form = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 595, 842]))
            for _ in range(4):
                form = pdf.make_stream(
                    b"/X Do " * 10,
                    Type=Name.XObject,
                    Subtype=Name.Form,
                    BBox=Array([0, 0, 595, 842]),
                    Resources=Dictionary(XObject=Dictionary(X=form)),
                )
            pdf.pages[0].Resources.XObject = Dictionary(X=form)
            pdf.pages[0].Contents = Array([pdf.pages[0].Contents, pdf.make_stream(b"/X Do")])
            assert total(extract_invoice(pdfs.saved(pdf))) == TOTAL

    def test_thousands_of_tiny_images(self) -> None:
        count = 3_000
        with opened() as pdf:
            images = Dictionary()
            for index in range(count):
                images[f"/I{index}"] = pdf.make_stream(
                    bytes([index % 256]),
                    Type=Name.XObject,
                    Subtype=Name.Image,
                    Width=1,
                    Height=1,
                    BitsPerComponent=8,
                    ColorSpace=Name.DeviceGray,
                )
            drawn = b" ".join(b"q 3 0 0 3 %d %d cm /I%d Do Q" % (i % 80 * 7, i // 80 * 7, i) for i in range(count))
            pdf.pages[0].Resources.XObject = images
            pdf.pages[0].Contents = Array([pdf.make_stream(drawn), pdf.pages[0].Contents])
            assert total(extract_invoice(pdfs.saved(pdf))) == TOTAL

    def test_thousands_of_notes(self) -> None:
        with opened() as pdf:
            note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), Contents="x")
            pdf.pages[0].Annots = Array([pdf.make_indirect(note) for _ in range(2_000)])
            assert total(extract_invoice(pdfs.saved(pdf))) == TOTAL


def form_name(pdf: pikepdf.Pdf) -> bytes:
    """The name of the only image of the first page."""
    (name,) = pdf.pages[0].Resources.XObject.keys()
    return str(name).encode()


def written(rows: list[str], size: float = 2.2) -> bytes:
    """Rows of very small print."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    text = canvas.beginText(5, 835)
    text.setFont("Helvetica", size, leading=1.5)
    for row in rows:
        text.textLine(row)
    canvas.drawText(text)
    canvas.save()
    return buffer.getvalue()


class TestText:
    def test_a_hundred_thousand_words_on_a_page(self) -> None:
        row = "formation du salarié pour la durée de deux heures sans autre frais " * 16
        read = extract_invoice(written([row] * 520))
        assert read.status is Status.OK

    def test_thousands_of_numbers_on_a_page(self) -> None:
        rows = [" ".join(f"{row} {column:03},00 €" for column in range(20)) for row in range(1, 100)]
        assert extract_invoice(written(["Total TTC 12,00 €", *rows])).status is Status.OK

    @pytest.mark.parametrize(
        "line",
        [
            "1 " * 20_000,
            "9" * 20_000 + ",00 €",
            "Total TTC " + "9" * 5_000 + ",00 €",
            "FR76" + "0" * 20_000,
            "a" * 20_000,
            "h.t. " * 5_000,
            "SIRET " * 3_000,
            "Facture n° " * 2_000,
            "- " * 20_000 + ":",
            "2310AF" * 3_000,
            "1.1/1-1," * 3_000,
        ],
        ids=lambda line: line[:14],
    )
    def test_lines_without_end_do_not_catch_a_pattern(self, line: str) -> None:
        assert extract_invoice(pdfs.page_of(pdfs.lines([*pdfs.INVOICE, line]))).status is Status.OK

    @pytest.mark.parametrize(
        "character",
        [
            "\0",
            "\x01",
            "\x1c",
            "\x85",
            "\u2028",
            "\u202e",
            "\u200f",
            "\u0627",
            "\u05d0",
            "\ufeff",
            "\ue000",
            "\U0010ffff",
        ],
        ids=lambda character: f"U+{ord(character):04X}",
    )
    def test_characters_that_no_invoice_has(self, character: str) -> None:
        """A font that says it for each X on the page."""
        code = character.encode("utf-16-be").hex().upper().encode()
        with opened(pdfs.two_fonts([*pdfs.INVOICE, "X XX aXb 12X34"], ["Merci"])) as pdf:
            for font in [one for one in pdf.objects if isinstance(one, Dictionary) and "/ToUnicode" in one]:
                cmap = font.ToUnicode.read_bytes()
                font.ToUnicode.write(cmap.replace(b"> <0058>", b"> <" + code + b">"))
            read = extract_invoice(pdfs.saved(pdf))
        assert total(read) == TOTAL

    def test_text_from_right_to_left_beside_french(self) -> None:
        """Marks that turn the order of characters change no number."""
        lines = [f"\u202e{line}\u202c" for line in pdfs.INVOICE]
        pdf = pdfs.two_fonts(lines, ["Merci"])
        found = extract_invoice(pdf)
        assert total(found) in (TOTAL, None)


class TestWhatAFileCarries:
    def test_an_attachment_that_unpacks_to_a_thousand_times_its_size_is_a_finding(self) -> None:
        data = pdfs.with_attachments(("factur-x.xml", b"<a>" + b" " * 60_000_000 + b"</a>"))
        assert len(data) < 100_000
        read = extract_invoice(data)
        assert total(read) == TOTAL
        assert finding(read) is Outcome.FAILED

    def test_more_attachments_than_the_limit_are_a_finding(self) -> None:
        data = pdfs.with_attachments(*[(f"f{index}.xml", b"<a/>") for index in range(101)])
        read = extract_invoice(data)
        assert total(read) == TOTAL
        assert finding(read) is Outcome.FAILED
        assert finding(extract_invoice(data, Options(max_attachments=101))) is Outcome.NOT_CHECKED

    def test_attachments_that_are_too_large_together_are_a_finding(self) -> None:
        data = pdfs.with_attachments(*[(f"f{index}.bin", b" " * 20_000) for index in range(5)])
        assert finding(extract_invoice(data, Options(max_bytes=90_000))) is Outcome.FAILED
        assert finding(extract_invoice(data, Options(max_bytes=110_000))) is Outcome.NOT_CHECKED

    @pytest.mark.parametrize(
        "xml",
        [
            b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
            b'<?xml version="1.0"?><!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>',
            b"<!DOCTYPE a [<!ENTITY b0 'ha'>"
            + b"".join(b"<!ENTITY b%d '%s'>" % (n, b"&b%d;" % (n - 1) * 10) for n in range(1, 10))
            + b"]><a>&b9;</a>",
            b"<a>" * 100_000,
            b"\xff\xfe\x00<",
            b"",
        ],
        ids=["entity", "external", "laughs", "deep", "bytes", "empty"],
    )
    def test_hostile_xml_costs_no_page(self, xml: bytes) -> None:
        read = extract_invoice(pdfs.with_attachments(("factur-x.xml", xml)))
        assert total(read) == TOTAL
        assert finding(read) is not Outcome.PASSED

    @pytest.mark.parametrize(
        "action",
        [
            Dictionary(S=Name.JavaScript, JS="app.alert('!'); app.launchURL('http://127.0.0.1:9/');"),
            Dictionary(S=Name.Launch, F="/bin/sh"),
            Dictionary(S=Name.URI, URI="http://127.0.0.1:9/"),
            Dictionary(S=Name.SubmitForm, F="http://127.0.0.1:9/"),
            Dictionary(S=Name.GoToR, F="file:///etc/passwd", D=Array([0, Name.Fit])),
        ],
        ids=["JavaScript", "Launch", "URI", "SubmitForm", "GoToR"],
    )
    def test_actions_do_not_run(
        self, action: Dictionary, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise AssertionError("something was run or fetched")

        for name in ("socket.socket.connect", "subprocess.Popen.__init__", "os.system", "os.execv", "os.posix_spawn"):
            monkeypatch.setattr(name, refuse)
        with opened() as pdf:
            pdf.Root.OpenAction = action
            pdf.Root.AA = Dictionary(WC=action, DS=action)
            pdf.pages[0].AA = Dictionary(O=action, C=action)
            pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["x", action])))
            data = pdfs.saved(pdf)
        assert total(extract_invoice(data)) == TOTAL
        assert capfd.readouterr() == ("", "")


def finding(read: Extraction) -> Outcome:
    return next(check.outcome for check in read.checks if check.id == "embedded-xml-readable")


def test_a_scan_on_a_gigantic_page() -> None:
    pdf = pikepdf.open(io.BytesIO(pdfs.page_of(pdfs.scan())))
    pdf.pages[0].MediaBox = pikepdf.Array([0, 0, 10**9, 10**9])
    try:
        read = extract_invoice(pdfs.saved(pdf))
    except DocumentError:
        return
    assert read.fields.total_ttc is None
