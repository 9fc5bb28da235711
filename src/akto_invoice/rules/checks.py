"""The result of a check; the checks themselves are functions from plain values to one of these."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """How a check ended; NOT_CHECKED when a value that it needs is missing."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, slots=True)
class Check:
    """One check: a stable ``id``, its ``outcome`` and a French sentence for people."""

    id: str
    outcome: Outcome
    message: str
