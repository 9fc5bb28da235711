from dataclasses import replace
from random import Random

import numpy as np
import pytest

from corpus.generator.scanning.phone import Phone, phone
from corpus.generator.scanning.pictures import Sheet

PHONE = replace(phone(Random(2)), long_side=1200, table=(60, 20, 20), noise=1, white=(1.0, 1.0, 1.0), wooden=False)
PAPER = (20, 160, 30)


def sheet(height: int = 1000, width: int = 707) -> Sheet:
    return Sheet(np.full((height, width, 3), PAPER, np.uint8), (85, 85))


@pytest.mark.parametrize("seed", range(8))
def test_the_whole_sheet_is_in_the_picture_with_table_around_it(seed: int) -> None:
    pixels = PHONE.photograph(sheet(), Random(seed)).pixels.astype(int)
    paper = pixels[..., 1] > pixels[..., 0]
    assert pixels.shape == (1200, 900, 3)
    assert not paper[0].any()
    assert not paper[-1].any()
    assert not paper[:, 0].any()
    assert not paper[:, -1].any()
    assert 0.5 < paper.mean() < 0.95


def test_a_wide_sheet_is_taken_with_the_phone_held_sideways() -> None:
    assert PHONE.photograph(sheet(707, 1000), Random(1)).pixels.shape == (900, 1200, 3)


@pytest.mark.parametrize(("points", "wrong"), [(1.0, True), (842 / 1200, False), (0.36, True)])
def test_a_page_of_a_wrong_size_says_so(points: float, wrong: bool) -> None:
    picture = replace(PHONE, points_a_pixel=points).photograph(sheet(), Random(1))
    assert picture.size == (900 * points, 1200 * points)
    assert ("wrong_size" in picture.traps) is wrong


def test_a_shadow_is_seen_where_it_is_named() -> None:
    def darkest(seed: int) -> tuple[bool, float]:
        picture = replace(PHONE, dimmed=0.0).photograph(sheet(), Random(seed))
        greens = picture.pixels[..., 1][picture.pixels[..., 1] > picture.pixels[..., 0].astype(int) + 20]
        return "shadow" in picture.traps, float(np.quantile(greens, 0.02))

    found = [darkest(seed) for seed in range(12)]
    with_shadow = [level for shadow, level in found if shadow]
    without = [level for shadow, level in found if not shadow]
    assert with_shadow
    assert without
    assert np.mean(with_shadow) < np.mean(without) - 15


def test_motion_smears_along_its_direction() -> None:
    page = sheet()
    page.pixels[::10] = 0
    still, moved = (replace(PHONE, motion=motion, sharpening=0.0).photograph(page, Random(3)) for motion in (0, 6))
    assert moved.pixels[300:900, 300:600].std() < still.pixels[300:900, 300:600].std()


def test_phones_differ() -> None:
    drawn = [phone(Random(seed)) for seed in range(20)]
    assert all(isinstance(one, Phone) for one in drawn)
    assert len({one.points_a_pixel for one in drawn}) > 3
