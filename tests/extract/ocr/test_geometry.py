import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from akto_invoice.extract.ocr.geometry import Plane

numbers = st.floats(-100, 100, allow_nan=False)
maps = st.builds(Plane, numbers, numbers, numbers, numbers, numbers, numbers)


@given(maps, maps, numbers, numbers)
def test_one_map_then_another_is_both_in_turn(first: Plane, second: Plane, x: float, y: float) -> None:
    assert first.then(second).point(x, y) == pytest.approx(second.point(*first.point(x, y)), rel=1e-6, abs=1e-4)


@given(maps, numbers, numbers)
def test_the_inverse_leads_back(there: Plane, x: float, y: float) -> None:
    assume(abs(there.xx * there.yy - there.xy * there.yx) > 1)
    assert there.inverse().point(*there.point(x, y)) == pytest.approx((x, y), rel=1e-4, abs=1e-4)


@given(maps, st.tuples(numbers, numbers, numbers, numbers), st.floats(0, 1), st.floats(0, 1))
def test_a_moved_box_encloses_every_moved_point(
    there: Plane, corners: tuple[float, float, float, float], across: float, down: float
) -> None:
    x0, y0, x1, y1 = corners
    x, y = there.point(x0 + across * (x1 - x0), y0 + down * (y1 - y0))
    box = there.box(corners)
    assert box.x0 - 1e-6 <= x <= box.x1 + 1e-6
    assert box.y0 - 1e-6 <= y <= box.y1 + 1e-6
