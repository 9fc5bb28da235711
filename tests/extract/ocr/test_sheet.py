"""A sheet is read once, and read again in places: boxes lead to the page, lines come from the engine that read them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest

from akto_invoice.extract.model import Box
from akto_invoice.extract.ocr.engines import OcrLine, OcrWord, load_engine
from akto_invoice.extract.ocr.geometry import Plane
from akto_invoice.extract.ocr.lines import read_pieces
from akto_invoice.extract.ocr.preprocess import Prepared
from akto_invoice.extract.ocr.sheet import ReadLine, Sheet, Stretch, sheet_of
from tests.extract.ocr.drawn import Image, written

ZONE = Box(0, 0, 200, 100)
POINTS = Plane(xx=0.5, yy=0.5, x0=10, y0=20)  # half a point to a pixel, the zone's corner at (10, 20)


@dataclass
class Teller:
    """Reads in every line what it is told, and keeps the sizes of what it was given."""

    text: str
    name: str = "teller"
    line_height: int = 20
    given: list[tuple[int, ...]] = field(default_factory=list)

    def read(self, image: Image, dpi: int) -> tuple[OcrLine, ...]:
        return read_pieces(image, dpi, self)

    def read_line(self, image: Image, _dpi: int) -> tuple[OcrWord, ...]:
        self.given.append(image.shape)
        height, width = image.shape
        return (OcrWord(self.text, (0, 0, width, height), 0.95),) if self.text else ()


def line(text: str, x0: int, y0: int, confidence: float = 0.5, part: int = 0, reader: str = "first") -> ReadLine:
    """A line of 20 pixels' height, 10 pixels to a character, of one word for each in the text."""
    words, x = [], x0
    for word in text.split():
        words.append(OcrWord(word, (x, y0, x + 10 * len(word), y0 + 20), confidence))
        x += 10 * len(word) + 10
    return ReadLine(part, OcrLine((x0, y0, max(x - 10, x0 + 100), y0 + 20), tuple(words)), reader)


def sheet(*lines: ReadLine, parts: Sequence[Plane] = (POINTS,)) -> Sheet:
    image = np.full((200, 400), 255, np.uint8)
    return Sheet(ZONE, tuple(Prepared(image, 144, there) for there in parts), lines)


def texts(one: Sheet) -> list[str]:
    return [" ".join(word.text for word in read.line.words) for read in one.lines]


def anything(words: Sequence[OcrWord]) -> Stretch | None:
    return 0, len(words)


class TestReadAgain:
    def test_wanted_lines_are_the_other_engines(self) -> None:
        read = sheet(line("SIRET 732829320", 0, 0), line("Merci bien", 0, 50, 0.97))
        again = read.reread(Teller("autre"), lambda words: None if words[0].text == "Merci" else (0, len(words)))
        assert texts(again) == ["autre", "Merci bien"]
        assert [one.reader for one in again.lines] == ["teller", "first"]
        assert again.lines[0].line.box == read.lines[0].line.box

    @pytest.mark.parametrize(
        ("stretch", "read"),
        [
            ((0, 1), {(0, 50, "teller", "lu"), (50, 140, "first", "HTVA 960")}),
            ((1, 2), {(0, 60, "first", "Total"), (60, 100, "teller", "lu"), (100, 140, "first", "960")}),
            ((1, 3), {(0, 60, "first", "Total"), (60, 140, "teller", "lu")}),
        ],
    )
    def test_a_stretch_of_a_line_is_cut_out(self, stretch: Stretch, read: set[tuple[int, int, str, str]]) -> None:
        """It ends where its words do, or the line: 50, 40 and 30 pixels, with 10 between them."""
        again = sheet(line("Total HTVA 960", 0, 40)).reread(Teller("lu"), lambda _: stretch)
        found = zip(again.lines, texts(again), strict=True)
        assert {(one.line.box[0], one.line.box[2], one.reader, text) for one, text in found} == read

    def test_spaces_are_kept_where_the_other_engine_sees_none(self) -> None:
        again = sheet(line("Total HT 960", 0, 0)).reread(Teller("TotalHT960"), anything)
        assert texts(again) == ["Total HT 960"]

    def test_what_it_cannot_read_stays(self) -> None:
        read = sheet(line("SIRET 732829320", 0, 0))
        assert read.reread(Teller(""), anything) == read

    def test_what_it_has_read_is_not_read_again(self) -> None:
        engine = Teller("autre")
        sheet(line("SIRET 732829320", 0, 0)).reread(engine, anything).reread(engine, anything)
        assert len(engine.given) == 1

    def test_a_line_of_no_words_is_looked_at_once(self) -> None:
        engine = Teller("")
        empty = sheet(line("", 0, 0))
        assert empty.reread(engine, anything).reread(engine, anything).words == ()
        assert len(engine.given) == 1
        assert texts(empty.reread(Teller("960,00"), anything)) == ["960,00"]

    def test_a_single_character_stays(self) -> None:
        speck = ReadLine(0, OcrLine((0, 0, 20, 20), (OcrWord("1", (0, 0, 20, 20), 0.3),)), "first")
        assert texts(sheet(speck).reread(Teller("7"), anything)) == ["1"]
        two = ReadLine(0, OcrLine((0, 0, 30, 20), (OcrWord("12", (0, 0, 30, 20), 0.3),)), "first")
        assert texts(sheet(two).reread(Teller("72"), anything)) == ["72"]


class TestCloseUp:
    def test_the_piece_of_the_line_in_the_box_is_read(self) -> None:
        engine = Teller("960,00")
        read = sheet(line("Total HT 960,00", 100, 40))
        box = Box(10 + 95, 20 + 20, 10 + 125, 20 + 30)  # pixels 190 to 250 of 100 to 250
        assert read.close_up(box, engine) == ("960,00", 0.95)
        ((height, width),) = engine.given
        assert (height, width) == (34, 74)  # 60 by 20 pixels and their margins of 7

    def test_other_lines_are_not(self) -> None:
        read = sheet(line("Total", 0, 0), line("SIRET", 0, 60), line("IBAN", 200, 0))
        assert read.close_up(Box(10, 20, 60, 30), engine := Teller("Total")) == ("Total", 0.95)
        assert len(engine.given) == 1

    def test_without_a_line_there_is_nothing_to_read(self) -> None:
        read = sheet(line("Total", 0, 0))
        assert read.close_up(Box(10, 90, 60, 100), Teller("Total")) == ("", 0.0)
        assert Sheet(ZONE, (), ()).close_up(Box(10, 20, 60, 30), Teller("Total")) == ("", 0.0)

    def test_several_lines_come_in_reading_order(self) -> None:
        """A value over two lines and two columns, found in no order."""
        read = sheet(line("d", 150, 40), line("a", 0, 2), line("c", 0, 41), line("b", 150, 0))
        box = Box(10, 20, 10 + 200, 20 + 40)
        assert [piece.line.words[0].text for piece, _ in read._in(box)] == ["a", "b", "c", "d"]

    def test_a_dark_part_has_its_own_pixels(self) -> None:
        inverted = Plane(xx=0.5, yy=0.5, x0=60, y0=70)
        read = sheet(line("Total", 0, 0), line("TTC", 0, 0, part=1, reader="second"), parts=(POINTS, inverted))
        assert read.readers(Box(60, 70, 100, 80)) == {"second"}
        assert read.readers(Box(10, 20, 50, 30)) == {"first"}
        assert [word.box for word in read.words] == [Box(10, 20, 35, 30), Box(60, 70, 75, 80)]


@pytest.mark.parametrize(
    ("there", "turned"),
    [
        (Plane(), 0),
        (Plane(0, -1, 90, 1, 0, 0), 90),
        (Plane(-1, 0, 90, 0, -1, 90), 180),
        (Plane(0, 1, 0, -1, 0, 90), 270),
    ],
)
def test_the_sheet_knows_where_its_writing_runs(there: Plane, turned: int) -> None:
    assert sheet(parts=(there,)).turned == turned
    assert Sheet(ZONE, (), ()).turned == 0


@pytest.mark.parametrize("quarters", [1, 3])
def test_writing_up_or_down_a_margin_is_read(quarters: int) -> None:
    """Upwards as most is, or downwards; its words stand in the margin, and no letters of it are left lying there."""
    text = "SIRET 732 829 320 00074 RCS Bordeaux"
    margin = np.rot90(written((text,))[200:262, 150:1100], quarters)
    page = written().copy()
    page = np.pad(page, ((0, 0), (200, 0)), constant_values=255)
    page[150 : 150 + margin.shape[0], 60 : 60 + margin.shape[1]] = margin
    read = sheet_of(Box(0, 0, 600, 320), [Prepared(page, 300, Plane())], Plane(), load_engine())
    side = [word for word in read.words if word.box.x1 < 150]
    assert "SIRET 732 829 320 00074" in " ".join(word.text for word in side)
    assert {word.text for word in side} <= set(text.split())
    (siret,) = [word for word in side if word.text == "SIRET"]
    (city,) = [word for word in side if word.text == "Bordeaux"]
    assert (siret.box.y0 > city.box.y1) == (quarters == 1)
    assert 55 < siret.box.x0 < siret.box.x1 < 130
    assert {"FACTURE", "Formation"} <= {word.text for word in read.words if word.box.x0 > 200}
