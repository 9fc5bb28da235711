"""A database that is locked, or restarted, in the middle of the day: nothing half done, and all is well after."""

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from django.db import OperationalError, close_old_connections, connection
from django.test import Client

from akto_invoice.extract.serialize import to_dict
from akto_invoice.portal.models import AuditEvent, Deposit, DepositState, Invoice, RibState
from akto_invoice.portal.workflows.deposit import transmit as module
from akto_invoice.portal.workflows.deposit.transmit import transmit
from akto_invoice.portal.workflows.notify import notify_people
from akto_invoice.portal.workflows.rib import read
from akto_invoice.portal.workflows.rib.receive import cancel_rib, receive_rib
from akto_invoice.portal.workflows.rib.review import approve_rib, reject_rib
from tests.portal.at_once import at_once, needs_row_locks
from tests.portal.deposits import make_deposit, run
from tests.portal.papers import rib_pdf
from tests.portal.workflows.rib.test_submit import draft, submit
from tests.portal.world import make_rib, make_world, rib_reading, upload

needs_postgresql = pytest.mark.skipif(
    "__import__('django.db').db.connection.vendor != 'postgresql'", reason="needs PostgreSQL: set DATABASE_URL"
)
ROOT = Path(__file__).parents[3]

LOCKED = """
import sqlite3
from django.core.management import call_command
from django.db import connection
from django.test import Client
from akto_invoice.portal.models import Deposit
from tests.portal.papers import invoice_upload
from tests.portal.world import make_world
if __name__ != "__mp_main__":
    call_command("migrate", verbosity=0)
    world = make_world()
    client = Client(raise_request_exception=False, SERVER_NAME="127.0.0.1")
    client.force_login(world.owner)
    path = f"/factures/deposer/{world.training.siret}/fichiers/"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 100")  # milliseconds, where the portal waits for 20 s
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    told = client.post(path, {"file": invoice_upload(world.training)})
    assert (told.status_code, "Une erreur est survenue de notre côté" in told.content.decode()) == (500, True)
    assert client.get(path.removesuffix("fichiers/")).status_code == 200, "reading goes on"
    other.execute("ROLLBACK")
    assert not Deposit.objects.exists()
    assert client.post(path, {"file": invoice_upload(world.training)}).status_code == 302
    assert Deposit.objects.count() == 1
"""


def test_a_lock_that_does_not_end_is_a_page_and_nothing_is_kept(tmp_path: Path) -> None:
    """In a process and with a file of its own: SQLite in memory has other locks."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    variables = {"PORTAL_MODE": "demo", "DATA_DIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "akto_invoice.portal", "shell", "--verbosity=0", "--command", LOCKED]
    ran = subprocess.run(command, cwd=ROOT, env=kept | variables, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def cut() -> None:
    """End the connection from the server's side, as a restart does."""
    with connection.cursor() as cursor, pytest.raises(OperationalError):
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")


@pytest.mark.django_db(transaction=True)
@needs_postgresql
def test_a_connection_cut_between_requests_is_not_noticed() -> None:
    client = Client()
    client.force_login(make_world().owner)
    assert client.get("/").status_code == 200
    cut()
    close_old_connections()  # as a web server's request begins
    assert client.get("/").status_code == 200


@pytest.mark.django_db(transaction=True)
@needs_postgresql
def test_a_connection_cut_in_a_transmission_loses_and_doubles_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    world = make_world()
    deposit = make_deposit(world, DepositState.VALIDE)
    told = notify_people
    monkeypatch.setattr(module, "notify_people", lambda *_: cut())
    with pytest.raises(OperationalError):
        run(transmit, deposit)
    connection.close()
    assert Deposit.objects.get().state == DepositState.VALIDE
    assert not Invoice.objects.filter(reference="FAC2025-02").exists()
    monkeypatch.setattr(module, "notify_people", told)
    run(transmit, deposit, attempt=2)
    assert Deposit.objects.get().state == DepositState.TRANSMIS
    assert Invoice.objects.filter(reference="FAC2025-02").count() == 1


@pytest.mark.django_db(transaction=True)
@needs_row_locks
def test_a_rib_validated_from_six_tabs_is_validated_once() -> None:
    world = make_world()
    rib = draft(world)
    refused = at_once(*[partial(submit, world, rib)] * 6)
    assert [one.code for one in refused if one] == ["state_refused"] * 5
    assert rib.scopes.count() == 1
    assert AuditEvent.objects.filter(action="rib.deposited").count() == 1


@pytest.mark.django_db(transaction=True)
@needs_row_locks
def test_a_rib_approved_rejected_and_taken_back_at_once_is_one_of_them() -> None:
    world = make_world()
    for _ in range(5):
        rib = make_rib(world.owner, world.training, state=RibState.A_EXAMINER, reading=rib_reading())
        refused = at_once(
            partial(approve_rib, world.agent, rib.pk),
            partial(reject_rib, world.agent, rib.pk, "Illisible"),
            partial(cancel_rib, world.owner, rib.pk),
        )
        assert refused.count(None) == 1
        rib.refresh_from_db()
        assert rib.state == (RibState.APPROUVE, RibState.REJETE, RibState.ANNULE)[refused.index(None)]


@pytest.mark.django_db(transaction=True)
@needs_row_locks
def test_of_two_companies_with_one_account_approved_at_once_one_gets_it() -> None:
    world = make_world()
    pair = [
        make_rib(user, entity, state=RibState.A_EXAMINER, reading=rib_reading(holder=holder))
        for user, entity, holder in (
            (world.owner, world.training, "CAMPUS ALIZE"),
            (world.outsider, world.elsewhere, "ECOLE LOINTAINE"),
        )
    ]
    refused = at_once(*[partial(approve_rib, world.agent, one.pk) for one in pair])
    assert sorted(one.code if one else "" for one in refused) == ["", "rib_refused"]


def test_what_postgresql_cannot_hold_in_a_rib_s_reasons_is_replaced(db: None) -> None:
    world = make_world()
    rib = draft(world, iban="FR7630004000031234567890143", accepted=False)
    submit(world, rib, comment="a\x00b", overrides={"IBAN_DIFFERENT": "Le scan\x00 est flou.\ud800"})
    rib.refresh_from_db()
    assert (rib.comment, rib.overrides) == ("a\ufffdb", {"IBAN_DIFFERENT": "Le scan\ufffd est flou.\ufffd"})


def test_what_it_cannot_hold_in_what_is_read_of_a_rib_is_replaced(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    world = make_world()
    monkeypatch.setattr(read, "to_dict", lambda *given: to_dict(*given) | {"file": "a\x00b"})
    rib = receive_rib(world.owner, upload(rib_pdf("SARL CAMPUS ALIZÉ"), "RIB.pdf"))
    rib.refresh_from_db()
    assert (rib.state, (rib.reading or {})["file"]) == (RibState.A_COMPLETER, "a\ufffdb")
