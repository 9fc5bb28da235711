"""The tables about peers."""

from collections.abc import Iterator

from benchmarks.answers import MAIN_FIELDS
from benchmarks.peers.catalogue import PEERS
from benchmarks.peers.measure import Comparison, Score
from benchmarks.tables import table
from benchmarks.targets import percent

_TITLES = {"total_ht": "HT", "total_ttc": "TTC", "siret": "SIRET", "dossiers": "dossiers"}


def report(compared: Comparison) -> str:
    """All tables: one for each group of documents, then what each peer cannot do."""
    parts = [f"{compared.split.capitalize()} split; {compared.machine}."]
    for group in ("text", "scans"):
        scores = [score for score in compared.scores if score.group == group]
        if scores:
            parts.append(f"**{group.capitalize()}**, {scores[0].documents} documents:")
            parts.append(table(_header(), map(_row, scores)).rstrip())
    if compared.absent:
        parts.append(f"Not installed, not measured: {'; '.join(compared.absent)}.")
    parts.append(table(("reader", "finds the fields by", "cannot"), _limits(compared)).rstrip())
    return "\n\n".join(parts) + "\n"


def _header() -> tuple[str, ...]:
    fields = (_TITLES[name] for name in MAIN_FIELDS)
    return ("reader", *fields, "exact", "crashed", "hung", "processor ms, p50", "wall ms, p50")


def _row(score: Score) -> tuple[str, ...]:
    times = (f"{score.times.cpu_p50_ms:.0f}", f"{score.times.p50_ms:.0f}") if score.times else ("-", "-")
    return (
        score.peer,
        *(percent(score.right[name], score.answers[name]) for name in MAIN_FIELDS),
        f"{score.exact} of {score.documents}",
        str(score.died),
        str(score.hung),
        *times,
    )


def _limits(compared: Comparison) -> Iterator[tuple[str, ...]]:
    measured = {score.peer for score in compared.scores}
    for peer in PEERS:
        if peer.name in measured:
            yield peer.name, peer.finder, peer.limits
