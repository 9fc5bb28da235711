import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from akto_invoice.extract.ocr.geometry import Chain, Map, Plane, box_of, composed, quarter_of

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
    box = box_of(there, corners)
    assert box.x0 - 1e-6 <= x <= box.x1 + 1e-6
    assert box.y0 - 1e-6 <= y <= box.y1 + 1e-6


@given(maps, maps, numbers, numbers)
def test_composed_and_chained_maps_are_one(first: Plane, second: Plane, x: float, y: float) -> None:
    chained = Chain((first, second)).point(x, y)
    assert composed(first, second).point(x, y) == pytest.approx(chained, rel=1e-6, abs=1e-4)


def test_a_photographed_plane_leads_back() -> None:
    there = Plane(1.1, 0.05, 20, -0.04, 0.98, 10, 0.0001, -0.00005)
    assert there.inverse().point(*there.point(800, 500)) == pytest.approx((800, 500))
    assert there.then(there.inverse()).point(120, 340) == pytest.approx((120, 340))


small = st.floats(-0.0008, 0.0008)
seen_at_an_angle = st.builds(
    Plane,
    st.floats(0.7, 1.4), st.floats(-0.3, 0.3), numbers,
    st.floats(-0.3, 0.3), st.floats(0.7, 1.4), numbers,
    small, small,
)  # fmt: skip
pixels = st.floats(-300, 300)  # within the horizon of each of them


@given(seen_at_an_angle, pixels, pixels)
def test_the_inverse_leads_back_from_a_photo(there: Plane, x: float, y: float) -> None:
    assert there.inverse().point(*there.point(x, y)) == pytest.approx((x, y), rel=1e-6, abs=1e-6)


@given(seen_at_an_angle, maps, pixels, pixels)
def test_maps_of_photos_compose(first: Plane, second: Plane, x: float, y: float) -> None:
    expected = second.point(*first.point(x, y))
    assert first.then(second).point(x, y) == pytest.approx(expected, rel=1e-6, abs=1e-4)


@given(st.lists(seen_at_an_angle, min_size=1, max_size=1), st.lists(maps, max_size=3), pixels, pixels)
def test_a_chain_leads_back_in_the_opposite_order(photo: list[Plane], others: list[Plane], x: float, y: float) -> None:
    others = [one for one in others if abs(one.xx * one.yy - one.xy * one.yx) > 1]
    chain = Chain((*photo, *others))
    assert chain.inverse().point(*chain.point(x, y)) == pytest.approx((x, y), rel=1e-3, abs=1e-3)


@given(seen_at_an_angle, st.tuples(pixels, pixels, pixels, pixels), st.floats(0, 1), st.floats(0, 1))
def test_a_box_seen_at_an_angle_encloses_all_that_was_in_it(
    there: Plane, corners: tuple[float, float, float, float], across: float, down: float
) -> None:
    x0, y0, x1, y1 = corners
    x, y = there.point(x0 + across * (x1 - x0), y0 + down * (y1 - y0))
    box = box_of(there, corners)
    assert box.x0 - 1e-6 <= x <= box.x1 + 1e-6
    assert box.y0 - 1e-6 <= y <= box.y1 + 1e-6


@given(seen_at_an_angle, st.floats(0.1, 9))
def test_a_matrix_may_have_any_scale(there: Plane, scale: float) -> None:
    rows = (there.xx, there.xy, there.x0, there.yx, there.yy, there.y0, there.wx, there.wy, 1.0)
    again = Plane.of_rows(*(scale * number for number in rows))
    assert again.point(120, -70) == pytest.approx(there.point(120, -70))


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
@pytest.mark.parametrize("off", [-40, -5, 0, 5, 40])
def test_a_quarter_is_the_nearest_one(degrees: int, off: int) -> None:
    angle = math.radians(degrees + off)
    turned = Plane(math.cos(angle), -math.sin(angle), 7, math.sin(angle), math.cos(angle), 9)
    maps: tuple[Map, ...] = (turned, Chain((Plane(x0=3), turned)))
    assert [quarter_of(one) for one in maps] == [degrees, degrees]
