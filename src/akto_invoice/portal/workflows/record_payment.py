"""Record that AKTO has paid an invoice."""

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate

from akto_invoice.portal.errors import PaymentIncomplete
from akto_invoice.portal.models import Action, Invoice, PaymentMeans, Rib, Status, User
from akto_invoice.portal.workflows.access import require_agent, visible_invoice
from akto_invoice.portal.workflows.notify import notify_issuer
from akto_invoice.portal.workflows.record import record
from akto_invoice.portal.workflows.rib.in_force import ribs_for
from akto_invoice.portal.workflows.transitions import transition


@transaction.atomic
def record_payment(agent: User, invoice_pk: int, means: PaymentMeans, paid_on: date) -> Invoice:
    """Make the invoice paid; a transfer goes to the issuer's RIB in force, to no other account.

    Raises NotAllowed, NotVisible, TransitionRefused and PaymentIncomplete.
    """
    require_agent(agent)
    invoice = visible_invoice(agent, invoice_pk, locked=True)
    transition(invoice.status, Status.PAYEE, None)
    if paid_on > localdate():
        raise PaymentIncomplete("La date de paiement est dans l'avenir : indiquez le jour où le paiement a été fait.")
    if means == PaymentMeans.VIREMENT:
        rib = account_of(invoice)
        invoice.paid_iban, invoice.paid_bic = rib.iban, rib.bic
    invoice.status, invoice.paid_by, invoice.paid_on = Status.PAYEE, means, paid_on
    invoice.save(update_fields=["status", "paid_by", "paid_on", "paid_iban", "paid_bic"])
    record(Action.INVOICE_PAID, agent, invoice=invoice, means=means, paid_on=paid_on.isoformat())
    notify_issuer(
        invoice,
        Status.PAYEE.label,
        f"La facture {invoice.reference} a été payée le {paid_on:%d/%m/%Y} par {means.label.lower()}.",
    )
    return invoice


def account_of(invoice: Invoice) -> Rib:
    """Return the one RIB that a transfer for the invoice goes to, or raise PaymentIncomplete."""
    ribs = ribs_for(invoice)
    found = {rib.iban: rib for rib in ribs.values() if rib}
    if None in ribs.values():
        raise PaymentIncomplete(
            f"{invoice.issuer} n'a pas de RIB approuvé en vigueur pour cette facture : demandez-lui d'en déposer un, "
            "ou payez par chèque."
        )
    if len(found) > 1:
        raise PaymentIncomplete(
            "Les dispositifs de cette facture se paient sur des comptes différents : payez par chèque, ou demandez à "
            f"{invoice.issuer} une facture par dispositif."
        )
    return next(iter(found.values()))
