"""What a user has to send, and to validate."""

from collections.abc import Collection
from typing import Final

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from akto_invoice.portal.models import Deposit, DepositState, Entity, User
from akto_invoice.portal.workflows.deposit.access import deposits_of, visible_deposits
from akto_invoice.portal.workflows.deposit.entities import depositing_entities
from akto_invoice.portal.workflows.deposit.states import AWAITING

PAGE_SIZE: Final = 30
"""« Seules les 30 premières factures sont affichées en même temps pour validation » (guide, 6/7)."""

RECENT: Final = 5


def drafts(user: User, siret: str) -> QuerySet[Deposit]:
    """Return the user's drafts for the entity, oldest first, with their pieces. Raises NotVisible."""
    _, deposits = deposits_of(user, siret)
    return deposits.filter(depositor=user, state=DepositState.BROUILLON).prefetch_related("pieces").order_by("pk")


def awaiting(user: User, siret: str, page: str | int = 1) -> Page[Deposit]:
    """Return a page of what has been sent for the entity and not yet validated, oldest first, by whoever sent it.

    Its paginator's ``count`` is the total. Raises NotVisible.
    """
    return Paginator(_awaiting(user, siret).prefetch_related("pieces").order_by("pk"), PAGE_SIZE).get_page(page)


def remaining(user: User, siret: str) -> int:
    """Return the « Nombre de factures restantes à valider » of the entity. Raises NotVisible."""
    return _awaiting(user, siret).count()


def remaining_by_entity(user: User) -> list[tuple[Entity, int]]:
    """Return the entities that the user may deposit for, by name, each with its ``remaining``."""
    awaiting = Count("deposits", filter=Q(deposits__state__in=sorted(AWAITING)))
    return [(entity, entity.awaiting) for entity in depositing_entities(user).annotate(awaiting=awaiting)]


def recent(user: User, siret: str) -> list[Deposit]:
    """Return the last deposits of the entity that were validated, latest first, by whoever did. Raises NotVisible."""
    _, deposits = deposits_of(user, siret)
    validated = deposits.filter(state__in=[DepositState.VALIDE, DepositState.TRANSMIS]).select_related("invoice")
    return list(validated.order_by("-validated_at", "-pk")[:RECENT])


def find_deposits(user: User, *, siret: str = "", states: Collection[DepositState] = ()) -> QuerySet[Deposit]:
    """Return the deposits that the user sees, newest first; of one entity or state where so asked."""
    found = visible_deposits(user).order_by("-pk")
    if siret:
        found = found.filter(entity__siret=siret)
    return found.filter(state__in=states) if states else found


def _awaiting(user: User, siret: str) -> QuerySet[Deposit]:
    _, deposits = deposits_of(user, siret)
    return deposits.filter(state__in=sorted(AWAITING))
