"""Tell an entity's people by e-mail what happens to its account: a thief's RIB must not pass unseen."""

from django.db.models import Q

from akto_invoice.portal.models import Rib, RibScope, RibState, User
from akto_invoice.portal.workflows.notify import notify_people
from akto_invoice.rules import iban as ibans


def tell_entities(rib: Rib, subject: str, body: str) -> None:
    """Write to all who act for the entities, and to who deposited the RIBs that they have now; not to the depositor."""
    entities = rib.scopes.values("entity")
    earlier = RibScope.objects.filter(entity__in=entities, rib__state=RibState.APPROUVE).exclude(rib=rib)
    people = User.objects.filter(Q(memberships__entity__in=entities) | Q(ribs__in=earlier.values("rib")))
    people = people.exclude(pk=rib.depositor_id)
    names = ", ".join(dict.fromkeys(scope.entity.name for scope in rib.scopes.select_related("entity")))
    text = (
        f"{body}\n\nEntreprise : {names}\nIBAN : {ibans.masked(rib.iban)}\nDéposé par : {rib.depositor}\n\n"
        "Si vous n'êtes pas au courant de ce changement, prévenez AKTO sans attendre."
    )
    notify_people(people.distinct().order_by("pk"), f"Mon Espace : {subject}", text)
