"""Search, detail and documents of the invoices that the token sees."""

from datetime import date
from io import BytesIO
from typing import Final, Self

from django.db.models.fields.files import FieldFile
from django.http import FileResponse
from django.utils.timezone import localdate
from ninja import Field, File, Form, Query, Router, Status, UploadedFile
from pydantic import model_validator

from akto_invoice.portal.api.bearer import ApiRequest
from akto_invoice.portal.api.contract import PDF, REFUSALS
from akto_invoice.portal.api.invoice_schemas import InvoiceDetailOut, InvoicePageOut, VersionOut
from akto_invoice.portal.api.values import Asked, Day
from akto_invoice.portal.models import InvoiceKind, PieceNature, PieceVersion
from akto_invoice.portal.models import Status as InvoiceStatus
from akto_invoice.portal.workflows.deposit.receipt import invoice_receipt
from akto_invoice.portal.workflows.download import download_letter, download_version
from akto_invoice.portal.workflows.file_piece import file_piece, file_version
from akto_invoice.portal.workflows.limit_rate import Limit, count_against
from akto_invoice.portal.workflows.periods import Period, Preset, preset_period
from akto_invoice.portal.workflows.search import DEFAULT_ORDER, ORDERS, Filters, ListPaginator, find_invoices
from akto_invoice.portal.workflows.view_invoice import InvoiceView, view_invoice

FILES: Final = Limit(120, 60)
"""Pieces that a user files."""

router = Router(tags=["Factures"])


class Search(Asked):
    """Les filtres de la page « Factures » ; ce qui est absent ne filtre pas."""

    q: str = Field("", max_length=100, description="Partie d'une référence, d'un n° de dossier ou d'un SIRET.")
    kind: InvoiceKind | None = None
    status: list[InvoiceStatus] = Field([])
    received: Preset | None = Field(None, description="Période de réception ; compte avant les deux dates.")
    received_from: Day | None = None
    received_to: Day | None = None
    issued: Preset | None = Field(None, description="Période d'émission ; compte avant les deux dates.")
    issued_from: Day | None = None
    issued_to: Day | None = None
    order: str = Field(
        DEFAULT_ORDER,
        pattern=f"^({'|'.join(ORDERS)})$",
        description=f"{', '.join(order for order in ORDERS if order[0] != '-')} ; - devant inverse l'ordre.",
    )
    page: int = Field(1, ge=1, le=10_000)
    page_size: int = Field(25, ge=1, le=100)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        for first, last in ((self.received_from, self.received_to), (self.issued_from, self.issued_to)):
            if first and last and first > last:
                raise ValueError("La période finit avant de commencer : échangez les deux dates.")
        return self

    def filters(self, today: date) -> Filters:
        """Return what is asked for."""
        return Filters(
            text=self.q,
            kind=self.kind,
            statuses=frozenset(self.status),
            received=_period(self.received, self.received_from, self.received_to, today),
            issued=_period(self.issued, self.issued_from, self.issued_to, today),
            order=self.order,
        )


def _period(preset: Preset | None, first: date | None, last: date | None, today: date) -> Period:
    return preset_period(preset, today) if preset else Period(first, last)


@router.get("", response={200: InvoicePageOut, **REFUSALS}, summary="Rechercher des factures")
def search_invoices(request: ApiRequest, asked: Query[Search]) -> dict[str, object]:
    """Les factures, avoirs et proformas des entités du jeton, page par page."""
    pages = ListPaginator(find_invoices(request.auth, asked.filters(localdate())), asked.page_size)
    return {
        "count": pages.count,
        "is_cut": pages.is_cut,
        "page": asked.page,
        "pages": pages.num_pages,
        "items": pages.page(asked.page).object_list if asked.page <= pages.num_pages else [],
    }


@router.get("/{int:invoice}", response={200: InvoiceDetailOut, **REFUSALS}, summary="Voir une facture")
def see_invoice(request: ApiRequest, invoice: int) -> InvoiceView:
    """Une facture avec ses dossiers, ses pièces, ses courriers et son histoire. La consultation est tracée."""
    return view_invoice(request.auth, invoice)


@router.get(
    "/{int:invoice}/documents/{int:version}",
    response={200: None, **REFUSALS},
    openapi_extra=PDF,
    summary="Télécharger une pièce",
)
def download_document(request: ApiRequest, invoice: int, version: int) -> FileResponse:
    """Le fichier d'une version d'une pièce (pieces[].versions[].id). Le téléchargement est tracé."""
    return pdf(*download_version(request.auth, invoice, version))


@router.post("/{int:invoice}/pieces", response={201: VersionOut, **REFUSALS}, summary="Déposer une pièce")
def file_piece_of_invoice(
    request: ApiRequest, invoice: int, nature: Form[PieceNature], file: File[UploadedFile]
) -> Status[PieceVersion]:
    """Une pièce de plus, tant que la facture n'est ni payée, ni annulée, ni rejetée."""
    count_against(FILES, f"piece {request.auth.pk}")
    return Status(201, file_piece(request.auth, invoice, nature, file))


@router.post(
    "/{int:invoice}/pieces/{int:piece}",
    response={201: VersionOut, **REFUSALS},
    summary="Déposer une nouvelle version d'une pièce",
)
def file_version_of_piece(
    request: ApiRequest, invoice: int, piece: int, file: File[UploadedFile]
) -> Status[PieceVersion]:
    """Quand AKTO a dit NON CONFORME, par exemple ; les versions d'avant restent dans l'histoire."""
    count_against(FILES, f"piece {request.auth.pk}")
    return Status(201, file_version(request.auth, invoice, piece, file))


@router.get(
    "/{int:invoice}/letters/{int:letter}",
    response={200: None, **REFUSALS},
    openapi_extra=PDF,
    summary="Télécharger un courrier",
)
def download_letter_file(request: ApiRequest, invoice: int, letter: int) -> FileResponse:
    """Le PDF d'un courrier (letters[].id). Le téléchargement est tracé."""
    return pdf(*download_letter(request.auth, invoice, letter))


def pdf(file: FieldFile, name: str) -> FileResponse:
    """Return a stored PDF, to be saved under a name."""
    return FileResponse(file.open("rb"), as_attachment=True, filename=name, content_type="application/pdf")


@router.get(
    "/{int:invoice}/receipt",
    response={200: None, **REFUSALS},
    openapi_extra=PDF,
    summary="Télécharger l'accusé de dépôt",
)
def download_receipt(request: ApiRequest, invoice: int) -> FileResponse:
    """Ce qui a été déposé, quand et par qui, avec l'empreinte des fichiers ; d'une facture déposée sur ce portail."""
    content, name = invoice_receipt(request.auth, invoice)
    return FileResponse(BytesIO(content), as_attachment=True, filename=name, content_type="application/pdf")
