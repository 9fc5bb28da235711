"""Who sees a deposit: the members of its entity who may deposit, and nobody else until it is an invoice."""

from django.db.models import QuerySet

from akto_invoice.portal.errors import NotVisible
from akto_invoice.portal.models import Deposit, Entity, User
from akto_invoice.portal.workflows.deposit.entities import depositing_entities


def visible_deposits(user: User) -> QuerySet[Deposit]:
    """Return the deposits of the entities that the user may deposit for."""
    return Deposit.objects.filter(entity__in=depositing_entities(user)).select_related("entity", "depositor")


def visible_deposit(user: User, pk: int, *, locked: bool = False) -> Deposit:
    """Return the deposit, or raise NotVisible.

    With ``locked``, nobody else changes it before the transaction ends: its changes come one after the other.
    """
    deposits = visible_deposits(user).filter(pk=pk)
    if locked:
        deposits = deposits.select_for_update(of=("self",), no_key=True)
    deposit = deposits.first()
    if deposit is None:
        raise NotVisible("Ce dépôt n'existe pas, ou vous ne pouvez pas déposer pour son entité.")
    return deposit


def deposits_of(user: User, siret: str) -> tuple[Entity, QuerySet[Deposit]]:
    """Return the entity and its deposits, or raise NotVisible."""
    entity = depositing_entity(user, siret)
    return entity, Deposit.objects.filter(entity=entity).select_related("entity", "depositor")


def depositing_entity(user: User, siret: str, *, locked: bool = False) -> Entity:
    """Return the entity that the user may deposit for, or raise NotVisible."""
    entities = depositing_entities(user).filter(siret=siret)
    if locked:
        entities = entities.select_for_update(of=("self",), no_key=True)
    entity = entities.first()
    if entity is None:
        raise NotVisible("Cette entité n'existe pas, ou vous ne pouvez pas déposer de facture pour elle.")
    return entity
