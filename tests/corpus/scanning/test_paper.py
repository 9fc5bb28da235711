from collections import Counter
from datetime import date
from random import Random

import numpy as np
import pytest

from corpus.generator.scanning.paper import Wear, wear
from corpus.generator.scanning.pictures import Sheet

DAY = date(2025, 3, 14)
BLANK = Sheet(np.full((1170, 827), 255, np.uint8), (100, 100))


def written() -> Sheet:
    """A sheet with a stroke of print every few millimetres, out to its edges."""
    pixels = np.full((1170, 827), 255, np.uint8)
    pixels[::12] = pixels[1::12] = 20
    return Sheet(pixels, (100, 100))


@pytest.mark.parametrize("kind", ["faded", "coloured_paper", "stamp", "pen_marks", "fold", "staple", "punch_holes"])
def test_each_kind_marks_a_sheet_and_says_so(kind: str) -> None:
    sheet = written() if kind == "faded" else BLANK
    worn = Wear((kind,), DAY, "seed").worn(sheet, 0)
    assert worn.traps == (kind,)
    assert worn.pixels.shape == sheet.pixels.shape
    assert (worn.pixels != sheet.pixels).any()
    assert Wear((kind,), DAY, "seed").worn(sheet, 0).pixels.tolist() == worn.pixels.tolist()


@pytest.mark.parametrize("kind", ["staple", "punch_holes"])
def test_holes_and_staples_stay_away_from_print(kind: str) -> None:
    sheet = written()
    worn = Wear((kind,), DAY, "seed").worn(sheet, 0)
    assert worn.traps == ()
    assert worn.pixels is sheet.pixels


@pytest.mark.parametrize("kind", ["faded", "coloured_paper", "stamp", "pen_marks", "fold", "highlighter"])
@pytest.mark.parametrize("seed", ["a", "b", "c"])
def test_print_stays_darker_than_what_surrounds_it(kind: str, seed: str) -> None:
    sheet = written()
    before = sheet.pixels.copy()
    worn = Wear((kind,), DAY, seed).worn(sheet, 0).pixels.astype(int)
    rows = np.arange(24, 1140, 12)
    contrast = worn[rows + 6] - worn[rows]
    assert np.quantile(contrast, 0.001) > 25
    assert np.array_equal(sheet.pixels, before)


def test_paper_is_alike_on_all_sheets_and_ink_is_not() -> None:
    use = Wear(("coloured_paper", "punch_holes", "stamp"), DAY, "seed")
    sheets = [use.worn(BLANK, number) for number in range(12)]
    assert all({"coloured_paper", "punch_holes"} <= set(sheet.traps) for sheet in sheets)
    assert "stamp" in sheets[0].traps
    assert sum("stamp" in sheet.traps for sheet in sheets) < 12


def test_one_to_four_things_happen_to_a_document() -> None:
    drawn = [wear(Random(seed), DAY).kinds for seed in range(200)]
    assert {len(kinds) for kinds in drawn} <= {1, 2, 3, 4}
    counts = Counter(kind for kinds in drawn for kind in kinds)
    assert set(counts) == {
        "faded", "coloured_paper", "highlighter", "stamp", "pen_marks", "fold", "staple", "punch_holes",
    }  # fmt: skip
    assert counts["stamp"] == max(counts.values())
