"""A disk that fills up while a document is written: it is refused in words, and nothing of it is left."""

import errno
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from akto_invoice.portal.errors import NotStored
from akto_invoice.portal.models import AuditEvent, Deposit, DepositState, Invoice, Rib
from akto_invoice.portal.workflows.deposit.analyse import MAX_ATTEMPTS, analyse
from akto_invoice.portal.workflows.deposit.receive import receive_invoice
from akto_invoice.portal.workflows.deposit.transmit import transmit
from tests.portal.api.programs import Program
from tests.portal.deposits import make_deposit, run
from tests.portal.papers import invoice_upload
from tests.portal.world import World, upload

WORDS = "ne peut pas enregistrer de document"


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A disk that takes half of a file, then says that it is full; ``room`` is for how many files it has room."""
    disk, write, opened = SimpleNamespace(room=0), os.write, os.open

    def open_file(path: Any, flags: int, *more: Any, **named: Any) -> int:
        handle = opened(path, flags, *more, **named)
        if Path(os.fsdecode(path)).is_relative_to(settings.MEDIA_ROOT) and flags & os.O_CREAT:
            if not disk.room:
                write(handle, b"%PDF-1.7 half a f")
                os.close(handle)
                raise OSError(errno.ENOSPC, "No space left on device")
            disk.room -= 1
        return handle

    monkeypatch.setattr(os, "open", open_file)
    return disk


def stored() -> set[Path]:
    return {one for one in Path(settings.MEDIA_ROOT).rglob("*") if one.is_file()}


@pytest.mark.parametrize(
    "page", ["deposit-files", "deposit-pieces", "deposit-replace", "add-piece", "add-version", "add-rib"]
)
def test_a_page_says_so_and_keeps_nothing(page: str, world: World, full: SimpleNamespace, client: Client) -> None:
    full.room = 10
    deposit = make_deposit(world)
    full.room = 0
    arguments: dict[str, list[Any]] = {
        "deposit-files": [world.training.siret],
        "deposit-pieces": [deposit.pk],
        "deposit-replace": [deposit.pk],
        "add-piece": [world.invoice.pk],
        "add-version": [world.invoice.pk, world.piece.pk],
    }
    client.force_login(world.owner)
    before = stored(), Deposit.objects.values().get(), AuditEvent.objects.count()
    data = {"nature": "certificat", "file": invoice_upload(world.training)}
    response = client.post(reverse(page, args=arguments.get(page, [])), data, follow=True)
    assert WORDS in response.content.decode()
    assert (stored(), Deposit.objects.values().get()) == before[:2]
    assert not AuditEvent.objects.filter(action__in=("deposit.piece", "deposit.replaced", "piece.filed")).exists()
    assert not Rib.objects.exists()


@pytest.mark.parametrize("room", [0, 1])
def test_a_program_is_told_and_may_come_again_with_its_key(
    room: int, world: World, program: Program, full: SimpleNamespace
) -> None:
    def send() -> Any:
        return program.post(
            "/deposits",
            {
                "siret": world.training.siret, "file": invoice_upload(world.training),
                "natures": ["certificat"], "pieces": [upload()],
            },
            headers={"Idempotency-Key": "facture-1"},
        )  # fmt: skip

    full.room = room  # with room for one, the invoice is written and its piece is not
    answer = send()
    assert (answer.status_code, answer.json()["code"]) == (503, "not_stored")
    assert not Deposit.objects.exists()
    full.room = 10
    assert send().status_code == 201
    assert Deposit.objects.count() == 1


def test_an_analysis_is_tried_again_and_gives_up_in_the_end(world: World, full: SimpleNamespace) -> None:
    full.room = 10
    draft = receive_invoice(world.owner, world.training.siret, invoice_upload(world.training))
    Deposit.objects.filter(pk=draft.pk).update(state=DepositState.EN_ANALYSE, sent_at=draft.received_at)
    full.room, before = 0, stored()
    for attempt in (1, 2):
        with pytest.raises(NotStored):  # the queue tries again later
            run(analyse, draft, attempt=attempt)
        assert Deposit.objects.get().state == DepositState.EN_ANALYSE
        assert stored() == before
    full.room = 10
    run(analyse, draft, attempt=MAX_ATTEMPTS)
    assert Deposit.objects.get().state == DepositState.A_VALIDER
    Deposit.objects.update(state=DepositState.EN_ANALYSE)
    full.room = 0
    run(analyse, draft, attempt=MAX_ATTEMPTS + 1)
    given_up = Deposit.objects.get()
    assert (given_up.state, "plusieurs fois" in given_up.error_message) == (DepositState.ILLISIBLE, True)


def test_a_transmission_writes_no_file(world: World, full: SimpleNamespace) -> None:
    full.room = 10
    deposit = make_deposit(world, DepositState.VALIDE)
    full.room = 0
    run(transmit, deposit)
    assert Deposit.objects.get().state == DepositState.TRANSMIS
    assert Invoice.objects.filter(reference="FAC2025-02").count() == 1
