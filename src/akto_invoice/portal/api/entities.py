"""The entities that the token acts for."""

from ninja import Field, Query, Router, Schema

from akto_invoice.portal.api.bearer import ApiRequest
from akto_invoice.portal.api.contract import REFUSALS
from akto_invoice.portal.api.invoice_schemas import DossierOut
from akto_invoice.portal.api.values import Asked, Siret, Text
from akto_invoice.portal.models import Dossier, EntityKind
from akto_invoice.portal.workflows.access import memberships_of, rights_on
from akto_invoice.portal.workflows.deposit.dossiers import find_dossiers

router = Router(tags=["Entités"])


class RightsOut(Schema):
    """Ce que le jeton permet en plus de consulter."""

    deposit: bool
    bank_details: bool


class EntityOut(Schema):
    """Un établissement pour lequel le jeton agit."""

    siret: str
    name: str
    kind: EntityKind
    rights: RightsOut


class Sought(Asked):
    """Ce que l'on cherche."""

    q: Text = Field("", max_length=100, description="Partie du numéro, de l'intitulé ou du nom du stagiaire.")


@router.get("", response={200: list[EntityOut], **REFUSALS}, summary="Voir ses entités")
def list_entities(request: ApiRequest) -> list[dict[str, object]]:
    """Les entités du jeton, avec ce qu'il permet pour chacune."""
    entities = [membership.entity for membership in memberships_of(request.auth).select_related("entity")]
    return [
        {"siret": one.siret, "name": one.name, "kind": one.kind, "rights": rights_on(request.auth, one)}
        for one in sorted(entities, key=lambda entity: entity.name)
    ]


@router.get("/{siret}/dossiers", response={200: list[DossierOut], **REFUSALS}, summary="Chercher un dossier")
def search_dossiers(request: ApiRequest, siret: Siret, asked: Query[Sought]) -> list[Dossier]:
    """Les dossiers engagés d'une entité pour laquelle on dépose, par numéro, intitulé ou stagiaire."""
    return find_dossiers(request.auth, siret, asked.q)
