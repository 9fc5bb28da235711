"""Every peer reads the same documents, each peer in a process of its own that may die or hang.

Peers take turns at each document, so that whatever else the machine does meets all of them alike.
"""

import platform
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from akto_invoice.errors import AktoInvoiceError, ReadingTimeout
from akto_invoice.extract.isolation import IsolatedPool
from benchmarks.answers import MAIN_FIELDS, SCORED_TYPES, answers_to
from benchmarks.costs import Cost, Times, cost_of, times_of
from benchmarks.documents import SCANS, Located, Selection, sample, select
from benchmarks.peers.catalogue import PEERS, Peer, Read
from benchmarks.readings import Reading

LIMIT = 24
"""Text documents; of scans, which take a hundred times as long, half as many are read."""
SPLIT = "evaluation"
TIMEOUT_S = 300.0  # generous: a slow machine must not look like a hang


@dataclass(frozen=True, slots=True)
class Score:
    """One peer on the documents of one ``group``, ``text`` or ``scans``.

    ``right`` of ``answers`` by main field, an answer being one that is on the document or was given; ``exact`` counts
    documents with all of them right. A document on which the peer ``died`` (any exception is that) or ``hung`` has no
    answer right and no time; ``times`` is None where it read none.
    """

    peer: str
    group: str
    documents: int
    answers: dict[str, int]
    right: dict[str, int]
    exact: int
    died: int
    hung: int
    times: Times | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All scores of one run; ``absent`` are the peers that could not run, each with what is missing."""

    machine: str
    split: str
    scores: tuple[Score, ...]
    absent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one peer made of one document, and what that cost where it came to its end."""

    document: Located
    reading: Reading
    cost: Cost | None
    hung: bool = False


def chosen(split: str = SPLIT, limit: int = LIMIT) -> tuple[Located, ...]:
    """Draw ``limit`` invoices with a text layer, and half as many scans of any kind. Raises CorpusMissing."""
    invoices = [one for one in select(Selection(split)) if one.row.document_type in SCORED_TYPES]
    texts = [one for one in invoices if one.row.source == "text"]
    scans = [one for one in invoices if one.row.source in SCANS]
    return (*sample(texts, limit), *sample(scans, (limit + 1) // 2))


def compare(
    documents: Sequence[Located],
    peers: Sequence[Peer] = PEERS,
    *,
    split: str = SPLIT,
    timeout: float = TIMEOUT_S,
    progress: Callable[[Sequence[Located]], Iterator[Located]] = iter,
) -> Comparison:
    """Let the peers that are installed read all documents."""
    present = [peer for peer in peers if not peer.missing]
    outcomes: defaultdict[str, list[Outcome]] = defaultdict(list)
    with ExitStack() as stack:
        # Without a limit of memory: the peers were not made for one.
        pools = {peer: stack.enter_context(IsolatedPool(1, timeout=timeout, memory_limit=None)) for peer in present}
        for document in progress(documents):
            for peer, pool in pools.items():
                outcomes[peer.name].append(_outcome(pool, peer, document))
    return Comparison(
        machine=f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        split=split,
        scores=tuple(score for peer in present for score in _scores(peer, outcomes[peer.name])),
        absent=tuple(f"{peer.name} ({', '.join(peer.missing)})" for peer in peers if peer.missing),
    )


def _outcome(pool: IsolatedPool, peer: Peer, document: Located) -> Outcome:
    try:
        reading, cost = pool.run(_read, peer.adapter, document.path)
    except AktoInvoiceError as error:
        failed = Reading(f"{error.code}: {error}", None, {})
        return Outcome(document, failed, None, hung=isinstance(error, ReadingTimeout))
    return Outcome(document, reading, cost)


def _scores(peer: Peer, outcomes: Sequence[Outcome]) -> Iterator[Score]:
    for group, sources in (("text", ("text",)), ("scans", SCANS)):
        within = [one for one in outcomes if one.document.row.source in sources]
        if within:
            yield _score(peer, group, within)


def _score(peer: Peer, group: str, outcomes: Sequence[Outcome]) -> Score:
    readings = {one.document.row.file: one.reading for one in outcomes}
    answers = [
        one
        for one in answers_to((one.document.row for one in outcomes), readings)
        if one.scope == "field" and one.field in MAIN_FIELDS
    ]
    wrong = {one.row.file for one in answers if not one.is_right}
    failed = [one for one in outcomes if one.reading.error is not None]
    costs = [one.cost for one in outcomes if one.cost is not None]
    return Score(
        peer=peer.name,
        group=group,
        documents=len(outcomes),
        answers={name: sum(one.field == name and one.counts for one in answers) for name in MAIN_FIELDS},
        right={name: sum(one.field == name and one.counts and one.is_right for one in answers) for name in MAIN_FIELDS},
        exact=len(readings) - len(wrong),
        died=sum(not one.hung for one in failed),
        hung=sum(one.hung for one in failed),
        times=times_of(costs) if costs else None,
    )


# Within a peer's process:


@cache
def _loaded(adapter: str) -> Read:
    read: Read = import_module(adapter).load()
    return read


def _read(adapter: str, path: Path) -> tuple[Reading, Cost]:
    """Read once, loading the peer before the time is taken, and reading the first document twice.

    Models and tables load at the first use.
    """
    read = _loaded(adapter)
    if adapter not in _WARM:
        _WARM.add(adapter)
        read(path)
    readings: list[Reading] = []
    cost = cost_of(lambda: readings.append(read(path)))
    return readings[0], cost


_WARM: set[str] = set()
