"""What is not needed any more goes, hourly, and nothing else does."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max
from pytest_django import Settings

from akto_invoice.portal.models import Deposit
from akto_invoice.portal.workflows.tidy import EVERY, tidy, tidy_when_due
from tests.portal.deposits import make_deposit
from tests.portal.world import World

DATABASE_QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}


def make_task(status: TaskResultStatus, age: timedelta) -> DBTaskResult[..., object]:
    ended = timezone.now() - age
    return DBTaskResult.objects.create(
        status=status, args_kwargs={"args": [], "kwargs": {}}, task_path="a.task", backend_name="default",
        run_after=get_date_max(), finished_at=ended,
    )  # fmt: skip


@pytest.mark.parametrize(("days", "kept"), [(0, True), (90, False)])
def test_drafts_go_after_their_retention(world: World, settings: Settings, days: int, *, kept: bool) -> None:
    settings.DRAFT_RETENTION = timedelta(days=days)
    deposit = make_deposit(world)
    Deposit.objects.filter(pk=deposit.pk).update(received_at=timezone.now() - timedelta(days=91))
    tidy.call()
    assert Deposit.objects.filter(pk=deposit.pk).exists() == kept


def test_tasks_that_are_long_done_go(db: None) -> None:
    for status in (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED):
        make_task(status, timedelta(days=15))
    kept = [
        make_task(TaskResultStatus.SUCCESSFUL, timedelta(days=13)),
        make_task(TaskResultStatus.READY, timedelta(days=15)),
        make_task(TaskResultStatus.RUNNING, timedelta(days=15)),
    ]
    tidy.call()
    assert set(DBTaskResult.objects.all()) == set(kept)


def test_sessions_that_have_ended_go(db: None) -> None:
    now = timezone.now()
    Session.objects.create(session_key="ended", session_data="", expire_date=now - timedelta(days=1))
    Session.objects.create(session_key="open", session_data="", expire_date=now + timedelta(days=1))
    tidy.call()
    assert [session.session_key for session in Session.objects.all()] == ["open"]


def test_one_worker_in_the_hour_has_it_done(db: None, settings: Settings) -> None:
    settings.TASKS = DATABASE_QUEUE
    assert tidy_when_due()
    assert not tidy_when_due()
    DBTaskResult.objects.update(enqueued_at=timezone.now() - EVERY)
    assert tidy_when_due()
    assert [task.task_path for task in DBTaskResult.objects.all()] == [tidy.module_path] * 2
