"""Whatever is wrong with a file, reading it ends in a value or in a typed error, within limits.

Each mutant is read in a process that may die: one that kills it, hangs or takes the memory shows as such.
"""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from akto_invoice.errors import AktoInvoiceError
from akto_invoice.extract.isolation import IsolatedPool
from tests.extract.mutants import MUTATIONS, SCAN, end_of, mutant

OF_EACH_SORT = 520
OF_SCANS = 10
TIMEOUT_S = 120  # of tens of milliseconds that are usual, on a machine that has much else to do
MEMORY_LIMIT = 1_000_000_000


@pytest.fixture(scope="module")
def pool() -> Iterator[IsolatedPool]:
    with IsolatedPool(timeout=TIMEOUT_S, memory_limit=MEMORY_LIMIT) as pool:
        yield pool


def ends(pool: IsolatedPool, sort: int, count: int, source: Path | None = None) -> Counter[str]:
    """Count the ends; those that must not be keep their number, which makes the mutant again."""
    calls: list[Future[str]] = [pool.submit(end_of, sort, number, source) for number in range(count)]
    found: Counter[str] = Counter()
    for number, call in enumerate(calls):
        try:
            found[call.result()] += 1
        except AktoInvoiceError as error:
            found[f"{MUTATIONS[sort].__name__} {number}: {error!r}"] += 1
    return found


ALLOWED = {"ok", "partial", "unwritten", "damaged", "not_a_pdf", "encrypted", "no_pages", "too_large", "too_many_pages"}


@pytest.mark.parametrize("sort", range(len(MUTATIONS)), ids=[mutation.__name__ for mutation in MUTATIONS])
def test_a_mutant_ends_in_a_value_or_a_typed_error(pool: IsolatedPool, sort: int) -> None:
    found = ends(pool, sort, OF_EACH_SORT)
    assert set(found) <= ALLOWED
    assert found["ok"] > OF_EACH_SORT / 20  # some faults do not matter
    assert found["unwritten"] < OF_EACH_SORT / 5


@pytest.mark.parametrize("sort", range(len(MUTATIONS)), ids=[mutation.__name__ for mutation in MUTATIONS])
def test_so_does_one_of_a_scan(pool: IsolatedPool, sort: int) -> None:
    assert set(ends(pool, sort, OF_SCANS, SCAN)) <= ALLOWED


def test_mutants_are_two_thousand_and_the_same_on_every_run() -> None:
    assert OF_EACH_SORT * len(MUTATIONS) >= 2_000
    assert mutant(0, 7) == mutant(0, 7)
    assert mutant(0, 7) != mutant(0, 8)
