"""Background work outlives its workers; one test really kills one."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from akto_invoice.portal.background import DEAD_AFTER, MAX_ATTEMPTS, living, resume_lost, retry_failed
from akto_invoice.portal.models import Worker

PATIENCE = 60  # seconds


def a_task(status: TaskResultStatus, workers: list[str], **values: Any) -> DBTaskResult[..., object]:
    return DBTaskResult.objects.create(
        id=uuid4(), status=status, worker_ids=workers, args_kwargs={"args": [], "kwargs": {}}, backend_name="default",
        task_path="akto_invoice.portal.workflows.notify.send_message", run_after=timezone.now(), **values,
    )  # fmt: skip


def status_of(task: DBTaskResult[..., object]) -> str:
    task.refresh_from_db()
    return str(task.status)


def test_what_ran_in_a_worker_that_beats_no_more_is_queued_again(db: None) -> None:
    now = timezone.now()
    Worker.objects.create(name="alive", seen_at=now)
    Worker.objects.create(name="dead", seen_at=now - DEAD_AFTER - timedelta(seconds=1))
    kept = a_task(TaskResultStatus.RUNNING, ["dead", "alive"], started_at=now)
    lost = a_task(TaskResultStatus.RUNNING, ["alive", "dead"], started_at=now)
    orphan = a_task(TaskResultStatus.RUNNING, ["forgotten"], started_at=now)
    done = a_task(TaskResultStatus.SUCCESSFUL, ["dead"], finished_at=now)
    assert resume_lost() == 2
    assert [status_of(one) for one in (kept, lost, orphan, done)] == ["RUNNING", "READY", "READY", "SUCCESSFUL"]
    assert lost.worker_ids == ["alive", "dead"]


def test_what_failed_is_tried_again_after_a_growing_pause_and_not_for_ever(db: None) -> None:
    now = timezone.now()
    first = a_task(TaskResultStatus.FAILED, ["a"], finished_at=now - timedelta(seconds=31))
    fresh = a_task(TaskResultStatus.FAILED, ["a"], finished_at=now)
    second = a_task(TaskResultStatus.FAILED, ["a", "b"], finished_at=now - timedelta(seconds=31))
    last = a_task(TaskResultStatus.FAILED, ["a"] * MAX_ATTEMPTS, finished_at=now - timedelta(hours=3))
    assert retry_failed() == 1
    assert [status_of(one) for one in (first, fresh, second, last)] == ["READY", "FAILED", "FAILED", "FAILED"]


@pytest.mark.django_db(transaction=True)
def test_a_worker_is_known_while_it_lives() -> None:
    with living("one"):
        assert Worker.objects.get().name == "one"
    assert not Worker.objects.exists()


@contextmanager
def a_worker(folder: Path, *options: str) -> Iterator["subprocess.Popen[bytes]"]:
    command = [
        sys.executable,
        "-m",
        "akto_invoice.portal",
        "db_worker",
        "--no-startup-delay",
        "--interval=0.1",
        *options,
    ]
    with subprocess.Popen(command, env=environment(folder), stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.kill()


def environment(folder: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {"DATA_DIR": str(folder), "PORTAL_MODE": "demo"}


def manage(folder: Path, *arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "akto_invoice.portal", *arguments], env=environment(folder), check=True)


def told(folder: Path, statement: str) -> tuple[Any, ...]:
    """Run a statement on the worker's SQLite, and return its first row."""
    with closing(sqlite3.connect(folder / "portal.sqlite3", timeout=PATIENCE)) as database, database:
        row: tuple[Any, ...] | None = database.execute(statement).fetchone()
    return row or ()


def wait_until(folder: Path, status: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while told(folder, STATUS) != (status,) and time.monotonic() < deadline:
        time.sleep(0.05)


DEPOSIT = """
from django.core.files.uploadedfile import SimpleUploadedFile
from pathlib import Path
from akto_invoice.portal.models import *
from akto_invoice.portal.workflows.deposit.receive import receive_invoice
from akto_invoice.portal.workflows.deposit.send import send_deposits
if __name__ != "__mp_main__":
    user = User.objects.create_user("olivia@alize.example", "secret", profile=Profile.ORGANISME)
    entity = Entity.objects.create(name="Campus", siret="52481845700029", kind=EntityKind.ORGANISME)
    Membership.objects.create(user=user, entity=entity, can_deposit=True)
    receive_invoice(user, entity.siret, SimpleUploadedFile("scan.pdf", Path(r"{pdf}").read_bytes()))
    send_deposits(user, entity.siret)
"""
STATUS = "SELECT status FROM django_tasks_database_dbtaskresult"
STATE = "SELECT state, revision, (SELECT count(*) FROM portal_depositpage) FROM portal_deposit"


def test_a_worker_killed_in_the_middle_of_a_reading_loses_nothing_and_does_nothing_twice(tmp_path: Path) -> None:
    scan = Path(__file__).parents[2] / "corpus" / "samples" / "facture-scannee.pdf"
    manage(tmp_path, "migrate", "--verbosity=0")
    manage(tmp_path, "shell", "--verbosity=0", "--command", DEPOSIT.format(pdf=scan))
    with a_worker(tmp_path) as first:
        wait_until(tmp_path, "RUNNING")
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert told(tmp_path, STATUS) == ("RUNNING",)
    assert told(tmp_path, STATE) == ("en-analyse", 0, 0)
    # Half a minute later:
    told(tmp_path, "UPDATE portal_worker SET seen_at = '2020-01-01 00:00:00'")
    with a_worker(tmp_path):
        wait_until(tmp_path, "SUCCESSFUL")
    assert told(tmp_path, STATUS) == ("SUCCESSFUL",)
    assert told(tmp_path, STATE) == ("a-valider", 1, 1)
