"""What a control finds against a deposit: told to the person who can mend it."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """BLOCKS stops the deposit; WARNS may be overridden with a reason, which AKTO reads."""

    BLOCKS = "blocks"
    WARNS = "warns"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or seems so: a stable ``code``, what it is and what to do, in French.

    ``field`` is the value that it is about, None for the whole.
    """

    code: str
    level: Level
    message: str
    remedy: str
    field: str | None = None
