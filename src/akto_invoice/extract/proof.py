"""A second reading of a value's print, alone and in close-up: agreement proves it, difference is shown."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from akto_invoice.extract.candidates.candidate import TWO_LINES, Candidate
from akto_invoice.extract.choice import REREAD, REREAD_DIFFERS, SELF_PROOFS, Choice
from akto_invoice.extract.model import FULL_TRUST, Box, Source
from akto_invoice.extract.resolve import Reading

# A currency sign is too small to be read alone.
_NOT_REREAD = frozenset({"currency"})

Reader = Callable[[int, Box], str]
"""Reads the text in a box of a page that holds one line, the page's number first."""


class Look(NamedTuple):
    """What a second look at a value's print gives: the text, and the proof that it is when it agrees.

    ``is_weaker`` where the value was read by a better engine than the one that looks.
    """

    text: str
    proof: str = REREAD
    is_weaker: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """A field whose text says one thing where the image of its page shows another."""

    field: str
    page: int
    text: str
    seen: str


def prove(reading: Reading, look: Callable[[int, Box], Look]) -> Reading:
    """``reading`` with a proof or a doubt on every value whose print was read by OCR.

    Where the weaker engine differs from what the stronger one read, a value that proves itself stands.
    """
    seen: dict[Candidate, Look] = {}

    def proven(name: str, choice: Choice) -> Choice:
        one = choice.candidate
        if name in _NOT_REREAD or one is None or one.source is not Source.OCR:
            return choice
        if one not in seen:
            seen[one] = look(one.page, one.box)
        if same_print(one.text, seen[one].text):
            return replace(choice, proofs=choice.proofs | {seen[one].proof}, seen=seen[one].text)
        if seen[one].is_weaker and choice.proofs & SELF_PROOFS:
            return choice
        return replace(choice, doubts=choice.doubts | {REREAD_DIFFERS}, seen=seen[one].text)

    return reading.with_each(proven)


def needs_a_look(name: str, choice: Choice) -> bool:
    """Whether a value was read in words of a text layer that are in doubt."""
    one = choice.candidate
    return (
        name not in _NOT_REREAD
        and one is not None
        and one.source is Source.TEXT
        and one.trust < FULL_TRUST
        and TWO_LINES not in one.features
    )


def hold_doubted(
    reading: Reading, reader: Reader, second: Callable[[], Reader | None]
) -> tuple[Reading, tuple[Difference, ...]]:
    """Look at the values of a visible text layer that is in doubt: where the image says the same, that is a proof.

    Where it does not, the value is doubted; what a second reader sees likewise is a lie of the text, and returned.
    """
    seen: dict[Candidate, str] = {}
    lies: list[Difference] = []

    def held(name: str, choice: Choice) -> Choice:
        one = choice.candidate
        if one is None or not needs_a_look(name, choice):
            return choice
        if one not in seen:
            seen[one] = reader(one.page, one.box)
            other = None if same_print(one.text, seen[one]) else second()
            if other is not None:
                again = other(one.page, one.box)
                if again and same_print(seen[one], again):
                    lies.append(Difference(name, one.page, one.text, again))
                seen[one] = again
        if same_print(one.text, seen[one]):
            return replace(choice, proofs=choice.proofs | {REREAD})
        return replace(choice, doubts=choice.doubts | {REREAD_DIFFERS})

    return reading.with_each(held), tuple(lies)


def confirmed(reading: Reading) -> Reading:
    """``reading`` with the proof on every printed value, where a second look found no difference at all."""

    def proven(_: str, choice: Choice) -> Choice:
        return choice if choice.candidate is None else replace(choice, proofs=choice.proofs | {REREAD})

    return reading.with_each(proven)


def differences(reading: Reading, reader: Reader, *, enough: int | None = None) -> tuple[Difference, ...]:
    """The values of a text layer that the image shows otherwise; what cannot be read again is no difference.

    With ``enough``, a text layer that says what the image shows that many times in a row is believed.
    """
    return tuple(_differences(reading, reader, enough))


def _differences(reading: Reading, reader: Reader, enough: int | None) -> Iterator[Difference]:
    looked_at: set[Candidate] = set()
    same = 0
    for name, choice in (*reading.choices.items(), *(("dossiers", choice) for choice in reading.dossiers)):
        one = choice.candidate
        if name in _NOT_REREAD or one is None or one in looked_at or TWO_LINES in one.features:
            continue
        looked_at.add(one)
        seen = reader(one.page, one.box)
        if seen and not same_print(one.text, seen):
            enough = None
            yield Difference(name, one.page, one.text, seen)
        elif seen:
            same += 1
            if same == enough:
                return


def same_print(one: str, other: str) -> bool:
    """Whether two readings have the same letters and digits: spaces and marks are what OCR is least sure of.

    >>> same_print("1 152,00 €", "1152,00"), same_print("1 152,00", "1 752,00")
    (True, False)
    """
    return _alphanumeric(one) == _alphanumeric(other)


def _alphanumeric(text: str) -> str:
    return "".join(filter(str.isalnum, text)).upper()
