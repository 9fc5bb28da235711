"""Counts hold over all that share the database, and begin anew when their period is over."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from akto_invoice.portal.errors import TooManyRequests
from akto_invoice.portal.models import RateCount
from akto_invoice.portal.workflows.limit_rate import Limit, count_against

LIMIT = Limit(3, 60)


@pytest.mark.django_db
def test_what_is_too_much_is_told_how_long_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(time, "time", lambda: now[0])
    for _ in range(3):
        count_against(LIMIT, "one")
    now[0] += 20
    with pytest.raises(TooManyRequests, match="40 s") as refused:
        count_against(LIMIT, "one")
    assert refused.value.wait == 40
    count_against(LIMIT, "other")
    now[0] += 40
    for _ in range(3):
        count_against(LIMIT, "one")
    with pytest.raises(TooManyRequests):
        count_against(LIMIT, "one")


@pytest.mark.django_db
def test_what_is_over_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(time, "time", lambda: now[0])
    for number in range(5):
        count_against(LIMIT, f"address {number}")
    now[0] += 60
    count_against(LIMIT, "later")
    assert [count.key for count in RateCount.objects.all()] == ["later"]


@pytest.mark.skipif(
    connection.vendor == "sqlite",
    reason="the tests' SQLite is in memory, where threads are refused: set DATABASE_URL=postgresql://... to run this",
)
@pytest.mark.django_db(transaction=True)
def test_all_that_ask_at_once_are_counted() -> None:
    def ask(_: int) -> bool:
        try:
            count_against(Limit(20, 600), "one")
        except TooManyRequests:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(ask, range(60)))
    assert answers.count(True) == 20
    assert RateCount.objects.get().count == 60
