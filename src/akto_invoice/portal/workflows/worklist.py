"""What waits for AKTO's agents."""

from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from akto_invoice.portal.models import Conformity, Invoice, PieceVersion, Status, User
from akto_invoice.portal.workflows.access import require_agent

_WAITING: Final = (Status.RECUE, Status.EN_INSTRUCTION)


def worklist(agent: User) -> QuerySet[Invoice]:
    """Return, oldest first, the invoices to instruct, and those to correct on which a piece was filed since.

    Raises NotAllowed.
    """
    require_agent(agent)
    newer = PieceVersion.objects.filter(piece=OuterRef("piece"), number__gt=OuterRef("number"))
    to_examine = PieceVersion.objects.filter(
        ~Exists(newer), piece__invoice=OuterRef("pk"), conformity=Conformity.A_VERIFIER
    )
    return (
        Invoice.objects.select_related("issuer")
        .annotate(has_new_piece=Exists(to_examine))
        .filter(Q(status__in=_WAITING) | Q(status=Status.A_REGULARISER, has_new_piece=True))
        .order_by("received_on", "pk")
    )
