"""Who may see and do what: every workflow asks here, so that pages, API and back office agree.

Where a program acts for a user, its token narrows the user's memberships to those that the token is granted: what is
allowed is what both allow, at the time of use.
"""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Exists, Model, Q, QuerySet

from akto_invoice.portal.errors import NotAllowed, NotVisible
from akto_invoice.portal.models import Dossier, Entity, Invoice, Membership, Rib, RibScope, User
from akto_invoice.portal.models.keys import search_key

Row = TypeVar("Row", bound=Model)


def visible_invoices(user: User) -> QuerySet[Invoice]:
    """Return the invoices issued by the user's entities; all of them for an agent.

    The entities are named in the query, not looked up by it: the database then knows how many rows to expect.
    """
    invoices = Invoice.objects.select_related("issuer")
    return invoices if user.is_agent else invoices.filter(issuer__in=list(_entity_keys(user)))


def visible_invoice(user: User, pk: int, *, locked: bool = False) -> Invoice:
    """Return the invoice, or raise NotVisible.

    With ``locked``, nobody else changes it before the transaction ends: its changes come one after the other.
    """
    invoices = visible_invoices(user).filter(pk=pk)
    if locked:
        invoices = invoices.select_for_update(of=("self",))
    return _found(invoices, "Cette facture n'existe pas, ou n'a pas été émise par l'une de vos entités.")


def visible_dossier(user: User, number: str) -> Dossier:
    """Return the dossier of which one of the user's entities is employer or provider, or raise NotVisible."""
    dossiers = Dossier.objects.select_related("employer", "provider").filter(key=search_key(number))
    if not user.is_agent:
        mine = _entity_keys(user)
        dossiers = dossiers.filter(Q(employer__in=mine) | Q(provider__in=mine))
    return _found(dossiers, "Ce dossier n'existe pas, ou ne concerne aucune de vos entités.")


def visible_entity(user: User, siret: str) -> Entity:
    """Return the entity, or raise NotVisible."""
    entities = Entity.objects.filter(siret=search_key(siret))
    if not user.is_agent:
        entities = entities.filter(pk__in=_entity_keys(user))
    return _found(entities, "Cette entité n'existe pas, ou n'est pas rattachée à votre compte.")


@dataclass(frozen=True, slots=True)
class Rights:
    """What a user who sees an entity's invoices may do: file documents, and see bank details in full."""

    deposit: bool
    bank_details: bool


def rights_on(user: User, entity: Entity) -> Rights:
    """Return the user's rights. Agents do not file: they judge what others file."""
    if user.is_agent:
        return Rights(deposit=False, bank_details=True)
    membership = memberships_of(user).filter(entity=entity).first()
    grant = membership if user.token is None else user.token.grants.filter(membership=membership).first()
    if membership is None or grant is None:
        return Rights(deposit=False, bank_details=False)
    return Rights(
        deposit=membership.can_deposit and grant.can_deposit,
        bank_details=membership.can_manage_rib and grant.can_manage_rib,
    )


def require_deposit(user: User, entity: Entity) -> None:
    """Raise NotAllowed unless the user may file documents for the entity."""
    if not rights_on(user, entity).deposit:
        raise NotAllowed(
            f"Vous pouvez consulter les factures de {entity}, pas y déposer de document : "
            "demandez ce droit à l'administrateur de votre compte."
        )


def require_bank_details(user: User, entity: Entity) -> None:
    """Raise NotAllowed unless the user may see and deposit bank details of the entity."""
    if user.is_agent or not rights_on(user, entity).bank_details:
        raise NotAllowed(
            f"Vous pouvez consulter les factures de {entity}, pas y déposer de RIB : "
            "demandez ce droit à l'administrateur de votre compte."
        )


def rib_entities(user: User) -> QuerySet[Entity]:
    """Return the entities whose bank details the user may deposit."""
    return Entity.objects.filter(pk__in=memberships_of(user, can_manage_rib=True).values("entity"))


def require_some_rib_right(user: User) -> None:
    """Raise NotAllowed unless the user may deposit bank details of some entity."""
    if not rib_entities(user).exists():
        raise NotAllowed(
            "Aucune de vos entreprises ne vous a donné le droit de déposer un RIB : "
            "demandez-le à l'administrateur de votre compte."
        )


def visible_ribs(user: User) -> QuerySet[Rib]:
    """Return the RIBs of entities whose bank details the user may see, and the user's own drafts.

    For an agent, those that were validated.
    """
    if user.is_agent:
        return Rib.objects.exclude(submitted_at=None)
    entities = rib_entities(user)
    return Rib.objects.filter(
        Q(Exists(entities), depositor=user, submitted_at=None)
        | Q(pk__in=RibScope.objects.filter(entity__in=entities).values("rib"), submitted_at__isnull=False)
    )


def visible_rib(user: User, pk: int, *, locked: bool = False) -> Rib:
    """Return the RIB, or raise NotVisible; with ``locked``, as ``visible_invoice``."""
    if locked:
        # Apart from the question below, which sees what whoever held the lock has made of the RIB and of its scopes.
        Rib.objects.select_for_update().filter(pk=pk).first()
    ribs = visible_ribs(user).filter(pk=pk)
    return _found(ribs, "Ce RIB n'existe pas, ou n'est pas de ceux que vous pouvez voir.")


def require_agent(user: User) -> None:
    """Raise NotAllowed unless the user is an agent."""
    if not user.is_agent:
        raise NotAllowed("Cette page est réservée aux agents d'AKTO.")


def memberships_of(user: User, **rights: bool) -> QuerySet[Membership]:
    """Return the memberships that count now, those with the ``rights`` (``can_deposit``, ``can_manage_rib``)."""
    memberships = Membership.objects.filter(user=user, **rights)
    if user.token is None:
        return memberships
    return memberships.filter(grants__token=user.token, **{f"grants__{name}": value for name, value in rights.items()})


def _entity_keys(user: User) -> QuerySet[Membership, Any]:
    return memberships_of(user).values_list("entity", flat=True)


def _found(rows: QuerySet[Row], otherwise: str) -> Row:
    row = rows.first()
    if row is None:
        raise NotVisible(otherwise)
    return row
