"""Boxes between a page as displayed and the same page turned upright."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from akto_invoice.extract.model import Box, PageKind, PageText
from akto_invoice.extract.turning import displayed, upright, upright_size

WIDTH, HEIGHT = 30, 20
QUARTERS = st.sampled_from([0, 90, 180, 270])


def sheet(turned: int, width: float = WIDTH, height: float = HEIGHT) -> PageText:
    return PageText(1, width, height, PageKind.IMAGE, turned=turned)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    x0, x1 = sorted(draw(st.lists(st.integers(0, WIDTH), min_size=2, max_size=2, unique=True)))
    y0, y1 = sorted(draw(st.lists(st.integers(0, HEIGHT), min_size=2, max_size=2, unique=True)))
    return Box(x0, y0, x1, y1)


@given(boxes(), QUARTERS)
def test_turning_back_undoes_turning(box: Box, turned: int) -> None:
    assert displayed(upright(box, sheet(turned)), sheet(turned)) == box
    assert upright(displayed(upright(box, sheet(turned)), sheet(turned)), sheet(turned)) == upright(box, sheet(turned))


@given(boxes(), QUARTERS)
def test_boxes_turn_as_pixels_do(box: Box, turned: int) -> None:
    """Writing that runs ``turned`` degrees clockwise runs to the right once the page is turned back as many."""
    page = np.zeros((HEIGHT, WIDTH), dtype=bool)
    page[int(box.y0) : int(box.y1), int(box.x0) : int(box.x1)] = True
    stood = np.rot90(page, turned // 90)  # numpy turns counter-clockwise
    rows, columns = np.nonzero(stood)
    expected = Box(columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
    assert upright(box, sheet(turned)) == expected
    assert upright_size(sheet(turned)) == (stood.shape[1], stood.shape[0])


@pytest.mark.parametrize(("turned", "size"), [(0, (30, 20)), (90, (20, 30)), (180, (30, 20)), (270, (20, 30))])
def test_the_upright_page_has_its_sides_swapped_by_quarter_turns(turned: int, size: tuple[int, int]) -> None:
    assert upright_size(sheet(turned)) == size


@given(boxes(), QUARTERS)
def test_a_box_keeps_its_size_and_its_page(box: Box, turned: int) -> None:
    x0, y0, x1, y1 = upright(box, sheet(turned))
    width, height = upright_size(sheet(turned))
    assert sorted((x1 - x0, y1 - y0)) == sorted((box.x1 - box.x0, box.y1 - box.y0))
    assert 0 <= x0 < x1 <= width
    assert 0 <= y0 < y1 <= height
