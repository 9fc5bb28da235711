"""``backup``: database and files in one archive."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from akto_invoice.portal.backup import BackupFailed, back_up


class Command(BaseCommand):
    """Writes the archive while the portal is in use."""

    help = "Sauvegarde la base de données et les fichiers dans une archive, pendant que le portail fonctionne."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say where to."""
        parser.add_argument("archive", type=Path, metavar="ARCHIVE.tar.gz", help="le fichier à écrire")

    def handle(self, *_: Any, archive: Path, **__: Any) -> None:
        """Back up."""
        try:
            count = back_up(archive)
        except BackupFailed as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Base de données et {count} fichiers sauvegardés dans {archive} ({archive.stat().st_size} o)."
        )
