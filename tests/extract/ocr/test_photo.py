"""A sheet on a table is found by its edges; what is no photo stays as it is."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from akto_invoice.extract.ocr.geometry import Plane
from akto_invoice.extract.ocr.photo import corners, flatten
from akto_invoice.extract.ocr.preprocess import Prepared
from tests.extract.ocr.drawn import Image, written

WIDTH, HEIGHT = 720, 960
SHEET = np.array([[90, 100], [630, 90], [640, 865], [80, 860]], np.float64)
CLOSE = 12  # pixels of 960: edges are looked for on half the picture

shifts = st.lists(st.integers(-35, 35), min_size=8, max_size=8)


def paper() -> Image:
    """An A4 with a few lines of writing."""
    sheet = np.full((842, 595), 245, np.uint8)
    text = written(dpi=72)[:, :500]
    for top in (60, 420):
        sheet[top : top + 320, 40:540] = np.minimum(245, text)
    return sheet


def table(kind: str) -> Image:
    noise = np.random.default_rng(1)
    if kind == "dark":
        return np.full((HEIGHT, WIDTH), 40, np.uint8)
    if kind == "grey":
        return np.full((HEIGHT, WIDTH), 170, np.uint8)
    if kind == "shaded":
        return np.tile(np.linspace(30, 150, WIDTH).astype(np.uint8), (HEIGHT, 1))
    grain = cv2.GaussianBlur(noise.integers(0, 256, (HEIGHT, WIDTH), np.uint8), (0, 0), 2)
    return np.asarray(60 + grain // 4, dtype=np.uint8)


def photo(sheet: np.ndarray, kind: str = "dark") -> Image:
    """Lay the paper on a table with its corners at ``sheet``."""
    page = paper()
    height, width = page.shape
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(flat, sheet.astype(np.float32))
    picture = cv2.warpPerspective(page, matrix, (WIDTH, HEIGHT), table(kind), borderMode=cv2.BORDER_TRANSPARENT)
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), 0.8), dtype=np.uint8)


@pytest.mark.parametrize("kind", ["dark", "grey", "shaded", "wood"])
@settings(max_examples=8)
@given(shifts=shifts)
def test_a_sheet_seen_at_an_angle_is_found(kind: str, shifts: list[int]) -> None:
    sheet = SHEET + np.array(shifts).reshape(4, 2)
    found = corners(photo(sheet, kind))
    assert found is not None
    assert np.abs(found - sheet).max() < CLOSE


@settings(max_examples=8)
@given(shifts)
def test_it_is_laid_flat_and_leads_back(shifts: list[int]) -> None:
    sheet = SHEET + np.array(shifts).reshape(4, 2)
    flat = flatten(Prepared(photo(sheet), 100, Plane(x0=1000)))
    height, width = flat.image.shape
    assert height / width == pytest.approx(np.sqrt(2), rel=0.2)
    assert np.percentile(flat.image, 3) > 100  # nothing of the table is left
    seen = [flat.to_page.point(x, y) for x, y in ((0, 0), (width, 0), (width, height), (0, height))]
    assert np.array(seen) - (1000, 0) == pytest.approx(sheet, abs=CLOSE)


@pytest.mark.parametrize(
    "picture",
    [
        np.full((900, 640), 255, np.uint8),
        np.zeros((900, 640), np.uint8),
        np.random.default_rng(2).integers(0, 256, (900, 640), np.uint8),
        written(),
        paper(),
        table("shaded"),
        table("wood"),
        cv2.copyMakeBorder(paper(), 3, 3, 3, 3, cv2.BORDER_CONSTANT, value=0),  # the black edge of a scanner's glass
    ],
    ids=["blank", "black", "noise", "text", "scan", "shade", "grain", "black edge"],
)
def test_no_sheet_is_seen_where_there_is_none(picture: Image) -> None:
    page = Prepared(picture, 100, Plane())
    assert corners(picture) is None
    assert flatten(page) is page


def test_a_dark_picture_on_a_page_is_no_table() -> None:
    page = paper()
    page[300:600, 100:500] = 30
    assert corners(page) is None


@settings(max_examples=60)
@given(st.integers(1, 40), st.integers(1, 40), st.sampled_from([1, 25]))
def test_any_size_can_be_looked_at(width: int, height: int, times: int) -> None:
    noise = np.random.default_rng(width * 41 + height).integers(0, 256, (height * times, width), np.uint8)
    assert flatten(Prepared(noise, 100, Plane())).image.size
