"""The menu, which depends on the user's profile and on the branches of the user's entities."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from akto_invoice.portal.models import User


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu."""

    label: str
    url: str
    is_current: bool


def menu(request: HttpRequest) -> dict[str, list[Entry]]:
    """Return the menu for templates: empty for visitors who have not signed in."""
    if not isinstance(request.user, User):
        return {"menu": []}
    return {"menu": [_entry(request, "Accueil", reverse("dashboard"))]}


def _entry(request: HttpRequest, label: str, url: str) -> Entry:
    return Entry(label, url, request.get_full_path() == url)
