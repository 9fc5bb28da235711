"""Writing that runs up a margin."""

import pytest

from akto_invoice.extract.ocr.engines import OcrLine
from akto_invoice.extract.ocr.lines import Shape
from akto_invoice.extract.ocr.sideways import strips


def letters(count: int, x: int = 40, step: int = 16, width: int = 20, height: int = 12) -> list[OcrLine]:
    """Lone letters one below the other, lying on their sides."""
    return [OcrLine((x, 100 + step * at, x + width, 100 + step * at + height), ()) for at in range(count)]


def test_a_stack_of_letters_is_a_strip() -> None:
    assert strips(letters(20)) == [Shape(40, 100, 60, 100 + 16 * 19 + 12)]


def test_whatever_order_its_letters_come_in() -> None:
    assert strips(letters(20)[::-1]) == strips(letters(20))


def test_lines_of_writing_beside_it_are_no_part_of_it() -> None:
    text = [OcrLine((120, 100 + 40 * at, 900, 130 + 40 * at), ()) for at in range(10)]
    assert strips([*text, *letters(20)]) == strips(letters(20))


@pytest.mark.parametrize("x", [75, 1200])
def test_two_columns_are_two_strips(x: int) -> None:
    found = strips([*letters(20), *letters(20, x=x)])
    assert sorted(strip.x0 for strip in found) == [40, x]


@pytest.mark.parametrize(
    "lines",
    [
        [],
        letters(7),  # as many digits as a column of quantities has
        letters(9),  # not tall
        letters(20, step=120),  # rows of a table: far apart
        letters(20, width=120),  # words
        letters(20, height=150, step=160),  # rules
        [line for at in range(20) for line in letters(1, x=40 + 30 * at)],  # in no column
        [OcrLine((40 + 15 * at, 100 + 16 * at, 60 + 15 * at, 112 + 16 * at), ()) for at in range(20)],  # a slope
    ],
    ids=["none", "few", "short", "apart", "words", "rules", "row", "slope"],
)
def test_what_is_no_strip(lines: list[OcrLine]) -> None:
    assert strips(lines) == []
