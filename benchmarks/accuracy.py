"""The metrics: each a filter over the list of answers, kept as counts so that a report can add them up.

Of the evaluation split only sums over many documents are kept: no rule may be written by looking at its failures.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.answers import FIELDS, MAIN_FIELDS, Answer, Scope
from benchmarks.documents import SCANS
from corpus.generator.manifest import Row

ALL = "all"
CONFIDENCES = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1.0)
"""The edges of the reliability table's bins; each bin has its lower edge, the last one both."""
LEVELS = tuple(dict.fromkeys(round(1 - 10 ** (-step / 20), 4) for step in range(81)))
"""Confidences from which values could be accepted: 0 to 0.9999, twenty to a tenfold less doubt, as fine as they are."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over the answers of one split, group and field (``all`` for the sum of the fields).

    ``answers``: something was to be read, or was read; ``right`` of them exactly. ``present``: values that stand on the
    documents and can be accepted; ``accepted`` of them. ``accepted_all``: all accepted values, also of fields that are
    not there; ``accepted_wrong`` of them wrong.
    """

    split: str
    by: str
    group: str
    field: str
    answers: int
    right: int
    present: int
    accepted: int
    accepted_all: int
    accepted_wrong: int


@dataclass(frozen=True, slots=True)
class Documents:
    """Documents of one split and source: how many, with every field right, with the four main ones right, failed."""

    split: str
    source: str
    documents: int
    all_right: int
    main_right: int
    errors: int


@dataclass(frozen=True, slots=True)
class Bin:
    """Values whose confidence is in [low, high): how many, their mean confidence, how many are right.

    ``group`` is ``text``, ``scans``, or ``all`` for every source.
    """

    split: str
    group: str
    low: float
    high: float
    values: int
    mean_confidence: float
    right: int


@dataclass(frozen=True, slots=True)
class Level:
    """What would be accepted if every value of ``confidence`` or more were, and no other, counted as in a tally.

    ``accepted`` of the values that stand on the documents; ``accepted_wrong`` of ``accepted_all``. ``group`` is
    ``text`` or ``scans``.
    """

    split: str
    group: str
    confidence: float
    accepted: int
    accepted_all: int
    accepted_wrong: int


@dataclass(frozen=True, slots=True)
class Failure:
    """One wrong answer of the development split, or a whole document whose reading ended with ``error``."""

    document: str
    field: str
    truth: str | None
    value: str | None
    confidence: float | None
    accepted: bool
    error: str | None


@dataclass(frozen=True, slots=True)
class Scoreboard:
    """Everything that the report says about accuracy."""

    tallies: tuple[Tally, ...]
    documents: tuple[Documents, ...]
    reliability: tuple[Bin, ...]
    levels: tuple[Level, ...]
    failures: tuple[Failure, ...]


def scoreboard(answers: Iterable[Answer]) -> Scoreboard:
    """Count everything."""
    listed = tuple(answers)
    return Scoreboard(
        tallies=tuple(_tallies(listed)),
        documents=tuple(_documents(listed)),
        reliability=tuple(_reliability(listed)),
        levels=tuple(_levels(listed)),
        failures=tuple(failures(listed)),
    )


def tally(answers: Iterable[Answer], split: str, by: str, group: str, field: str) -> Tally:
    """Count the answers given."""
    listed = [answer for answer in answers if answer.counts]
    read = [answer for answer in listed if answer.scope is Scope.FIELD]
    judged = [answer for answer in listed if answer.is_judged]
    accepted = [answer for answer in judged if answer.accepted]
    return Tally(
        split=split,
        by=by,
        group=group,
        field=field,
        answers=len(read),
        right=sum(answer.is_right for answer in read),
        present=sum(answer.truth is not None for answer in judged),
        accepted=sum(answer.truth is not None for answer in accepted),
        accepted_all=len(accepted),
        accepted_wrong=sum(not answer.is_right for answer in accepted),
    )


def failures(answers: Iterable[Answer]) -> Iterator[Failure]:
    """List what is wrong in the development split, by document.

    Dossiers are listed as sets, and alone where accepted; a document that failed is listed once.
    """
    for answer in sorted(answers, key=lambda answer: answer.row.id):
        if answer.row.split != "development" or answer.is_right:
            continue
        is_part = answer.scope is Scope.DOSSIER and not answer.accepted
        is_of_failed = answer.error is not None and answer.field != "document_type"
        if not (is_part or is_of_failed):
            yield Failure(
                answer.row.id,
                answer.field,
                answer.truth,
                answer.value,
                answer.confidence,
                answer.accepted,
                answer.error,
            )


def _tallies(answers: Iterable[Answer]) -> Iterator[Tally]:
    """Every field by source; by anything else the main fields and their sum. Templates, of development only."""
    for (split, by, group), within in _grouped(answers):
        yield tally(within, split, by, group, ALL)
        for field in FIELDS if by in (ALL, "source") else MAIN_FIELDS:
            yield tally((answer for answer in within if answer.field == field), split, by, group, field)


def _sources(row: Row) -> tuple[str, ...]:
    return (row.source, "scans") if row.source in SCANS else (row.source,)


_GROUPS: dict[str, Callable[[Row], Iterable[str]]] = {
    ALL: lambda _: (ALL,),
    "source": _sources,
    "regime": lambda row: (row.regime,),
    "document_type": lambda row: (row.document_type,),
    "maker": lambda row: (row.maker,),
    "template": lambda row: (row.template,) if row.split == "development" else (),
    "trap": lambda row: row.traps if row.split == "development" else (),
}


def _grouped(answers: Iterable[Answer]) -> list[tuple[tuple[str, str, str], list[Answer]]]:
    groups: defaultdict[tuple[str, str, str], list[Answer]] = defaultdict(list)
    for answer in answers:
        for by, names_of in _GROUPS.items():
            for name in names_of(answer.row):
                groups[answer.row.split, by, name].append(answer)
    return sorted(groups.items())


def _documents(answers: Iterable[Answer]) -> Iterator[Documents]:
    """Count documents without a wrong answer."""
    of_document: defaultdict[tuple[str, str], list[Answer]] = defaultdict(list)
    for answer in answers:
        of_document[answer.row.split, answer.row.file].append(answer)
    counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for within in of_document.values():
        row = within[0].row
        wrong = {answer.field for answer in within if not answer.is_right}
        counts[row.split, row.source].update(
            documents=1,
            all_right=int(not wrong),
            main_right=int(wrong.isdisjoint(MAIN_FIELDS)),
            errors=int(within[0].error is not None),
        )
    for (split, source), count in sorted(counts.items()):
        yield Documents(split, source, count["documents"], count["all_right"], count["main_right"], count["errors"])


def _reliability(answers: Iterable[Answer]) -> Iterator[Bin]:
    """Hold confidences against how often the values are right."""
    for (split, group), values in _with_confidence(answers).items():
        for low, high in pairwise(CONFIDENCES):
            within = [
                (confidence, answer)
                for confidence, answer in values
                if low <= confidence and (confidence < high or high == CONFIDENCES[-1])
            ]
            if within:
                mean = sum(confidence for confidence, _ in within) / len(within)
                right = sum(answer.is_right for _, answer in within)
                yield Bin(split, group, low, high, len(within), round(mean, 4), right)


def _levels(answers: Iterable[Answer]) -> Iterator[Level]:
    """Accept by confidence alone, from each level on."""
    for (split, group), values in _with_confidence(answers).items():
        for level in LEVELS if group != ALL else ():
            accepted = [answer for confidence, answer in values if confidence >= level]
            yield Level(
                split,
                group,
                level,
                accepted=sum(answer.truth is not None for answer in accepted),
                accepted_all=len(accepted),
                accepted_wrong=sum(not answer.is_right for answer in accepted),
            )


def _with_confidence(answers: Iterable[Answer]) -> dict[tuple[str, str], list[tuple[float, Answer]]]:
    """The values that can be accepted, by split and by ``text``, ``scans`` and ``all``."""
    values: defaultdict[tuple[str, str], list[tuple[float, Answer]]] = defaultdict(list)
    for answer in answers:
        if answer.is_judged and answer.confidence is not None:
            for group in {ALL, *_sources(answer.row)} & {ALL, "text", "scans"}:
                values[answer.row.split, group].append((answer.confidence, answer))
    return dict(sorted(values.items()))
