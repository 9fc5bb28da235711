"""The transmission: one invoice, whole, whatever happens to the workers."""

from decimal import Decimal

import pytest
from django.core import mail

from akto_invoice.portal.models import (
    Action,
    AuditEvent,
    Deposit,
    DepositState,
    Dossier,
    DossierState,
    Invoice,
    InvoiceKind,
    Membership,
    PieceNature,
    Status,
)
from akto_invoice.portal.workflows.deposit.split import remaining_on
from akto_invoice.portal.workflows.deposit.transmit import MAX_ATTEMPTS, transmit
from tests.portal.deposits import make_deposit, run
from tests.portal.world import World, make_dossier


def test_the_invoice_is_what_the_user_validated(world: World) -> None:
    deposit = make_deposit(world, DepositState.VALIDE, sha256="ab" * 32)
    run(transmit, deposit)
    deposit.refresh_from_db()
    invoice = deposit.invoice
    assert invoice is not None
    assert (invoice.reference, invoice.kind, invoice.status) == ("FAC2025-02", InvoiceKind.FACTURE, Status.RECUE)
    assert (invoice.issuer, invoice.issued_on) == (world.training, deposit.issued_on)
    assert (invoice.total_ht, invoice.total_ttc) == (Decimal(1000), Decimal(1200))
    assert invoice.numbers == [world.dossier.key]
    facture, certificat = (piece.current for piece in invoice.pieces.all())
    assert (facture.piece.nature, facture.sha256, facture.file.name) == (
        PieceNature.FACTURE,
        "ab" * 32,
        deposit.file.name,
    )
    assert (certificat.piece.nature, certificat.filed_by) == (PieceNature.CERTIFICAT, world.owner)


def test_it_is_told_once_to_those_who_deposited_it_and_to_the_audit(world: World) -> None:
    Membership.objects.filter(user=world.colleague).update(can_deposit=True)
    deposit = make_deposit(world, DepositState.VALIDE)
    for _ in range(3):
        run(transmit, deposit)
    deposit.refresh_from_db()
    assert Invoice.objects.filter(reference="FAC2025-02").count() == 1
    assert [message.to for message in mail.outbox] == [[world.owner.email]]
    assert deposit.invoice is not None
    actions = list(deposit.invoice.events.order_by("pk").values_list("action", flat=True))
    assert actions == [
        Action.INVOICE_RECEIVED,
        Action.PIECE_FILED,
        Action.PIECE_FILED,
        Action.DEPOSIT_TRANSMITTED,
    ]


@pytest.mark.parametrize("state", [DepositState.BROUILLON, DepositState.EN_ANALYSE, DepositState.A_VALIDER])
def test_nothing_else_is_transmitted(state: DepositState, world: World) -> None:
    deposit = make_deposit(world, state)
    run(transmit, deposit)
    deposit.refresh_from_db()
    assert (deposit.state, deposit.invoice) == (state, None)


def test_an_avoir_becomes_an_avoir(world: World) -> None:
    deposit = make_deposit(world, DepositState.VALIDE, is_avoir=True)
    before = remaining_on(deposit, [world.training])[world.dossier.key]
    run(transmit, deposit)
    deposit.refresh_from_db()
    assert deposit.invoice is not None
    assert deposit.invoice.kind == InvoiceKind.AVOIR
    assert remaining_on(deposit, [world.training])[world.dossier.key] == before + 1000


def test_several_dossiers_share_the_total_by_what_remains_on_them(world: World) -> None:
    second = make_dossier("2310AF000022", employer=world.interim, provider=world.training)
    Dossier.objects.filter(pk=second.pk).update(engaged_ht="1010.00")
    deposit = make_deposit(world, DepositState.VALIDE, dossiers=[world.dossier.key, second.key])
    run(transmit, deposit)
    deposit.refresh_from_db()
    assert deposit.invoice is not None
    lines = {line.dossier.key: line.amount_ht for line in deposit.invoice.lines.select_related("dossier")}
    # 4 040 of 5 000 remain on the first beside the world's invoice of 960.
    assert lines == {world.dossier.key: Decimal("800.00"), second.key: Decimal("200.00")}


def test_what_blocks_by_now_gives_it_back(world: World) -> None:
    deposit = make_deposit(world, DepositState.VALIDE)
    Dossier.objects.filter(pk=world.dossier.pk).update(state=DossierState.ANNULE)
    run(transmit, deposit)
    deposit.refresh_from_db()
    assert (deposit.state, deposit.invoice, deposit.validated_by) == (DepositState.A_VALIDER, None, None)
    assert "REF_ERR_ETAT" in {one["code"] for one in deposit.findings}
    assert "non engagé" in deposit.error_message
    assert AuditEvent.objects.latest("pk").action == Action.DEPOSIT_RETURNED
    assert [message.to for message in mail.outbox] == [[world.owner.email]]
    assert "n'a pas été transmise" in mail.outbox[0].body


def test_one_that_fails_too_often_is_given_back(world: World) -> None:
    deposit = make_deposit(world, DepositState.VALIDE)
    run(transmit, deposit, attempt=MAX_ATTEMPTS + 1)
    assert Deposit.objects.get(pk=deposit.pk).state == DepositState.A_VALIDER
