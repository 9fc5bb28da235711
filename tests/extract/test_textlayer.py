"""What a page's text layer gives, trap by trap."""

import io
import re
import unicodedata

import pikepdf
import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from akto_invoice.extract.document import Page, open_document
from akto_invoice.extract.glyphs import garbled_fonts, looks_wrong
from akto_invoice.extract.model import Box, Options, PageKind, PageText, Source
from akto_invoice.extract.textlayer import OCR_LAYER_TRUST, _plain, read_page
from akto_invoice.extract.zones import area, merged, share_within
from tests.extract import pdfs

INVOICE_TEXT = " ".join(pdfs.INVOICE)
SCAN = pdfs.picture_of(pdfs.invoice())
WHITE_PAPER = pdfs.picture_of(pdfs.page_of())


def read(data: bytes) -> PageText:
    with open_document(data, Options()) as document:
        return read_page(document.page(1))


def text(page: PageText) -> str:
    return " ".join(word.text for word in page.words)


def covers_page(page: PageText) -> bool:
    return any(share_within(Box(0, 0, page.width, page.height), zone) > 0.95 for zone in page.unread)


def is_in_unread(page: PageText, box: Box) -> bool:
    return any(share_within(box, zone) > 0.9 for zone in page.unread)


def test_a_text_page() -> None:
    page = read(pdfs.invoice())
    assert (page.number, page.kind, page.unread) == (1, PageKind.TEXT, ())
    assert text(page) == INVOICE_TEXT
    assert {(word.source, word.trust) for word in page.words} == {(Source.TEXT, 1.0)}


def test_words_are_where_they_are_printed() -> None:
    word = read(pdfs.page_of(pdfs.lines(["FACTURE"], top=742))).words[0]
    assert word.box.x0 == pytest.approx(50, abs=0.5)
    assert word.box.y0 < 100 < word.box.y1 + 0.5  # the baseline, 842 - 742 points from the top


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_boxes_are_those_of_the_page_as_displayed(degrees: int) -> None:
    with open_document(pdfs.rotated(pdfs.invoice(), degrees), Options()) as document:
        page = document.page(1)
        layer = read_page(page)
        shown = page.render(72)
        assert text(layer) == INVOICE_TEXT
        assert (round(layer.width), round(layer.height)) == ((842, 595) if degrees % 180 else (595, 842))
        for word in layer.words:
            x0, y0, x1, y1 = map(round, word.box)
            assert shown[y0:y1, x0:x1].min() < 160, word  # its letters are inside its box


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2009", " "])
def test_every_kind_of_space_separates_words(space: str) -> None:
    with pymupdf.open() as document:
        page = document.new_page()
        writer = pymupdf.TextWriter(page.rect)
        writer.append((50, 100), f"1{space}152,00{space}€", font=pymupdf.Font("cjk"))
        writer.write_text(page)
        data = document.tobytes()
    assert text(read(data)) == "1 152,00 €"


def test_ligatures_are_letters_and_soft_hyphens_are_gone() -> None:
    with pymupdf.open() as document:
        page = document.new_page()
        writer = pymupdf.TextWriter(page.rect)
        writer.append((50, 100), "certi\ufb01cat a\ufb04uent coopé\u00adrative", font=pymupdf.Font("cjk"))
        writer.write_text(page)
        data = document.tobytes()
    assert text(read(data)) == "certificat affluent coopérative"


@given(st.text())
def test_plain_text_only_loses_what_cannot_be_seen(printed: str) -> None:
    plain = _plain(printed)
    assert _plain(plain) == plain
    assert set(printed) & set("0123456789AZ€%²°") <= set(plain)
    assert not re.search("[\u00ad\u200b\ufb01]", plain)


@given(st.text("abcdefghijklmnopqrstuvwxyzéèêàçùîôûëï 0123456789-.,/€%"))
def test_plain_french_is_left_as_it_is(printed: str) -> None:
    assert _plain(printed) == printed
    assert _plain(unicodedata.normalize("NFD", printed)) == printed


class TestScans:
    def test_a_scan_has_no_words_and_is_to_be_read(self) -> None:
        page = read(pdfs.page_of(pdfs.scan()))
        assert (page.kind, page.words) == (PageKind.IMAGE, ())
        assert covers_page(page)

    def test_a_scan_in_strips_is_one_zone(self) -> None:
        page = read(pdfs.page_of(pdfs.in_strips(SCAN)))
        assert page.kind is PageKind.IMAGE
        assert len(page.unread) == 1
        assert covers_page(page)

    def test_a_scan_painted_through_a_mask(self) -> None:
        page = read(pdfs.stencil_scan())
        assert page.kind is PageKind.IMAGE
        assert covers_page(page)

    @pytest.mark.parametrize(
        "printed",
        [
            ["PAYÉ"],
            ["Reçu le 12/03/2026", "Bon à payer, service comptable"],
            ["Document numérisé le 12/03/2026 à 10 h 42 par le service comptable de la société, page 1 sur 1"] * 2,
        ],
    )
    def test_a_digital_stamp_leaves_a_scan_an_image(self, printed: list[str]) -> None:
        page = read(pdfs.page_of(pdfs.scan(), pdfs.lines(printed, top=815, step=20)))
        assert page.kind is PageKind.IMAGE
        assert text(page) == " ".join(printed)
        assert covers_page(page)

    def test_a_header_and_a_footer_leave_a_scan_an_image(self) -> None:
        edges = pdfs.lines(["Espace adhérent - document déposé le 12/03/2026"] * 2, top=820, step=790)
        page = read(pdfs.page_of(pdfs.scan(), edges))
        assert page.kind is PageKind.IMAGE
        assert covers_page(page)

    def test_an_invisible_ocr_layer_is_kept_at_low_trust(self) -> None:
        page = read(pdfs.page_of(pdfs.scan(), pdfs.lines(mode=3)))
        assert page.kind is PageKind.IMAGE
        assert text(page) == INVOICE_TEXT
        assert {word.trust for word in page.words} == {OCR_LAYER_TRUST}
        assert covers_page(page)

    def test_text_painted_over_by_the_scan_is_an_ocr_layer(self) -> None:
        page = read(pdfs.page_of(pdfs.lines(), pdfs.scan()))
        assert page.kind is PageKind.IMAGE
        assert {word.trust for word in page.words} == {OCR_LAYER_TRUST}

    def test_a_glyphless_font_is_an_ocr_layer(self) -> None:
        pdf = pikepdf.open(io.BytesIO(pdfs.page_of(pdfs.scan(), pdfs.lines())))
        for font in pdf.pages[0].Resources.Font.values():
            font.BaseFont = pikepdf.Name.GlyphLessFont
        page = read(pdfs.saved(pdf))
        assert page.kind is PageKind.IMAGE
        assert {word.trust for word in page.words} == {OCR_LAYER_TRUST}

    def test_a_stamp_over_an_ocr_layer_is_trusted_alone(self) -> None:
        page = read(pdfs.page_of(pdfs.scan(), pdfs.lines(mode=3), pdfs.lines(["PAYE"], top=100)))
        assert [word.text for word in page.words if word.trust == 1.0] == ["PAYE"]

    def test_half_a_page_of_scan_beside_a_page_number(self) -> None:
        page = read(pdfs.page_of(pdfs.image(SCAN, 0, 0, pdfs.WIDTH, 380), pdfs.lines(["Page 2/2"], top=800)))
        assert page.kind is PageKind.IMAGE
        assert is_in_unread(page, Box(10, 470, 580, 830))

    def test_a_till_receipt_in_the_corner_of_an_empty_page(self) -> None:
        page = read(pdfs.page_of(pdfs.image(SCAN, 50, 600, 120, 160)))
        assert page.kind is PageKind.IMAGE
        assert is_in_unread(page, Box(60, 100, 160, 220))

    def test_text_on_letter_paper_stays_text(self) -> None:
        page = read(pdfs.page_of(pdfs.image(WHITE_PAPER), pdfs.lines(pdfs.INVOICE * 2, step=40)))
        assert (page.kind, page.unread) == (PageKind.TEXT, ())
        assert len(page.words) == 2 * len(INVOICE_TEXT.split())

    def test_letter_paper_with_writing_is_to_be_read(self) -> None:
        paper = pdfs.picture_of(pdfs.page_of(pdfs.lines(["SIRET 732 829 320 00074"], top=20)))
        page = read(pdfs.page_of(pdfs.image(paper), pdfs.lines(pdfs.INVOICE * 2, step=40)))
        assert page.kind is PageKind.TEXT
        assert covers_page(page)


class TestPictures:
    def test_a_logo_and_a_signature_leave_nothing_to_read(self) -> None:
        logo, signature = pdfs.image(SCAN, 450, 760, 100, 60), pdfs.image(SCAN, 400, 100, 120, 60)
        page = read(pdfs.page_of(pdfs.lines(), logo, signature))
        assert (page.kind, page.unread) == (PageKind.TEXT, ())
        assert text(page) == INVOICE_TEXT

    def test_a_picture_that_may_hold_a_table_is_to_be_read(self) -> None:
        page = read(pdfs.page_of(pdfs.lines(), pdfs.image(SCAN, 50, 20, 400, 180)))
        assert page.kind is PageKind.TEXT
        assert is_in_unread(page, Box(55, 665, 445, 815))
        assert len(page.unread) == 1
        assert text(page) == INVOICE_TEXT


class TestHiddenText:
    @pytest.mark.parametrize(
        "hidden",
        [
            pdfs.lines(["MASQUE 999,99"], top=100, mode=3),
            pdfs.coloured(["MASQUE 999,99"], grey=1, top=100),
            pdfs.coloured(["MASQUE 999,99"], grey=0.97, top=100),
            pdfs.coloured(["MASQUE 999,99"], grey=0, top=100, alpha=0),
            pdfs.lines(["MASQUE 999,99"], top=-100),
            pdfs.lines(["MASQUE 999,99"], top=2000),
        ],
        ids=["mode 3", "white", "nearly white", "transparent", "below", "above"],
    )
    def test_what_nobody_sees_is_no_word(self, hidden: pdfs.Draw) -> None:
        page = read(pdfs.page_of(pdfs.lines(), hidden))
        assert (page.kind, page.unread) == (PageKind.TEXT, ())
        assert text(page) == INVOICE_TEXT

    def test_clipped_away(self) -> None:
        def clipped(canvas: Canvas) -> None:
            window = canvas.beginPath()
            window.rect(0, 0, 40, 40)
            canvas.clipPath(window, stroke=0, fill=0)
            pdfs.lines(["MASQUE"], top=100)(canvas)

        assert text(read(pdfs.page_of(pdfs.lines(), clipped))) == INVOICE_TEXT

    def test_an_optional_layer_that_is_off(self) -> None:
        assert text(read(pdfs.with_hidden_layer())) == INVOICE_TEXT

    def test_print_too_small_for_an_eye(self) -> None:
        def tiny(canvas: Canvas) -> None:
            canvas.setFont("Helvetica", 1)
            canvas.drawString(50, 100, "MASQUE")

        assert text(read(pdfs.page_of(pdfs.lines(), tiny))) == INVOICE_TEXT

    def test_a_page_of_hidden_text_alone_is_blank(self) -> None:
        page = read(pdfs.page_of(pdfs.lines(mode=3)))
        assert (page.kind, page.words) == (PageKind.BLANK, ())

    def test_white_on_a_dark_band_is_seen(self) -> None:
        page = read(pdfs.page_of(pdfs.lines(), pdfs.band(85, 40, 0.2), pdfs.coloured(["Total TTC"], grey=1, top=100)))
        assert text(page) == f"{INVOICE_TEXT} Total TTC"

    def test_white_in_a_dark_disc_is_seen_and_beside_it_is_not(self) -> None:
        def disc(canvas: Canvas) -> None:
            canvas.circle(100, 105, 60, stroke=0, fill=1)

        inside, beside = (pdfs.coloured(["HC"], grey=1, top=top) for top in (100, 40))
        at_the_corner = pdfs.page_of(pdfs.lines(), disc, beside)
        assert text(read(at_the_corner)) == INVOICE_TEXT
        centred = pdfs.page_of(pdfs.lines(), lambda canvas: canvas.circle(55, 105, 40, stroke=0, fill=1), inside)
        assert text(read(centred)) == f"{INVOICE_TEXT} HC"

    def test_white_on_white_over_a_dark_band_is_not_seen(self) -> None:
        layers = pdfs.band(85, 40, 0.2), pdfs.band(85, 40, 1), pdfs.coloured(["MASQUE"], grey=1, top=100)
        assert text(read(pdfs.page_of(pdfs.lines(), *layers))) == INVOICE_TEXT

    def test_white_on_a_dark_picture_is_seen(self) -> None:
        dark = pdfs.picture_of(pdfs.page_of(pdfs.band(0, pdfs.HEIGHT, 0.2)))
        banner = pdfs.image(dark, 0, 80, pdfs.WIDTH, 60)
        page = read(pdfs.page_of(pdfs.lines(), banner, pdfs.coloured(["Total TTC"], grey=1, top=100)))
        assert text(page) == f"{INVOICE_TEXT} Total TTC"

    def test_grey_text_and_outlined_letters_are_seen(self) -> None:
        grey, stroked = pdfs.coloured(["Mentions"], grey=0.6, top=100), pdfs.lines(["BROUILLON"], top=80, mode=1)
        assert text(read(pdfs.page_of(pdfs.lines(), grey, stroked))) == f"{INVOICE_TEXT} Mentions BROUILLON"


class TestFonts:
    BOTH = pdfs.two_fonts(pdfs.INVOICE, pdfs.INVOICE[:4])

    def test_good_fonts(self) -> None:
        page = read(self.BOTH)
        assert (page.kind, page.unread) == (PageKind.TEXT, ())
        assert text(page).startswith(INVOICE_TEXT)

    def test_without_to_unicode_nothing_is_believed(self) -> None:
        page = read(pdfs.without_to_unicode(self.BOTH))
        assert (page.kind, page.words) == (PageKind.GARBLED, ())
        assert covers_page(page)

    def test_with_a_wrong_to_unicode_nothing_is_believed(self) -> None:
        page = read(pdfs.with_shifted_to_unicode(self.BOTH))
        assert (page.kind, page.words) == (PageKind.GARBLED, ())
        assert covers_page(page)

    @pytest.mark.parametrize("breaks", [pdfs.without_to_unicode, pdfs.with_shifted_to_unicode])
    def test_one_broken_font_among_good_ones(self, breaks: pdfs.Break) -> None:
        page = read(breaks(self.BOTH, "Bold"))
        assert page.kind is PageKind.TEXT
        assert text(page) == INVOICE_TEXT
        whole = read(self.BOTH)
        for word in whole.words[len(page.words) :]:
            assert is_in_unread(page, word.box), word

    def test_characters_missing_from_to_unicode_cost_their_words_only(self) -> None:
        page = read(pdfs.with_partial_to_unicode(self.BOTH, "é"))
        assert page.kind is PageKind.TEXT
        expected = [word for word in [*INVOICE_TEXT.split(), *" ".join(pdfs.INVOICE[:4]).split()] if "é" not in word]
        assert text(page).split() == expected
        lost = next(word for word in read(self.BOTH).words if word.text == "numéro")
        assert is_in_unread(page, lost.box)

    def test_a_font_of_pictograms_is_dropped_in_silence(self) -> None:
        data = pdfs.two_fonts(pdfs.INVOICE, ["\u2022"])
        page = read(pdfs.without_to_unicode(data, "Bold"))
        assert (page.kind, page.unread) == (PageKind.TEXT, ())
        assert text(page) == INVOICE_TEXT

    @pytest.mark.parametrize("shift", [*range(1, 26)])
    def test_shifted_letters_are_not_french(self, shift: int) -> None:
        letters = {base + c: chr(base + (c + shift) % 26) for base in (ord("a"), ord("A")) for c in range(26)}
        shifted = INVOICE_TEXT.translate(letters)
        assert garbled_fonts([("good", INVOICE_TEXT), ("bad", shifted)]) == {"bad"}
        assert looks_wrong(INVOICE_TEXT * 4 + shifted)
        assert not looks_wrong(INVOICE_TEXT * 5)

    @pytest.mark.parametrize("script", [0x0180, 0x0430, 0x0620, 0x0DC0, 0x4E00, 0xE000, 0xF700, 1])
    def test_letters_of_another_script_are_not_french(self, script: int) -> None:
        other = "".join(chr(script + ord(letter) % 7) for letter in "Total TTC")
        assert looks_wrong(f"{INVOICE_TEXT} {other}")
        assert garbled_fonts([("good", INVOICE_TEXT), ("bad", other)]) == {"bad"}

    @pytest.mark.parametrize(
        "printed",
        [
            INVOICE_TEXT,
            "Łukasz Wiśniewski, Ștefan Țepeș, Σ μ Ω ≥ ½ œuvre Œ Ÿ § n° 2ᵉ m² – — « » ’ … • → ☐ ✓ ƒ ™ ® € £",
            INVOICE_TEXT.upper(),
            "SIRET TVA HT TTC IBAN FR76 BIC BNPAFRPPXXX RCS KBIS NAF 8559A SARL SASU EURL",
            "Invoice number, date of issue, training provider, amount payable within thirty days by bank transfer",
            "Worldwide Workshop Kraków Wojciechowski Krzysztof formation WordPress, Excel et PowerPoint niveau 2",
            "https://www.horizon-conseil-formation.fr/conditions-generales-de-vente contact@horizon-conseil.fr",
        ],
    )
    def test_real_text_is_believed(self, printed: str) -> None:
        assert garbled_fonts([("font", printed)]) == frozenset()


class TestOutlines:
    def test_text_drawn_as_outlines_is_to_be_read(self) -> None:
        page = read(pdfs.outlined(pdfs.invoice()))
        assert (page.kind, page.words) == (PageKind.OUTLINES, ())
        for word in read(pdfs.invoice()).words:
            assert is_in_unread(page, Box(word.box.x0 + 1, word.box.y0 + 5, word.box.x1 - 1, word.box.y1 - 5)), word

    def test_outlines_beside_text_are_a_zone(self) -> None:
        page = read(
            pdfs.laid_over(pdfs.invoice(), pdfs.outlined(pdfs.page_of(pdfs.lines(pdfs.INVOICE[:4], 100, step=14))))
        )
        assert page.kind is PageKind.TEXT
        assert text(page) == INVOICE_TEXT
        assert is_in_unread(page, Box(60, 740, 380, 780))
        assert all(area(zone) < 0.3 * page.width * page.height for zone in page.unread)

    def test_an_outlined_name_in_a_logo_is_no_zone(self) -> None:
        logo = pdfs.outlined(pdfs.page_of(pdfs.lines(["Horizon Conseil"], top=100)))
        assert read(pdfs.laid_over(pdfs.invoice(), logo)).unread == ()

    def test_a_page_of_too_many_shapes_to_list_is_to_be_read_whole(self) -> None:
        pdf = pikepdf.open(io.BytesIO(pdfs.page_of(pdfs.lines(["Plan de situation"]))))
        shape = b"100 100 m 150 150 l 180 120 l f\n"
        pdf.pages[0].contents_add(pdf.make_stream(shape * (5_000_000 // len(shape) + 1)))
        page = read(pdfs.saved(pdf))
        assert page.kind is PageKind.OUTLINES
        assert covers_page(page)

    def test_rules_and_bands_are_not_writing(self) -> None:
        def table(canvas: Canvas) -> None:
            canvas.grid([50, 150, 250, 350, 450], [100 + 12 * row for row in range(40)])

        page = read(pdfs.page_of(pdfs.lines(), table, pdfs.band(60, 20, 0.5)))
        assert (page.kind, page.unread) == (PageKind.TEXT, ())


class TestForms:
    @pytest.mark.parametrize("appearances", [True, False])
    def test_what_is_filled_in_is_text(self, appearances: bool) -> None:
        page = read(pdfs.with_form_and_note(appearances))
        assert page.kind is PageKind.TEXT
        assert text(page) == "Facture acquittée 73282932000074"

    def test_a_hidden_field_is_not_seen(self) -> None:
        pdf = pikepdf.open(io.BytesIO(pdfs.with_form_and_note(appearances=True)))
        for annotation in pdf.pages[0].Annots:
            annotation.F = 2  # hidden
        assert read(pdfs.saved(pdf)).words == ()


class TestNothingToRead:
    @pytest.mark.parametrize(
        "data",
        [pdfs.page_of(), pdfs.page_of(pdfs.image(WHITE_PAPER)), pdfs.page_of(pdfs.band(400, 2, 0))],
        ids=["empty", "blank scan", "a rule"],
    )
    def test_blank(self, data: bytes) -> None:
        page = read(data)
        assert (page.kind, page.words, page.unread) == (PageKind.BLANK, (), ())

    def test_a_page_whose_text_crashes_the_parser_is_left_to_the_ocr(self) -> None:
        class Broken:
            def get_textpage(self, **_: int) -> None:
                raise pymupdf.mupdf.FzErrorSyntax("broken content")

        page = read_page(Page(Broken(), 3, 595, 842, Options()))
        assert (page.number, page.kind, page.words) == (3, PageKind.GARBLED, ())
        assert covers_page(page)


@given(st.lists(st.tuples(*[st.integers(0, 300)] * 2, *[st.integers(1, 60)] * 2), max_size=25), st.integers(0, 10))
def test_merged_zones_hold_every_box_and_stand_apart(corners: list[tuple[int, int, int, int]], gap: int) -> None:
    boxes = [Box(x, y, x + width, y + height) for x, y, width, height in corners]
    zones = merged(boxes, gap)
    assert all(any(share_within(box, zone) == 1 for zone in zones) for box in boxes)
    assert sorted(merged(zones, gap)) == sorted(zones)
