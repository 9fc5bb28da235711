"""The transmission, in the background: a validated deposit becomes an invoice, exactly once."""

from typing import Final

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskContext, task

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
from akto_invoice.portal.workflows.deposit.entities import depositing_entities
from akto_invoice.portal.workflows.deposit.findings import findings_now, hold_still, stored
from akto_invoice.portal.workflows.deposit.split import amounts_of
from akto_invoice.portal.workflows.deposit.states import move
from akto_invoice.portal.workflows.notify import notify_people
from akto_invoice.portal.workflows.record import record
from akto_invoice.rules.controls import Level

MAX_ATTEMPTS: Final = 3


@task(takes_context=True, priority=20)
@transaction.atomic
def transmit(context: TaskContext, pk: int) -> None:
    """Make the invoice of a validated deposit; any other is left alone, so that a second run changes nothing.

    What blocks now (a dossier that was cancelled meanwhile) gives the deposit back to its author, and so does a
    transmission that has failed too often.
    """
    validated = Deposit.objects.filter(pk=pk, state=DepositState.VALIDE).select_related(
        "entity", "depositor", "validated_by"
    )
    deposit = validated.select_for_update(of=("self",), no_key=True).first()
    if deposit is None or deposit.validated_by is None:
        return
    if context.attempt > MAX_ATTEMPTS:
        _give_back(deposit, "La transmission a échoué plusieurs fois. Validez-la à nouveau, ou signalez-le à AKTO.")
        return
    hold_still(deposit)
    found = findings_now(deposit, deposit.validated_by)
    blocking = [one for one in found if one.level is Level.BLOCKS]
    if blocking:
        deposit.findings = stored(found)
        _give_back(deposit, " ".join(f"{one.message} {one.remedy}" for one in blocking))
        return
    invoice = _make_invoice(deposit, deposit.validated_by)
    move(deposit, DepositState.TRANSMIS)
    deposit.invoice, deposit.transmitted_at = invoice, timezone.now()
    deposit.revision += 1
    deposit.save()
    record(Action.DEPOSIT_TRANSMITTED, None, entity=deposit.entity, invoice=invoice, deposit=pk)
    notify_people(
        (deposit.depositor, deposit.validated_by),
        f"Facture {invoice.reference} : reçue par AKTO",
        f"La facture {invoice.reference}, validée par {deposit.validated_by}, a été transmise à AKTO sous "
        f"l'identifiant {invoice.pk}.\n\nRetrouvez-la dans Mon Espace, rubrique Factures, avec son accusé de dépôt.",
    )


def _give_back(deposit: Deposit, why: str) -> None:
    people = [person for person in (deposit.depositor, deposit.validated_by) if person]
    move(deposit, DepositState.A_VALIDER)
    deposit.validated_by = deposit.validated_at = None
    deposit.overrides = {}
    deposit.error_code, deposit.error_message = "not_transmitted", why
    deposit.revision += 1
    deposit.save()
    record(Action.DEPOSIT_RETURNED, None, entity=deposit.entity, deposit=deposit.pk)
    notify_people(
        people,
        f"Facture {deposit.number} : à valider de nouveau",
        f"La facture {deposit.number} (« {deposit.name} ») n'a pas été transmise à AKTO.\n\n{why}\n\n"
        "Retrouvez-la dans Mon Espace, « Déposer une facture », étape « Validation ».",
    )


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
        for number, amount in amounts_of(deposit, depositing_entities(user)).items()
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
