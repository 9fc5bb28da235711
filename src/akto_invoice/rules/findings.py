"""What a control finds against a deposit, of an invoice or a RIB: told to the person who can mend it."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """BLOCKS until it is remedied; WARNS until it is remedied, or overridden with a reason that AKTO then reads."""

    BLOCKS = "blocks"
    WARNS = "warns"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that stands against a deposit.

    ``code`` is stable; ``message`` (what is wrong) and ``remedy`` (what to do) are French sentences; ``field`` is the
    field of the page that it is about, or None where it is the document as a whole.
    """

    code: str
    level: Level
    message: str
    remedy: str
    field: str | None = None
