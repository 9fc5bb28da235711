"""All that the page of an entity shows to one user."""

from dataclasses import dataclass

from akto_invoice.portal.models import Action, Entity, Membership, User
from akto_invoice.portal.workflows.access import visible_entity
from akto_invoice.portal.workflows.record import record


@dataclass(frozen=True, slots=True)
class EntityView:
    """An entity, the people who act for it, and how many invoices it issued."""

    entity: Entity
    memberships: list[Membership]
    invoices: int


def view_entity(user: User, siret: str) -> EntityView:
    """Return what the user sees of an entity and record that it was seen, or raise NotVisible."""
    entity = visible_entity(user, siret)
    record(Action.ENTITY_VIEWED, user, entity=entity)
    memberships = entity.memberships.select_related("user").order_by("user__last_name", "user__first_name", "pk")
    return EntityView(entity, list(memberships), entity.invoices.count())
