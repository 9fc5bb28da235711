"""``revoke_token``: end a token that leaked, by its beginning."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from akto_invoice.portal.models import ApiToken
from akto_invoice.portal.workflows.tokens.revoke import revoke_token


class Command(BaseCommand):
    """Revokes every token that begins as given."""

    help = "Révoque un jeton d'API, reconnu à son début (les 13 premiers caractères suffisent)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say which."""
        parser.add_argument("token", help="le jeton, ou son début")

    def handle(self, *_: Any, token: str, **__: Any) -> None:
        """Revoke, in the name of the token's user."""
        found = list(ApiToken.objects.select_related("user").filter(prefix=token[:13]))
        if not found:
            raise CommandError("Aucun jeton ne commence ainsi : donnez ses 13 premiers caractères.")
        for one in found:
            revoke_token(one.user, one.pk)
            self.stdout.write(f"{one} est révoqué.")
