"""Whose password was tried, for the count of wrong ones."""

from collections.abc import Mapping

from django.http import HttpRequest


def tried_address(request: HttpRequest, credentials: Mapping[str, str] | None) -> str:
    """Return the e-mail address tried, in lower case as accounts have it; "" where none was given."""
    return (credentials or request.POST).get("username", "").lower()
