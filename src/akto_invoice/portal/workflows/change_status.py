"""Move an invoice to another status."""

from django.db import transaction

from akto_invoice.portal.errors import TransitionRefused
from akto_invoice.portal.models import Action, Conformity, Invoice, Reason, Status, User
from akto_invoice.portal.workflows.access import require_agent, visible_invoice
from akto_invoice.portal.workflows.notify import notify_issuer
from akto_invoice.portal.workflows.record import record
from akto_invoice.portal.workflows.transitions import transition

_TOLD = {Status.A_REGULARISER, Status.ANNULEE, Status.REJETEE, Status.VALIDEE}


@transaction.atomic
def change_status(
    agent: User, invoice_pk: int, end: Status, reason: Reason | None = None, message: str = ""
) -> Invoice:
    """Move the invoice along the table of transitions, and tell the issuer when that concerns them.

    Raises NotAllowed, NotVisible, TransitionRefused (also where pieces are not all CONFORME, or for Payée, which needs
    the facts of a payment) and ReasonMissing.
    """
    require_agent(agent)
    invoice = visible_invoice(agent, invoice_pk, locked=True)
    transition(invoice.status, end, reason)
    if end == Status.PAYEE:
        raise TransitionRefused("Pour qu'une facture soit payée, enregistrez son paiement : remplissez « Paiement ».")
    if end == Status.VALIDEE:
        _require_conforming_pieces(invoice)
    start, invoice.status = invoice.status, end
    invoice.save(update_fields=["status"])
    record(Action.STATUS_CHANGED, agent, invoice=invoice, start=start, end=end, reason=reason or "", message=message)
    if end in _TOLD:
        why = "".join(f"\n\n{text}" for text in (reason.label if reason else "", message) if text)
        notify_issuer(invoice, end.label, f"La facture {invoice.reference} est désormais « {end.label} ».{why}")
    return invoice


def _require_conforming_pieces(invoice: Invoice) -> None:
    pieces = invoice.pieces.prefetch_related("versions")
    left = [str(piece) for piece in pieces if piece.current.conformity != Conformity.CONFORME]
    if left:
        raise TransitionRefused(f"Pour valider, toutes les pièces doivent être conformes. Restent : {', '.join(left)}.")
