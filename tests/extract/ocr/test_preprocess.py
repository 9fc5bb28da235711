import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from akto_invoice.extract.ocr import preprocess
from akto_invoice.extract.ocr.geometry import Plane
from akto_invoice.extract.ocr.preprocess import Prepared
from tests.extract.ocr.drawn import falling, written


def ink_box(image: np.ndarray) -> tuple[int, int, int, int]:
    rows, columns = np.nonzero(image < 128)
    return int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1


@settings(max_examples=12, deadline=None)
@given(st.floats(-5, 5))
def test_skew_is_found_within_a_fifth_of_a_degree(degrees: float) -> None:
    image = falling(written(dpi=150), degrees)
    assert preprocess.skew(Prepared(image, 150, Plane())) == pytest.approx(degrees, abs=0.2)


def test_a_straight_page_is_left_as_it_is() -> None:
    page = Prepared(written(dpi=150), 150, Plane())
    assert preprocess.straighten(page) is page


def test_a_blank_page_has_no_skew() -> None:
    assert preprocess.skew(Prepared(np.full((300, 200), 255, np.uint8), 100, Plane())) == 0


@settings(max_examples=15, deadline=None)
@given(
    st.floats(-4.5, 4.5),
    st.sampled_from((0, 1, 2, 3)),
    st.sampled_from((100, 150, 300)),
    st.integers(60, 420),
    st.integers(60, 240),
)
def test_boxes_lead_back_to_the_page_as_it_came(degrees: float, quarters: int, dpi: int, x: int, y: int) -> None:
    """A speck of known place is found at that place, whatever was done to the page."""
    image = written(dpi=dpi).copy()
    unit = dpi / 72
    left, top = round(x * unit), round(y * unit)
    image[top : top + round(3 * unit), left : left + round(3 * unit)] = 0
    image = np.ascontiguousarray(np.rot90(falling(image, degrees), quarters))
    marked = np.ascontiguousarray(image)
    prepared = preprocess.prepare(marked, dpi)
    # Any dark pixel of the prepared image must be dark, or next to dark, in the source.
    rows, columns = np.nonzero(prepared.image < 60)
    assert rows.size
    for row, column in list(zip(rows.tolist(), columns.tolist(), strict=True))[:: max(1, rows.size // 50)]:
        source_x, source_y = prepared.to_page.point(column + 0.5, row + 0.5)
        around = marked[max(0, int(source_y) - 2) : int(source_y) + 3, max(0, int(source_x) - 2) : int(source_x) + 3]
        assert around.size
        assert around.min() < 160


@pytest.mark.parametrize("quarters", [1, 3])
def test_a_lying_page_is_stood_up(quarters: int) -> None:
    lying = np.ascontiguousarray(np.rot90(falling(written(dpi=150), 3), quarters))
    stood = preprocess.stand_up(Prepared(lying, 150, Plane()))
    assert stood.image.shape == written(dpi=150).shape


@pytest.mark.parametrize("degrees", [-4, 0, 4])
def test_an_upright_page_is_not_turned(degrees: float) -> None:
    page = Prepared(falling(written(dpi=150), degrees), 150, Plane())
    assert preprocess.stand_up(page) is page


def test_turning_upside_down_leads_back() -> None:
    page = Prepared(written(dpi=100), 100, Plane())
    turned = preprocess.upside_down(page)
    assert turned.to_page.box(ink_box(turned.image)) == pytest.approx(ink_box(page.image), abs=1)


def test_shadow_and_tint_become_white() -> None:
    image = written(dpi=150).astype(np.float64)
    height, width = image.shape
    shade = np.linspace(0.45, 0.95, width)[None, :] * np.linspace(1, 0.8, height)[:, None]
    even = preprocess.even_background(Prepared((image * shade).astype(np.uint8), 150, Plane())).image
    assert np.percentile(even, 20) > 240
    assert even.min() < 60


@pytest.mark.parametrize(("ink", "paper"), [(0.0, 1.0), (1.0, 0.2), (0.0, 0.6)])
def test_a_line_is_made_dark_on_white(ink: float, paper: float) -> None:
    line = written(dpi=150, ink=ink, paper=paper)[100:130]
    prepared = preprocess.prepare_line(line, 150)
    assert np.median(prepared) > 240
    assert prepared.min() < 80


@settings(deadline=None)
@given(st.integers(1, 30), st.integers(1, 30), st.sampled_from((50, 150, 300)))
def test_any_size_can_be_prepared(width: int, height: int, dpi: int) -> None:
    image = np.random.default_rng(width * 31 + height).integers(0, 256, (height, width), np.uint8)
    assert preprocess.prepare(image, dpi).image.size
    assert preprocess.prepare_line(image, dpi).shape == image.shape
