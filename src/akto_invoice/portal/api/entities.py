"""The entities that the token acts for."""

from ninja import Router, Schema

from akto_invoice.portal.api.bearer import ApiRequest
from akto_invoice.portal.api.contract import REFUSALS
from akto_invoice.portal.models import EntityKind
from akto_invoice.portal.workflows.access import memberships_of, rights_on

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


@router.get("", response={200: list[EntityOut], **REFUSALS}, summary="Voir ses entités")
def list_entities(request: ApiRequest) -> list[dict[str, object]]:
    """Les entités du jeton, avec ce qu'il permet pour chacune."""
    entities = [membership.entity for membership in memberships_of(request.auth).select_related("entity")]
    return [
        {"siret": one.siret, "name": one.name, "kind": one.kind, "rights": rights_on(request.auth, one)}
        for one in sorted(entities, key=lambda entity: entity.name)
    ]
