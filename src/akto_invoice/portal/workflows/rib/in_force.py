"""Which account AKTO pays to.

The rule: of the approved RIBs whose waiting period is over, one deposited for the very dispositif goes before one for
all of them, and then the latest approved.
"""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from akto_invoice.portal.models import Entity, Invoice, Rib, RibScope, RibState


def rib_in_force(entity: Entity, dispositif: str, at: datetime | None = None) -> Rib | None:
    """Return the RIB on which the entity is paid for the dispositif, now or ``at`` another moment."""
    # The empty dispositif, which means all of them, sorts after any other.
    scopes = _usable(entity, at).filter(dispositif__in=("", dispositif))
    scope = scopes.order_by("-dispositif", "-rib__reviewed_at", "-rib").first()
    return scope.rib if scope else None


def accounts_of(entity: Entity) -> list[RibScope]:
    """Return the accounts in force: first that for all dispositifs, then those for one."""
    latest: dict[str, RibScope] = {}
    for scope in _usable(entity).order_by("rib__reviewed_at", "rib"):
        latest[scope.dispositif] = scope
    return [latest[dispositif] for dispositif in sorted(latest)]


def ribs_for(invoice: Invoice) -> dict[str, Rib | None]:
    """Return the RIB in force of the issuer for each dispositif of the invoice: dossiers or demandes."""
    own = invoice.requests.values_list("dispositif", flat=True)
    dispositifs = own if invoice.is_proforma else invoice.lines.values_list("dossier__dispositif", flat=True)
    return {dispositif: rib_in_force(invoice.issuer, dispositif) for dispositif in sorted(set(dispositifs)) or [""]}


def _usable(entity: Entity, at: datetime | None = None) -> QuerySet[RibScope]:
    return RibScope.objects.select_related("rib", "entity").filter(
        entity=entity, rib__state=RibState.APPROUVE, rib__usable_from__lte=at or timezone.now()
    )
