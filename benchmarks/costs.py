"""What work costs: wall time and processor time, and how that is told of many files.

Ratios are of processor time: it grows with the work, wall time with whatever else the machine is busy with too.
"""

import resource
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter
from typing import NamedTuple


class Cost(NamedTuple):
    """Seconds on the wall's clock, and seconds of all processors, those of finished child processes included."""

    wall: float
    cpu: float

    def __sub__(self, other: "Cost") -> "Cost":
        return Cost(self.wall - other.wall, self.cpu - other.cpu)


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds a file: of half of the files at most, and of 95 % of them."""

    p50_ms: float
    p95_ms: float
    cpu_p50_ms: float
    cpu_p95_ms: float


def now() -> Cost:
    """What this process has cost up to now; only differences mean something."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return Cost(perf_counter(), sum(usage.ru_utime + usage.ru_stime for usage in usages))


def cost_of(work: Callable[[], object]) -> Cost:
    """Do the work once."""
    before = now()
    work()
    return now() - before


def middle(costs: Sequence[Cost]) -> Cost:
    """The medians of several rounds of the same work."""
    return Cost(median(one.wall for one in costs), median(one.cpu for one in costs))


def total(costs: Sequence[Cost]) -> Cost:
    """All costs together."""
    return Cost(sum(one.wall for one in costs), sum(one.cpu for one in costs))


def times_of(costs: Sequence[Cost]) -> Times:
    """Tell the costs of some files, at least one."""
    numbers = [value for kind in zip(*costs, strict=True) for value in (median(kind), _p95(kind))]
    return Times(*(round(1000 * number, 1) for number in numbers))


def _p95(values: Sequence[float]) -> float:
    return quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]
