"""The portal starts with what the environment says, or says what is missing."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from akto_invoice.portal.environment import Mode, read


def test_production_is_the_default_and_needs_a_secret_key(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY manque"):
        read({"DATA_DIR": str(tmp_path)})
    environment = read({"DATA_DIR": str(tmp_path), "SECRET_KEY": "a-key"})
    assert environment.is_production
    assert environment.secret_key == "a-key"  # noqa: S105


def test_the_demo_makes_its_own_key_and_keeps_it(tmp_path: Path) -> None:
    variables = {"DATA_DIR": str(tmp_path / "data"), "PORTAL_MODE": "demo"}
    first, second = read(variables), read(variables)
    assert not first.is_production
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 50
    assert (tmp_path / "data" / "secret-key").stat().st_mode & 0o077 == 0


def test_two_demos_have_two_keys(tmp_path: Path) -> None:
    one, other = (read({"DATA_DIR": str(tmp_path / name), "PORTAL_MODE": "demo"}) for name in ("one", "other"))
    assert one.secret_key != other.secret_key


def test_a_mode_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="production ou demo"):
        read({"DATA_DIR": str(tmp_path), "PORTAL_MODE": "staging"})


def test_a_port_that_is_no_number_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="EMAIL_PORT"):
        read({"DATA_DIR": str(tmp_path), "PORTAL_MODE": Mode.DEMO, "EMAIL_PORT": "smtp"})


def test_lists_are_separated_by_commas(tmp_path: Path) -> None:
    variables = {"DATA_DIR": str(tmp_path), "PORTAL_MODE": "demo"}
    assert read(variables).allowed_hosts == ("localhost", "127.0.0.1", "[::1]")
    assert read(variables | {"ALLOWED_HOSTS": "a.example, b.example,"}).allowed_hosts == ("a.example", "b.example")


def test_sqlite_lies_with_the_data_unless_another_database_is_named(tmp_path: Path) -> None:
    variables = {"DATA_DIR": str(tmp_path), "PORTAL_MODE": "demo"}
    assert read(variables).database_url == f"sqlite:///{tmp_path / 'portal.sqlite3'}"
    assert read(variables | {"DATABASE_URL": "postgresql://db/portal"}).database_url == "postgresql://db/portal"


def test_the_demo_logs_what_goes_wrong_and_production_every_request(tmp_path: Path) -> None:
    assert read({"DATA_DIR": str(tmp_path), "PORTAL_MODE": "demo"}).log_level == "WARNING"
    production = {"DATA_DIR": str(tmp_path), "SECRET_KEY": "a-key"}
    assert read(production).log_level == "INFO"
    assert read(production | {"LOG_LEVEL": "ERROR"}).log_level == "ERROR"
    with pytest.raises(ImproperlyConfigured, match="LOG_LEVEL=loud"):
        read(production | {"LOG_LEVEL": "loud"})


@pytest.mark.parametrize("wrong", ["bientôt", "-1", "1.5", "100000"])
def test_a_retention_is_a_number_of_days(tmp_path: Path, wrong: str) -> None:
    variables = {"DATA_DIR": str(tmp_path), "PORTAL_MODE": "demo"}
    assert read(variables).draft_retention_days == 90
    assert read(variables | {"DRAFT_RETENTION_DAYS": "0"}).draft_retention_days == 0
    with pytest.raises(ImproperlyConfigured, match="DRAFT_RETENTION_DAYS"):
        read(variables | {"DRAFT_RETENTION_DAYS": wrong})
