"""Read a document and keep nothing of it."""

from django.http import JsonResponse
from ninja import File, Form, Router, UploadedFile

from akto_invoice.portal.api.bearer import ApiRequest
from akto_invoice.portal.api.contract import EXTRACTION, REFUSALS
from akto_invoice.portal.api.problems import Problem
from akto_invoice.portal.workflows.extract import extract_upload
from akto_invoice.portal.workflows.limit_rate import Limit, count_against

router = Router(tags=["Lecture"])

PER_TOKEN = Limit(60, 60)


@router.post(
    "",
    response={200: None, **REFUSALS, 503: Problem},
    openapi_extra=EXTRACTION,
    summary="Lire une facture sans la déposer",
)
def extract(request: ApiRequest, file: File[UploadedFile]) -> JsonResponse:
    """Le contrat JSON de la ligne de commande, pour un PDF ; rien n'est gardé."""
    ...
