import pytest
from lxml import etree

from benchmarks.accuracy import Level, Scoreboard, scoreboard
from benchmarks.answers import Answer
from benchmarks.curve import COLOURS, Point, curve, draw
from tests.benchmarks.boards import answer, row

SVG = "{http://www.w3.org/2000/svg}"


def board() -> Scoreboard:
    surest = [answer("1", "1", of=row(f"r{n}"), confidence=0.999, accepted=True) for n in range(98)]
    poor = [answer("1", "2", of=row("w"), confidence=0.6), answer("1", None, of=row("n"))]
    scan = answer("1", "2", of=row("s", source="fax"), confidence=0.9, accepted=True)
    return scoreboard([*surest, *poor, scan])


def test_a_point_is_the_share_accepted_and_the_share_of_wrong_ones_among_them() -> None:
    levels = [
        Level("evaluation", "text", 0.9, 50, 50, 0),
        Level("evaluation", "text", 0.0, 80, 90, 18),
        Level("evaluation", "text", 0.99, 0, 0, 0),
    ]
    assert curve(levels, 100) == [Point(0.8, 0.2), Point(0.5, 0.0)]


def test_both_groups_are_drawn_with_what_is_accepted() -> None:
    drawn = etree.fromstring(draw(board()))
    assert [line.get("stroke") for line in drawn.iter(f"{SVG}polyline")] == list(COLOURS.values())
    said = [text.text for text in drawn.iter(f"{SVG}text") if text.text]
    assert "text: accepted 98.0 %, of these wrong 0.00 %" in said
    assert "scans: accepted 100.0 %, of these wrong 100.00 %" in said


def test_more_coverage_lies_to_the_right_and_more_risk_higher() -> None:
    text = next(etree.fromstring(draw(board())).iter(f"{SVG}polyline"))
    all_of_them, surest = (
        tuple(map(float, place.split(","))) for place in (str(text.get("points")).split()[at] for at in (0, -1))
    )
    assert all_of_them[0] > surest[0]
    assert all_of_them[1] < surest[1]


@pytest.mark.parametrize("answers", [[], [answer("1", None)], [answer(None, "1", confidence=0.5)]])
def test_a_board_without_accepted_values_is_drawn(answers: list[Answer]) -> None:
    drawn = etree.fromstring(draw(scoreboard(answers)))
    assert not any(line.get("points") for line in drawn.iter(f"{SVG}polyline"))
