"""What waits for AKTO's agents."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from akto_invoice.portal.models import Conformity, Invoice, PieceVersion, Status, User
from akto_invoice.portal.models.status import AT_WORK
from akto_invoice.portal.workflows.access import require_agent


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
        .filter(~Q(status=Status.A_REGULARISER) | Exists(to_examine), status__in=sorted(AT_WORK))
        .order_by("received_on", "pk")
    )
