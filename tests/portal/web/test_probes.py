"""What machines ask, while all is well and while parts fail."""

from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from akto_invoice.portal.background import DEAD_AFTER
from akto_invoice.portal.models import Worker
from akto_invoice.portal.web.probes import PROBES

TOKEN = "a-long-token"  # noqa: S105
DATABASE_QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}


def ready(client: Client) -> tuple[int, set[str]]:
    """The status, and the parts that fail."""
    answer = client.get("/readyz")
    return answer.status_code, {part for part, told in answer.json().items() if told != "ok"}


def test_alive_asks_nothing_of_the_database(client: Client) -> None:
    """Without the ``db`` fixture, any query fails."""
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert client.head("/healthz").status_code == 200


def test_ready_where_every_part_holds(db: None, client: Client) -> None:
    assert ready(client) == (200, set())


def test_a_queue_without_a_worker_that_lives_is_told(db: None, client: Client, settings: Settings) -> None:
    settings.TASKS = DATABASE_QUEUE
    assert ready(client) == (503, {"worker"})
    worker = Worker.objects.create(name="worker", seen_at=timezone.now() - 2 * DEAD_AFTER)
    assert ready(client) == (503, {"worker"})
    worker.seen_at = timezone.now()
    worker.save()
    assert ready(client) == (200, set())


def test_a_missing_migration_is_told(db: None, client: Client) -> None:
    (latest,) = MigrationLoader(connection).graph.leaf_nodes("portal")
    MigrationRecorder(connection).record_unapplied(*latest)
    assert ready(client) == (503, {"migrations"})


def test_a_folder_that_cannot_be_written_to_is_told(
    db: None, client: Client, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    settings.MEDIA_ROOT = tmp_path / "file" / "documents"
    assert ready(client) == (503, {"storage"})


def test_a_database_that_is_down_is_told(db: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OperationalError("connection refused by db.internal")

    with monkeypatch.context() as down:
        down.setattr(connection, "cursor", refuse)
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert {"database": "failed", "migrations": "failed", "storage": "ok"}.items() <= answer.json().items()
    assert b"internal" not in answer.content


@pytest.mark.parametrize("path", PROBES)
def test_a_probe_comes_by_address_and_without_a_session(
    db: None, client: Client, settings: Settings, path: str
) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.METRICS_TOKEN = TOKEN
    answer = client.get(path, headers={"host": "10.0.0.7:8000", "authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies


@pytest.mark.parametrize("path", PROBES)
def test_a_probe_only_reads(db: None, client: Client, path: str) -> None:
    assert client.post(path).status_code == 404
    assert client.get(f"{path}/").status_code == 404


@pytest.mark.parametrize("given", ["", "Bearer", f"Bearer {TOKEN}x", TOKEN, "Bearer à"])
def test_metrics_are_for_who_knows_the_token(db: None, client: Client, settings: Settings, given: str) -> None:
    settings.METRICS_TOKEN = TOKEN
    answer = client.get("/metrics", headers={"authorization": given})
    assert (answer.status_code, answer.content) == (401, b"")


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer "])
def test_without_a_token_in_the_environment_there_are_no_metrics(db: None, client: Client, given: str) -> None:
    assert client.get("/metrics", headers={"authorization": given}).status_code == 404
