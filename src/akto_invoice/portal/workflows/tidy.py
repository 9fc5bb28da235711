"""What is not needed any more is deleted: old drafts, tasks that are long done, sessions that have ended."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from akto_invoice.portal.workflows.deposit.expire import expire_drafts

EVERY: Final = timedelta(hours=1)
_DONE_TASKS: Final = timedelta(days=14)  # their arguments are addresses and messages


@task()
def tidy() -> None:
    """Tidy up. It may be run any number of times."""
    if settings.DRAFT_RETENTION:
        expire_drafts(settings.DRAFT_RETENTION)
    DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - _DONE_TASKS).delete()
    call_command("clearsessions")


def tidy_when_due() -> bool:
    """Enqueue ``tidy`` unless some worker has done so within the hour; tell whether it was."""
    lately = DBTaskResult.objects.filter(task_path=tidy.module_path, enqueued_at__gte=timezone.now() - EVERY)
    if lately.exists():
        return False
    tidy.enqueue()
    return True
