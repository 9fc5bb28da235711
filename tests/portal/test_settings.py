"""The portal's own settings as in production: Django's deployment checks find nothing, and no key is made up."""

import os
import secrets
import subprocess
import sys
from pathlib import Path


def check(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    environment |= {"PORTAL_MODE": "production", "DATA_DIR": str(folder), "DATABASE_URL": ""} | variables
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "akto_invoice.portal", "check", "--deploy", "--fail-level", "WARNING"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_passes_the_deployment_checks(tmp_path: Path) -> None:
    answer = check(tmp_path, SECRET_KEY=secrets.token_urlsafe(50), ALLOWED_HOSTS="portail.example")
    assert (answer.returncode, answer.stderr) == (0, "")


def test_production_does_not_start_without_a_secret_key(tmp_path: Path) -> None:
    answer = check(tmp_path, SECRET_KEY="")
    assert answer.returncode != 0
    assert "SECRET_KEY manque" in answer.stderr
    assert not (tmp_path / "secret-key").exists()
