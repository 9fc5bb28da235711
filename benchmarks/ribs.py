"""How well RIBs are read: each field exact, by split and kind of file; what is accepted; which contradictions are seen.

Of the evaluation split only sums are kept, as for invoices: nobody looks at which of its files are read wrong.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import cast

from akto_invoice import AktoInvoiceError, Extraction, Outcome, extract_rib
from akto_invoice.extract.batch import each_isolated
from akto_invoice.extract.rib_fields import CONTRADICTED, FIELDS
from corpus.generator.manifest import Row
from corpus.generator.ribs import build
from corpus.generator.ribs.facts import RibTruth

TIMEOUT_S = 600.0


@dataclass(frozen=True, slots=True)
class Read:
    """A RIB's row with what was read of it, or None where reading ended in an error."""

    row: Row
    extraction: Extraction | None

    @property
    def truth(self) -> RibTruth:
        """What stands on it."""
        return cast("RibTruth", self.row.truth)

    @property
    def failed(self) -> frozenset[str]:
        """The ids of the checks that failed."""
        checks = self.extraction.checks if self.extraction else ()
        return frozenset(check.id for check in checks if check.outcome is Outcome.FAILED)


@dataclass(frozen=True, slots=True)
class Tally:
    """One field over the files of one split and group (``text``, ``scans``, or one kind of scan).

    ``accepted_wrong`` counts accepted values that are not the truth, or that a contradiction on the page forbids.
    """

    split: str
    group: str
    field: str
    files: int
    right: int
    accepted: int
    accepted_wrong: int


@dataclass(frozen=True, slots=True)
class Flawed:
    """Files with one contradiction put there on purpose: in how many a check says so, and how many accept it unseen.

    ``flaw`` is empty for files without: ``seen`` are then false alarms.
    """

    split: str
    group: str
    flaw: str
    files: int
    seen: int
    accepted: int


@dataclass(frozen=True, slots=True)
class Trust:
    """Values of one confidence: how many, and how many of them are right."""

    split: str
    group: str
    confidence: float
    values: int
    right: int


@dataclass(frozen=True, slots=True)
class Ribs:
    """All that was counted; ``failures`` are the development split's."""

    tallies: tuple[Tally, ...]
    flaws: tuple[Flawed, ...]
    trust: tuple[Trust, ...]
    failures: tuple[str, ...]


def read_all(rows: Sequence[Row], jobs: int) -> Iterator[Read]:
    """Read each file in a process of its own, in no order."""
    by_path = {build.FOLDER / row.file: row for row in rows}
    for path, result in each_isolated(partial(extract_rib), list(by_path), jobs=jobs, timeout=TIMEOUT_S):
        yield Read(by_path[path], None if isinstance(result, AktoInvoiceError) else result)


def count(reads: Iterable[Read]) -> Ribs:
    """Count everything."""
    listed = sorted(reads, key=lambda one: one.row.file)
    groups: defaultdict[tuple[str, str], list[Read]] = defaultdict(list)
    for one in listed:
        for group in _groups(one.row.source):
            groups[one.row.split, group].append(one)
    ordered = sorted(groups.items())
    return Ribs(
        tallies=tuple(_tally(*key, field, within) for key, within in ordered for field in FIELDS),
        flaws=tuple(found for key, within in ordered for found in _flaws(*key, within)),
        trust=tuple(found for key, within in ordered for found in _trust(*key, within)),
        failures=tuple(text for one in listed if one.row.split == "development" for text in _failures(one)),
    )


def _groups(source: str) -> tuple[str, ...]:
    return (source,) if source == "text" else ("scans", source)


def _tally(split: str, group: str, field: str, reads: Sequence[Read]) -> Tally:
    accepted = [one for one in reads if _is_accepted(one, field)]
    return Tally(
        split=split,
        group=group,
        field=field,
        files=len(reads),
        right=sum(_is_right(one, field) for one in reads),
        accepted=len(accepted),
        accepted_wrong=sum(not _is_right(one, field) or field in _forbidden(one) for one in accepted),
    )


def _flaws(split: str, group: str, reads: Sequence[Read]) -> Iterator[Flawed]:
    by_flaw: defaultdict[str, list[Read]] = defaultdict(list)
    for one in reads:
        by_flaw[" ".join(one.truth.failed_checks)].append(one)
    for flaw, within in sorted(by_flaw.items()):
        seen = sum(set(flaw.split()) <= one.failed if flaw else bool(one.failed) for one in within)
        accepted = sum(any(_is_accepted(one, field) for field in _forbidden(one)) for one in within)
        yield Flawed(split, group, flaw, len(within), seen, accepted)


def _trust(split: str, group: str, reads: Sequence[Read]) -> Iterator[Trust]:
    values: defaultdict[float, list[bool]] = defaultdict(list)
    for one in reads:
        for field in FIELDS:
            value = getattr(one.extraction.fields, field) if one.extraction else None
            if value is not None:
                values[value.confidence].append(_is_right(one, field))
    for confidence, right in sorted(values.items()):
        yield Trust(split, group, confidence, len(right), sum(right))


def _failures(one: Read) -> Iterator[str]:
    for field in FIELDS:
        if not _is_right(one, field):
            yield f"{one.row.id}: {field}: {getattr(one.truth, field)!r} was read {_value(one, field)!r}"
    missed = sorted(set(one.truth.failed_checks) - one.failed)
    alarms = sorted(one.failed) if not one.truth.failed_checks else []
    yield from (f"{one.row.id}: {check} did not fail" for check in missed)
    yield from (f"{one.row.id}: {check} failed" for check in alarms)


def _forbidden(one: Read) -> frozenset[str]:
    """The fields that the contradiction on the page forbids to use."""
    return frozenset(field for check in one.truth.failed_checks for field in CONTRADICTED[check])


def _value(one: Read, field: str) -> str | None:
    value = getattr(one.extraction.fields, field) if one.extraction else None
    return value.value if value else None


def _is_right(one: Read, field: str) -> bool:
    return bool(_value(one, field) == getattr(one.truth, field))


def _is_accepted(one: Read, field: str) -> bool:
    value = getattr(one.extraction.fields, field) if one.extraction else None
    return value is not None and bool(value.accepted)
