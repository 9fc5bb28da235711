"""What one user sees of a RIB, and the list of RIBs."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.db.models.fields.files import FieldFile

from akto_invoice.portal.errors import NotVisible
from akto_invoice.portal.models import Action, Entity, Rib, RibScope, RibState, User
from akto_invoice.portal.workflows.access import rib_entities, visible_rib, visible_ribs
from akto_invoice.portal.workflows.record import record
from akto_invoice.portal.workflows.rib.in_force import rib_in_force


@dataclass(frozen=True, slots=True)
class RibView:
    """A RIB with what was read of it: ``fields`` of the contract, and the sentences of failed checks.

    ``scopes`` are those of the entities that the user sees; ``entities`` those that a draft may be for; ``overridden``
    the findings that the depositor answered, with the reasons; ``replaced`` what is in force for the same scopes.
    """

    rib: Rib
    fields: dict[str, Any]
    contradictions: list[str]
    scopes: list[RibScope]
    entities: list[Entity]
    is_mine: bool
    overridden: list[tuple[dict[str, Any], str]]
    replaced: list[RibScope]


def view_rib(user: User, pk: int) -> RibView:
    """Return the RIB and record that its bank details were seen, or raise NotVisible."""
    rib = visible_rib(user, pk)
    scopes = rib.scopes.select_related("entity")
    entities = rib_entities(user)
    if not user.is_agent:
        scopes = scopes.filter(entity__in=entities)
    shown = list(scopes)
    for entity in {scope.entity for scope in shown}:
        record(Action.RIB_VIEWED, user, entity=entity, rib=rib.pk)
    reading = rib.reading or {}
    return RibView(
        rib=rib,
        fields=reading.get("fields", {}),
        contradictions=[one["message"] for one in reading.get("checks", ()) if one["outcome"] == "failed"],
        scopes=shown,
        entities=list(entities),
        is_mine=rib.depositor_id == user.pk,
        overridden=[(finding, rib.overrides[finding["code"]]) for finding in rib.findings],
        replaced=_replaced(rib, shown) if rib.state == RibState.A_EXAMINER else [],
    )


def _replaced(rib: Rib, scopes: list[RibScope]) -> list[RibScope]:
    """What is in force now where the RIB would be, one line per account and scope."""
    found = []
    for scope in scopes:
        current = rib_in_force(scope.entity, scope.dispositif)
        if current and current != rib:
            found.append(RibScope(rib=current, entity=scope.entity, dispositif=scope.dispositif))
    return found


def list_ribs(user: User) -> QuerySet[Rib]:
    """Return the RIBs that the user sees, latest first; pages mask their IBAN."""
    return visible_ribs(user).select_related("depositor").prefetch_related("scopes__entity")


def rib_picture(user: User, pk: int) -> FieldFile:
    """Return the picture of the first page, or raise NotVisible."""
    rib = visible_rib(user, pk)
    if not rib.picture:
        raise NotVisible("Ce RIB n'a pas d'image.")
    return rib.picture


def rib_file(user: User, pk: int) -> tuple[FieldFile, str]:
    """Return the PDF and the name to save it under, and record that it was taken. Raises NotVisible."""
    rib = visible_rib(user, pk)
    record(Action.FILE_DOWNLOADED, user, rib=rib.pk, file=rib.name, sha256=rib.sha256)
    return rib.file, rib.name
