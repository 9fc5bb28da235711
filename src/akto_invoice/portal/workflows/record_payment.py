"""Record that AKTO has paid an invoice."""

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate

from akto_invoice.errors import InvalidNumber
from akto_invoice.portal.errors import PaymentIncomplete
from akto_invoice.portal.models import Action, Invoice, PaymentMeans, Status, User
from akto_invoice.portal.workflows.access import require_agent, visible_invoice
from akto_invoice.portal.workflows.notify import notify_issuer
from akto_invoice.portal.workflows.record import record
from akto_invoice.portal.workflows.transitions import transition
from akto_invoice.rules import bic as bics
from akto_invoice.rules import iban as ibans


@transaction.atomic
def record_payment(
    agent: User, invoice_pk: int, means: PaymentMeans, paid_on: date, iban: str = "", bic: str = ""
) -> Invoice:
    """Make the invoice paid; a transfer names the account that it went to.

    Raises NotAllowed, NotVisible, TransitionRefused and PaymentIncomplete.
    """
    require_agent(agent)
    invoice = visible_invoice(agent, invoice_pk, locked=True)
    transition(invoice.status, Status.PAYEE, None)
    if paid_on > localdate():
        raise PaymentIncomplete("La date de paiement est dans l'avenir : indiquez le jour où le paiement a été fait.")
    if means == PaymentMeans.VIREMENT:
        invoice.paid_iban, invoice.paid_bic = _account(iban, bic)
    invoice.status, invoice.paid_by, invoice.paid_on = Status.PAYEE, means, paid_on
    invoice.save(update_fields=["status", "paid_by", "paid_on", "paid_iban", "paid_bic"])
    record(Action.INVOICE_PAID, agent, invoice=invoice, means=means, paid_on=paid_on.isoformat())
    notify_issuer(
        invoice,
        Status.PAYEE.label,
        f"La facture {invoice.reference} a été payée le {paid_on:%d/%m/%Y} par {means.label.lower()}.",
    )
    return invoice


def _account(iban: str, bic: str) -> tuple[str, str]:
    try:
        account, bank = ibans.validate(iban), bics.validate(bic)
    except InvalidNumber as error:
        raise PaymentIncomplete(str(error)) from error
    if not bics.suits_country(bank, ibans.country_of(account)):
        raise PaymentIncomplete("Le BIC n'est pas celui d'une banque du pays de l'IBAN : reprenez les deux sur le RIB.")
    return account, bank
