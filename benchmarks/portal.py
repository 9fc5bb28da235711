"""How fast the portal's pages are over a million invoices, and how many queries each takes.

Pages are asked for as a browser does, through Django's whole stack, signed in as an agent who sees everything and as a
large account that issues some tens of thousands. Each case is asked for many times with other terms.
"""

import os
import platform
import statistics
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

if TYPE_CHECKING:
    from django.test import Client

TIMES: Final = 21
_PREFIX: Final = "/factures/"


@dataclass(frozen=True, slots=True)
class Timing:
    """One case: half and 95 % of the answers came within so many milliseconds; the most queries that one took."""

    user: str
    case: str
    p50_ms: float
    p95_ms: float
    queries: int


@dataclass(frozen=True, slots=True)
class Export:
    """One file: its rows and bytes, the seconds it took, and the milliseconds until its first bytes left."""

    user: str
    case: str
    rows: int
    megabytes: float
    seconds: float
    first_ms: float


@dataclass(frozen=True, slots=True)
class PortalSpeed:
    """What was measured on one database."""

    database: str
    machine: str
    load: str
    invoices: int
    fill_seconds: float
    timings: tuple[Timing, ...]
    exports: tuple[Export, ...]


def set_up(folder: Path) -> None:
    """Set Django up on DATABASE_URL, or on SQLite below ``folder``, and migrate."""
    os.environ |= {
        "PORTAL_MODE": "demo",
        "DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "akto_invoice.portal.settings",
    }
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def prepare(folder: Path, invoices: int) -> float:
    """Set up, and fill the database unless it is filled. Return the seconds."""
    set_up(folder)
    from akto_invoice.portal.models import Invoice
    from benchmarks.portal_fill import fill

    if Invoice.objects.exists():
        return 0.0
    start = time.perf_counter()
    fill(invoices, date.today())
    return time.perf_counter() - start


def measure(fill_seconds: float) -> PortalSpeed:
    """Ask for every page; the database is filled."""
    from akto_invoice.portal.models import Invoice
    from benchmarks.portal_fill import AGENT, LARGE

    users = (("agent", AGENT), ("grand compte", LARGE))
    return PortalSpeed(
        database=database(),
        machine=machine(),
        load=f"load average {os.getloadavg()[0]:.1f}",
        invoices=Invoice.objects.count(),
        fill_seconds=round(fill_seconds, 1),
        timings=tuple(timing for name, email in users for timing in _timings(name, email)),
        exports=tuple(export for name, email in users for export in _exports(name, email)),
    )


def database() -> str:
    """Return the name and the version of the database."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version")
        version = cursor.fetchone()[0].split()[0]
    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    return f"{name} {version}"


def machine() -> str:
    """Return what the machine is."""
    return f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def _timings(name: str, email: str) -> Iterator[Timing]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = _client(email)
    for case, urls in _cases(email):
        elapsed, queries = [], 0
        client.get(urls[0])  # the first answer compiles templates
        for url in urls:
            with CaptureQueriesContext(connection) as captured:
                start = time.perf_counter()
                response = client.get(url)
                elapsed.append((time.perf_counter() - start) * 1000)
            assert response.status_code == 200, (url, response.status_code)
            queries = max(queries, len(captured))
        elapsed.sort()
        p95 = elapsed[round(0.95 * (len(elapsed) - 1))]
        yield Timing(name, case, round(statistics.median(elapsed), 1), round(p95, 1), queries)


def _cases(email: str) -> Iterator[tuple[str, Sequence[str]]]:
    from akto_invoice.portal.models import Invoice, InvoiceKind, Status, User
    from akto_invoice.portal.workflows.access import visible_invoices
    from akto_invoice.portal.workflows.periods import Preset
    from akto_invoice.portal.workflows.search import ORDERS, PAGE_SIZE

    user, rng = User.objects.get(email=email), Random(3)
    seen = visible_invoices(user)
    pks = list(seen.order_by().values_list("pk", flat=True)[:200_000])
    some = [Invoice.objects.select_related("issuer").get(pk=pk) for pk in rng.sample(pks, TIMES)]
    last = seen.count() // PAGE_SIZE + 1

    def searched(terms: Iterable[str]) -> list[str]:
        return [_list(q=term) for term in terms]

    yield "tableau de bord", ["/"] * TIMES
    yield "liste, première page", [_list()] * TIMES
    yield "liste, page du milieu", [_list(page=last // 2 + step) for step in range(TIMES)]
    yield "liste, dernière page", [_list(page=last)] * TIMES
    yield "recherche : référence entière", searched(one.reference for one in some)
    yield "recherche : début de référence (10)", searched(one.reference_key[:10] for one in some)
    yield "recherche : milieu de référence (6)", searched(one.reference_key[-8:-2] for one in some)
    yield "recherche : n° de dossier", searched(one.numbers[0] for one in some)
    yield (
        "recherche : n° de dossier avec espaces",
        searched(f"{one.numbers[0][:4]} {one.numbers[0][4:6]} {one.numbers[0][6:]}" for one in some),
    )
    yield "recherche : début de dossier (AAMM + AF)", searched(one.numbers[0][:6] for one in some)
    yield "recherche : SIRET", searched(one.issuer.printed_siret for one in some)
    yield "recherche : SIREN", searched(one.issuer.siret[:9] for one in some)
    yield "recherche : 3 caractères", searched(f"{rank:03}" for rank in range(100, 100 + TIMES))
    yield "recherche : 2 caractères", searched(f"{rank:02}" for rank in range(10, 10 + TIMES))
    yield "recherche : sans résultat", searched(f"ZZ{rank:06}" for rank in range(TIMES))
    for status in Status:
        yield f"statut : {status.label}", [_list(statut=status)] * TIMES
    for kind in InvoiceKind:
        yield f"type : {kind.label}", [_list(type=kind)] * TIMES
    for preset in Preset:
        yield f"réception : {preset.label}", [_list(reception=preset)] * TIMES
        yield f"émission : {preset.label}", [_list(emission=preset)] * TIMES
    yield (
        "statut, période et recherche",
        [_list(q=one.reference_key[:5], statut=Status.PAYEE, reception=Preset.THIS_YEAR) for one in some],
    )
    for order in ORDERS:
        yield f"tri : {order}", [_list(tri=order)] * TIMES
    yield "détail d'une facture", [f"{_PREFIX}{one.pk}/" for one in some]
    if user.is_agent:
        yield "instruction : à traiter", ["/instruction/"] * TIMES


def _exports(name: str, email: str) -> Iterator[Export]:
    """Export everything as CSV, and as XLSX what a sheet holds in reasonable time."""
    from akto_invoice.portal.models import User
    from akto_invoice.portal.workflows.periods import Preset, preset_period
    from akto_invoice.portal.workflows.search import Filters, find_invoices

    client, user = _client(email), User.objects.get(email=email)
    month = preset_period(Preset.LAST_MONTH, date.today())
    for case, path, filters in (
        ("CSV, tout", "export.csv", Filters()),
        ("CSV, le mois précédent", f"export.csv?reception={Preset.LAST_MONTH}", Filters(received=month)),
        ("XLSX, le mois précédent", f"export.xlsx?reception={Preset.LAST_MONTH}", Filters(received=month)),
    ):
        start = time.perf_counter()
        chunks = iter(client.get(_PREFIX + path))
        size = len(next(chunks))
        first = time.perf_counter() - start
        size += sum(map(len, chunks))
        seconds = time.perf_counter() - start
        rows = find_invoices(user, filters).count()
        yield Export(name, case, rows, round(size / 1e6, 1), round(seconds, 1), round(first * 1000, 1))


def _client(email: str) -> "Client":
    from django.test import Client

    from akto_invoice.portal.models import User

    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(email=email), backend="django.contrib.auth.backends.ModelBackend")
    return client


def _list(**query: object) -> str:
    return f"{_PREFIX}?{urlencode(query)}"
