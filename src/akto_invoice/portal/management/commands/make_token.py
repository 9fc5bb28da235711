"""``make_token``: a token for a user who is not at hand to make it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from akto_invoice.portal.errors import PortalError
from akto_invoice.portal.models import User
from akto_invoice.portal.workflows.tokens.make import Grant, make_token


class Command(BaseCommand):
    """Makes a token and prints it, alone on the standard output."""

    help = "Crée un jeton d'API pour un utilisateur et l'affiche, cette seule fois."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say whose, for how long, and for what."""
        parser.add_argument("email", help="adresse e-mail de l'utilisateur")
        parser.add_argument("name", help="nom du jeton, celui du logiciel par exemple")
        parser.add_argument("--days", type=int, default=90, help="durée de vie en jours [%(default)s]")
        parser.add_argument("--entity", action="append", default=[], metavar="SIRET", help="entité à consulter")
        parser.add_argument("--deposit", action="append", default=[], metavar="SIRET", help="et pour qui déposer")
        parser.add_argument("--rib", action="append", default=[], metavar="SIRET", help="et dont voir les RIB")

    def handle(
        self,
        *_: Any,
        email: str,
        name: str,
        days: int,
        entity: list[str],
        deposit: list[str],
        rib: list[str],
        **__: Any,
    ) -> None:
        """Make it, with the rights that the user has."""
        user = User.objects.filter(email=email.lower()).first()
        if user is None:
            raise CommandError(f"Aucun compte n'a l'adresse {email}.")
        sirets = dict.fromkeys([*entity, *deposit, *rib])
        grants = [Grant(siret, deposit=siret in deposit, bank_details=siret in rib) for siret in sirets]
        try:
            secret = make_token(user, name, days, grants)[1]
        except PortalError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(secret)
