"""Who asks: the token in the Authorization header, and nothing else; cookies are not looked at."""

from typing import Final

from django.http import HttpRequest
from ninja.security import HttpBearer

from akto_invoice.portal.models import User
from akto_invoice.portal.workflows.limit_rate import Limit, count_against
from akto_invoice.portal.workflows.tokens.use import user_of_token

PER_TOKEN: Final = Limit(300, 60)
FAILURES: Final = Limit(30, 600)
"""Wrong tokens of one address."""


class ApiRequest(HttpRequest):
    """A request whose token is known."""

    auth: User


class Bearer(HttpBearer):
    """Jeton fait dans « Jetons d'API » de Mon Espace."""

    def __call__(self, request: HttpRequest) -> User | None:
        """Return the token's user, or None; raises TooManyRequests."""
        user: User | None = super().__call__(request)
        if user is None:
            count_against(FAILURES, f"failed {request.META.get('REMOTE_ADDR', '')}")
        return user

    def authenticate(self, _: HttpRequest, token: str) -> User | None:
        """Return the token's user, narrowed to it."""
        user = user_of_token(token)
        if user is not None and user.token is not None:
            count_against(PER_TOKEN, f"token {user.token.pk}")
        return user
