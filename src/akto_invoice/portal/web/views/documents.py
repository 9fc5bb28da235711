"""Filing pieces, and downloading what was filed or sent."""

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from akto_invoice.portal.errors import RuleBroken
from akto_invoice.portal.web.downloads import as_attachment
from akto_invoice.portal.web.requests import PortalRequest
from akto_invoice.portal.workflows.deposit.receipt import invoice_receipt
from akto_invoice.portal.workflows.download import download_letter, download_version
from akto_invoice.portal.workflows.file_piece import file_piece, file_version


@require_POST
def add_piece(request: PortalRequest, pk: int) -> HttpResponse:
    """File a new piece."""
    try:
        version = file_piece(request.user, pk, request.POST.get("nature", ""), request.FILES.get("file"))
    except RuleBroken as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"« {version.piece} » est déposée : AKTO va l'examiner.")
    return _back(pk)


@require_POST
def add_version(request: PortalRequest, pk: int, piece: int) -> HttpResponse:
    """File a new version of a piece."""
    try:
        version = file_version(request.user, pk, piece, request.FILES.get("file"))
    except RuleBroken as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{version} est déposée : AKTO va l'examiner.")
    return _back(pk)


@require_safe
def version_file(request: PortalRequest, pk: int, version: int) -> FileResponse:
    """Download a filed document."""
    return as_attachment(*download_version(request.user, pk, version))


@require_safe
def letter_file(request: PortalRequest, pk: int, letter: int) -> FileResponse:
    """Download a letter."""
    return as_attachment(*download_letter(request.user, pk, letter))


@require_safe
def receipt(request: PortalRequest, pk: int) -> FileResponse:
    """Download the accusé de dépôt."""
    content, name = invoice_receipt(request.user, pk)
    return FileResponse(BytesIO(content), as_attachment=True, filename=name, content_type="application/pdf")


def _back(pk: int) -> HttpResponse:
    return redirect(f"{reverse('invoice', args=[pk])}#pieces")
