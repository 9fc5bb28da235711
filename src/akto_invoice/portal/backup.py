"""Database and files in one archive, and back.

The archive is a ``.tar.gz``: ``manifest.json`` (engine and applied migrations) first, then the database, then the files
under ``files/``. The database comes before the files: what is filed meanwhile is in the archive without a row that
names it, which harms nobody. A draft cancelled meanwhile may be a row without its file.
"""

import json
import os
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from akto_invoice.portal import dumps

_MANIFEST: Final = "manifest.json"
_FILES: Final = "files"
_FORMAT: Final = 1


class BackupFailed(Exception):
    """The archive cannot be written or taken back; nothing was changed, and the message says what to do."""


@dataclass(frozen=True, slots=True)
class _Manifest:
    """What an archive says of itself."""

    format: int
    engine: str
    migrations: tuple[str, ...]


def back_up(archive: Path) -> int:
    """Write the archive, for its owner's eyes alone; return the number of files in it. Raises BackupFailed."""
    if archive.exists():
        raise BackupFailed(f"{archive} existe déjà : donnez un autre nom, par exemple avec la date.")
    unfinished = archive.with_name(f"{archive.name}.partial")
    try:
        with (
            TemporaryDirectory(dir=archive.parent) as folder,
            open(unfinished, "wb", opener=_for_owner) as stream,
            tarfile.open(fileobj=stream, mode="w:gz", compresslevel=1) as tar,
        ):
            tar.add(_written(Path(folder), _manifest()), _MANIFEST)
            database = dumps.dump(Path(folder))
            tar.add(database, database.name)
            count = sum(_added(tar, file) for file in _filed())
        unfinished.replace(archive)
    except (OSError, dumps.DumpFailed) as error:
        unfinished.unlink(missing_ok=True)
        raise BackupFailed(f"La sauvegarde n'a pas été faite : {error}") from error
    return count


def restore(archive: Path, *, replace: bool = False) -> None:
    """Take the archive's database and files, then apply the migrations that it lacks. Raises BackupFailed.

    Where the portal holds anything already, only with ``replace``.
    """
    root = Path(settings.MEDIA_ROOT)
    if not replace and not (dumps.is_empty() and not any(_filed())):
        raise BackupFailed("Ce portail contient déjà des données : ajoutez --replace pour les remplacer toutes.")
    root.parent.mkdir(parents=True, exist_ok=True)
    try:
        with TemporaryDirectory(dir=root.parent) as folder:
            unpacked = Path(folder)
            _unpack(archive, unpacked)
            _require_ours(_read(unpacked / _MANIFEST))
            dumps.load(unpacked / dumps.NAMES[connection.vendor])
            (unpacked / _FILES).mkdir(exist_ok=True)
            if root.exists():
                root.rename(unpacked / "replaced")
            (unpacked / _FILES).rename(root)
    except (OSError, tarfile.TarError, EOFError, dumps.DumpFailed) as error:
        raise BackupFailed(f"L'archive n'a pas été reprise : {error}") from error
    connection.close()
    call_command("migrate", verbosity=0)


def _manifest() -> _Manifest:
    applied = MigrationRecorder(connection).applied_migrations()
    return _Manifest(_FORMAT, connection.vendor, tuple(sorted(f"{app}.{name}" for app, name in applied)))


def _written(folder: Path, manifest: _Manifest) -> Path:
    file = folder / _MANIFEST
    file.write_text(json.dumps(asdict(manifest), indent=1), encoding="ascii")
    return file


def _read(file: Path) -> _Manifest:
    try:
        said = json.loads(file.read_text(encoding="ascii"))
        return _Manifest(said["format"], said["engine"], tuple(said["migrations"]))
    except (FileNotFoundError, ValueError, KeyError, TypeError) as error:
        raise BackupFailed("Cette archive n'est pas une sauvegarde du portail.") from error


def _require_ours(manifest: _Manifest) -> None:
    if manifest.format != _FORMAT:
        raise BackupFailed(
            "Cette sauvegarde vient d'une autre version du portail : installez celle-là pour la reprendre."
        )
    if manifest.engine != connection.vendor:
        raise BackupFailed(
            f"Cette sauvegarde est d'une base {manifest.engine}, et DATABASE_URL désigne une base {connection.vendor}."
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if unknown := set(manifest.migrations) - known:
        raise BackupFailed(
            f"Cette sauvegarde vient d'une version plus récente du portail ({', '.join(sorted(unknown))}) : "
            "mettez d'abord le portail à jour."
        )


def _unpack(archive: Path, folder: Path) -> None:
    with tarfile.open(archive, "r:gz") as tar:
        tar.extractall(folder, filter="data")  # nothing is written outside of the folder, no link, no device


def _filed() -> Iterator[Path]:
    root = Path(settings.MEDIA_ROOT)
    return (file for file in sorted(root.rglob("*")) if file.is_file())


def _added(tar: tarfile.TarFile, file: Path) -> bool:
    """Add a file; one that was deleted meanwhile is no longer part of the portal."""
    try:
        tar.add(file, f"{_FILES}/{file.relative_to(settings.MEDIA_ROOT).as_posix()}")
    except FileNotFoundError:
        return False
    return True


def _for_owner(path: str, flags: int) -> int:
    return os.open(path, flags, mode=0o600)
