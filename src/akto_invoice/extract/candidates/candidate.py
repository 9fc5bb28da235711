"""What a stage of candidates hands to the joint choice."""

from collections.abc import Iterable, Mapping
from math import fsum
from typing import NamedTuple

from akto_invoice.extract.layout import Match
from akto_invoice.extract.model import Box, Source

TWO_LINES = "two-lines"
"""The feature of a value that is printed on more than one line."""


class Candidate(NamedTuple):
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
        trust=min([word[3] for word in words]),
        features=named,
        score=fsum([weights[name] for name in named]),  # exact: a set has another order in every process
    )


def best_per_value(candidates: Iterable[Candidate], repeat_bonus: float = 0.0) -> list[Candidate]:
    """The best candidate of each value, best first; a value read again gains ``repeat_bonus``, thrice at most."""
    best: dict[str, Candidate] = {}
    seen: dict[str, int] = {}
    for one in candidates:
        value = one.value
        seen[value] = seen.get(value, 0) + 1
        if value not in best or one.score > best[value].score:
            best[value] = one
    if repeat_bonus:
        for value, times in seen.items():
            if times > 1:
                best[value] = best[value]._replace(score=best[value].score + repeat_bonus * min(times - 1, 3))
    return sorted(best.values(), key=lambda one: -one.score)
