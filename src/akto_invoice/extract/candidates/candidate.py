"""What a stage of candidates hands to the joint choice."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import fsum

from akto_invoice.extract.layout import Match
from akto_invoice.extract.model import Box, Source

TWO_LINES = "two-lines"
"""The feature of a value that is printed on more than one line."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of one field: its normalised value, where it stands and why it might be the one.

    ``score`` is the sum of the weights of ``features``: log-odds in spirit, comparable within a field only.
    """

    value: str
    page: int
    box: Box
    text: str
    source: Source
    trust: float
    features: frozenset[str]
    score: float


def candidate(value: str, match: Match, features: Iterable[str], weights: Mapping[str, float]) -> Candidate:
    """Weigh ``features`` and keep the evidence of ``match``."""
    named = frozenset(features)
    words = match.line.words_at(match.start, match.end)
    return Candidate(
        value=value,
        page=match.line.page,
        box=match.box,
        text=match.text.replace("\t", " "),
        source=Source.OCR if any(word[2] is Source.OCR for word in words) else Source.TEXT,
        trust=min(word[3] for word in words),
        features=named,
        score=fsum(weights[name] for name in named),  # exact: a set has another order in every process
    )


def best_per_value(candidates: Iterable[Candidate], repeat_bonus: float = 0.0) -> list[Candidate]:
    """The best candidate of each value, best first; a value read again gains ``repeat_bonus``, thrice at most."""
    best: dict[str, Candidate] = {}
    seen: dict[str, int] = {}
    for one in candidates:
        seen[one.value] = seen.get(one.value, 0) + 1
        if one.value not in best or one.score > best[one.value].score:
            best[one.value] = one
    ranked = [replace(one, score=one.score + repeat_bonus * min(seen[one.value] - 1, 3)) for one in best.values()]
    return sorted(ranked, key=lambda one: -one.score)
