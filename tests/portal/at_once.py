"""Jobs that start together, for what must hold whoever comes first."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from akto_invoice.portal.errors import PortalError

needs_row_locks = pytest.mark.skipif(
    "not __import__('django.db').db.connection.features.has_select_for_update",
    reason="rows are locked on PostgreSQL only: set DATABASE_URL=postgresql://... to run this test",
)


def at_once(*jobs: Callable[[], object]) -> list[PortalError | None]:
    """Run the jobs in threads that start together, and return what the portal refused, job by job."""
    barrier = Barrier(len(jobs))

    def run(job: Callable[[], object]) -> PortalError | None:
        barrier.wait()
        try:
            job()
        except PortalError as error:
            return error
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(jobs)) as threads:
        return list(threads.map(run, jobs))
