"""The request as views of signed-in users see it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from akto_invoice.portal.models import User


class PortalRequest(HttpRequest):
    """A request whose user has signed in: the middleware lets no other through."""

    user: User
    htmx: HtmxDetails
