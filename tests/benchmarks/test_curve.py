"""The risk-coverage curve: exact for what can be counted by hand."""

from xml.etree import ElementTree

from benchmarks.accuracy import Level, scoreboard
from benchmarks.curve import picture, points
from tests.benchmarks.boards import answer, row


def test_a_point_for_each_confidence_from_the_surest_down() -> None:
    levels = [Level("evaluation", "text", 0.5, 2, 1), Level("evaluation", "text", 0.99, 6, 0)]
    assert points(levels) == [(0.75, 0.0), (1.0, 0.125)]


def test_scans_of_every_kind_are_one_curve_apart_from_text() -> None:
    kinds = ("text", "scan300", "fax", "phone")
    board = scoreboard([answer("1", "2", of=row(kind, source=kind), confidence=0.9) for kind in kinds])
    assert {(one.group, one.values, one.wrong) for one in board.levels} == {("text", 1, 1), ("scans", 3, 3)}


def test_the_picture_is_svg_with_a_line_and_todays_point_for_each_group() -> None:
    of = [row("a"), row("b", source="fax")]
    board = scoreboard([answer("1", "1", of=one, confidence=0.9, accepted=True) for one in of])
    drawn = ElementTree.fromstring(picture(board))  # noqa: S314  our own words
    names = [element.tag.rpartition("}")[2] for element in drawn]
    assert (names.count("polyline"), names.count("circle")) == (2, 2)
