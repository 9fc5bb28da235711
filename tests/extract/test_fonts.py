"""Words of a text layer are believed where their font is: each kind of font, honest, broken and lying."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pymupdf
import pytest
import typst
from pikepdf import Array, Dictionary, Name
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from akto_invoice.extract.document import open_document
from akto_invoice.extract.fonts import doubted_spans
from akto_invoice.extract.model import DOUBTED_TEXT, FULL_TRUST, Options, PageText
from akto_invoice.extract.textlayer import read_page
from tests.extract import pdfs

TOTAL = "Total TTC 1 752,00 EUR dont TVA 20 % soit 292,00 EUR, facture 48 du 3/6/2026"
PRINTED = Path(__file__).parents[2] / "corpus" / "committed"
Change = Callable[[bytes], bytes]


def read(data: bytes) -> PageText:
    with open_document(data, Options()) as document:
        return read_page(document.page(1))


def trusts(data: bytes) -> set[float]:
    return {word.trust for word in read(data).words}


def base_font() -> bytes:
    return pdfs.page_of(pdfs.lines([TOTAL]))


def ascii_subset() -> bytes:
    """reportlab keeps ASCII codes in its subsets."""
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.setFont("Vera", 11)
    canvas.drawString(50, 700, TOTAL)
    canvas.save()
    return buffer.getvalue()


def numbered_by_first_use() -> bytes:
    return pdfs.two_fonts([TOTAL], ["Net 1 752,00"])


def by_typst() -> bytes:
    pdf: bytes = typst.compile(f"{TOTAL}".encode())
    return pdf


def whole_font() -> bytes:
    """Glyphs keep the numbers that they have in the whole font."""
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_text((50, 100), TOTAL, fontname="lato", fontfile=pdfs._font("Vera"))
        return bytes(document.tobytes())


def by_chromium() -> bytes:
    return (PRINTED / "chromium" / "suite-00.pdf").read_bytes()


def by_chromium_in_type3() -> bytes:
    return (PRINTED / "chromium" / "large-amount-00.pdf").read_bytes()


def by_libreoffice() -> bytes:
    return (PRINTED / "libreoffice" / "workbook-00.pdf").read_bytes()


HONEST = [
    base_font,
    ascii_subset,
    numbered_by_first_use,
    by_typst,
    whole_font,
    by_chromium,
    by_chromium_in_type3,
    by_libreoffice,
]


@pytest.mark.parametrize("make", HONEST)
def test_honest_fonts_are_believed(make: Callable[[], bytes]) -> None:
    assert trusts(make()) == {1.0}


@pytest.mark.parametrize("make", HONEST[1:])
def test_a_to_unicode_that_exchanges_two_digits_is_doubted(make: Callable[[], bytes]) -> None:
    data = with_to_unicode(make(), lambda text: {"7": "1", "1": "7"}.get(text, text))
    assert trusts(data) & {DOUBTED_TEXT}


@pytest.mark.parametrize("make", HONEST[1:])
def test_a_to_unicode_that_reads_one_digit_as_another_is_doubted(make: Callable[[], bytes]) -> None:
    data = with_to_unicode(make(), lambda text: "1" if text == "7" else text)
    assert trusts(data) & {DOUBTED_TEXT}


@pytest.mark.parametrize("make", HONEST[1:])
def test_a_to_unicode_that_honestly_says_the_same_in_another_way_is_believed(make: Callable[[], bytes]) -> None:
    assert trusts(with_to_unicode(make(), lambda text: text)) == {1.0}


def test_a_zero_with_a_dot_is_a_zero() -> None:
    data = typst.compile(f'#set text(font: "DejaVu Sans Mono")\n{TOTAL}'.encode())
    assert {word.trust for word in read(data).words if "0" in word.text} == {1.0}


def test_only_the_spans_with_a_doubted_digit_are_doubted() -> None:
    lines = pdfs.two_fonts([TOTAL], ["Net 1 752,00", "Dont acompte 380,00"])
    data = with_to_unicode(lines, lambda text: "1" if text == "7" else text, font="Bold")
    words = {word.text: word.trust for word in read(data).words}
    assert (words["152,00"], words["380,00"]) == (DOUBTED_TEXT, 1.0)


def test_only_the_words_in_the_doubted_font_are_doubted() -> None:
    data = with_to_unicode(numbered_by_first_use(), lambda text: "1" if text == "7" else text, font="Bold")
    words = {word.text: word.trust for word in read(data).words}
    assert (words["752,00"], words["152,00"], words["Total"], words["Net"]) == (1.0, DOUBTED_TEXT, 1.0, DOUBTED_TEXT)


@pytest.mark.parametrize(
    "name", ["Helvetica", "ArialMT", "Arial,Bold", "TimesNewRomanPS-BoldMT", "CourierNew", "Verdana"]
)
def test_words_in_a_font_that_is_not_embedded_are_believed_beside_a_doubted_one(name: str) -> None:
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for font, y in (("Helvetica", 700), ("Vera", 600)):
        canvas.setFont(font, 11)
        canvas.drawString(50, y, TOTAL)
    canvas.save()
    data = with_to_unicode(buffer.getvalue(), lambda text: "1" if text == "7" else text)
    words = read(with_fonts(data, set_to("/BaseFont", Name(f"/{name}")), font="Helvetica")).words
    assert {word.trust for word in words if word.box.y0 < 200} == {1.0}
    assert {word.trust for word in words if word.box.y0 > 200} == {DOUBTED_TEXT}


def test_glyphs_exchanged_in_the_map_to_the_program_are_doubted() -> None:
    """The codes, their order and what they are read as stay; what is drawn does not."""

    def exchange(pdf: pikepdf.Pdf, font: Dictionary) -> None:
        mapping = bytearray(font.DescendantFonts[0].CIDToGIDMap.read_bytes())
        codes = {text: code for code, text in mapping_of(font.ToUnicode.read_bytes()).items()}
        one, seven = 2 * codes["1"], 2 * codes["7"]
        mapping[one : one + 2], mapping[seven : seven + 2] = mapping[seven : seven + 2], mapping[one : one + 2]
        font.DescendantFonts[0].CIDToGIDMap.write(bytes(mapping))

    assert trusts(with_fonts(numbered_by_first_use(), exchange)) == {DOUBTED_TEXT}


def test_digits_in_order_are_not_believed_where_a_map_leads_to_the_glyphs() -> None:
    def map_all_to_one(pdf: pikepdf.Pdf, font: Dictionary) -> None:
        codes = {text: code for code, text in mapping_of(font.ToUnicode.read_bytes()).items()}
        mapping = bytearray(b"".join(code.to_bytes(2) for code in range(1000)))
        mapping[2 * codes["7"] : 2 * codes["7"] + 2] = mapping[2 * codes["1"] : 2 * codes["1"] + 2]
        font.DescendantFonts[0].CIDToGIDMap = pdf.make_stream(bytes(mapping))

    assert trusts(with_fonts(whole_font(), map_all_to_one)) == {DOUBTED_TEXT}


def test_a_base_font_is_believed_without_and_with_an_honest_to_unicode() -> None:
    assert trusts(with_base_font(base_font(), to_unicode={code: chr(code) for code in range(32, 127)})) == {1.0}


def test_a_base_font_whose_to_unicode_says_other_digits_than_its_encoding_is_doubted() -> None:
    lying = {code: chr(code) for code in range(32, 127)} | {ord("7"): "1"}
    data = with_base_font(base_font(), to_unicode=lying)
    assert "152,00" in {word.text for word in read(data).words}
    assert trusts(data) == {DOUBTED_TEXT}


def test_differences_that_name_the_glyph_that_is_drawn_are_believed() -> None:
    """Code 7 names the glyph "one": that is drawn, and read."""
    data = with_base_font(base_font(), differences=[55, Name.one])
    assert "152,00" in {word.text for word in read(data).words}
    assert trusts(data) == {1.0}


def test_a_to_unicode_against_the_names_of_the_encoding_is_doubted() -> None:
    plain = {code: chr(code) for code in range(32, 127)}
    assert trusts(with_base_font(base_font(), differences=[55, Name.one], to_unicode=plain)) == {DOUBTED_TEXT}


def test_an_embedded_font_with_codes_of_its_own_and_no_to_unicode_is_doubted() -> None:
    words = read(pdfs.without_to_unicode(ascii_subset())).words
    assert all(word.trust < FULL_TRUST for word in words)


def test_a_type3_font_that_draws_other_glyphs_than_it_is_read_as_is_doubted() -> None:
    def replace(pdf: pikepdf.Pdf, font: Dictionary) -> None:
        seven = pdf.make_stream(b"556 0 d0 100 0 m 300 0 l 550 620 l 550 720 l 50 720 l 50 620 l 420 620 l f")
        font.Subtype, font.FontBBox = Name.Type3, Array([0, -200, 1000, 900])
        font.FontMatrix = Array([0.001, 0, 0, 0.001, 0, 0])
        font.FirstChar, font.LastChar, font.Widths = 32, 126, Array([556] * 95)
        font.CharProcs = Dictionary(seven=seven)
        font.Encoding = Dictionary(Differences=Array([32, *[Name.seven] * 95]))
        font.ToUnicode = pdf.make_stream(cmap_of({code: chr(code) for code in range(32, 127)}, width=1))

    with open_document(with_fonts(base_font(), replace), Options()) as document:
        page = document.page(1)
        assert doubted_spans(page, page.raw.get_textpage())


def test_text_given_in_place_of_what_is_drawn_is_not_read() -> None:
    pdf = pikepdf.open(io.BytesIO(base_font()))
    content = pdf.pages[0].Contents.read_bytes()
    head, _, tail = content.partition(b"BT")
    pdf.pages[0].Contents = pdf.make_stream(
        head + b"/Span <</ActualText (Total TTC 1 152,00 EUR)>> BDC BT" + tail.replace(b"ET", b"ET EMC", 1)
    )
    words = [word.text for word in read(pdfs.saved(pdf)).words]
    assert "752,00" in words
    assert "152,00" not in words


BROKEN: list[bytes] = [
    b"",
    b"\xff" * 1000,
    b"1 beginbfchar <0001>",
    b"1 beginbfchar <0001> <0031> endbfrange",
    b"/Identity-H usecmap 1 begincidrange <0000> <FFFF> 0 endcidrange",
    b"1 beginbfrange <0000> <FFFF> <0030> endbfrange",
    b"1 beginbfrange <00000000> <FFFFFFFF> <0000> endbfrange",
    b"1 beginbfrange <0000> <FFFF> [<0031>] endbfrange",
    b"1 beginbfrange <0000> <FFFF> [" + b"<0031> " * 65_536 + b"] endbfrange",
    b"1 beginbfchar <0001> <" + b"0031" * 10_000 + b"> endbfchar",
    b"1 beginbfrange [[[[ <0031> endbfrange",
    b" " * 30_000_000,
    b"1 beginbfchar " + b"<0001> <0041> " * 200_000 + b"endbfchar",
]


@pytest.mark.parametrize("cmap", BROKEN, ids=range(len(BROKEN)))
@pytest.mark.parametrize("make", [numbered_by_first_use, by_libreoffice])
def test_no_cmap_makes_a_page_fail_and_none_makes_a_wrong_digit_believed(
    make: Callable[[], bytes], cmap: bytes
) -> None:
    right = digits_of_words(make())
    data = with_fonts(make(), set_to_unicode(cmap))
    believed = {word.text for word in read(data).words if word.trust > FULL_TRUST and re.search(r"\d", word.text)}
    assert believed <= right


def digits_of_words(data: bytes) -> set[str]:
    return {word.text for word in read(data).words if re.search(r"\d", word.text)}


def looping_form(pdf: pikepdf.Pdf, font: Dictionary) -> None:
    form = pdf.make_stream(b"/Fm0 Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    form.Resources = Dictionary(XObject=Dictionary(Fm0=form), Font=Dictionary(F=font))
    pdf.pages[0].Resources.XObject = Dictionary(Fm0=form)


def descendant_is_itself(pdf: pikepdf.Pdf, font: Dictionary) -> None:
    font.DescendantFonts = Array([font])


def many_forms(pdf: pikepdf.Pdf, font: Dictionary) -> None:
    def form(inner: pikepdf.Object | None) -> pikepdf.Object:
        stream = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        stream.Resources = Dictionary(XObject=Dictionary(Fm0=inner) if inner is not None else Dictionary())
        return stream

    inner = None
    for _ in range(2000):
        inner = form(inner)
    pdf.pages[0].Resources.XObject = Dictionary(Fm0=inner)


def set_to_unicode(cmap: bytes) -> Callable[[pikepdf.Pdf, Dictionary], None]:
    def change(pdf: pikepdf.Pdf, font: Dictionary) -> None:
        font.ToUnicode = pdf.make_stream(cmap)

    return change


def set_to(key: str, value: pikepdf.Object | int | None) -> Callable[[pikepdf.Pdf, Dictionary], None]:
    def change(pdf: pikepdf.Pdf, font: Dictionary) -> None:
        if value is None:
            if key in font:
                del font[key]
        else:
            font[key] = value

    return change


@pytest.mark.parametrize(
    "change",
    [
        looping_form,
        many_forms,
        descendant_is_itself,
        set_to("/DescendantFonts", None),
        set_to("/DescendantFonts", Array([])),
        set_to("/DescendantFonts", 3),
        set_to("/Encoding", Dictionary(Differences=Array([10**9, Name.one, -5, Name.two, "x"]))),
        set_to("/Encoding", 7),
        set_to("/ToUnicode", Name("/Identity-H")),
        set_to("/ToUnicode", Dictionary()),
        set_to("/Subtype", Name.Type1),
        set_to("/Subtype", Name.Type3),
        set_to("/Subtype", None),
        set_to("/BaseFont", None),
    ],
)
@pytest.mark.parametrize("make", [numbered_by_first_use, by_chromium, by_libreoffice])
def test_no_broken_font_makes_a_page_fail_and_none_makes_a_wrong_digit_believed(
    make: Callable[[], bytes], change: Callable[[pikepdf.Pdf, Dictionary], None]
) -> None:
    right = digits_of_words(make())
    words = read(with_fonts(make(), change)).words
    assert {word.text for word in words if word.trust > FULL_TRUST and re.search(r"\d", word.text)} <= right


def with_fonts(data: bytes, change: Callable[[pikepdf.Pdf, Dictionary], None], font: str = "") -> bytes:
    """Change each font of the pages whose name ends with ``font``."""
    pdf = pikepdf.open(io.BytesIO(data))
    fonts = [
        value
        for value in pdf.objects
        if isinstance(value, Dictionary)
        and value.get("/Type") == Name.Font
        and value.get("/Subtype") not in (Name.CIDFontType0, Name.CIDFontType2)
        and str(value.get("/BaseFont", "")).endswith(font)
    ]
    assert fonts
    for one in fonts:
        change(pdf, one)
    return pdfs.saved(pdf)


def with_to_unicode(data: bytes, say: Callable[[str], str], font: str = "") -> bytes:
    """Write the ToUnicode of fonts anew: what ``say`` makes of each text."""

    def change(pdf: pikepdf.Pdf, one: Dictionary) -> None:
        if "/ToUnicode" in one:
            mapping = mapping_of(one.ToUnicode.read_bytes())
            one.ToUnicode = pdf.make_stream(cmap_of({code: say(text) for code, text in mapping.items()}))

    return with_fonts(data, change, font)


def with_base_font(
    data: bytes, *, to_unicode: dict[int, str] | None = None, differences: list[object] | None = None
) -> bytes:
    def change(pdf: pikepdf.Pdf, font: Dictionary) -> None:
        if to_unicode is not None:
            font.ToUnicode = pdf.make_stream(cmap_of(to_unicode, width=1))
        if differences is not None:
            font.Encoding = Dictionary(BaseEncoding=Name.WinAnsiEncoding, Differences=Array(differences))

    return with_fonts(data, change)


def mapping_of(cmap: bytes) -> dict[int, str]:
    """What the codes of a well-formed CMap are read as."""
    mapping: dict[int, str] = {}
    for kind, block in re.findall(rb"beginbf(char|range)(.*?)endbf", cmap, re.DOTALL):
        tokens = [bytes.fromhex(token.decode()) for token in re.findall(rb"<([0-9A-Fa-f]+)>", block)]
        if kind == b"char":
            for code, read_as in zip(tokens[::2], tokens[1::2], strict=True):
                mapping[int.from_bytes(code)] = read_as.decode("utf-16-be")
        else:
            for first, last, read_as in zip(tokens[::3], tokens[1::3], tokens[2::3], strict=True):
                for step in range(int.from_bytes(last) - int.from_bytes(first) + 1):
                    mapping[int.from_bytes(first) + step] = chr(int.from_bytes(read_as) + step)
    return mapping


def cmap_of(mapping: dict[int, str], width: int = 2) -> bytes:
    lines = "\n".join(f"<{code:0{2 * width}X}> <{text.encode('utf-16-be').hex()}>" for code, text in mapping.items())
    top = "FF" * width
    return (
        f"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <{'00' * width}> <{top}> "
        f"endcodespacerange {len(mapping)} beginbfchar\n{lines}\nendbfchar endcmap end"
    ).encode()
