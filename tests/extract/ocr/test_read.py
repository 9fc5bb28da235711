import math

import numpy as np
import pytest

from akto_invoice.extract.model import Box, Source
from akto_invoice.extract.ocr.engines import OcrLine, OcrWord, load_engine
from akto_invoice.extract.ocr.read import read_box, read_zone
from tests.extract.ocr.drawn import Echo, Image, Picture, falling, written

PAGE = Box(0, 0, 500, 320)
TOTAL = Box(40, 250, 400, 264)


def test_words_are_ocr_words_in_points_with_the_engines_confidence() -> None:
    engine = Echo([OcrWord("1152,00", (300, 150, 600, 200), 0.87)])
    (word,) = read_zone(Picture(written()), PAGE, engine).words
    assert word.text == "1152,00"
    assert word.source is Source.OCR
    assert word.trust == 0.87
    assert word.box == pytest.approx(Box(72, 36, 144, 48))


def test_a_zones_words_lie_on_the_page() -> None:
    engine = Echo([OcrWord("1152,00", (300, 150, 600, 200), 0.87)])
    (word,) = read_zone(Picture(written()), Box(10, 20, 300, 300), engine).words
    assert word.box == pytest.approx(Box(82, 56, 154, 68))


def test_rules_and_specks_are_no_words() -> None:
    words = [OcrWord(text, (0, 0, 9, 9), 0.9) for text in ("|", "—", ".", "'", "_", "€", "%", "7", "HT", "-")]
    read = read_zone(Picture(written()), PAGE, Echo(words)).words
    assert [word.text for word in read] == ["€", "%", "7", "HT", "-"]


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_turned_and_skewed_page_is_read_where_it_stands(quarters: int) -> None:
    image = np.ascontiguousarray(np.rot90(falling(written(dpi=200), 2), quarters))
    page = Picture(image, 200)
    words = {
        word.text.strip(","): word
        for word in read_zone(page, Box(0, 0, *reversed(image.shape)) if quarters % 2 else PAGE, load_engine()).words
    }
    assert {"FACTURE", "Organisme", "Prévention", "Total"} <= words.keys()
    box = words["Prévention"].box
    seen = page.render(100, box)
    assert seen.min() < 100
    sides = box.x1 - box.x0, box.y1 - box.y0
    assert (max(sides) == sides[0]) == (quarters in (0, 2))


class Doubtful(Echo):
    """Reads badly what it reads first, and well what it reads next."""

    def read(self, _image: Image, _dpi: int) -> tuple[OcrLine, ...]:
        calls = self.words
        assert isinstance(calls, list)
        return (OcrLine((0, 0, 300, 30), (OcrWord("illisible" * 3, (0, 0, 300, 30), calls.pop(0)),)),)


@pytest.mark.parametrize(("beliefs", "corner"), [([0.3, 0.9], (500, 320)), ([0.3, 0.2], (0, 0)), ([0.9], (0, 0))])
def test_a_page_read_with_doubt_is_tried_upside_down(beliefs: list[float], corner: tuple[int, int]) -> None:
    engine = Doubtful(beliefs)  # type: ignore[arg-type]
    (word,) = read_zone(Picture(written()), PAGE, engine).words
    assert beliefs == []
    assert min(abs(word.box.x0 - corner[0]), abs(word.box.x1 - corner[0])) < 1
    assert min(abs(word.box.y0 - corner[1]), abs(word.box.y1 - corner[1])) < 1


@pytest.mark.parametrize(("ink", "paper"), [(0.0, 1.0), (1.0, 0.3), (0.0, 0.7)])
def test_one_box_is_read_again(ink: float, paper: float) -> None:
    text, confidence = read_box(Picture(written(ink=ink, paper=paper)), TOTAL, load_engine())
    assert text.startswith("Total TTC 1 152,00 € à régler")
    assert confidence > 0.6


def test_an_empty_box_reads_as_nothing() -> None:
    assert read_box(Picture(written()), Box(300, 5, 400, 20), load_engine()) == ("", 0.0)


def test_light_writing_on_a_dark_band_is_read() -> None:
    image = written().copy()
    band = slice(860, 935)  # around « Total HT », whose baseline is at 220 points
    image[band] = 255 - (image[band] * 0.8).astype(np.uint8)
    words = {word.text for word in read_zone(Picture(image), PAGE, load_engine()).words}
    assert {"Total", "HT", "960,00", "192,00", "FACTURE"} <= words


@pytest.mark.parametrize(("times", "dpi"), [(1, 300.0), (2.4, 300.0), (10, 300 * 842 / 5000), (0.1, 300.0)])
def test_a_page_of_a_size_no_sheet_has_is_drawn_as_an_a4(times: float, dpi: float) -> None:
    """A photo of a point for each pixel would else be 70 million pixels; its words still lie on the page."""
    drawn: list[float] = []

    class Paper:
        def render(self, dpi: float, clip: Box | None = None) -> Image:  # noqa: ARG002
            drawn.append(dpi)
            return np.full((400, 600), 255, np.uint8)

        def resolution(self, shown: Box) -> float:
            return 4000 * 72 / (shown.x1 - shown.x0)

    engine = Echo([OcrWord("1152,00", (300, 150, 600, 200), 0.87)])
    (word,) = read_zone(Paper(), Box(0, 0, 500 * times, 320 * times), engine).words
    assert drawn == pytest.approx([dpi])
    assert word.box == pytest.approx(tuple(edge * 72 / dpi for edge in (300, 150, 600, 200)))


@pytest.mark.parametrize(
    ("native", "drawn"), [(72, 200), (125, 200), (150, 240), (200, 300), (600, 300), (math.inf, 300)]
)
def test_a_coarse_scan_is_drawn_little_finer_than_it_is(native: float, drawn: int) -> None:
    asked: list[float] = []

    class Scan(Picture):
        def render(self, dpi: float, clip: Box | None = None) -> Image:
            asked.append(dpi)
            return Picture.render(self, dpi, clip)

        def resolution(self, shown: Box) -> float:
            assert shown == PAGE
            return native

    sheet = read_zone(Scan(written()), PAGE, load_engine())
    assert asked == [drawn]
    assert {part.dpi for part in sheet.parts} == {drawn}
    (ttc,) = [word for word in sheet.words if word.text == "TTC"]
    assert ttc.box.y0 < 260 < ttc.box.y1 + 2  # its baseline


def test_an_image_of_no_pixels_has_no_words() -> None:
    class Gone:
        def render(self, dpi: float, clip: Box | None = None) -> Image:  # noqa: ARG002
            return np.zeros((0, 5), np.uint8)

        def resolution(self, shown: Box) -> float:  # noqa: ARG002
            return math.inf

    sheet = read_zone(Gone(), PAGE, load_engine())
    assert (sheet.words, sheet.turned) == ((), 0)
    assert read_box(Gone(), TOTAL, load_engine()) == ("", 0.0)
