import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from akto_invoice.extract.ocr.engines import OcrWord
from akto_invoice.extract.ocr.geometry import Plane
from akto_invoice.extract.ocr.lines import CutOut, Shape, cut, pieces, placed
from tests.extract.ocr.drawn import INVOICE, written


def test_every_line_is_found_from_its_margin_on_and_no_piece_spans_two() -> None:
    found = pieces(written(), 300)
    for index in range(len(INVOICE)):
        baseline = (60 + 40 * index) * 300 / 72
        line = [piece for piece in found if piece.y0 < baseline <= piece.y1 + 3]
        assert min(piece.x0 for piece in line) == pytest.approx(40 * 300 / 72, abs=8)
        assert all(piece.height < 15 * 300 / 72 for piece in line)
        found = [piece for piece in found if piece not in line]
    assert found == []


def test_columns_stay_apart() -> None:
    found = pieces(written(("Formation Excel       35       1 250,75 €",)), 300)
    assert len(found) == 3


def test_a_minus_sign_and_a_comma_belong_to_their_number() -> None:
    (piece,) = pieces(written(("- 152,00",)), 300)
    assert piece.x0 < 40 * 300 / 72 + 5


def test_a_lone_digit_is_found() -> None:
    assert len(pieces(written(("7",)), 300)) == 1


def test_rules_are_no_writing_and_do_not_join_cells() -> None:
    page = written(("12,00          34,00",)).copy()
    before = pieces(page, 300)
    cv2.rectangle(page, (150, 190), (330, 270), 0, 3)
    cv2.line(page, (0, 190), (2000, 190), 0, 3)
    assert [piece.height for piece in pieces(page, 300)] == [piece.height for piece in before]


def test_an_empty_page_has_no_piece() -> None:
    assert pieces(np.full((400, 300), 255, np.uint8), 300) == []


@settings(deadline=None)
@given(st.integers(0, 360), st.integers(0, 260), st.integers(12, 200), st.integers(12, 100))
def test_what_is_read_on_a_cut_out_lies_in_its_piece(x: int, y: int, width: int, height: int) -> None:
    """A black piece, found on the cut-out, is placed where it is on the page, also at the page's edge."""
    page = np.full((300, 400), 255, np.uint8)
    piece = Shape(x, y, min(400, x + width), min(300, y + height))
    page[piece.y0 : piece.y1, piece.x0 : piece.x1] = 0
    cut_out = cut(page, piece, 27)
    rows, columns = np.nonzero(cut_out.image < 128)
    seen = OcrWord("x", (int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1), 1.0)
    (word,) = placed([seen], cut_out)
    assert word.box == pytest.approx(tuple(piece), abs=5)


@pytest.mark.parametrize(
    ("boxes", "kept"),
    [
        ([(10, 40), (50, 90)], [(10, 40), (50, 90)]),
        ([(10, 90), (50, 90)], [(10, 50), (50, 90)]),
        ([(10, 40), (10, 90)], [(10, 40), (40, 90)]),
    ],
)
def test_words_of_a_line_do_not_overlap(boxes: list[tuple[int, int]], kept: list[tuple[int, int]]) -> None:
    cut_out = CutOut(written(), Plane(x0=100, y0=100), Shape(100, 100, 200, 120))
    words = [OcrWord("mots", (x0, 0, x1, 20), 0.9) for x0, x1 in boxes]
    assert [word.box for word in placed(words, cut_out)] == [(100 + x0, 100, 100 + x1, 120) for x0, x1 in kept]
