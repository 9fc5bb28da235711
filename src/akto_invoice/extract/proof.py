"""A second reading of each value that OCR gave, alone and in close-up: agreement proves, difference is shown."""

from collections.abc import Callable
from dataclasses import replace

from akto_invoice.extract.candidates.candidate import Candidate
from akto_invoice.extract.choice import Choice
from akto_invoice.extract.model import Box, Source
from akto_invoice.extract.resolve import Reading

REREAD = "reread"
REREAD_DIFFERS = "reread-differs"

# A currency sign is too small to be read alone.
_NOT_REREAD = frozenset({"currency"})

Reread = Callable[[int, Box], str]
"""Reads the text in a box of a page, the page's number first."""


def prove(reading: Reading, reread: Reread) -> Reading:
    """``reading`` with a proof or a doubt on every value whose print was read by OCR."""
    seen: dict[Candidate, bool] = {}

    def proven(choice: Choice) -> Choice:
        one = choice.candidate
        if one is None or one.source is not Source.OCR:
            return choice
        if one not in seen:
            seen[one] = same_print(one.text, reread(one.page, one.box))
        if seen[one]:
            return replace(choice, proofs=choice.proofs | {REREAD})
        return replace(choice, doubts=choice.doubts | {REREAD_DIFFERS})

    return replace(
        reading,
        choices={
            name: choice if name in _NOT_REREAD else proven(choice) for name, choice in reading.choices.items()
        },
        dossiers=tuple(proven(choice) for choice in reading.dossiers),
    )


def same_print(one: str, other: str) -> bool:
    """Whether two readings have the same letters and digits: spaces and marks are what OCR is least sure of.

    >>> same_print("1 152,00 €", "1152,00"), same_print("1 152,00", "1 752,00")
    (True, False)
    """
    return _alphanumeric(one) == _alphanumeric(other)


def _alphanumeric(text: str) -> str:
    return "".join(filter(str.isalnum, text)).upper()
