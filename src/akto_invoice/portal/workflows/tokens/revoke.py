"""Revoke a token: from then on it opens nothing."""

from django.db import transaction
from django.utils import timezone

from akto_invoice.portal.errors import NotVisible
from akto_invoice.portal.models import Action, ApiToken, User
from akto_invoice.portal.workflows.record import record


@transaction.atomic
def revoke_token(user: User, pk: int) -> ApiToken:
    """Revoke one of the user's tokens, or raise NotVisible. A second time changes nothing."""
    token = user.tokens.select_for_update().filter(pk=pk).first()
    if token is None:
        raise NotVisible("Ce jeton n'existe pas, ou n'est pas à vous.")
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        record(Action.TOKEN_REVOKED, user, prefix=token.prefix)
    return token
