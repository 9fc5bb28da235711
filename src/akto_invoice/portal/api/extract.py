"""Read a document and keep nothing of it."""

from typing import Final

from django.http import JsonResponse
from ninja import File, Router, UploadedFile

from akto_invoice.portal.api.bearer import ApiRequest
from akto_invoice.portal.api.contract import EXTRACTION, REFUSALS
from akto_invoice.portal.workflows.extract import extract_upload
from akto_invoice.portal.workflows.limit_rate import Limit, count_against

PER_TOKEN: Final = Limit(60, 60)

router = Router(tags=["Lecture"])


@router.post(
    "",
    response={200: None, **REFUSALS},
    openapi_extra=EXTRACTION,
    summary="Lire une facture sans la déposer",
)
def extract(request: ApiRequest, file: File[UploadedFile]) -> JsonResponse:
    """Le contrat JSON de la ligne de commande, pour un PDF de 10 Mo au plus. Rien n'est gardé du document."""
    count_against(PER_TOKEN, f"extract {request.auth.pk}")
    return JsonResponse(extract_upload(file))
