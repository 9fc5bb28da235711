"""The risk-coverage curve as a picture: how wrong what is accepted would be, against how much that is.

Both are shares: of the values that stand on the documents, those accepted; of all accepted values, the wrong ones.
"""

from collections.abc import Iterator, Sequence
from math import log10
from typing import NamedTuple

from benchmarks.accuracy import Level, Scoreboard, Tally
from benchmarks.targets import ACCEPTED_WRONG, UNSEEN, percent, tally_of

COLOURS = {"text": "#0b5fa5", "scans": "#b5420b"}

_WIDTH, _HEIGHT = 760, 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 730, 24, 350  # of the axes
_LEAST, _MOST = 1e-4, 1e-1  # risk
_NONE = _LEAST / 10**0.25  # where no value is wrong, which has no logarithm
_COVERAGES = tuple(step / 10 for step in range(11))
_RISKS = ((1e-4, "0.01 %"), (1e-3, "0.1 %"), (1e-2, "1 %"), (1e-1, "10 %"), (0.0, "none"))


class Point(NamedTuple):
    """Shares between 0 and 1."""

    coverage: float
    risk: float


def curve(levels: Sequence[Level], present: int) -> list[Point]:
    """Return the points from the least confidence on; none where nothing would be accepted.

    ``present`` counts the values that stand on the documents.
    """
    return [
        Point(one.accepted / present, one.accepted_wrong / one.accepted_all)
        for one in sorted(levels, key=lambda one: one.confidence)
        if one.accepted_all and present
    ]


def draw(scoreboard: Scoreboard, split: str = UNSEEN) -> str:
    """Return an SVG of both curves, and of what is accepted."""
    parts = [*_axes()]
    for group, colour in COLOURS.items():
        one = tally_of(scoreboard.tallies, split, "source", group)
        if one is None or not one.present:
            continue
        levels = [level for level in scoreboard.levels if (level.split, level.group) == (split, group)]
        places = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(_place, curve(levels, one.present)))
        parts += [
            f'<polyline points="{places}" fill="none" stroke="{colour}" stroke-width="2"/>',
            *_accepted(one, colour),
        ]
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" '
        f'font-size="13" fill="#222">\n<title>Risk against coverage, {split} layouts</title>\n{body}\n</svg>\n'
    )


def _accepted(one: Tally, colour: str) -> Iterator[str]:
    """Draw the dot of what is accepted, and say in the legend what it stands for."""
    if one.accepted_all:
        x, y = _place(Point(one.accepted / one.present, one.accepted_wrong / one.accepted_all))
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="{colour}" stroke="#fff" stroke-width="2"/>'
    y = _TOP + 22 + 22 * list(COLOURS).index(one.group)
    said = (
        f"{one.group}: accepted {percent(one.accepted, one.present)}, "
        f"of these wrong {percent(one.accepted_wrong, one.accepted_all, 2)}"
    )
    yield f'<circle cx="{_LEFT + 20}" cy="{y - 4}" r="6" fill="{colour}"/>'
    yield f'<text x="{_LEFT + 34}" y="{y}">{said}</text>'


def _axes() -> Iterator[str]:
    yield f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>'
    for coverage in _COVERAGES:
        x, _ = _place(Point(coverage, _LEAST))
        yield _line(x, _TOP, x, _BOTTOM, "#e4e4e4")
        yield f'<text x="{x:.1f}" y="{_BOTTOM + 20}" text-anchor="middle">{100 * coverage:g} %</text>'
    for risk, name in _RISKS:
        _, y = _place(Point(0.0, risk))
        yield _line(_LEFT, y, _RIGHT, y, "#e4e4e4")
        yield f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{name}</text>'
    _, limit = _place(Point(0.0, ACCEPTED_WRONG))
    yield _line(_LEFT, limit, _RIGHT, limit, "#333", ' stroke-dasharray="6 4"')
    yield f'<text x="{_LEFT + 6}" y="{limit - 6:.1f}">target: at most {100 * ACCEPTED_WRONG:g} % wrong</text>'
    across, down = (_LEFT + _RIGHT) / 2, (_TOP + _BOTTOM) / 2
    yield f'<text x="{across:g}" y="{_HEIGHT - 16}" text-anchor="middle">coverage: values accepted</text>'
    yield f'<text transform="translate(16 {down:g}) rotate(-90)" text-anchor="middle">risk: wrong ones of these</text>'


def _line(x0: float, y0: float, x1: float, y1: float, colour: str, more: str = "") -> str:
    return f'<line x1="{x0:.1f}" y1="{y0:.1f}" x2="{x1:.1f}" y2="{y1:.1f}" stroke="{colour}"{more}/>'


def _place(point: Point) -> tuple[float, float]:
    """Where a point is drawn; a risk off the axis lies on its end."""
    risk = min(max(point.risk, _LEAST), _MOST) if point.risk else _NONE
    height = log10(risk / _NONE) / log10(_MOST / _NONE)
    return _LEFT + point.coverage * (_RIGHT - _LEFT), _BOTTOM - height * (_BOTTOM - _TOP)
