"""Count how often something happens in a period, over all processes that share the database."""

import time
from typing import Final, NamedTuple

from django.db import connection

from akto_invoice.portal.errors import TooManyRequests
from akto_invoice.portal.models import RateCount

# One statement, so that no two processes count the same: Django's database cache reads, then writes.
_COUNT: Final = """
    INSERT INTO portal_ratecount (key, count, ends_at) VALUES (%(key)s, 1, %(end)s)
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN portal_ratecount.ends_at <= %(now)s THEN 1 ELSE portal_ratecount.count + 1 END,
        ends_at = CASE WHEN portal_ratecount.ends_at <= %(now)s THEN %(end)s ELSE portal_ratecount.ends_at END
    RETURNING count, ends_at
"""


class Limit(NamedTuple):
    """At most ``times`` in ``seconds``, counted from the first."""

    times: int
    seconds: int


def count_against(limit: Limit, key: str) -> None:
    """Count once more for the key, or raise TooManyRequests, which knows how long to wait."""
    now = int(time.time())
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"key": key, "now": now, "end": now + limit.seconds})
        count, ends_at = cursor.fetchone()
    if count == 1:
        RateCount.objects.filter(ends_at__lte=now).delete()
    if count > limit.times:
        raise TooManyRequests(ends_at - now)
