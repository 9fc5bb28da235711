from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.generator.scanning.pictures import Pixels, black_on_white, inked, skew, toned, turned


def grey(value: int, side: int = 60) -> Pixels:
    return np.full((side, side), value, np.uint8)


@given(st.floats(0, 0.7), st.tuples(*[st.integers(20, 255)] * 3), st.booleans())
def test_ink_hides_nothing(strength: float, ink: tuple[int, int, int], colour: bool) -> None:
    sheet = grey(255)
    sheet[20:40, 20:40] = 40
    if colour:
        sheet = np.dstack([sheet] * 3)
    stamped = inked(sheet, np.full(sheet.shape[:2], strength, np.float32), ink)
    assert int(stamped[5, 5].max()) - int(stamped[30, 30].max()) > 60


def test_one_bit_keeps_grey_type_and_dark_areas() -> None:
    page = grey(235, 300)
    page[100:200, 100:280] = 40
    page[140:160, 140:144] = 230
    page[30:60, 30:33] = 170
    bits = black_on_white(page, 120, 30)
    assert set(np.unique(bits)) == {0, 255}
    assert bits[45, 31] == 0
    assert (bits[110:130, 110:130] == 0).all()
    assert bits[150, 142] == 255
    assert bits[250, 250] == 255


def test_light_type_on_a_tone_stays_apart_from_it() -> None:
    page = grey(240, 300)
    page[100:200, 50:250] = 150
    page[140:160, 100:104] = 250
    bits = black_on_white(page, 120, 30)
    assert 0.3 < (bits[105:135, 60:240] == 0).mean() < 0.9
    assert (bits[140:160, 100:104] == 255).all()


def test_skew_has_a_tail_but_ends_at_five_degrees() -> None:
    rng = Random(1)
    angles = [abs(skew(rng, 0.8)) for _ in range(2000)]
    assert max(angles) <= 5
    assert 0.02 < sum(angle > 2.5 for angle in angles) / 2000 < 0.08
    assert np.median(angles) < 0.8


@pytest.mark.parametrize("angle", [-5, -1.5, 1.5, 5])
def test_nothing_of_a_skewed_sheet_is_cut_off(angle: float) -> None:
    sheet = grey(255, 400)
    sheet[:6, :6] = sheet[:6, -6:] = sheet[-6:, :6] = sheet[-6:, -6:] = 0
    whole = 4 * 36 * 255
    assert (255 - turned(sheet, angle, outside=255).astype(int)).sum() == pytest.approx(whole, rel=0.05)


def test_a_narrow_range_clips_and_a_wide_one_dulls() -> None:
    ramp = np.arange(256, dtype=np.uint8).reshape(16, 16)
    assert toned(ramp, 30, 220, 1.0)[-1, -1] == 255
    assert toned(ramp, 30, 220, 1.0)[0, 10] == 0
    dull = toned(ramp, -30, 270, 1.0)
    assert 0 < dull.min() < dull.max() < 255
