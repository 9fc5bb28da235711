"""Background work outlives its workers: what one was doing when it died, or failed to do, is done again by another.

The queue hands a task to one worker and never again, so each worker beats, and each looks after the others' tasks.
Tasks may therefore be run more than once, even twice at a time, and are written to change nothing the second time.
Whichever worker finds it due has the portal tidied up.
Clocks of the machines that workers run on agree within seconds.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread
from typing import Final

from django.db import DatabaseError, close_old_connections, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from akto_invoice.portal.models import Worker
from akto_invoice.portal.workflows.tidy import tidy_when_due

BEAT: Final = timedelta(seconds=5)
DEAD_AFTER: Final = timedelta(seconds=30)
MAX_ATTEMPTS: Final = 5
"""A task that failed so often stays failed, for an administrator to see why."""

_FIRST_PAUSE: Final = timedelta(seconds=30)
_PAUSE_GROWS: Final = 4  # 30 seconds, 2, 8 and 32 minutes
_LOOKED_BACK: Final = timedelta(days=1)

_log = logging.getLogger(__name__)


@contextmanager
def living(name: str) -> Iterator[None]:
    """Beat for the worker ``name``, and look after the tasks of others, for as long as the context lasts."""
    _beat(name)
    ended = Event()
    heart = Thread(target=_live, args=[name, ended], name="heart", daemon=True)
    heart.start()
    try:
        yield
    finally:
        ended.set()
        heart.join()
        Worker.objects.filter(name=name).delete()


def _live(name: str, ended: Event) -> None:
    try:
        while not ended.wait(BEAT.total_seconds()):
            close_old_connections()
            try:
                _beat(name)
                resume_lost()
                retry_failed()
                tidy_when_due()
            except DatabaseError as error:  # the database is away: so is everything that could be done
                _log.warning("Le processus de fond ne joint pas la base : %s", error)
    finally:
        connection.close()


def living_workers() -> QuerySet[Worker]:
    """Return the workers that beat."""
    return Worker.objects.filter(seen_at__gte=timezone.now() - DEAD_AFTER)


def _beat(name: str) -> None:
    Worker.objects.update_or_create(name=name, defaults={"seen_at": timezone.now()})


@transaction.atomic
def resume_lost() -> int:
    """Queue again what was running in workers that beat no more, and return how many tasks that were."""
    now = timezone.now()
    Worker.objects.filter(seen_at__lt=now - _LOOKED_BACK).delete()
    living_ones = set(living_workers().values_list("name", flat=True))
    running = DBTaskResult.objects.running().select_for_update(skip_locked=True)
    lost = [one for one in running if one.worker_ids[-1] not in living_ones]
    return _queue_again(lost)


@transaction.atomic
def retry_failed() -> int:
    """Queue again, after a growing pause, what failed less than ``MAX_ATTEMPTS`` times; return how many that were."""
    now = timezone.now()
    failed = DBTaskResult.objects.failed().filter(finished_at__gte=now - _LOOKED_BACK)
    due = [
        one
        for one in failed.select_for_update(skip_locked=True)
        if len(one.worker_ids) < MAX_ATTEMPTS
        and one.finished_at + _FIRST_PAUSE * _PAUSE_GROWS ** (len(one.worker_ids) - 1) <= now
    ]
    return _queue_again(due)


def _queue_again(tasks: list[DBTaskResult[..., object]]) -> int:
    for one in tasks:
        one.status, one.started_at, one.finished_at = TaskResultStatus.READY, None, None
        one.save(update_fields=["status", "started_at", "finished_at"])
    return len(tasks)
