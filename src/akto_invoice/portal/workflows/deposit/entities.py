"""The entities that a user may deposit invoices for, and the dossiers that these may be for."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from akto_invoice.portal.models import Dossier, Entity, User
from akto_invoice.portal.workflows.access import memberships_of


def depositing_entities(user: User) -> QuerySet[Entity]:
    """Return the entities of the account with the right to deposit, by name; none for an agent, who files nothing."""
    memberships = memberships_of(user, can_deposit=True)
    entities = Entity.objects.filter(pk__in=memberships.values("entity"))
    return entities.none() if user.is_agent else entities


def account_dossiers(account: Iterable[Entity]) -> QuerySet[Dossier]:
    """Return the dossiers of which one of the entities is employer or provider: no other exists for the account."""
    keys = [entity.pk for entity in account]
    dossiers = Dossier.objects.select_related("employer", "provider")
    return dossiers.filter(Q(employer__in=keys) | Q(provider__in=keys))
