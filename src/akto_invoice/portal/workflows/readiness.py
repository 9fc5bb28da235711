"""Whether the portal can do its work now: each part that it leans on, tried."""

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryFile
from types import MappingProxyType
from typing import Final

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django_tasks import task_backends
from django_tasks_db import DatabaseBackend

from akto_invoice.portal.background import living_workers

logger = logging.getLogger(__name__)


def database_answers() -> bool:
    """The database answers a query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def migrations_are_applied() -> bool:
    """The database has the tables that this version wants."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def storage_is_writable() -> bool:
    """A file can be written where documents are kept: the disk is there, is not full, and is the portal's."""
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryFile(dir=folder) as file:
        file.write(b"%PDF")
    return True


def worker_lives() -> bool:
    """A worker beats, where tasks are queued in the database; another queue has its own way to tell."""
    return not isinstance(task_backends["default"], DatabaseBackend) or living_workers().exists()


CHECKS: Final[Mapping[str, Callable[[], bool]]] = MappingProxyType(
    {
        "database": database_answers,
        "migrations": migrations_are_applied,
        "storage": storage_is_writable,
        "worker": worker_lives,
    }
)


def readiness() -> dict[str, bool]:
    """Try every part, whatever becomes of the others; log those that fail."""
    return {name: _holds(name, check) for name, check in CHECKS.items()}


def _holds(name: str, check: Callable[[], bool]) -> bool:
    try:
        holds = check()
    except (Error, OSError):
        logger.warning("not ready", exc_info=True, extra={"figures": {"part": name}})
        return False
    if not holds:
        logger.warning("not ready", extra={"figures": {"part": name}})
    return holds
