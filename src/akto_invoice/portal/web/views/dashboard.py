"""Tableau de bord."""

from django.http import HttpResponse
from django.shortcuts import render

from akto_invoice.portal.web.requests import PortalRequest
from akto_invoice.portal.workflows.dashboard import dashboard_of
from akto_invoice.portal.workflows.deposit.overview import remaining_by_entity


def dashboard(request: PortalRequest) -> HttpResponse:
    """Show what waits for the user, and the entities the user acts for."""
    memberships = request.user.memberships.select_related("entity").order_by("entity__name")
    context = {
        "dashboard": dashboard_of(request.user),
        "memberships": memberships,
        "depositing": remaining_by_entity(request.user),
    }
    return render(request, "portal/dashboard.html", context)
