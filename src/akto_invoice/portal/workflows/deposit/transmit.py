"""The transmission, in the background: a validated deposit becomes an invoice, exactly once."""

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from akto_invoice.portal.models import (
    Action,
    Deposit,
    DepositPiece,
    DepositState,
    Dossier,
    Entity,
    Invoice,
    InvoiceDossier,
    InvoiceKind,
    Piece,
    PieceNature,
    PieceVersion,
    User,
)
from akto_invoice.portal.workflows.deposit.findings import control, hold_still
from akto_invoice.portal.workflows.deposit.split import amounts_of
from akto_invoice.portal.workflows.deposit.states import move
from akto_invoice.portal.workflows.notify import notify_issuer
from akto_invoice.portal.workflows.record import record
from akto_invoice.rules.controls import Level


@task()
@transaction.atomic
def transmit(pk: int) -> None:
    """Make the invoice of a validated deposit; any other is left alone, so that a second run changes nothing.

    What blocks now (a dossier that was cancelled meanwhile) gives the deposit back to its author.
    """
    validated = Deposit.objects.filter(pk=pk, state=DepositState.VALIDE).select_related("entity")
    deposit = validated.select_for_update(of=("self",), no_key=True).first()
    if deposit is None or deposit.validated_by is None:
        return
    hold_still(deposit)
    if any(one.level is Level.BLOCKS for one in control(deposit, deposit.validated_by)):
        _give_back(deposit)
        return
    invoice = _make_invoice(deposit, deposit.validated_by)
    move(deposit, DepositState.TRANSMIS)
    deposit.invoice, deposit.transmitted_at = invoice, timezone.now()
    deposit.revision += 1
    deposit.save()
    record(Action.DEPOSIT_TRANSMITTED, None, entity=deposit.entity, invoice=invoice, deposit=pk)
    notify_issuer(
        invoice,
        "reçue par AKTO",
        f"La facture {invoice.reference}, déposée par {deposit.validated_by}, a été transmise à AKTO "
        f"sous l'identifiant {invoice.pk}. Son accusé de dépôt est sur sa page.",
    )


def _give_back(deposit: Deposit) -> None:
    move(deposit, DepositState.A_VALIDER)
    deposit.validated_by = deposit.validated_at = None
    deposit.overrides = {}
    deposit.revision += 1
    deposit.save()
    codes = sorted({one["code"] for one in deposit.findings})
    record(Action.DEPOSIT_RETURNED, None, entity=deposit.entity, deposit=deposit.pk, findings=codes)


def _make_invoice(deposit: Deposit, user: User) -> Invoice:
    # The database holds that a validated deposit has them.
    assert deposit.issued_on is not None  # noqa: S101
    assert deposit.total_ht is not None  # noqa: S101
    assert deposit.total_ttc is not None  # noqa: S101
    invoice = Invoice.objects.create(
        reference=deposit.number,
        kind=InvoiceKind.AVOIR if deposit.is_avoir else InvoiceKind.FACTURE,
        issuer=Entity.objects.get(siret=deposit.siret),
        issued_on=deposit.issued_on,
        received_on=timezone.localdate(deposit.validated_at),
        total_ht=deposit.total_ht,
        total_ttc=deposit.total_ttc,
    )
    dossiers = Dossier.objects.in_bulk(deposit.dossiers, field_name="key")
    InvoiceDossier.objects.bulk_create(
        InvoiceDossier(invoice=invoice, dossier=dossiers[number], amount_ht=amount)
        for number, amount in amounts_of(deposit).items()
    )
    invoice.refresh_search_text()
    record(Action.INVOICE_RECEIVED, user, invoice=invoice)
    _add_piece(invoice, PieceNature.FACTURE, deposit, user)
    for piece in deposit.pieces.all():
        _add_piece(invoice, piece.nature, piece, piece.added_by)
    return invoice


def _add_piece(invoice: Invoice, nature: str, source: Deposit | DepositPiece, user: User) -> None:
    """Both name the same stored file: it is not copied, and nothing deletes it any more."""
    piece = Piece.objects.create(invoice=invoice, nature=nature)
    version = PieceVersion.objects.create(
        piece=piece,
        number=1,
        file=source.file.name,
        name=source.name,
        size=source.size,
        sha256=source.sha256,
        filed_by=user,
        filed_at=timezone.now(),
    )
    record(Action.PIECE_FILED, user, invoice=invoice, piece=piece.pk, nature=nature, version=1, sha256=version.sha256)
