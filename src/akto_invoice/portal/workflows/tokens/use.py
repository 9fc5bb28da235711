"""Tell whose token a program shows."""

from datetime import timedelta
from typing import Final

from django.db.models import Q
from django.utils import timezone

from akto_invoice.portal.models import ApiToken, User
from akto_invoice.portal.workflows.tokens.secret import digest

_SEEN_EVERY: Final = timedelta(minutes=1)


def user_of_token(secret: str) -> User | None:
    """Return the user whose token this is, narrowed to it, or None: unknown, expired, revoked, or its user is locked.

    The last use is noted to the minute, so that a busy program does not write with each question.
    """
    now = timezone.now()
    token = (
        ApiToken.objects.select_related("user")
        .filter(digest=digest(secret), revoked_at=None, expires_at__gt=now, user__is_active=True)
        .first()
    )
    if token is None or token.user.is_agent:
        return None
    ApiToken.objects.filter(Q(last_used_at=None) | Q(last_used_at__lte=now - _SEEN_EVERY), pk=token.pk).update(
        last_used_at=now
    )
    user = token.user
    user.token = token
    return user
