"""What is backed up comes back, on the database that the tests run on; what cannot come back changes nothing."""

import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections
from django.db.migrations.loader import MigrationLoader
from pytest_django import DjangoDbBlocker, Settings

from akto_invoice.portal import dumps
from akto_invoice.portal.models import Invoice, ReadingTally
from tests.portal.world import make_invoice, make_piece, make_world


@contextmanager
def connected(name: str) -> Iterator[None]:
    """The portal's database is another one meanwhile."""
    original = connections["default"]
    connections["default"] = type(original)(original.settings_dict | {"NAME": name}, alias="default")
    yield
    connections["default"].close()
    connections["default"] = original


def run_apart(statement: str) -> None:
    """Have PostgreSQL run what it runs in no database of ours."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture(scope="module")
def migrated(django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database with all tables. Not the tests' own: nobody could delete from it what the audit holds."""
    name = str(tmp_path_factory.mktemp("migrated") / "database") if connection.vendor == "sqlite" else "portal_migrated"
    with django_db_blocker.unblock():
        if connection.vendor != "sqlite":
            run_apart(f"CREATE DATABASE {name}")
        with connected(name):
            call_command("migrate", verbosity=0)
        yield name
        if connection.vendor != "sqlite":
            run_apart(f"DROP DATABASE {name}")


@pytest.fixture
def database(migrated: str, tmp_path: Path) -> Iterator[None]:
    """A copy of it, thrown away after the test."""
    name = str(tmp_path / "database") if connection.vendor == "sqlite" else f"{migrated}_copy"
    if connection.vendor == "sqlite":
        shutil.copy(migrated, name)
    else:
        run_apart(f"CREATE DATABASE {name} TEMPLATE {migrated}")
    with connected(name):
        yield
    if connection.vendor != "sqlite":
        run_apart(f"DROP DATABASE {name}")


@pytest.fixture
def files(database: None, settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "data" / "files"
    settings.MEDIA_ROOT.mkdir(parents=True)
    return Path(settings.MEDIA_ROOT)


@pytest.fixture
def archive(files: Path, tmp_path: Path) -> Path:
    """A backup of a world, with its pieces and an odd file."""
    make_world()
    (files / "ab").mkdir(exist_ok=True)
    (files / "ab" / "à part.pdf").write_bytes(os.urandom(5000))
    call_command("backup", tmp_path / "sauvegarde.tar.gz", stdout=io.StringIO())
    return tmp_path / "sauvegarde.tar.gz"


def tables() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table."""
    return {model._meta.label: list(model._default_manager.order_by("pk").values()) for model in apps.get_models()}


def tree(root: Path) -> dict[str, bytes]:
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def restore(archive: Path) -> None:
    call_command("restore", archive, replace=True, stdout=io.StringIO())


def spoil(files: Path) -> None:
    """Change what a backup holds: rows, files, and the order of things."""
    for invoice in Invoice.objects.filter(kind="facture"):
        Invoice.objects.filter(pk=invoice.pk).update(reference="AUTRE", reference_key="AUTRE")
    ReadingTally.objects.create(source="text", rung="text", outcome="ok", count=3)
    for file in list(files.rglob("*.pdf"))[1:]:
        file.unlink()
    (files / "new.pdf").write_bytes(b"filed later")


def test_what_was_backed_up_comes_back_in_the_place_of_all_that_came_after(archive: Path, files: Path) -> None:
    rows, documents = tables(), tree(files)
    assert len(documents) > 2
    spoil(files)
    restore(archive)
    assert tables() == rows
    assert tree(files) == documents


def test_the_portal_works_on_after_it_came_back(archive: Path, files: Path) -> None:
    restore(archive)
    before = Invoice.objects.latest("pk")
    invoice = make_invoice(before.issuer, "SUIVANTE")
    assert invoice.pk > before.pk
    make_piece(invoice, before.issuer.members.earliest("pk"))
    with pytest.raises(DatabaseError):
        connection.cursor().execute("DELETE FROM portal_auditevent")


def test_an_archive_of_an_earlier_version_gets_the_migrations_that_it_lacks(files: Path, tmp_path: Path) -> None:
    graph = MigrationLoader(connection).graph
    (latest,) = graph.leaf_nodes("portal")
    before = [node.key for node in graph.node_map[latest].parents if node.key[0] == "portal"]
    call_command("migrate", *before[0], verbosity=0)
    call_command("backup", tmp_path / "earlier.tar.gz", stdout=io.StringIO())
    restore(tmp_path / "earlier.tar.gz")
    assert latest in MigrationLoader(connection).applied_migrations


def test_an_archive_is_for_its_owner_s_eyes(archive: Path) -> None:
    assert archive.stat().st_mode & 0o077 == 0
    assert list(archive.parent.glob("*.partial")) == []


def test_an_archive_is_never_overwritten(archive: Path) -> None:
    before = archive.read_bytes()
    with pytest.raises(CommandError, match="existe déjà"):
        call_command("backup", archive)
    assert archive.read_bytes() == before


def test_a_folder_that_does_not_exist_is_told(files: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="n'a pas été faite"):
        call_command("backup", tmp_path / "nowhere" / "a.tar.gz")


def test_data_is_only_replaced_where_that_is_asked_for(archive: Path, files: Path) -> None:
    rows = tables()
    with pytest.raises(CommandError, match="--replace"):
        call_command("restore", archive)
    assert tables() == rows


def remade(archive: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The archive with its members changed."""
    with tarfile.open(archive) as tar:
        members = {one.name: tar.extractfile(one).read() for one in tar if one.isfile()}  # type: ignore[union-attr]
    change(members)
    made = archive.with_name("remade.tar.gz")
    with tarfile.open(made, "w:gz") as tar:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return made


def manifest(**changes: Any) -> Callable[[dict[str, bytes]], None]:
    def change(members: dict[str, bytes]) -> None:
        members["manifest.json"] = json.dumps(json.loads(members["manifest.json"]) | changes).encode()

    return change


def broken_database(members: dict[str, bytes]) -> None:
    name = dumps.NAMES[connection.vendor]
    members[name] = members[name][: len(members[name]) // 2] + b"SELECT nonsense;"


def escaping(members: dict[str, bytes]) -> None:
    members["../../escaped.pdf"] = b"out"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (manifest(format=2), "autre version"),
        (manifest(engine="oracle"), "base oracle"),
        (manifest(migrations=["portal.0099_future"]), "plus récente.*0099_future"),
        (lambda members: members.pop("manifest.json"), "n'est pas une sauvegarde"),
        (lambda members: members.update({"manifest.json": b"[]"}), "n'est pas une sauvegarde"),
        (broken_database, "n'a pas été reprise"),
        (escaping, "n'a pas été reprise"),
    ],
)
def test_an_archive_that_does_not_suit_changes_nothing(
    archive: Path, files: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], None], told: str
) -> None:
    spoil(files)
    rows, documents = tables(), tree(files)
    with pytest.raises(CommandError, match=told):
        restore(remade(archive, change))
    assert tables() == rows
    assert tree(files) == documents
    assert not (tmp_path / "escaped.pdf").exists()
    assert [one.name for one in files.parent.iterdir()] == ["files"]


@pytest.mark.parametrize("kept", [0, 20, 3000])
def test_a_truncated_archive_changes_nothing(archive: Path, files: Path, kept: int) -> None:
    archive.write_bytes(archive.read_bytes()[:kept])
    rows = tables()
    with pytest.raises(CommandError, match="n'a pas été reprise"):
        restore(archive)
    assert tables() == rows


@pytest.mark.skipif(os.environ.get("DATABASE_URL", "") != "", reason="a second PostgreSQL would be needed")
def test_a_backup_opens_on_a_new_machine(archive: Path, files: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    environment = {"PATH": os.environ["PATH"], "PORTAL_MODE": "demo", "DATA_DIR": str(elsewhere)}
    for command in (["restore", str(archive)], ["check", "--database", "default"], ["migrate", "--check"]):
        subprocess.run([sys.executable, "-m", "akto_invoice.portal", *command], env=environment, check=True)
    assert tree(elsewhere / "files") == tree(files)


@pytest.mark.skipif(os.environ.get("DATABASE_URL", "") == "", reason="SQLite needs no program")
def test_a_missing_program_is_named(files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CommandError, match="pg_dump manque"):
        call_command("backup", tmp_path / "a.tar.gz")
    assert list(tmp_path.glob("a.tar.gz*")) == []
