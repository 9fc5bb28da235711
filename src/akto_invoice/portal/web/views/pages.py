"""The pages of a dossier and of an entity."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from akto_invoice.portal.web.requests import PortalRequest
from akto_invoice.portal.workflows.view_dossier import view_dossier
from akto_invoice.portal.workflows.view_entity import view_entity


@require_safe
def dossier_page(request: PortalRequest, number: str) -> HttpResponse:
    """Show a dossier and its invoices."""
    return render(request, "portal/dossier.html", {"view": view_dossier(request.user, number)})


@require_safe
def entity_page(request: PortalRequest, siret: str) -> HttpResponse:
    """Show an entity and the people who act for it."""
    return render(request, "portal/entity.html", {"view": view_entity(request.user, siret)})
