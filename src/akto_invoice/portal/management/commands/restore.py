"""``restore``: database and files from an archive."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from akto_invoice.portal.backup import BackupFailed, restore


class Command(BaseCommand):
    """Takes what ``backup`` wrote; the web server and the workers are stopped meanwhile."""

    help = "Reprend une sauvegarde. Arrêtez d'abord le serveur web et les traitements en arrière-plan."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say where from."""
        parser.add_argument("archive", type=Path, metavar="ARCHIVE.tar.gz", help="le fichier écrit par backup")
        parser.add_argument("--replace", action="store_true", help="remplacer tout ce que le portail contient déjà")

    def handle(self, *_: Any, archive: Path, replace: bool, **__: Any) -> None:
        """Restore."""
        try:
            restore(archive, replace=replace)
        except BackupFailed as error:
            raise CommandError(str(error)) from error
        self.stdout.write("La sauvegarde est reprise : le portail peut redémarrer.")
