"""Whether the person at the keyboard has lately given the password: asked again before bank details change."""

from datetime import datetime
from typing import Final

from django.contrib.auth import authenticate
from django.utils import timezone

from akto_invoice.portal.web.requests import PortalRequest
from akto_invoice.portal.workflows.rib.submit import CONFIRMED_FOR

_KEY: Final = "identity-confirmed-at"


def confirm(request: PortalRequest, password: str) -> bool:
    """Check the password, with wrong ones counted as at the sign-in, and remember in the session that it was right."""
    user = authenticate(request, username=request.user.email, password=password)
    if user is None or user.pk != request.user.pk:
        return False
    request.session[_KEY] = timezone.now().isoformat()
    return True


def confirmed_at(request: PortalRequest) -> datetime | None:
    """Return when the password was last given in this session, None where that is too long ago."""
    text = request.session.get(_KEY)
    at = datetime.fromisoformat(text) if text else None
    return at if at and timezone.now() - at <= CONFIRMED_FOR else None
