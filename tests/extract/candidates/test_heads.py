"""Which amounts a head names by where it stands."""

import pytest

from akto_invoice.extract.candidates.amounts import read_amounts
from akto_invoice.extract.candidates.heads import head_over, heads_of
from tests.extract.pages import page


def heads(*lines: str) -> dict[str, str | None]:
    """The words of the head over each amount, by the amount as printed."""
    layout = page(*lines)
    amounts = read_amounts(layout)
    found = heads_of(layout, amounts)
    over = {one.match.text: head_over(one.box, found, alone=not any(map(str.isalpha, one.row))) for one in amounts}
    return {text: head.plain if head else None for text, head in over.items()}


def test_an_amount_past_the_end_of_its_head_is_in_its_box() -> None:
    assert heads("HT || TTC", "| 1000,00 | 1200,00") == {"1000,00": "ht", "1200,00": "ttc"}
    assert heads("HT || TTC", "||| 1200,00") == {"1200,00": None}


def test_an_amount_past_a_head_that_names_nothing_is_not_its_neighbours() -> None:
    assert heads("HT || Divers || TTC", "||| 999,00 | 1200,00") == {"999,00": None, "1200,00": "ttc"}


def test_an_amount_far_under_a_head_is_its_own_only_where_it_covers_it() -> None:
    assert heads("HT || TTC", "", "", "", "| 1000,00") == {"1000,00": None}
    assert heads("HT || TTC", "", "", "", "1000,00") == {"1000,00": "ht"}


def test_an_amount_in_a_row_of_words_is_its_own_only_where_it_covers_it() -> None:
    assert heads("HT || TTC", "Excel | 1000,00") == {"1000,00": None}


@pytest.mark.parametrize(("rows", "expected"), [(1, [True]), (2, [False])])
def test_a_head_is_of_one_amount_where_no_other_stands_under_it(rows: int, expected: list[bool]) -> None:
    layout = page("Total HT", *["1000,00"] * rows)
    assert [head.is_of_one for head in heads_of(layout, read_amounts(layout))] == expected


def test_amounts_under_the_next_head_are_not_counted() -> None:
    layout = page("Total HT", "1000,00", "Total TTC", "1200,00")
    assert all(head.is_of_one for head in heads_of(layout, read_amounts(layout)))
