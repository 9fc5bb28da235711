from dataclasses import replace
from datetime import date
from random import Random

import numpy as np
import pymupdf
import pytest

from corpus.generator.scanning.fax import Call, call
from corpus.generator.scanning.pictures import Picture

CALL = Call(fine=True, header=None, level=120, blur=0.6, noise=2, lost_lines=0, specks=0, hair=None)


def sent(call: Call, width: float = 595, height: float = 842) -> Picture:
    with pymupdf.open() as document:
        page = document.new_page(width=width, height=height)
        page.insert_text((60, 90), "TOTAL 1 152,00", fontsize=24)
        return call.send(page, 1, 2, Random(4))


@pytest.mark.parametrize("seed", range(6))
def test_a_line_has_1728_pixels_of_one_bit(seed: int) -> None:
    picture = sent(call(Random(seed), date(2025, 3, 14)))
    assert picture.pixels.shape[1] == 1728
    assert set(np.unique(picture.pixels)) == {0, 255}
    assert picture.quality is None


def test_standard_has_half_the_lines_on_a_page_of_the_same_size() -> None:
    fine, standard = sent(CALL), sent(replace(CALL, fine=False))
    assert abs(fine.pixels.shape[0] - 2 * standard.pixels.shape[0]) <= 1
    assert fine.size == pytest.approx(standard.size, abs=1)
    assert fine.size == pytest.approx((610, 842), abs=12)
    assert ("fax_standard" in fine.traps, "fax_standard" in standard.traps) == (False, True)


def test_the_header_is_above_the_page_and_covers_nothing() -> None:
    plain, headed = sent(CALL), sent(replace(CALL, header="14/03/2025 09:12  01 44 55 66 77  COMPTA"))
    added = headed.pixels.shape[0] - plain.pixels.shape[0]
    assert added == 40
    assert (headed.pixels[:added] == 0).sum() > 300
    assert (headed.pixels[added + 8 :] == 0).sum() == pytest.approx((plain.pixels == 0).sum(), rel=0.02)


def test_a_wide_page_goes_in_sideways() -> None:
    picture = sent(CALL, 842, 595)
    assert picture.fed == 270
    assert picture.pixels.shape[0] > picture.pixels.shape[1]
    assert (picture.pixels == 0).sum() == pytest.approx((sent(CALL).pixels == 0).sum(), rel=0.1)


def test_a_page_wider_than_the_line_is_sent_whole() -> None:
    picture = sent(CALL, 700, 990)
    assert picture.pixels.shape[1] == 1728
    assert (picture.pixels == 0).any()


def test_dirt_and_the_line_leave_their_marks() -> None:
    clean = sent(CALL).pixels
    dirty = sent(replace(CALL, specks=200, hair=0.5)).pixels
    assert (dirty == 0).sum() > (clean == 0).sum() + 1000
    assert (dirty[:, 864] == 0).mean() > 0.5
    torn = sent(replace(CALL, lost_lines=400)).pixels
    assert (torn != clean).any(axis=1).sum() > 5
