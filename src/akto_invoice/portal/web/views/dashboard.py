"""Tableau de bord."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def dashboard(request: HttpRequest) -> HttpResponse:
    """Show what waits for the user."""
    return render(request, "portal/dashboard.html")
