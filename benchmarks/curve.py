"""The risk-coverage curve as a picture: how many values could be accepted, and how many of those would be wrong."""

from collections.abc import Iterable, Sequence
from math import log10

from benchmarks.accuracy import Level, Scoreboard
from benchmarks.targets import ACCEPTED_WRONG, UNSEEN, tally_of

WIDTH, HEIGHT = 720, 420
LEFT, RIGHT, TOP, BOTTOM = 70, 20, 30, 50
RISKS = (1e-4, 1e-3, 1e-2, 1e-1)
COLOURS = {"text": "#0b6e4f", "scans": "#b3541e"}
NAMES = {"text": "text PDFs", "scans": "scans, faxes, photographs"}


def points(levels: Iterable[Level]) -> list[tuple[float, float]]:
    """Return (coverage, risk) for each confidence that values could be accepted from, dearest first."""
    ranked = sorted(levels, key=lambda one: -one.confidence)
    whole = sum(one.values for one in ranked)
    found = []
    accepted = wrong = 0
    for one in ranked:
        accepted += one.values
        wrong += one.wrong
        found.append((accepted / whole, wrong / accepted))
    return found


def picture(scoreboard: Scoreboard) -> str:
    """Draw the evaluation split's curves as SVG, with what is accepted today as a dot on each."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"',
        ' font-family="sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        *_axes(),
    ]
    for row, (group, colour) in enumerate(COLOURS.items()):
        levels = [one for one in scoreboard.levels if (one.split, one.group) == (UNSEEN, group)]
        if not levels:
            continue
        line = " ".join(f"{_x(coverage):.1f},{_y(risk):.1f}" for coverage, risk in points(levels))
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<text x="{LEFT + 14}" y="{TOP + 18 + 18 * row}" fill="{colour}">{NAMES[group]}</text>')
        today = tally_of(scoreboard.tallies, UNSEEN, "source", group)
        if today and today.accepted_all:
            whole = sum(one.values for one in levels)
            x, y = _x(today.accepted_all / whole), _y(today.accepted_wrong / today.accepted_all)
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{colour}" stroke="white"/>')
    return "\n".join((*parts, "</svg>\n"))


def _axes() -> Sequence[str]:
    parts = []
    for risk in RISKS:
        y = _y(risk)
        style = 'stroke="#c00" stroke-dasharray="5 4"' if risk == ACCEPTED_WRONG else 'stroke="#ddd"'
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" {style}/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{100 * risk:g} %</text>')
    for tenth in range(0, 11, 2):
        x = _x(tenth / 10)
        parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}" stroke="#eee"/>')
        parts.append(f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{10 * tenth} %</text>')
    middle = LEFT + (WIDTH - LEFT - RIGHT) / 2
    parts.append(
        f'<text x="{middle}" y="{HEIGHT - 10}" text-anchor="middle">values accepted, of all that were read</text>'
    )
    parts.append(f'<text x="{LEFT}" y="18">wrong among those accepted (red: the most allowed)</text>')
    return parts


def _x(coverage: float) -> float:
    return LEFT + coverage * (WIDTH - LEFT - RIGHT)


def _y(risk: float) -> float:
    """A logarithmic axis; no error at all lies on its lower end."""
    low, high = log10(RISKS[0]), log10(RISKS[-1])
    at = (log10(min(max(risk, RISKS[0]), RISKS[-1])) - low) / (high - low)
    return HEIGHT - BOTTOM - at * (HEIGHT - BOTTOM - TOP)
