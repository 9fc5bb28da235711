"""Deposit invoices: the guide's two steps, for programs."""

from typing import Annotated, Final

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from ninja import Body, Field, File, Form, Header, Query, Router, Schema, Status, UploadedFile

from akto_invoice.portal.api.bearer import ApiRequest
from akto_invoice.portal.api.contract import PDF, REFUSALS
from akto_invoice.portal.api.deposit_schemas import (
    CorrectionIn,
    DepositDetailOut,
    DepositPageOut,
    DepositPieceOut,
    MarksIn,
    ReceivedOut,
    ValidationIn,
)
from akto_invoice.portal.api.invoices import pdf
from akto_invoice.portal.api.values import Asked, Siret
from akto_invoice.portal.errors import WrongValue
from akto_invoice.portal.models import Deposit, DepositPiece, DepositState, PieceNature
from akto_invoice.portal.workflows.deposit.attach import MAX_PIECES, attach_piece, remove_piece
from akto_invoice.portal.workflows.deposit.cancel import cancel_deposit
from akto_invoice.portal.workflows.deposit.correct import correct
from akto_invoice.portal.workflows.deposit.files import download_deposit, download_deposit_piece
from akto_invoice.portal.workflows.deposit.mark import mark_deposit
from akto_invoice.portal.workflows.deposit.overview import find_deposits
from akto_invoice.portal.workflows.deposit.receive import replace_file
from akto_invoice.portal.workflows.deposit.submit import Submission, submit_invoice
from akto_invoice.portal.workflows.deposit.validate import validate_deposit
from akto_invoice.portal.workflows.deposit.view import DepositView, view_deposit
from akto_invoice.portal.workflows.limit_rate import Limit, count_against

PER_TOKEN: Final = Limit(120, 60)
"""Files of one user, each of which costs a reading."""

router = Router(tags=["Dépôt"])

_ONE: Final = "/{int:deposit}"
Key = Annotated[str, Header(alias="Idempotency-Key", pattern="^[ -~]{1,255}$")]


class DepositIn(Schema):
    """Ce que l'on dit d'un dépôt."""

    siret: Siret = Field(description="Le SIRET de l'entité pour laquelle on dépose.")
    is_avoir: bool = False
    is_first_instalment: bool = Field(False, description="Premier acompte ou frais annexes d'un apprentissage.")
    natures: list[PieceNature] = Field([], description="La nature de chaque pièce, dans l'ordre des pièces.")


class Wanted(Asked):
    """Quels dépôts."""

    siret: Siret | None = None
    state: list[DepositState] = Field([])
    page: int = Field(1, ge=1, le=10_000)
    page_size: int = Field(25, ge=1, le=100)


@router.post("", response={201: ReceivedOut, **REFUSALS}, summary="Déposer une facture")
def deposit_invoice(
    request: ApiRequest,
    key: Key,
    asked: Form[DepositIn],
    file: File[UploadedFile],
    pieces: File[list[UploadedFile]] = [],  # noqa: B006
) -> Status[Deposit]:
    """Un PDF et ses pièces, envoyés d'un coup à l'analyse. Rien n'est transmis à AKTO avant la validation.

    Idempotency-Key nomme ce dépôt chez vous : la même demande renvoyée ne dépose rien de plus.
    """
    count_against(PER_TOKEN, f"deposit {request.auth.pk}")
    if len(pieces) != len(asked.natures):
        raise WrongValue("natures", "Donnez autant de natures que de pièces, dans le même ordre.")
    if len(pieces) > MAX_PIECES:
        raise WrongValue("pieces", f"Un dépôt porte {MAX_PIECES} pièces au plus.")
    submission = Submission(
        asked.siret, file, asked.is_avoir, asked.is_first_instalment, list(zip(asked.natures, pieces, strict=True))
    )
    return Status(201, submit_invoice(request.auth, key, submission))


@router.get("", response={200: DepositPageOut, **REFUSALS}, summary="Voir ses dépôts")
def list_deposits(request: ApiRequest, asked: Query[Wanted]) -> dict[str, object]:
    """Les dépôts des entités pour lesquelles le jeton dépose, le plus récent d'abord."""
    pages = Paginator(find_deposits(request.auth, siret=asked.siret or "", states=asked.state), asked.page_size)
    items = pages.page(asked.page).object_list if asked.page <= pages.num_pages else []
    return {"count": pages.count, "page": asked.page, "pages": pages.num_pages, "items": items}


@router.get(_ONE, response={200: DepositDetailOut, **REFUSALS}, summary="Voir un dépôt")
def see_deposit(request: ApiRequest, deposit: int) -> DepositView:
    """Où en est le dépôt, ce qui a été lu, avec quelle confiance, et ce que disent les contrôles."""
    return view_deposit(request.auth, deposit)


@router.patch(_ONE, response={200: DepositDetailOut, **REFUSALS}, summary="Corriger un dépôt")
def correct_deposit(request: ApiRequest, deposit: int, asked: Body[CorrectionIn]) -> DepositView:
    """Les contrôles sont refaits ; ce qui a été lu est gardé à côté."""
    correct(request.auth, deposit, asked.changes(), revision=asked.revision)
    return view_deposit(request.auth, deposit)


@router.put(f"{_ONE}/marks", response={200: DepositDetailOut, **REFUSALS}, summary="Dire ce qu'est la facture")
def mark(request: ApiRequest, deposit: int, asked: Body[MarksIn]) -> DepositView:
    """Avoir, premier acompte ou frais annexes."""
    mark_deposit(request.auth, deposit, is_avoir=asked.is_avoir, is_first_instalment=asked.is_first_instalment)
    return view_deposit(request.auth, deposit)


@router.post(f"{_ONE}/validate", response={200: DepositDetailOut, **REFUSALS}, summary="Valider un dépôt")
def validate(request: ApiRequest, deposit: int, asked: Body[ValidationIn]) -> DepositView:
    """Tous les contrôles doivent passer ; la facture est ensuite transmise à AKTO, et invoice est son identifiant."""
    validate_deposit(request.auth, deposit, revision=asked.revision, overrides=asked.overrides)
    return view_deposit(request.auth, deposit)


@router.post(f"{_ONE}/cancel", response={200: DepositDetailOut, **REFUSALS}, summary="Annuler un dépôt")
def cancel(request: ApiRequest, deposit: int) -> DepositView:
    """Tant qu'il n'est pas validé. Ses fichiers sont supprimés."""
    cancel_deposit(request.auth, deposit)
    return view_deposit(request.auth, deposit)


@router.get(f"{_ONE}/file", response={200: None, **REFUSALS}, openapi_extra=PDF, summary="Télécharger le fichier")
def download_deposited(request: ApiRequest, deposit: int) -> FileResponse:
    """Le PDF tel qu'il a été déposé."""
    return pdf(*download_deposit(request.auth, deposit))


@router.post(f"{_ONE}/file", response={200: ReceivedOut, **REFUSALS}, summary="Remplacer le fichier")
def replace(request: ApiRequest, deposit: int, file: File[UploadedFile]) -> Deposit:
    """Tant que le dépôt n'est pas validé ; le nouveau est lu aussitôt, et ses valeurs prennent la place des autres."""
    count_against(PER_TOKEN, f"deposit {request.auth.pk}")
    return replace_file(request.auth, deposit, file)


@router.post(f"{_ONE}/pieces", response={201: DepositPieceOut, **REFUSALS}, summary="Joindre une pièce")
def attach(
    request: ApiRequest, deposit: int, nature: Form[PieceNature], file: File[UploadedFile]
) -> Status[DepositPiece]:
    """Une pièce justificative, tant que le dépôt n'est pas validé."""
    return Status(201, attach_piece(request.auth, deposit, nature, file))


@router.get(
    f"{_ONE}/pieces/{{int:piece}}",
    response={200: None, **REFUSALS},
    openapi_extra=PDF,
    summary="Télécharger une pièce d'un dépôt",
)
def download_attached(request: ApiRequest, deposit: int, piece: int) -> FileResponse:
    """Le PDF d'une pièce."""
    return pdf(*download_deposit_piece(request.auth, deposit, piece))


@router.delete(f"{_ONE}/pieces/{{int:piece}}", response={204: None, **REFUSALS}, summary="Retirer une pièce")
def detach(request: ApiRequest, deposit: int, piece: int) -> HttpResponse:
    """Tant que le dépôt n'est pas validé."""
    remove_piece(request.auth, deposit, piece)
    return HttpResponse(status=204)
