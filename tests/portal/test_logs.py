"""The log is JSON lines of the program's own words: whatever happens, nothing personal is in it."""

import json
import logging
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django_tasks import task

from akto_invoice.portal import logs
from akto_invoice.portal.models import User
from akto_invoice.portal.web.views import invoices
from tests.portal.world import IBAN, PDF, World

PERSONAL = ("olivia", "Martin", IBAN, IBAN[4:14], "Inès", "attestation", "2310AF000021", "52481845700029", "faux-mot")


@pytest.fixture
def log() -> Iterator[StringIO]:
    """All that is logged, at every level."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs.JsonLines())
    root = logging.getLogger()
    names = ("", "django", "django.request", "django_tasks", "axes")
    levels = {name: logging.getLogger(name).level for name in names}
    root.addHandler(handler)
    for name in names:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def lines(log: StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def requests(log: StringIO) -> list[dict[str, Any]]:
    return [line for line in lines(log) if line["event"] == "request"]


def personal(log: StringIO) -> list[str]:
    return [text for text in PERSONAL if text.lower() in log.getvalue().lower()]


def test_a_day_at_the_portal_leaves_nobody_s_name_in_the_log(
    world: World, client: Client, log: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in = {"username": world.owner.email, "password": "faux-mot-de-passe"}
    for _ in range(6):
        client.post(reverse("login"), sign_in)
    client.force_login(world.owner)
    client.get(reverse("dossier", args=[world.dossier.key]))
    client.get(reverse("entity", args=[world.training.siret]))
    client.get(reverse("invoices"), {"q": "Martin Inès"})
    client.get("/nulle-part/Olivia-Martin/")
    client.get("/", headers={"host": "olivia-martin.example"})
    upload = SimpleUploadedFile("attestation Inès Durand.pdf", PDF, "application/pdf")
    client.post(reverse("add-piece", args=[world.invoice.pk]), {"nature": "certificat", "file": upload})

    def fail(*_: Any) -> None:
        raise IntegrityError(f"Key (email, iban)=({world.owner.email}, {IBAN}) already exists.")

    monkeypatch.setattr(invoices, "view_invoice", fail)
    client.raise_request_exception = False
    assert client.get(reverse("invoice", args=[world.invoice.pk])).status_code == 500
    assert personal(log) == []
    assert {line["status"] for line in requests(log)} >= {200, 302, 404, 429, 500}
    failures = [line for line in lines(log) if "error" in line and line["level"] == "error"]
    assert failures[-1]["error"] == "django.db.utils.IntegrityError"
    assert failures[-1]["trace"][-1].endswith(" fail")


def test_a_request_is_one_line_with_its_route_and_figures(world: World, client: Client, log: StringIO) -> None:
    client.force_login(world.owner)
    answer = client.get(reverse("dossier", args=[world.dossier.key]))
    (line,) = requests(log)
    assert (line["method"], line["route"], line["status"]) == ("GET", "dossiers/<str:number>/", 200)
    assert line["ms"] > 0
    assert line["request"] == answer["X-Request-ID"]
    assert line["level"] == "info"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("9f2c1d0e8b7a4c55", True),
        ("f1f6a8b2-0c3d-4e5f-8a9b-0c1d2e3f4a5b", True),
        ("olivia.martin@alize.example", False),
        ("", False),
        ("a" * 400, False),
    ],
)
def test_the_proxy_s_id_is_kept_where_it_is_one(db: None, client: Client, given: str, *, kept: bool) -> None:
    answer = client.get("/connexion/", headers={"x-request-id": given})
    assert (answer["X-Request-ID"] == given) == kept
    assert len(answer["X-Request-ID"]) >= 16


def test_every_line_of_a_request_bears_its_id_and_none_after_it(
    world: World, client: Client, log: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    logger = logging.getLogger("akto_invoice.portal.anything")

    def warn(*_: Any) -> None:
        logger.warning("within")
        raise ValueError

    monkeypatch.setattr(invoices, "view_invoice", warn)
    client.force_login(world.owner)
    client.raise_request_exception = False
    answer = client.get(reverse("invoice", args=[world.invoice.pk]))
    logger.warning("after")
    by_event = {line["event"]: line for line in lines(log)}
    assert by_event["within"]["request"] == by_event["request"]["request"] == answer["X-Request-ID"]
    assert "request" not in by_event["after"]


@task()
def remind(address: str) -> None:
    if "@" not in address:
        raise ValueError(address)


def test_a_task_is_one_line_without_its_arguments(db: None, log: StringIO) -> None:
    remind.enqueue("olivia.martin@alize.example")
    remind.enqueue("Olivia Martin")
    done, failed = [line for line in lines(log) if line["event"] == "task"]
    assert (done["outcome"], done["level"]) == ("successful", "info")
    assert (failed["outcome"], failed["level"]) == ("failed", "error")
    assert done["path"] == f"{__name__}.remind"
    assert done["task"] != failed["task"]
    assert done["ms"] >= 0
    assert personal(log) == []


def test_a_library_s_ready_made_message_is_named_by_its_place(log: StringIO) -> None:
    logging.getLogger("some.library").warning(f"{User.__name__} Martin refused")
    logging.getLogger("some.library").warning("%s refused", "Martin")
    assert [line["event"] for line in lines(log)] == [
        "test_logs.test_a_library_s_ready_made_message_is_named_by_its_place",
        "%s refused",
    ]


def test_an_exception_is_its_type_those_that_led_to_it_and_where_it_went(log: StringIO) -> None:
    try:
        try:
            Path(f"/{IBAN}.pdf").read_bytes()
        except OSError as error:
            raise IntegrityError(IBAN) from error
    except IntegrityError:
        logging.getLogger("akto_invoice.anything").exception("failed")
    (line,) = lines(log)
    assert line["error"] == "django.db.utils.IntegrityError from builtins.FileNotFoundError ENOENT"
    assert line["trace"][0].startswith("test_logs.py:")
    assert IBAN not in log.getvalue()


def test_a_figure_that_is_none_is_named_by_its_type(log: StringIO) -> None:
    """What the log cannot write is not what it says either."""
    logging.getLogger("akto_invoice.anything").info("figures", extra={"figures": {"user": User(last_name="Martin")}})
    assert lines(log)[0]["user"] == "User"
