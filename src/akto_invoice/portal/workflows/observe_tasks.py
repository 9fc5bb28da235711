"""One line in the log for each task of the background: which, how it ended, how long it waited and ran."""

import logging
from typing import Any

from django.dispatch import receiver
from django_tasks import TaskResult, TaskResultStatus
from django_tasks.signals import task_finished, task_started

from akto_invoice.portal.logs import enter, leave

logger = logging.getLogger(__name__)


@receiver(task_started)
def started(task_result: TaskResult[Any], **_: Any) -> None:
    """Lines logged meanwhile bear the task's id."""
    enter(task=str(task_result.id))


@receiver(task_finished)
def finished(task_result: TaskResult[Any], **_: Any) -> None:
    """Log the task. Its arguments are nobody's business here: they may be an address."""
    begun, ended, enqueued = task_result.started_at, task_result.finished_at, task_result.enqueued_at
    figures: dict[str, Any] = {"path": task_result.task.module_path, "outcome": task_result.status.lower()}
    if begun and ended and enqueued:
        figures |= {
            "waited_ms": round((begun - enqueued).total_seconds() * 1000),
            "ms": round((ended - begun).total_seconds() * 1000),
        }
    level = logging.ERROR if task_result.status == TaskResultStatus.FAILED else logging.INFO
    logger.log(level, "task", extra={"figures": figures})
    leave("task")
