"""All that the page of an entity shows to one user."""

from dataclasses import dataclass

from akto_invoice.portal.models import Action, Entity, Membership, RibScope, User
from akto_invoice.portal.workflows.access import rights_on, visible_entity
from akto_invoice.portal.workflows.record import record
from akto_invoice.portal.workflows.rib.in_force import accounts_of


@dataclass(frozen=True, slots=True)
class EntityView:
    """An entity, the people who act for it, how many invoices it issued, and the accounts that AKTO pays it on.

    ``sees_accounts`` tells whether the user may see their numbers in full.
    """

    entity: Entity
    memberships: list[Membership]
    invoices: int
    accounts: list[RibScope]
    sees_accounts: bool


def view_entity(user: User, siret: str) -> EntityView:
    """Return what the user sees of an entity and record that it was seen, or raise NotVisible."""
    entity = visible_entity(user, siret)
    record(Action.ENTITY_VIEWED, user, entity=entity)
    memberships = entity.memberships.select_related("user").order_by("user__last_name", "user__first_name", "pk")
    return EntityView(
        entity,
        list(memberships),
        entity.invoices.count(),
        accounts_of(entity),
        sees_accounts=rights_on(user, entity).bank_details,
    )
