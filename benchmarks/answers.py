"""What was read, held against what is true: one flat list that every metric filters."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum

from akto_invoice.rules import dossier as dossier_rules
from benchmarks.readings import Reading, Value
from corpus.generator.facts import Truth
from corpus.generator.manifest import Row

SCORED_TYPES = frozenset({"invoice", "credit_note", "deposit_invoice", "proforma"})
SINGLE_FIELDS = tuple(field.name for field in fields(Truth) if field.name not in ("document_type", "dossiers"))
FIELDS = (*SINGLE_FIELDS, "dossiers", "document_type")
MAIN_FIELDS = ("total_ht", "total_ttc", "siret", "dossiers")
"""What the portal's deposit form asks for."""


class Scope(StrEnum):
    """What an answer is about, so that no value is counted twice.

    FIELD: a whole field of a document, all dossiers as one set. DOSSIER: one dossier of such a set. STRAY: a value
    accepted on a paper that is no invoice, where nothing may be.
    """

    FIELD = "field"
    DOSSIER = "dossier"
    STRAY = "stray"


@dataclass(frozen=True, slots=True)
class Answer:
    """One question to the extractor: ``truth`` and ``value`` are None where nothing is, or was read.

    Sets of dossiers are their sorted compact numbers, with spaces between. ``source`` is where the value was read.
    ``error`` says what ended the document's reading.
    """

    row: Row
    scope: Scope
    field: str
    truth: str | None
    value: str | None
    confidence: float | None = None
    accepted: bool = False
    source: str | None = None
    error: str | None = None

    @property
    def is_right(self) -> bool:
        """Whether exactly the truth was read."""
        return self.value == self.truth

    @property
    def counts(self) -> bool:
        """Whether there was anything to read, or something was: silence where nothing is proves little."""
        return self.truth is not None or self.value is not None

    @property
    def is_judged(self) -> bool:
        """Whether ``accepted`` is meant for this answer: a set of dossiers is accepted one number at a time."""
        return self.scope is not Scope.FIELD or self.field in SINGLE_FIELDS


def answers_to(rows: Iterable[Row], readings: Mapping[str, Reading]) -> tuple[Answer, ...]:
    """Hold each row's reading against its truth. Raises KeyError for a row that was not read."""
    return tuple(answer for row in rows for answer in _answers(row, readings[row.file]))


def _answers(row: Row, reading: Reading) -> Iterator[Answer]:
    yield Answer(row, Scope.FIELD, "document_type", row.truth.document_type, reading.document_type, error=reading.error)
    if row.truth.document_type not in SCORED_TYPES:
        yield from _stray(row, reading)
        return
    for name in SINGLE_FIELDS:
        value = next(iter(reading.values.get(name, ())), None)
        yield _answer(row, Scope.FIELD, name, getattr(row.truth, name), value, reading.error)
    yield from _dossiers(row, reading)


def _stray(row: Row, reading: Reading) -> Iterator[Answer]:
    for name, values in reading.values.items():
        for value in values:
            if value.accepted:
                yield _answer(row, Scope.STRAY, name, None, value, reading.error)


def _dossiers(row: Row, reading: Reading) -> Iterator[Answer]:
    true = {dossier_rules.compact(number) for number in row.truth.dossiers}
    read = {dossier_rules.compact(value.value): value for value in reading.values.get("dossiers", ())}
    yield Answer(row, Scope.FIELD, "dossiers", _as_set(true), _as_set(read), error=reading.error)
    for number in sorted(true | read.keys()):
        truth = number if number in true else None
        value = read.get(number)
        yield Answer(
            row,
            Scope.DOSSIER,
            "dossiers",
            truth,
            number if value else None,
            value.confidence if value else None,
            value is not None and value.accepted,
            value.source if value else None,
            reading.error,
        )


def _answer(row: Row, scope: Scope, field: str, truth: str | None, value: Value | None, error: str | None) -> Answer:
    if value is None:
        return Answer(row, scope, field, truth, None, error=error)
    return Answer(row, scope, field, truth, value.value, value.confidence, value.accepted, value.source, error)


def _as_set(numbers: Iterable[str]) -> str | None:
    return " ".join(sorted(numbers)) or None
