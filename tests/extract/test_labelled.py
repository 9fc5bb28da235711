"""From a label to the value that it names: after it, beside it, under it; else before it or over it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akto_invoice.extract.candidates.labelled import Labelled, labelled
from akto_invoice.extract.layout import PageLayout
from tests.extract.pages import page

LABEL = re.compile(r"\bcode\b")
VALUE = re.compile(r"\b[A-Z]{2}\d{3}\b")


def found(layout: PageLayout) -> list[tuple[str, str]]:
    return [(one.value.text, one.relation) for one in labelled(layout, LABEL, VALUE)]


@pytest.mark.parametrize("line", ["Code AB123", "Code : AB123", "CODE n° AB123", "Votre code interne est le AB123"])
def test_after_the_label_in_its_cell(line: str) -> None:
    assert found(page(line)) == [("AB123", "same-cell")]


@pytest.mark.parametrize("line", ["Code | AB123", "Code : | AB123", "Code | : | AB123"])
def test_in_the_next_cell(line: str) -> None:
    assert found(page(line)) == [("AB123", "next-cell")]


def test_under_the_label() -> None:
    assert found(page("Date | Code | Client", "12/03/2026 | AB123 | Horizon")) == [("AB123", "below")]


@pytest.mark.parametrize("line", ["AB123 Code", "AB123 : code"])
def test_before_a_label_that_ends_the_cell(line: str) -> None:
    assert found(page(line)) == [("AB123", "before")]


def test_over_a_label_that_has_nothing_else() -> None:
    assert found(page("12/03/2026 | AB123 | Horizon", "Date | Code | Client")) == [("AB123", "over")]


def test_the_nearest_relation_comes_first() -> None:
    assert found(page("Code AB123 | CD456", "EF789")) == [("AB123", "same-cell")]
    assert found(page("Code | CD456", "EF789")) == [("CD456", "next-cell"), ("EF789", "below")]


@pytest.mark.parametrize(
    "lines",
    [
        ("AB123 Code libre",),  # before it, in the midst of words
        ("AB123", "", "", "Code"),  # too far up
        ("Code | libre | AB123",),  # beyond the next cell
        ("Client | Code", "AB123 |"),  # under another column
        ("Code", "-", "-", "-", "-", "-", "AB123"),  # too far down
        ("Décodé AB123",),  # another word
        ("Code ab123",),  # no value
        ("Code",),
    ],
)
def test_what_a_label_does_not_name(lines: tuple[str, ...]) -> None:
    assert found(page(*lines)) == []


def test_the_cell_right_under_hides_those_below_it() -> None:
    assert found(page("Code", "AB123", "CD456")) == [("AB123", "below")]


def test_each_label_names_its_own_value() -> None:
    layout = page("Code | AB123", "", "", "", "", "", "Code | CD456")
    pairs = [(one.label.line.text, one.value.text) for one in labelled(layout, LABEL, VALUE)]
    assert pairs == [("Code\tAB123", "AB123"), ("Code\tCD456", "CD456")]


_cells = st.lists(st.sampled_from(["Code", "AB123", "CD456 x", "libre", "Code EF789", ":", ""]), min_size=1, max_size=4)


@given(st.lists(_cells.map(" | ".join), max_size=8))
def test_values_are_values_and_boxes_hold_them(lines: list[str]) -> None:
    layout = page(*lines)
    for one in labelled(layout, LABEL, VALUE):
        assert isinstance(one, Labelled)
        assert VALUE.fullmatch(one.value.text)
        assert one.label.text.lower() == "code"
        match one.relation:
            case "below":
                assert one.value.box[1] > one.label.box[1]
            case "over":
                assert one.value.box[1] < one.label.box[1]
            case "before":
                assert one.value.line is one.label.line
                assert one.value.end <= one.label.start
            case _:
                assert one.value.line is one.label.line
                assert one.value.start >= one.label.end
