import cv2
import numpy as np
import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from akto_invoice.extract.ocr.boxes import Squeezed, boxed_rows, without_boxes
from akto_invoice.extract.ocr.geometry import Plane, box_of
from akto_invoice.extract.ocr.preprocess import Image, Prepared

DPI = 150
LEFT, TOP, WIDTH, HEIGHT = 60, 200, 29, 42  # pixels


def page() -> Image:
    return np.full((800, 1240), 255, np.uint8)


def boxed(image: Image, text: str, left: int = LEFT, top: int = TOP, width: int = WIDTH) -> Image:
    for place, character in enumerate(text):
        x = left + place * width
        cv2.rectangle(image, (x, top), (x + width, top + HEIGHT), 0, 1)
        cv2.putText(image, character, (x + 6, top + 31), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 2)
    return image


def prepared(image: Image) -> list[Prepared]:
    return list(without_boxes(Prepared(image, DPI, Plane())))


def test_a_row_of_boxes_is_found_where_it_is() -> None:
    (row,) = boxed_rows(boxed(page(), "FR7630004000"), DPI)
    assert len(row.cells) == 12
    assert abs(row.y0 - TOP) <= 2
    assert abs(row.y1 - TOP - HEIGHT) <= 2
    assert abs(row.cells[0][0] - LEFT) <= 2
    assert abs(row.cells[-1][1] - LEFT - 12 * WIDTH) <= 2


def test_boxes_apart_are_groups_of_one_row() -> None:
    image = boxed(boxed(page(), "FR76"), "30004000", left=LEFT + 5 * WIDTH + 12)
    (row,) = boxed_rows(image, DPI)
    assert len(row.cells) == 12


def test_a_row_becomes_a_line_that_knows_its_place() -> None:
    whole, line = prepared(boxed(page(), "FR7630004000"))
    assert whole.image[TOP : TOP + HEIGHT].min() == 255
    assert line.image.shape[1] < 12 * WIDTH
    height, width = line.image.shape
    x0, y0, x1, y1 = box_of(line.to_page, (0, 0, width, height))
    assert x0 <= LEFT + 8
    assert x1 >= LEFT + 11 * WIDTH
    assert y0 <= TOP + 5
    assert y1 >= TOP + HEIGHT - 5


@pytest.mark.parametrize("text", ["", "FR76", "     "])
def test_few_or_no_boxes_are_left_alone(text: str) -> None:
    image = boxed(page(), text)
    (alone,) = prepared(image)
    assert np.array_equal(alone.image, image)


def test_empty_boxes_give_no_line() -> None:
    assert len(prepared(boxed(page(), " " * 12))) == 1


def test_columns_of_a_table_are_no_boxes() -> None:
    image = page()
    for x in range(60, 1200, 160):
        cv2.line(image, (x, 100), (x, 140), 0, 1)
    assert list(boxed_rows(image, DPI)) == []


@pytest.mark.parametrize("shape", [(1, 1), (1, 900), (40, 2), (0, 0)])
def test_any_size_of_image_is_looked_at(shape: tuple[int, int]) -> None:
    if min(shape):
        assert list(boxed_rows(np.zeros(shape, np.uint8), DPI)) == []


@given(
    st.lists(st.tuples(st.floats(1, 50), st.floats(1, 50)), min_size=1, max_size=20),
    st.floats(-500, 500),
    st.floats(0, 1),
)
def test_the_way_back_leads_back(steps: list[tuple[float, float]], down: float, where: float) -> None:
    here, there = [0.0], [10.0]
    for one, other in steps:
        here.append(here[-1] + one)
        there.append(there[-1] + other)
    back = Squeezed(tuple(here), tuple(there), down)
    x, y = where * here[-1], 7.0
    assert back.inverse().point(*back.point(x, y)) == pytest.approx((x, y), abs=1e-3)


@pytest.mark.parametrize("dpi", [100, 150, 200, 300])
@pytest.mark.parametrize("title", ["FACTURE N° FAC2025-03", "FILIÈRE HÔTELLERIE", "NUMÉRO HHHHHHHHHHHHHHHHH"])
def test_the_capitals_of_a_title_are_no_boxes(title: str, dpi: int) -> None:
    with pymupdf.open() as document:
        sheet = document.new_page(width=595, height=200)
        sheet.insert_text((60, 80), title, fontname="hebo", fontsize=15)
        pixels = sheet.get_pixmap(dpi=dpi, colorspace="gray")
        image = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.width)
    (alone,) = without_boxes(Prepared(image, dpi, Plane()))
    assert np.array_equal(alone.image, image)
