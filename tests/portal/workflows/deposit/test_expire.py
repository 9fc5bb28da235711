"""What nobody validated is forgotten in time, and nothing else is."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from akto_invoice.portal.models import Action, AuditEvent, Deposit, DepositState, PieceNature
from akto_invoice.portal.workflows.deposit.attach import attach_piece
from akto_invoice.portal.workflows.deposit.cancel import cancel_deposit
from akto_invoice.portal.workflows.deposit.expire import expire_drafts
from tests.portal.deposits import make_deposit
from tests.portal.world import World, upload

RETENTION = timedelta(days=90)
FORGOTTEN = {DepositState.BROUILLON, DepositState.ILLISIBLE, DepositState.A_VALIDER, DepositState.ANNULE}


def aged(deposit: Deposit, age: timedelta) -> Deposit:
    Deposit.objects.filter(pk=deposit.pk).update(received_at=timezone.now() - age)
    return deposit


def files() -> list[Path]:
    return [file for file in Path(settings.MEDIA_ROOT).rglob("*") if file.is_file()]


@pytest.mark.parametrize("state", [state for state in DepositState if state != DepositState.TRANSMIS])
def test_what_is_old_and_was_not_validated_is_deleted(world: World, state: DepositState) -> None:
    values: dict[str, Any] = {"file": ""} if state == DepositState.ANNULE else {}
    old = aged(make_deposit(world, state, **values), RETENTION + timedelta(minutes=1))
    fresh = aged(make_deposit(world, state, **values), RETENTION - timedelta(minutes=1))
    expired = state in FORGOTTEN
    assert expire_drafts(RETENTION) == expired
    assert Deposit.objects.filter(pk=old.pk).exists() == (not expired)
    assert Deposit.objects.filter(pk=fresh.pk).exists()


def test_an_invoice_s_own_deposit_stays(world: World) -> None:
    invoice = world.invoice
    deposit = make_deposit(world, DepositState.TRANSMIS, invoice=invoice, transmitted_at=timezone.now(),
        validated_at=timezone.now(), validated_by=world.owner)  # fmt: skip
    aged(deposit, 10 * RETENTION)
    assert expire_drafts(RETENTION) == 0


def test_its_files_go_with_it(world: World, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> None:
    before = set(files())
    deposit = make_deposit(world)
    attach_piece(world.owner, deposit.pk, PieceNature.CERTIFICAT, upload())
    assert set(files()) > before
    aged(deposit, 2 * RETENTION)
    with django_capture_on_commit_callbacks(execute=True):
        assert expire_drafts(RETENTION) == 1
    assert set(files()) == before


def test_the_audit_says_what_became_of_it(world: World) -> None:
    deposit = aged(make_deposit(world), 2 * RETENTION)
    expire_drafts(RETENTION)
    event = AuditEvent.objects.filter(action=Action.DEPOSIT_CANCELLED).latest("pk")
    assert (event.actor, event.entity, event.detail) == (
        None,
        world.training,
        {"deposit": deposit.pk, "expired": True},
    )


def test_those_who_deposit_are_told_once_how_many_there_were(world: World) -> None:
    for _ in range(3):
        aged(make_deposit(world), 2 * RETENTION)
    cancelled = make_deposit(world)
    cancel_deposit(world.owner, cancelled.pk)
    aged(cancelled, 2 * RETENTION)
    mail.outbox.clear()
    assert expire_drafts(RETENTION) == 4
    (message,) = mail.outbox
    assert message.to == [world.owner.email]
    assert "3 fichier(s)" in message.body
    assert "pas été transmis" in message.body


def test_many_go_in_several_transactions(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("akto_invoice.portal.workflows.deposit.expire._AT_ONCE", 2)
    for _ in range(5):
        aged(make_deposit(world), 2 * RETENTION)
    assert expire_drafts(RETENTION) == 5
    assert not Deposit.objects.exists()
