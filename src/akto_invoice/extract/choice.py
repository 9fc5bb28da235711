"""What the joint choice decides for one field, before its confidence is weighed."""

from dataclasses import dataclass

from akto_invoice.extract.candidates.candidate import Candidate

REREAD = "reread"
"""The proof that a second look at the print, by the same engine, gave the same letters and digits."""
SECOND_ENGINE = "second-engine"
"""The proof that another engine read the same letters and digits."""
REREAD_DIFFERS = "reread-differs"
"""The doubt that a second look gave others."""
CHECK_DIGITS = "check-digits"
"""The proof that a number's own check digits hold."""
SECOND_PRINT = "second-print"
"""The proof that the same number is printed elsewhere on the document."""
REGISTERED = "registered"
"""The proof that the register of banks has this BIC for the bank that the IBAN names."""
SECOND_READING = "second-reading"
"""The proof that another engine read this number there, where the first one read none whose check digits hold."""
OTHER_NAME = "other-name"
"""The doubt that the words around it name something else."""
SELF_PROOFS = frozenset({CHECK_DIGITS, "adds-up", "rate", "rows-sum"})
"""Proofs by arithmetic, which a digit misread breaks."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One field's value. ``candidate`` is None for a derived value, which is printed nowhere.

    ``score`` is the candidate's, ``margin`` how far it leads the best choice of another value. ``proofs`` name the
    independent facts that agree with it, ``doubts`` those that do not; ``seen`` is what a second look gave.
    """

    value: str
    candidate: Candidate | None
    score: float
    margin: float
    proofs: frozenset[str] = frozenset()
    doubts: frozenset[str] = frozenset()
    seen: str = ""


def lead(candidates: list[Candidate], nothing: float = 0.0) -> float:
    """How far the first candidate leads the second, or ``nothing`` where it is alone."""
    rival = candidates[1].score if len(candidates) > 1 else nothing
    return candidates[0].score - rival
