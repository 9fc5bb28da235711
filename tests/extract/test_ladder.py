"""What is read where: text first, images only as long as something is missing, and never a lie."""

import io
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import pikepdf
import pymupdf
import pytest

from akto_invoice.errors import OcrUnavailable
from akto_invoice.extract import document, ladder, textlayer
from akto_invoice.extract.choice import REREAD, REREAD_DIFFERS
from akto_invoice.extract.model import (
    DOUBTED_TEXT,
    Box,
    Extraction,
    FieldValue,
    Options,
    PageKind,
    PageSource,
    PageText,
    Source,
    Status,
)
from akto_invoice.extract.ocr import engines
from akto_invoice.extract.ocr.engines import Engine, OcrLine, OcrWord
from akto_invoice.extract.pipeline import extract_invoice
from akto_invoice.rules.checks import Outcome
from corpus.generator import manifest, samples
from corpus.generator.build import layouts, make_one
from tests.extract import pdfs

if TYPE_CHECKING:
    from akto_invoice.extract.ocr.engines import Image

VALUES = {
    "total_ht": "1152.00",
    "total_tva": "230.40",
    "total_ttc": "1382.40",
    "invoice_number": "FA-2026-0012",
    "issue_date": "2026-03-12",
    "siret": "73282932000074",
    "dossiers": ("2310AF000021",),
}
CERTIFICATE = (
    "CERTIFICAT DE RÉALISATION",
    "Je soussigné, représentant légal de Horizon Conseil, atteste que",
    "Madame Camille Martin, salariée de l'entreprise Sanitex,",
    "a suivi l'action de prévention des risques, soit 14 heures,",
    "du 3 au 4 mars 2026, dans nos locaux de Lyon.",
)
LETTER = 8.0  # points; a box may hold the comma behind its value
OCR_DPI = 150  # pages are rendered for their kind at a third of it, for reading at twice


Words = tuple[OcrWord, ...]


def as_read(words: Words) -> Words:
    return words


def nothing(_: Words) -> Words:
    return ()


def failure(_: Words) -> Words:
    raise OcrUnavailable("Le moteur OCR ne répond plus.")


def sixes_for_zeros(words: Words) -> Words:
    return tuple(word._replace(text=word.text.replace("0", "6")) for word in words)


@dataclass(frozen=True)
class Reader:
    """Tesseract with at most one fault, on pages or on values in close-up."""

    inner: Engine
    page: Callable[[Words], Words] = as_read
    line: Callable[[Words], Words] = as_read
    name: str = "test"
    line_height: int = 27

    def read(self, image: "Image", dpi: int) -> tuple[OcrLine, ...]:
        return tuple(OcrLine(line.box, self.page(line.words)) for line in self.inner.read(image, dpi))

    def read_line(self, image: "Image", dpi: int) -> Words:
        return self.line(self.inner.read_line(image, dpi))


Use = Callable[[Reader], None]


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Use:
    def alone(reader: Reader) -> None:
        monkeypatch.setattr(engines, "load_engine", lambda: reader)
        monkeypatch.setattr(engines, "load_second_engine", lambda: None)

    return alone


@pytest.fixture
def no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    def load_engine() -> Engine:
        raise OcrUnavailable("Aucun moteur OCR n'est disponible.")

    monkeypatch.setattr(engines, "load_engine", load_engine)


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> Counter[int]:
    """How often more than a line of each page was rendered finely enough to be read."""
    pages: Counter[int] = Counter()
    render = document.Page.render

    def spy(page: document.Page, dpi: float, clip: Box | None = None) -> "Image":
        if dpi >= OCR_DPI and (clip is None or clip.y1 - clip.y0 > page.height / 4):
            pages[page.number] += 1
        return render(page, dpi, clip)

    monkeypatch.setattr(document.Page, "render", spy)
    return pages


@cache
def scan(lines: tuple[str, ...] = pdfs.INVOICE, dpi: int = 200) -> bytes:
    return pdfs.page_of(pdfs.image(pdfs.picture_of(pdfs.page_of(pdfs.lines(lines)), dpi)))


@cache
def scan_of_certificate() -> bytes:
    return scan(CERTIFICATE, 100)


@cache
def scan_read() -> Extraction:
    """The scan as Tesseract reads it; never from within a test that takes the engine away."""
    return extract_invoice(scan())


def values(read: Extraction) -> dict[str, object]:
    found: dict[str, object] = {}
    for name in VALUES:
        one = getattr(read.fields, name)
        found[name] = tuple(each.value for each in one) if isinstance(one, tuple) else one.value if one else None
    return found


def valued(read: Extraction) -> list[FieldValue]:
    fields = read.fields
    singles = [getattr(fields, name) for name in fields.__slots__ if name != "dossiers"]
    return [*(one for one in singles if one), *fields.dossiers]


def outcome(read: Extraction, check: str) -> Outcome:
    return next(one.outcome for one in read.checks if one.id == check)


def sources(read: Extraction) -> list[PageSource]:
    return [page.source for page in read.pages]


class TestTextThatProvesItself:
    @pytest.mark.parametrize(
        "file", [row.file for row in manifest.read(samples.FOLDER / "manifest.jsonl") if row.source == "text"]
    )
    @pytest.mark.usefixtures("no_engine")
    def test_no_engine_is_loaded_and_no_page_rendered(self, file: str, rendered: Counter[int]) -> None:
        read = extract_invoice(samples.FOLDER / file, Options(embedded_xml=False))
        assert (read.status, read.problem) == (Status.OK, None)
        assert not rendered

    @pytest.mark.usefixtures("no_engine")
    def test_pages_behind_it_that_are_images_are_left_unread(self, rendered: Counter[int]) -> None:
        read = extract_invoice(pdfs.joined(pdfs.invoice(), *[scan_of_certificate()] * 3))
        assert values(read) == VALUES
        assert sources(read) == [PageSource.TEXT, *[PageSource.NONE] * 3]
        assert not rendered

    def test_text_without_any_identifier_is_not_called_a_lie_by_an_eye_that_sees_nothing(self, use: Use) -> None:
        use(Reader(engines.load_engine(), page=nothing, line=nothing))
        lines = [line for line in pdfs.INVOICE if "SIRET" not in line]
        read = extract_invoice(pdfs.page_of(pdfs.lines(lines)))
        assert outcome(read, "text-matches-image") is not Outcome.FAILED
        assert read.fields.total_ttc is not None
        assert read.fields.total_ttc.source is Source.TEXT

    def test_text_whose_siret_is_misprinted_is_looked_at_and_kept(self) -> None:
        """A check digit that fails on the page too: the text is no lie, the SIRET is wrong."""
        lines = [line.replace("00074", "00075") for line in pdfs.INVOICE]
        read = extract_invoice(pdfs.page_of(pdfs.lines(lines)))
        assert outcome(read, "text-matches-image") is Outcome.PASSED
        assert sources(read) == [PageSource.TEXT]
        assert values(read) | {"siret": None} == VALUES | {"siret": None}


class TestScans:
    def test_a_scan_is_read(self, rendered: Counter[int]) -> None:
        read = extract_invoice(scan())
        assert values(read) == VALUES
        assert read.status is Status.OK
        assert {one.source for one in valued(read)} <= {Source.OCR, Source.DERIVED}
        assert rendered == {1: 1}

    def test_pages_behind_a_proven_invoice_are_not_read(self, rendered: Counter[int]) -> None:
        read = extract_invoice(pdfs.joined(scan(), *[scan_of_certificate()] * 6))
        assert values(read) == VALUES
        assert rendered == {1: 1}
        assert sources(read) == [PageSource.OCR, *[PageSource.NONE] * 6]
        assert read.status is Status.OK

    def test_pages_before_it_are(self, rendered: Counter[int]) -> None:
        read = extract_invoice(pdfs.joined(scan_of_certificate(), scan(), scan_of_certificate()))
        assert values(read) == VALUES
        assert rendered == {1: 1, 2: 1}
        assert sources(read) == [PageSource.OCR, PageSource.OCR, PageSource.NONE]
        assert read.fields.siret is not None
        assert read.fields.siret.page == 2

    def test_what_the_first_page_leaves_out_is_found_on_the_next(self, rendered: Counter[int]) -> None:
        read = extract_invoice(pdfs.joined(scan(pdfs.INVOICE[:6]), scan(pdfs.INVOICE[6:]), scan_of_certificate()))
        assert values(read) == VALUES
        assert read.fields.total_ttc is not None
        assert read.fields.total_ttc.page == 2
        assert set(rendered) == {1, 2}

    def test_only_the_image_of_a_mixed_document_is_read(self, rendered: Counter[int]) -> None:
        read = extract_invoice(pdfs.joined(pdfs.page_of(pdfs.lines(CERTIFICATE)), scan()))
        assert values(read) == VALUES
        assert set(rendered) == {2}
        assert sources(read) == [PageSource.TEXT, PageSource.OCR]


class TestFaultsOfTheEngine:
    def test_an_engine_that_reads_nothing_leaves_nothing(self, use: Use) -> None:
        use(Reader(engines.load_engine(), page=nothing, line=nothing))
        read = extract_invoice(scan())
        assert not valued(read)
        assert sources(read) == [PageSource.NONE]

    def test_digits_that_read_otherwise_in_close_up_are_kept_less_sure_and_not_accepted(self, use: Use) -> None:
        steady = extract_invoice(scan(), Options(second_engine=False))
        use(Reader(engines.load_engine(), line=sixes_for_zeros))
        wavering = extract_invoice(scan())
        assert values(steady) == values(wavering) == VALUES
        zeros = [one for one in valued(wavering) if one.text and "0" in one.text]
        assert len(zeros) >= 6
        assert not any(one.accepted for one in zeros)
        pairs = list(zip(valued(steady), valued(wavering), strict=True))
        assert all(sure.confidence >= unsure.confidence for sure, unsure in pairs)
        assert steady.fields.total_ttc != wavering.fields.total_ttc

    def test_values_that_cannot_be_read_alone_are_not_accepted(self, use: Use) -> None:
        use(Reader(engines.load_engine(), line=nothing))
        read = extract_invoice(scan())
        assert values(read) == VALUES
        assert not any(one.accepted for one in valued(read) if one.source is Source.OCR and one.text != "EUR")

    def test_an_engine_that_fails_makes_the_result_partial(self, use: Use) -> None:
        use(Reader(engines.load_engine(), page=failure, line=failure))
        read = extract_invoice(scan())
        assert read.status is Status.PARTIAL
        assert read.problem == ("ocr_unavailable", "Le moteur OCR ne répond plus.")
        assert not valued(read)

    def test_the_text_pages_are_read_all_the_same(self, use: Use) -> None:
        use(Reader(engines.load_engine(), page=failure, line=failure))
        read = extract_invoice(pdfs.joined(pdfs.page_of(pdfs.lines(pdfs.INVOICE[:6])), scan(pdfs.INVOICE[6:])))
        assert read.status is Status.PARTIAL
        assert values(read) == VALUES | dict.fromkeys(("total_ht", "total_tva", "total_ttc"))


class TestWithoutOcr:
    @pytest.mark.usefixtures("no_engine")
    def test_no_engine_at_all(self) -> None:
        read = extract_invoice(scan())
        assert read.status is Status.PARTIAL
        assert read.problem is not None
        assert read.problem[0] == "ocr_unavailable"
        assert [(page.kind, page.source) for page in read.pages] == [(PageKind.IMAGE, PageSource.NONE)]

    def test_turned_off(self, rendered: Counter[int]) -> None:
        read = extract_invoice(scan(), Options(ocr=False))
        assert read.status is Status.PARTIAL
        assert read.problem is not None
        assert read.problem[0] == "ocr_disabled"
        assert "--no-ocr" in read.problem[1]
        assert not valued(read)
        assert not rendered

    def test_turned_off_is_no_problem_for_text(self) -> None:
        read = extract_invoice(pdfs.invoice(), Options(ocr=False))
        assert (read.status, read.problem) == (Status.OK, None)
        assert values(read) == VALUES

    def test_a_hidden_layer_is_better_than_nothing(self) -> None:
        read = extract_invoice(pdfs.page_of(pdfs.scan(), pdfs.lines(mode=3)), Options(ocr=False))
        assert read.status is Status.PARTIAL
        assert values(read) == VALUES


def searchable(layer: tuple[str, ...]) -> bytes:
    """A scan of the invoice under an invisible layer of text."""
    picture = pdfs.image(pdfs.picture_of(pdfs.invoice(), 200))
    return pdfs.page_of(picture, pdfs.lines(layer, mode=3))


class TestHiddenLayers:
    def test_one_that_is_right_spares_the_page_from_ocr(self, rendered: Counter[int]) -> None:
        read = extract_invoice(searchable(pdfs.INVOICE))
        assert values(read) == VALUES
        assert not rendered
        assert {one.source for one in valued(read)} <= {Source.TEXT, Source.DERIVED}

    @pytest.mark.parametrize(
        ("printed", "layer"),
        [("000021", "000027"), ("FA-2026-0012", "FA-2026-0072"), ("12/03/2026", "12/08/2026")],
        ids=["dossier", "number", "date"],
    )
    def test_one_that_proves_itself_is_held_against_the_image(
        self, printed: str, layer: str, rendered: Counter[int]
    ) -> None:
        read = extract_invoice(searchable(tuple(line.replace(printed, layer) for line in pdfs.INVOICE)))
        assert values(read) == VALUES
        assert rendered == {1: 1}
        assert sources(read) == [PageSource.OCR]

    def test_the_layer_of_another_invoice_is_not_used(self) -> None:
        other = {
            "1 152,00": "960,00",
            "230,40": "192,00",
            "1 382,40": "1 152,00",
            "732 829 320 00074": "552 100 554 00025",
        }
        layer = []
        for line in pdfs.INVOICE:
            for printed, instead in other.items():
                line = line.replace(printed, instead)
            layer.append(line)
        read = extract_invoice(searchable(tuple(layer)))
        assert values(read) == VALUES
        assert {one.source for one in valued(read)} <= {Source.OCR, Source.DERIVED}

    def test_one_that_says_nothing_of_use_is_read_anew(self) -> None:
        read = extract_invoice(searchable(("Numérisé par le copieur du deuxième étage",)))
        assert values(read) == VALUES


def lying() -> tuple[bytes, str]:
    """An invoice of the corpus whose fonts say 8 for 3 and 9 for 6, and its SIRET."""
    layout = next(layout for layout in layouts("development") if layout.template == "lying_unicode")
    made = make_one("development", layout, 0)
    assert made.row.truth.siret
    return made.pdf, made.row.truth.siret


def swapped(pdf: bytes) -> bytes:
    """Make the invoice's fonts say 8 for 3 and back."""
    swaps = {b"<0033>": b"<0038>", b"<0038>": b"<0033>"}
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for font in [one for one in document.objects if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one]:
            rows = font.ToUnicode.read_bytes().splitlines()
            changed = [b" ".join((head, swaps.get(to, to))) for head, _, to in (row.rpartition(b" ") for row in rows)]
            font.ToUnicode.write(b"\n".join(line.removeprefix(b" ") for line in changed))
        return pdfs.saved(document)


class TestLies:
    def test_a_text_layer_that_lies_comes_out_as_the_eye_sees_it(self) -> None:
        pdf, siret = lying()
        with pymupdf.open(stream=pdf) as raw:
            assert siret not in raw[0].get_text().replace(" ", "")  # it does lie
        read = extract_invoice(pdf)
        assert read.fields.siret is not None
        assert (read.fields.siret.value, read.fields.siret.source) == (siret, Source.OCR)
        assert outcome(read, "text-matches-image") is Outcome.FAILED
        assert read.pages[0].kind is PageKind.GARBLED

    def test_on_every_field(self) -> None:
        pdf = swapped(pdfs.two_fonts(pdfs.INVOICE, ["Merci de votre confiance"]))
        with pymupdf.open(stream=pdf) as raw:
            assert "1 832,40" in raw[0].get_text()
        read = extract_invoice(pdf)
        assert values(read) == VALUES
        assert outcome(read, "text-matches-image") is Outcome.FAILED
        message = next(check.message for check in read.checks if check.id == "text-matches-image")
        assert "2810AF000021" in message
        assert "2310AF000021" in message

    def test_an_honest_text_passes(self) -> None:
        read = extract_invoice(pdfs.two_fonts(pdfs.INVOICE, ["Merci de votre confiance"]))
        assert values(read) == VALUES
        assert outcome(read, "text-matches-image") is not Outcome.FAILED
        assert sources(read) == [PageSource.TEXT]


def in_doubt(page: document.Page) -> PageText:
    """An honest text layer in fonts that leave open what a person sees."""
    text = textlayer.read_page(page)
    return replace(text, words=tuple(word._replace(trust=DOUBTED_TEXT) for word in text.words))


class TestTextInDoubt:
    """Fonts whose letters and pictures do not match: hold_doubted looks, and without a look nothing is used unseen."""

    @pytest.mark.usefixtures("no_engine")
    def test_without_an_engine_the_values_are_read_and_not_accepted(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(ladder, "read_page", in_doubt)
        read = extract_invoice(pdfs.invoice())
        assert values(read) == VALUES
        assert (read.status, read.problem) == (Status.OK, None)
        assert sources(read) == [PageSource.TEXT]
        held = [one for one in valued(read) if one.source is Source.TEXT and one.text not in ("EUR", "€")]
        assert len(held) >= 4
        assert not any(one.accepted for one in held)
        assert outcome(read, "text-matches-image") is Outcome.NOT_CHECKED

    def test_a_lie_that_two_engines_see_makes_the_page_an_image(self, rendered: Counter[int]) -> None:
        pdf, siret = lying()
        read = extract_invoice(pdf)
        assert rendered == {1: 1}
        assert read.fields.siret is not None
        assert read.fields.siret.value == siret
        assert {one.source for one in valued(read)} <= {Source.OCR, Source.DERIVED}
        check = next(check for check in read.checks if check.id == "text-matches-image")
        assert check.outcome is Outcome.FAILED

    @pytest.mark.parametrize("second", [as_read, nothing])
    def test_what_only_one_engine_sees_otherwise_keeps_the_text(
        self, monkeypatch: pytest.MonkeyPatch, second: Callable[[Words], Words]
    ) -> None:
        """The first misreads; the second confirms the text or sees nothing: no lie either way."""
        tesseract = engines.load_engine()
        monkeypatch.setattr(engines, "load_engine", lambda: Reader(tesseract, line=sixes_for_zeros))
        monkeypatch.setattr(engines, "load_second_engine", lambda: Reader(tesseract, line=second, name="second"))
        monkeypatch.setattr(ladder, "read_page", in_doubt)
        with document.open_document(pdfs.invoice(), Options()) as opened:
            pages = ladder.read_pages(opened, Options())
        assert pages.lies == ()
        assert {text.kind for text in pages.texts} == {PageKind.TEXT}
        zeros = [one for one in pages.reading.choices.values() if one.candidate and "0" in one.candidate.text]
        assert len(zeros) >= 3
        for one in zeros:
            assert (REREAD in one.proofs) == (second is as_read)
            assert (REREAD_DIFFERS in one.doubts) == (second is nothing)


def sideways(quarters: int) -> bytes:
    """The scan put on the glass turned clockwise by quarters of a turn: the picture itself is turned."""
    from PIL import Image

    turned = Image.open(io.BytesIO(pdfs.picture_of(pdfs.invoice(), 200))).rotate(-90 * quarters, expand=True)
    buffer = io.BytesIO()
    turned.save(buffer, "PNG")
    with pymupdf.open() as pdf:
        swapped_sides = quarters % 2
        size = (pdfs.HEIGHT, pdfs.WIDTH) if swapped_sides else (pdfs.WIDTH, pdfs.HEIGHT)
        page = pdf.new_page(width=size[0], height=size[1])
        page.insert_image(page.rect, stream=buffer.getvalue())
        data: bytes = pdf.tobytes()
        return data


def turned(box: Box, quarters: int) -> Box:
    """Where a box of the upright page stands once that is turned clockwise."""
    width, height = pdfs.WIDTH, pdfs.HEIGHT
    for _ in range(quarters):
        box = Box(height - box.y1, box.x0, height - box.y0, box.x1)
        width, height = height, width
    return box


class TestTurnedPages:
    @pytest.mark.parametrize("quarters", [1, 2, 3])
    def test_a_scan_lying_on_its_side_has_its_boxes_where_they_are_seen(self, quarters: int) -> None:
        self.same_boxes(extract_invoice(sideways(quarters)), scan_read(), quarters)

    @pytest.mark.parametrize("degrees", [90, 180, 270])
    def test_a_scan_turned_by_the_file_has_its_boxes_as_displayed(self, degrees: int) -> None:
        self.same_boxes(extract_invoice(pdfs.rotated(scan(), degrees)), scan_read(), degrees // 90)

    @pytest.mark.parametrize("degrees", [90, 270])
    def test_so_has_text(self, degrees: int) -> None:
        text = pdfs.invoice()
        self.same_boxes(extract_invoice(pdfs.rotated(text, degrees)), extract_invoice(text), degrees // 90)

    def same_boxes(self, read: Extraction, upright: Extraction, quarters: int) -> None:
        assert values(read) == VALUES
        for name in ("total_ht", "total_ttc", "siret", "invoice_number", "issue_date"):
            one, other = getattr(read.fields, name), getattr(upright.fields, name)
            expected = turned(other.bbox, quarters)
            room = LETTER + abs(len(one.text) - len(other.text)) * LETTER  # one may hold the currency
            assert tuple(one.bbox) == pytest.approx(tuple(expected), abs=room), name


def test_a_hidden_layer_that_nothing_checks_is_never_accepted() -> None:
    read = extract_invoice(pdfs.page_of(pdfs.scan(), pdfs.lines(mode=3)), Options(ocr=False))
    assert values(read) == VALUES
    assert not any(one.accepted for one in valued(read) if one.bbox)


def test_a_text_page_that_stands_on_its_head() -> None:
    assert values(extract_invoice(pdfs.rotated(pdfs.invoice(), 180))) == VALUES
