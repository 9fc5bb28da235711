"""The portal's speed as a page: what was measured on each database."""

from collections.abc import Iterator, Sequence

from benchmarks.portal import TIMES, Export, PortalSpeed, Timing

TARGET_MS = 100
"""What 95 % of the answers of a page should keep, on PostgreSQL."""

_HEAD = f"""# The portal at a million invoices

`python -m benchmarks portal` fills a database and asks for each page {TIMES} times, with other terms each time, through
Django's whole stack (session, rights, queries, template): as an agent, who sees everything, and as a large account of
three entities. On PostgreSQL {TARGET_MS} ms are to do for 95 % of the answers to a page. `DATABASE_URL` chooses the
database; without it, it is SQLite, which looks for a text in row after row."""


def page(measured: Sequence[PortalSpeed]) -> str:
    """Return ``docs/scale.md``."""
    parts = [_HEAD]
    for one in measured:
        parts += ["", f"## {one.database}", "", *_about(one), "", *_timings(one), "", *_exports(one.exports)]
    return "\n".join(parts) + "\n"


def _about(one: PortalSpeed) -> Iterator[str]:
    late = [timing for timing in one.timings if timing.p95_ms > TARGET_MS]
    yield f"{_number(one.invoices)} invoices, filled in {one.fill_seconds:.0f} s. {one.machine}, {one.load}."
    yield f"{len(one.timings) - len(late)} of {len(one.timings)} cases within {TARGET_MS} ms (p95)."


def _timings(one: PortalSpeed) -> Iterator[str]:
    by_case: dict[str, dict[str, Timing]] = {}
    for timing in one.timings:
        by_case.setdefault(timing.case, {})[timing.user] = timing
    users = list(dict.fromkeys(timing.user for timing in one.timings))
    yield "| case | " + " | ".join(f"{user}: p50 | p95 | queries" for user in users) + " |"
    yield "| --- |" + " ---: |" * 3 * len(users)
    for case, timings in by_case.items():
        yield f"| {case} | " + " | ".join(_cells(timings.get(user)) for user in users) + " |"


def _cells(timing: Timing | None) -> str:
    return f"{timing.p50_ms:.0f} ms | {timing.p95_ms:.0f} ms | {timing.queries}" if timing else " | | "


def _exports(exports: Sequence[Export]) -> Iterator[str]:
    yield "| export | account | rows | size | time | first bytes |"
    yield "| --- | --- | ---: | ---: | ---: | ---: |"
    for one in exports:
        yield (
            f"| {one.case} | {one.user} | {_number(one.rows)} | {one.megabytes} MB | {one.seconds} s "
            f"| {one.first_ms:.0f} ms |"
        )


def _number(count: int) -> str:
    return f"{count:,}".replace(",", " ")
