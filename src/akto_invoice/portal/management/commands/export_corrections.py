"""``export_corrections``: what users corrected, as anonymised rows of the corpus."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from akto_invoice.portal.workflows.deposit.corrections import correction_rows


class Command(BaseCommand):
    """Writes one row for each transmitted deposit in which something was corrected."""

    help = "Écrit les corrections des utilisateurs, anonymisées, une ligne JSON par facture transmise et corrigée."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say where to."""
        parser.add_argument("file", type=Path, metavar="FICHIER.jsonl", help="le fichier à écrire")

    def handle(self, *_: Any, file: Path, **__: Any) -> None:
        """Write them all anew."""
        count = 0
        with file.open("w", encoding="utf-8") as rows:
            for row in correction_rows():
                rows.write(json.dumps(row, ensure_ascii=False) + "\n")
                count += 1
        self.stdout.write(f"Factures corrigées : {count}, dans {file}.")
