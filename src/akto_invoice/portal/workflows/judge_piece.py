"""Say whether a supporting document is in order."""

from django.db import transaction

from akto_invoice.portal.errors import InvoiceClosed, NotVisible, ReasonMissing
from akto_invoice.portal.models import Action, Conformity, PieceVersion, User
from akto_invoice.portal.workflows.access import require_agent, visible_invoice
from akto_invoice.portal.workflows.notify import notify_issuer
from akto_invoice.portal.workflows.record import record


@transaction.atomic
def judge_piece(
    agent: User, invoice_pk: int, version_pk: int, conformity: Conformity, remark: str = ""
) -> PieceVersion:
    """Mark the latest version of a piece CONFORME or NON CONFORME, and tell the issuer of what must be filed anew.

    Raises NotAllowed, NotVisible (also for a version that has been superseded), InvoiceClosed and ReasonMissing.
    """
    require_agent(agent)
    invoice = visible_invoice(agent, invoice_pk, locked=True)
    if invoice.is_closed:
        raise InvoiceClosed(f"Cette facture est « {invoice.get_status_display()} » : ses pièces ne changent plus.")
    version = PieceVersion.objects.select_related("piece").filter(pk=version_pk, piece__invoice=invoice).first()
    if version is None or version != version.piece.current:
        raise NotVisible("Cette version a été remplacée par une autre : rechargez la page pour examiner la dernière.")
    remark = remark.strip()
    if conformity == Conformity.NON_CONFORME and not remark:
        raise ReasonMissing("Dites en quoi la pièce n'est pas conforme : l'émetteur doit savoir quoi déposer.")
    version.conformity, version.remark = conformity, remark
    version.save(update_fields=["conformity", "remark"])
    record(
        Action.PIECE_JUDGED,
        agent,
        invoice=invoice,
        piece=version.piece.pk,
        nature=version.piece.nature,
        version=version.number,
        conformity=conformity,
        remark=remark,
    )
    if conformity == Conformity.NON_CONFORME:
        notify_issuer(
            invoice,
            "pièce non conforme",
            f"La pièce « {version.piece} » de la facture {invoice.reference} n'est pas conforme : {remark}\n\n"
            "Déposez-en une nouvelle version.",
        )
    return version
