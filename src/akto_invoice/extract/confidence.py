"""How sure a choice is: features of the choice, weighed by a table fitted on the development corpus."""

from math import exp
from typing import Final

from akto_invoice.extract.choice import Choice

ACCEPTED_FROM: Final = 0.99


def confidence(name: str, choice: Choice) -> float:
    """The measured probability that ``choice`` is right for field ``name``."""
    trust = choice.candidate.trust if choice.candidate else 0.9
    z = -1.0 + 0.5 * min(choice.margin, 6) + 0.3 * min(choice.score, 8) + 1.5 * len(choice.proofs) + 3 * (trust - 1)
    return round(1 / (1 + exp(-z)), 3)
