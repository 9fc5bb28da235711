"""The menu, which depends on the user's profile and on the branches of the user's entities."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from akto_invoice.portal.models import Branch, InvoiceKind, User


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu."""

    label: str
    url: str
    is_current: bool


def menu(request: HttpRequest) -> dict[str, list[Entry]]:
    """Return the menu for templates: empty for visitors who have not signed in."""
    user = getattr(request, "user", None)  # a request for another host is refused before it is known who asks
    if not isinstance(user, User):
        return {"menu": []}
    proformas = request.GET.get("type") == InvoiceKind.PROFORMA
    entries = [
        _entry(request, "Accueil", "dashboard", exact=True),
        _entry(request, "Factures", "invoices", unless=proformas),
    ]
    if user.is_agent or user.memberships.filter(can_manage_rib=True).exists():
        entries.append(_entry(request, "RIB", "ribs"))
    if user.is_agent:
        entries.append(_entry(request, "À instruire", "worklist"))
        if user.is_staff:
            entries.append(_entry(request, "Administration", "admin:index"))
    elif user.entities.filter(branch=Branch.TRAVAIL_TEMPORAIRE).exists():
        entries.append(
            _entry(request, "Proformas groupées", "invoices", f"?type={InvoiceKind.PROFORMA}", unless=not proformas)
        )
    return {"menu": entries}


def _entry(
    request: HttpRequest, label: str, name: str, query: str = "", *, exact: bool = False, unless: bool = False
) -> Entry:
    url = reverse(name)
    here = request.path == url if exact else request.path.startswith(url)
    return Entry(label, url + query, here and not unless)
