"""Lines that lean differently over the page come out level, and boxes lead back."""

import cv2
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from akto_invoice.extract.ocr.geometry import Plane
from akto_invoice.extract.ocr.level import Bend, bend_of, level
from akto_invoice.extract.ocr.preprocess import Prepared
from tests.extract.ocr.drawn import Image, written

DPI = 150
WIDTH, HEIGHT = 1000, 1300
LINES = 28
WORDS = "Prévention des risques"
LEFT = 8  # pixels, a fifth of the way to the next line: what a page not worth moving keeps at its very edges


def page() -> Image:
    """Three columns of writing over a whole page."""
    piece = written((WORDS,), DPI)[90:140, 70:350]
    sheet = np.full((HEIGHT, WIDTH), 255, np.uint8)
    for top in range(60, 60 + 42 * LINES, 42):
        for left in (60, 370, 680):
            cell = sheet[top : top + 50, left : left + 280]
            np.minimum(cell, piece, out=cell)
    return sheet


def bent(bend: Bend) -> Image:
    """The page on which each point has fallen by the bend's drop."""
    across, down = np.meshgrid(np.arange(WIDTH, dtype=np.float64), np.arange(HEIGHT, dtype=np.float64))
    source = down
    for _ in range(4):
        source = down - bend.drop(across, source)
    picture = cv2.remap(page(), across.astype(np.float32), source.astype(np.float32), cv2.INTER_LINEAR, borderValue=255)
    return np.asarray(picture, dtype=np.uint8)


def surface(end: float, turn: float, curl: float, twist: float) -> Bend:
    """A lean that changes over the page by the numbers given, each in thousandths of the half page."""
    u, v = WIDTH / 2, HEIGHT / 2
    return Bend((0.0, end / u / 1000, turn / v / 1000, curl / u / u / 1000, twist / u / v / 1000), (u, v))


bends = st.builds(surface, *[st.floats(-30, 30)] * 2, *[st.floats(-15, 15)] * 2)


@settings(max_examples=20, deadline=None)
@given(bends)
@example(surface(0.0, 8.0, -6.0, -8.0))
def test_lines_come_out_level_and_lead_back(bend: Bend) -> None:
    """What stood on one line stands on one line again, if that may be a little higher or lower as a whole."""
    flat = level(Prepared(bent(bend), DPI, Plane(x0=10)))
    onto = flat.to_page.inverse()
    for y in np.linspace(0.1, 0.9, 5) * HEIGHT:
        heights = []
        for x in np.linspace(0.1, 0.9, 9) * WIDTH:
            seen = bend.point(x, y)
            there = onto.point(seen[0] + 10, seen[1])
            assert there[0] == pytest.approx(x)
            assert flat.to_page.point(*there) == pytest.approx((seen[0] + 10, seen[1]), abs=0.1)
            heights.append(there[1])
        assert max(heights) - min(heights) < LEFT  # pixels: half a small letter
        assert np.mean(heights) == pytest.approx(y, abs=6)


def test_the_writing_is_moved_with_its_map() -> None:
    flat = level(Prepared(bent(surface(30, 20, 10, 10)), DPI, Plane()))
    rows = np.flatnonzero(flat.image.min(axis=1) < 100)
    assert (np.diff(rows) > 6).sum() >= LINES - 2  # white from side to side between any two lines


@given(bends, st.floats(0, WIDTH), st.floats(0, HEIGHT))
def test_the_way_back_is_the_way_there(bend: Bend, x: float, y: float) -> None:
    assert bend.inverse().point(*bend.point(x, y)) == pytest.approx((x, y), abs=0.01)
    assert bend.inverse().inverse() == bend


def test_a_line_drops_by_the_sum_of_its_leans() -> None:
    bend = Bend((0.01, 2e-5, 1e-5, 3e-8, 2e-8), (500.0, 600.0))
    u = np.linspace(0, 300, 30_001)
    for y in (100.0, 600.0, 1100.0):
        v = y - 600
        lean = 0.01 + 2e-5 * u + 1e-5 * v + 3e-8 * u * u + 2e-8 * u * v
        assert float(bend.drop(np.asarray(800.0), np.asarray(y))) == pytest.approx(np.trapezoid(lean, u), rel=1e-4)


def test_level_lines_are_left_alone() -> None:
    straight = Prepared(page(), DPI, Plane())
    assert level(straight) is straight


def test_few_lines_tell_nothing() -> None:
    few = bent(surface(40, 0, 0, 0))
    few[60 + 42 * 8 :] = 255
    few[:, 350:] = 255
    assert bend_of(Prepared(bent(surface(40, 0, 0, 0)), DPI, Plane())) is not None
    assert bend_of(Prepared(few, DPI, Plane())) is None


@pytest.mark.parametrize("shape", [(1, 1), (1, 900), (900, 1), (30, 40)])
def test_any_size_stays_as_it_is(shape: tuple[int, int]) -> None:
    image = np.random.default_rng(3).integers(0, 256, shape, np.uint8)
    one = Prepared(image, 300, Plane())
    assert level(one) is one
