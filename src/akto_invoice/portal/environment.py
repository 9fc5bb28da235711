"""What the environment says: every variable that the portal reads, with its default.

A mistake in the environment ends the start with a sentence that says what to set.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from django.core.exceptions import ImproperlyConfigured

from akto_invoice.errors import InvalidNumber
from akto_invoice.rules import iban

PACKAGE = Path(__file__).parent
_LONGEST: Final = 36_500  # days or hours
_LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR")


class Mode(StrEnum):
    """``production`` is the default; ``demo`` serves plain HTTP on this machine alone and needs no secret."""

    PRODUCTION = "production"
    DEMO = "demo"


@dataclass(frozen=True, slots=True)
class Environment:
    """The values read, by the name of their variable in lower case; ``docs/portal.md`` explains each."""

    mode: Mode
    data_dir: Path
    secret_key: str
    host: str
    port: int
    trusted_proxy: str
    database_url: str
    allowed_hosts: tuple[str, ...]
    csrf_trusted_origins: tuple[str, ...]
    email_host: str
    email_port: int
    email_user: str
    email_password: str
    email_from: str
    akto_ibans: tuple[str, ...]
    rib_waiting_hours: int
    draft_retention_days: int
    log_level: str
    metrics_token: str

    @property
    def is_production(self) -> bool:
        """Tell whether cookies and redirects must insist on HTTPS."""
        return self.mode is Mode.PRODUCTION


def read(variables: Mapping[str, str] = os.environ) -> Environment:
    """Return the environment, or raise ImproperlyConfigured; makes the data folder."""
    mode = _mode(variables.get("PORTAL_MODE", Mode.PRODUCTION))
    data_dir = Path(variables.get("DATA_DIR") or "portal-data").absolute()
    secret_key = variables.get("SECRET_KEY", "")
    if not secret_key and mode is Mode.PRODUCTION:
        raise ImproperlyConfigured(
            "SECRET_KEY manque : donnez une longue chaîne aléatoire et gardez-la secrète, "
            "ou mettez PORTAL_MODE=demo pour essayer le portail sur cette machine."
        )
    data_dir.mkdir(parents=True, exist_ok=True)
    return Environment(
        mode=mode,
        data_dir=data_dir,
        secret_key=secret_key or _kept_key(data_dir / "secret-key"),
        host=variables.get("HOST") or "127.0.0.1",
        port=_port("PORT", variables.get("PORT") or "8000"),
        trusted_proxy=variables.get("TRUSTED_PROXY", ""),
        database_url=variables.get("DATABASE_URL") or f"sqlite:///{data_dir / 'portal.sqlite3'}",
        allowed_hosts=_list(variables.get("ALLOWED_HOSTS", "")) or ("localhost", "127.0.0.1", "[::1]"),
        csrf_trusted_origins=_list(variables.get("CSRF_TRUSTED_ORIGINS", "")),
        email_host=variables.get("EMAIL_HOST", ""),
        email_port=_port("EMAIL_PORT", variables.get("EMAIL_PORT") or "587"),
        email_user=variables.get("EMAIL_USER", ""),
        email_password=variables.get("EMAIL_PASSWORD", ""),
        email_from=variables.get("EMAIL_FROM") or "mon-espace@localhost",
        akto_ibans=tuple(_iban(number) for number in _list(variables.get("AKTO_IBANS", ""))),
        rib_waiting_hours=_whole("RIB_WAITING_HOURS", variables.get("RIB_WAITING_HOURS") or "48", "d'heures"),
        draft_retention_days=_whole("DRAFT_RETENTION_DAYS", variables.get("DRAFT_RETENTION_DAYS") or "90", "de jours"),
        log_level=_level(variables.get("LOG_LEVEL") or ("INFO" if mode is Mode.PRODUCTION else "WARNING")),
        metrics_token=variables.get("METRICS_TOKEN", ""),
    )


def _mode(name: str) -> Mode:
    try:
        return Mode(name)
    except ValueError:
        raise ImproperlyConfigured(f"PORTAL_MODE={name} n'existe pas : choisissez {' ou '.join(Mode)}.") from None


def _port(name: str, value: str) -> int:
    if value.isdecimal() and 0 < int(value) < 65536:
        return int(value)
    raise ImproperlyConfigured(f"{name}={value} n'est pas un port : donnez un nombre entre 1 et 65535.")


def _iban(number: str) -> str:
    try:
        return iban.validate(number)
    except InvalidNumber as error:
        raise ImproperlyConfigured(f"AKTO_IBANS : {error}") from error


def _level(name: str) -> str:
    if name in _LEVELS:
        return name
    raise ImproperlyConfigured(f"LOG_LEVEL={name} n'existe pas : choisissez {' ou '.join(_LEVELS)}.")


def _whole(name: str, value: str, unit: str) -> int:
    if value.isdecimal() and int(value) <= _LONGEST:
        return int(value)
    raise ImproperlyConfigured(f"{name}={value} n'est pas un nombre {unit} : donnez un entier, ou 0.")


def _list(value: str) -> tuple[str, ...]:
    return tuple(part for piece in value.split(",") if (part := piece.strip()))


def _kept_key(file: Path) -> str:
    """Return the demo's own key, made once: sessions outlive a restart, and no key stands in the code."""
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return file.read_text(encoding="ascii")
