from dataclasses import replace
from random import Random

import numpy as np
import pytest

from corpus.generator.scanning.pictures import Sheet
from corpus.generator.scanning.scanner import Streak, office_scanner

SCANNER = replace(
    office_scanner(Random(1), 100, ("grey",), (70,)), outside=255, tone=(0, 255, 1.0), shading=0.0, streaks=()
)


def sheet(colour: bool = False) -> Sheet:
    pixels = np.full((1170, 827), 250, np.uint8)
    pixels[200:400, 100:700] = 30
    return Sheet(np.dstack([pixels] * 3) if colour else pixels, (100, 100), ("fold",))


@pytest.mark.parametrize(
    ("mode", "quality", "named"),
    [
        ("grey", 70, set()),
        ("colour", 70, {"colour"}),
        ("one_bit", None, {"one_bit"}),
        ("dithered", None, {"one_bit", "dithered"}),
    ],
)
def test_each_mode_delivers_its_kind_of_picture(mode: str, quality: int | None, named: set[str]) -> None:
    picture = replace(SCANNER, mode=mode).scan(sheet(colour=mode == "colour"), 0.2, Random(1))
    assert picture.quality == quality
    assert set(picture.traps) == {"fold", *named}
    assert picture.pixels.ndim == (3 if mode == "colour" else 2)
    if quality is None:
        assert set(np.unique(picture.pixels)) == {0, 255}


def test_the_page_is_as_large_as_the_paper_and_grows_with_its_skew() -> None:
    straight, skewed = (SCANNER.scan(sheet(), angle, Random(1)) for angle in (0.3, 4.0))
    assert straight.size == pytest.approx((595.4, 842.4), abs=0.1)
    assert skewed.size[0] > 640
    assert "skewed" in skewed.traps
    assert "skewed" not in straight.traps


def test_a_streak_runs_down_the_page() -> None:
    dusty = replace(SCANNER, streaks=(Streak(0.95, 2, 0.6),)).scan(sheet(), 0.0, Random(1))
    clean = SCANNER.scan(sheet(), 0.0, Random(1))
    darker = clean.pixels.astype(int) - dusty.pixels
    assert (darker[:, int(0.95 * 827)] > 40).mean() > 0.95
    assert "streaks" in dusty.traps


def test_machines_differ() -> None:
    machines = [office_scanner(Random(seed), 200, ("grey", "colour"), (50, 60)) for seed in range(40)]
    assert len({machine.producer for machine in machines}) > 4
    assert {bool(machine.streaks) for machine in machines} == {True, False}
    assert {machine.tone[0] > 0 for machine in machines} == {True, False}
