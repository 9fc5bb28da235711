"""What the project promises, beside what was measured."""

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.accuracy import ALL, Scoreboard, Tally
from benchmarks.costs import Times
from benchmarks.processes import Process
from benchmarks.speed import Comparison, Speed

UNSEEN = "evaluation"  # its layouts were not looked at while rules were written
NOT_MEASURED = "not measured"

EXACT = {
    "text": 0.99,
    "scan300": 0.985,
    "scan200": 0.98,
    "scan150": 0.95,
    "scan100": 0.95,
    "fax": 0.95,
    "phone": 0.95,
    "worn": 0.985,
}
"""The share of exact answers that each main field is to have, by source.

``worn``, office scans of ill-used paper, is held to what clean paper is: a target set here, where no other was.
"""
ACCEPTED = {"text": 0.90, "scans": 0.80}
ACCEPTED_WRONG = 0.001


@dataclass(frozen=True, slots=True)
class Verdict:
    """One promise; ``met`` is None where nothing was measured."""

    what: str
    target: str
    measured: str
    met: bool | None


def verdicts(scoreboard: Scoreboard | None, speed: Speed | None) -> tuple[Verdict, ...]:
    """Hold trust, speed and memory against the measures there are; exactness has a table of its own."""
    tallies = scoreboard.tallies if scoreboard else ()
    return (*_trust(tallies), *_speed(speed))


def percent(part: int, whole: int, digits: int = 1) -> str:
    """Write a share for a table; 100 and 0 are only said of all and none.

    >>> percent(1999, 2000), percent(2000, 2000), percent(0, 0)
    ('99.9 %', '100.0 %', '-')
    """
    if not whole:
        return "-"
    unit = 10**digits
    scaled = 100 * unit * part / whole
    rounded = round(scaled)
    if 0 < part < whole:
        rounded = min(max(rounded, 1), 100 * unit - 1)
    return f"{rounded / unit:.{digits}f} %"


def tally_of(tallies: tuple[Tally, ...], split: str, by: str, group: str, field: str = ALL) -> Tally | None:
    """Find one tally."""
    wanted = (split, by, group, field)
    return next((one for one in tallies if (one.split, one.by, one.group, one.field) == wanted), None)


def is_exact_enough(one: Tally) -> bool | None:
    """Whether the answers of one field on unseen layouts reach what their source promises; None without promise."""
    target = EXACT.get(one.group) if (one.split, one.by) == (UNSEEN, "source") else None
    return None if target is None or not one.answers else one.right >= target * one.answers


def _trust(tallies: tuple[Tally, ...]) -> Iterator[Verdict]:
    for source, target in ACCEPTED.items():
        one = tally_of(tallies, UNSEEN, "source", source)
        yield Verdict(
            f"values accepted, {source}",
            f"at least {100 * target:g} %",
            percent(one.accepted, one.present) if one else NOT_MEASURED,
            one.accepted >= target * one.present if one and one.present else None,
        )
    one = tally_of(tallies, UNSEEN, ALL, ALL)
    yield Verdict(
        "accepted values that are wrong",
        f"at most {100 * ACCEPTED_WRONG:g} %",
        f"{percent(one.accepted_wrong, one.accepted_all, 2)} ({one.accepted_wrong} of {one.accepted_all})"
        if one
        else NOT_MEASURED,
        one.accepted_wrong <= ACCEPTED_WRONG * one.accepted_all if one and one.accepted_all else None,
    )


def _speed(speed: Speed | None) -> Iterator[Verdict]:
    text = speed.text if speed else NOT_MEASURED
    scans = speed.scans if speed else NOT_MEASURED
    text_process = speed.text_process if speed else NOT_MEASURED
    scan_process = speed.scan_process if speed else NOT_MEASURED
    yield _at_most("text PDF against `page.get_text` of all pages", 2.0, "x", _of(text, "ratio"))
    yield _at_most("text PDF, half of the files", 15, "ms", _of(_ours(text), "p50_ms"))
    yield _at_most("text PDF, 95 % of the files", 50, "ms", _of(_ours(text), "p95_ms"))
    yield _at_most("scan against `pytesseract.image_to_data` at 300 dpi", 0.5, "x", _of(scans, "ratio"))
    yield _at_most("command line, one text PDF, whole process", 0.3, "s", _of(text_process, "seconds"))
    yield _at_most("memory, one text PDF", 150, "MiB", _of(text_process, "mebibytes"))
    yield _at_most("memory, one scan", 700, "MiB", _of(scan_process, "mebibytes"))


def _ours(measured: Comparison | str) -> Times | str:
    return measured if isinstance(measured, str) else measured.ours


def _of(measure: Comparison | Times | Process | str, name: str) -> float | str:
    """Take one number, or the reason why there is none."""
    if isinstance(measure, str):
        return measure if measure == NOT_MEASURED else f"{NOT_MEASURED}: {measure}"
    number: float = getattr(measure, name)
    return number


def _at_most(what: str, target: float, unit: str, measured: float | str) -> Verdict:
    if isinstance(measured, str):
        return Verdict(what, f"at most {target:g} {unit}", measured, None)
    return Verdict(what, f"at most {target:g} {unit}", f"{measured:g} {unit}", measured <= target)
