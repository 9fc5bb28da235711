"""``load_demo``: the demo's accounts, companies and invoices, once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from akto_invoice.portal import environment
from akto_invoice.portal.demo.deposits import load_deposits
from akto_invoice.portal.demo.load import is_loaded, load


class Command(BaseCommand):
    """Loads demo data into a portal in demo mode; where it is loaded already, nothing changes."""

    help = "Charge les données de démonstration (PORTAL_MODE=demo) ; une seconde fois n'ajoute rien."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say who prints the documents."""
        parser.add_argument(
            "--printer",
            default="akto_invoice.portal.demo.papers.print_plainly",
            metavar="MODULE.FONCTION",
            help="la fonction qui imprime les documents [%(default)s]",
        )

    def handle(self, *_: Any, printer: str, **__: Any) -> None:
        """Load, unless this is production: everyone knows the demo's passwords."""
        if environment.read().is_production:
            raise CommandError("Pas de données de démonstration en production : mettez PORTAL_MODE=demo.")
        if is_loaded():
            self.stdout.write("Les données de démonstration sont déjà là.")
            return
        self.stdout.write("Chargement des données de démonstration (quelques secondes)...")
        print_paper = import_string(printer)
        with transaction.atomic():
            count = load(timezone.now(), print_paper)
            deposits = load_deposits(timezone.localdate(), print_paper)
        self.stdout.write(f"{count} factures chargées, {deposits} en cours de dépôt.")
