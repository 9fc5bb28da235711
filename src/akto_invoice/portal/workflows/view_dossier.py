"""All that the page of a dossier shows to one user."""

from dataclasses import dataclass
from decimal import Decimal

from akto_invoice.portal.models import Action, Dossier, InvoiceDossier, User
from akto_invoice.portal.models.status import WITHDRAWN
from akto_invoice.portal.workflows.access import visible_dossier, visible_invoices
from akto_invoice.portal.workflows.record import record


@dataclass(frozen=True, slots=True)
class DossierView:
    """A dossier and its invoices, as far as the user may see them."""

    dossier: Dossier
    lines: list[InvoiceDossier]

    @property
    def invoiced_ht(self) -> Decimal:
        """What the shown invoices charge, without cancelled and rejected ones; an avoir takes from it."""
        counted = (line for line in self.lines if line.invoice.status not in WITHDRAWN)
        return sum((line.signed_ht for line in counted), Decimal(0))


def view_dossier(user: User, number: str) -> DossierView:
    """Return what the user sees of a dossier and record that it was seen, or raise NotVisible."""
    dossier = visible_dossier(user, number)
    record(Action.DOSSIER_VIEWED, user, dossier=dossier.key)
    lines = dossier.lines.select_related("invoice__issuer").filter(invoice__in=visible_invoices(user))
    return DossierView(dossier, list(lines.order_by("-invoice__received_on", "-invoice")))
