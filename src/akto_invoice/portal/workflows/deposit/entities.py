"""The entities that a user may deposit invoices for."""

from django.db.models import QuerySet

from akto_invoice.portal.models import Entity, User
from akto_invoice.portal.workflows.access import memberships_of


def depositing_entities(user: User) -> QuerySet[Entity]:
    """Return the entities of the account with the right to deposit, by name; none for an agent, who files nothing."""
    memberships = memberships_of(user, can_deposit=True)
    entities = Entity.objects.filter(pk__in=memberships.values("entity"))
    return entities.none() if user.is_agent else entities
