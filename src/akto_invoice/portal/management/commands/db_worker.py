"""``db_worker``: django-tasks-db's worker, whose tasks are taken up by others when it dies."""

from typing import Any

from django_tasks_db.management.commands.db_worker import Command as DbWorker

from akto_invoice.portal.background import living


class Command(DbWorker):
    """Runs tasks in the background; any number of these may run, on any machine that reaches the database and files."""

    def handle(self, *, worker_id: str, **options: Any) -> None:
        """Work until a signal ends it."""
        with living(worker_id):
            super().handle(worker_id=worker_id, **options)
