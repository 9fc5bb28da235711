"""The measures as JSON files, one for each thing measured: what the reports are made from."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.accuracy import Bin, Documents, Failure, Level, Scoreboard, Tally
from benchmarks.bundle import Bundle
from benchmarks.costs import Times
from benchmarks.deposits import DepositLoad
from benchmarks.peers.measure import Comparison as PeerComparison
from benchmarks.portal import Export, PortalSpeed, Timing
from benchmarks.processes import Process
from benchmarks.ribs import Ribs
from benchmarks.rungs import Rung
from benchmarks.speed import Comparison, Speed

Measure = TypeVar("Measure")


class Outdated(Exception):
    """A file of results has not what the report needs today; the message says what to do."""


def write(path: Path, measured: Scoreboard | Speed | PortalSpeed | DepositLoad | Ribs | PeerComparison) -> None:
    """Write with one line per counted thing, so that a change shows as a few changed lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    parts = (f"{json.dumps(name)}: {_part(value)}" for name, value in asdict(measured).items())
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


def read_scoreboard(path: Path) -> Scoreboard | None:
    """Return what was measured, None when nothing was yet. Raises Outdated."""
    if not path.exists():
        return None
    with _of_today(path) as facts:
        return Scoreboard(
            tallies=tuple(Tally(**one) for one in facts["tallies"]),
            documents=tuple(Documents(**one) for one in facts["documents"]),
            reliability=tuple(Bin(**one) for one in facts["reliability"]),
            levels=tuple(Level(**one) for one in facts["levels"]),
            failures=tuple(Failure(**one) for one in facts["failures"]),
        )


def read_speed(path: Path) -> Speed | None:
    """Return what was measured, None when nothing was yet. Raises Outdated."""
    if not path.exists():
        return None
    with _of_today(path) as facts:
        return Speed(
            machine=facts["machine"],
            text=_comparison(facts["text"]),
            scans=_comparison(facts["scans"]),
            by_source=tuple(Comparison(**_with_times(one)) for one in facts["by_source"]),
            rungs=tuple(Rung(**{**one, "times": Times(**one["times"])}) for one in facts["rungs"]),
            text_process=_measure(Process, facts["text_process"]),
            first_engine_process=_measure(Process, facts["first_engine_process"]),
            scan_process=_measure(Process, facts["scan_process"]),
            bundle=_measure(Bundle, facts["bundle"]),
        )


def read_portal(path: Path) -> PortalSpeed:
    """Return what was measured on one database."""
    facts = json.loads(path.read_text(encoding="utf-8"))
    timings = tuple(Timing(**one) for one in facts.pop("timings"))
    return PortalSpeed(timings=timings, exports=tuple(Export(**one) for one in facts.pop("exports")), **facts)


@contextmanager
def _of_today(path: Path) -> Iterator[Any]:
    try:
        yield json.loads(path.read_text(encoding="utf-8"))
    except (KeyError, TypeError) as error:
        raise Outdated(
            f"{path} was measured by an older version: run python -m benchmarks {path.stem} again"
        ) from error


def _part(value: Any) -> str:
    if isinstance(value, tuple):
        return "[\n" + ",\n".join(json.dumps(one, ensure_ascii=False) for one in value) + "\n]"
    return json.dumps(value, ensure_ascii=False)


def _comparison(facts: Any) -> Comparison | str:
    return facts if isinstance(facts, str) else Comparison(**_with_times(facts))


def _with_times(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {**facts, **{side: Times(**facts[side]) for side in ("ours", "reference")}}


def _measure(made: type[Measure], facts: Mapping[str, Any] | str) -> Measure | str:
    return facts if isinstance(facts, str) else made(**facts)
