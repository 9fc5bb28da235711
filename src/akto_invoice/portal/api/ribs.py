"""Deposit a RIB, for programs: the PDF, then the account held against it, with the user's password."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import FileResponse
from django.utils import timezone
from ninja import Body, Field, File, Query, Router, Schema, Status, UploadedFile
from pydantic import ConfigDict

from akto_invoice.portal.api.bearer import ApiRequest
from akto_invoice.portal.api.contract import PDF, REFUSALS
from akto_invoice.portal.api.invoices import pdf
from akto_invoice.portal.api.problems import FindingOut
from akto_invoice.portal.api.values import Asked
from akto_invoice.portal.errors import IdentityUnconfirmed
from akto_invoice.portal.models import Dispositif, Rib, RibScope, RibState
from akto_invoice.portal.workflows.access import require_bank_details, visible_entity
from akto_invoice.portal.workflows.limit_rate import Limit, count_against
from akto_invoice.portal.workflows.rib.in_force import accounts_of
from akto_invoice.portal.workflows.rib.receive import cancel_rib, receive_rib
from akto_invoice.portal.workflows.rib.submit import check_rib, submit_rib
from akto_invoice.portal.workflows.rib.view import list_ribs, rib_file, view_rib
from akto_invoice.rules.findings import Finding

PER_TOKEN: Final = Limit(30, 60)
"""RIBs of one user, each of which costs a reading."""
PASSWORDS: Final = Limit(10, 900)
"""Of one user, right or wrong: nobody finds a password out by trying."""

router = Router(tags=["RIB"])

_ONE: Final = "/{int:rib}"


class RibOut(Schema):
    """Un RIB, et où il en est ; son IBAN est masqué."""

    id: int
    name: str = Field(description="Le nom du fichier.")
    sha256: str
    state: RibState
    iban: str = Field(alias="masked_iban")
    problem: str = Field(description="Pourquoi le PDF n'a pas pu être lu ; sinon vide.")
    received_at: datetime
    submitted_at: datetime | None
    reviewed_at: datetime | None
    usable_from: datetime | None = Field(description="Approuvé, il sert aux virements à partir de là.")
    refusal: str = Field(description="Pourquoi AKTO l'a rejeté ; sinon vide.")


class RibPageOut(Schema):
    """Une page de la liste."""

    count: int
    page: int
    pages: int
    items: list[RibOut]


class ReadOut(Schema):
    """Une valeur lue sur le PDF."""

    value: str
    accepted: bool = Field(description="La valeur peut être prise sans être vérifiée.")


class ScopeOut(Schema):
    """Pour qui et pour quoi le compte est utilisé ; dispositif vide : tous."""

    siret: str
    dispositif: Dispositif | str


class RibDetailOut(RibOut):
    """Un RIB, son compte en entier et ce qui a été lu sur le PDF."""

    iban: str
    bic: str
    comment: str
    read: dict[str, ReadOut | None] = Field(description="iban, bic, holder, address et bank_name ; null : non lu.")
    contradictions: list[str] = Field(description="Ce que le PDF dit contre lui-même.")
    scopes: list[ScopeOut]


class AccountIn(Schema):
    """Un compte et ceux qu'il paie."""

    model_config = ConfigDict(extra="forbid")

    iban: str = Field(max_length=60)
    bic: str = Field(max_length=20)
    sirets: list[str] = Field(max_length=200, description="Les entreprises pour lesquelles le compte est utilisé.")


class SubmissionIn(AccountIn):
    """Ce qui est validé."""

    dispositifs: list[Dispositif] | None = Field(None, description="null : tous.")
    comment: str = Field("", max_length=1000)
    overrides: dict[str, str] = Field({}, description="Un motif par code de constat de niveau warns.")
    password: str = Field(max_length=200, description="Le mot de passe de la personne : demandé pour tout RIB.")


class Wanted(Asked):
    """Quelle page."""

    page: int = Field(1, ge=1, le=10_000)
    page_size: int = Field(25, ge=1, le=100)


class InForceOut(Schema):
    """Le compte en vigueur d'une entité ; dispositif vide : pour tous ceux qui n'ont pas le leur."""

    rib: int
    dispositif: Dispositif | str
    iban: str
    bic: str
    since: datetime


@router.post("", response={201: RibOut, **REFUSALS}, summary="Déposer le PDF d'un RIB")
def deposit_rib(request: ApiRequest, file: File[UploadedFile]) -> Status[Rib]:
    """Le PDF est lu aussitôt ; rien n'est transmis à AKTO avant la validation."""
    count_against(PER_TOKEN, f"rib {request.auth.pk}")
    return Status(201, receive_rib(request.auth, file))


@router.get("", response={200: RibPageOut, **REFUSALS}, summary="Voir ses RIB")
def see_ribs(request: ApiRequest, asked: Query[Wanted]) -> dict[str, object]:
    """Ceux des entités dont le jeton voit les coordonnées bancaires, le plus récent d'abord."""
    pages = Paginator(list_ribs(request.auth), asked.page_size)
    items = pages.page(asked.page).object_list if asked.page <= pages.num_pages else []
    return {"count": pages.count, "page": asked.page, "pages": pages.num_pages, "items": items}


@router.get("/in-force/{siret}", response={200: list[InForceOut], **REFUSALS}, summary="Voir les RIB en vigueur")
def see_accounts(request: ApiRequest, siret: str) -> list[dict[str, object]]:
    """Sur quels comptes AKTO paie l'entité."""
    entity = visible_entity(request.auth, siret)
    require_bank_details(request.auth, entity)
    return [
        {
            "rib": scope.rib.pk,
            "dispositif": scope.dispositif,
            "iban": scope.rib.iban,
            "bic": scope.rib.bic,
            "since": scope.rib.usable_from,
        }
        for scope in accounts_of(entity)
    ]


@router.get(_ONE, response={200: RibDetailOut, **REFUSALS}, summary="Voir un RIB")
def see_rib(request: ApiRequest, rib: int) -> dict[str, Any]:
    """Ce qui a été lu, et ce qui a été validé."""
    return _detail(request, rib)


@router.post(f"{_ONE}/check", response={200: list[FindingOut], **REFUSALS}, summary="Contrôler un RIB")
def check(request: ApiRequest, rib: int, asked: Body[AccountIn]) -> Sequence[Finding]:
    """Ce qui s'opposerait à ces valeurs ; rien n'est gardé."""
    return check_rib(request.auth, rib, asked.iban, asked.bic, asked.sirets)


@router.post(f"{_ONE}/submit", response={200: RibDetailOut, **REFUSALS}, summary="Valider un RIB")
def submit(request: ApiRequest, rib: int, asked: Body[SubmissionIn]) -> dict[str, Any]:
    """Tous les contrôles doivent passer ; AKTO examine ensuite le RIB avant de l'utiliser."""
    count_against(PASSWORDS, f"password {request.auth.pk}")
    if not request.auth.check_password(asked.password):
        raise IdentityUnconfirmed("Ce mot de passe n'est pas celui de la personne à qui est le jeton.")
    submit_rib(
        request.auth,
        rib,
        iban=asked.iban,
        bic=asked.bic,
        sirets=asked.sirets,
        dispositifs=asked.dispositifs,
        comment=asked.comment,
        overrides=asked.overrides,
        confirmed_at=timezone.now(),
    )
    return _detail(request, rib)


@router.post(f"{_ONE}/cancel", response={200: RibOut, **REFUSALS}, summary="Annuler un RIB")
def cancel_deposited(request: ApiRequest, rib: int) -> Rib:
    """Tant qu'AKTO ne l'a pas examiné."""
    return cancel_rib(request.auth, rib)


@router.get(f"{_ONE}/file", response={200: None, **REFUSALS}, openapi_extra=PDF, summary="Télécharger un RIB")
def download_rib(request: ApiRequest, rib: int) -> FileResponse:
    """Le PDF tel qu'il a été déposé."""
    return pdf(*rib_file(request.auth, rib))


def _detail(request: ApiRequest, pk: int) -> dict[str, Any]:
    view = view_rib(request.auth, pk)
    shown = RibOut.from_orm(view.rib).dict()
    return shown | {
        "iban": view.rib.iban,
        "bic": view.rib.bic,
        "comment": view.rib.comment,
        "read": {name: view.fields.get(name) for name in ("iban", "bic", "holder", "address", "bank_name")},
        "contradictions": view.contradictions,
        "scopes": [_scope(scope) for scope in view.scopes],
    }


def _scope(scope: RibScope) -> dict[str, str]:
    return {"siret": scope.entity.siret, "dispositif": scope.dispositif}
