"""Invoices that many users deposit at once, while a worker is killed: none may be lost, none doubled.

Each user drops files, attaches a certificat to each, sends them all, and validates each as soon as it is proposed, by
the workflows that pages and API call. Background work is done by processes of their own, on the database of
DATABASE_URL. Once half of the files are read, one of these is killed in the middle of a task, and another starts.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from random import Random
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar

from benchmarks.portal import database, machine

if TYPE_CHECKING:
    from akto_invoice.portal.models import Deposit, Entity, User

Given = ParamSpec("Given")
Result = TypeVar("Result")

_USERS_OF_AN_ENTITY: Final = 5
_SCANS: Final = 10  # one file in so many
_DOSSIERS: Final = "2601AF"
_POLL_S: Final = 0.5
_PATIENCE_S: Final = 3600.0  # for the whole: what is lost would never end


@dataclass(frozen=True, slots=True)
class DepositLoad:
    """What was measured, times in seconds. ``drop`` is what a user waits for after dropping a file and its piece,
    ``proposal`` from sending to the values proposed, ``end`` from sending to the invoice in the portal. ``resumed`` is
    how many tasks a second worker had to take up.
    """  # noqa: D205

    database: str
    machine: str
    load: str
    deposits: int
    scans: int
    users: int
    workers: int
    seconds: float
    drop_p50: float
    drop_p95: float
    proposal_p50: float
    proposal_p95: float
    end_p95: float
    end_max: float
    invoices: int
    lost: int
    doubled: int
    resumed: int


@dataclass(frozen=True, slots=True)
class _File:
    """An invoice to deposit, and what its user, who looks at the page, knows of it."""

    name: str
    content: bytes
    truth: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Share:
    """What one user deposits, for which entity."""

    user: "User"
    entity: "Entity"
    files: Sequence[_File]


def measure(deposits: int, users: int, workers: int) -> DepositLoad:
    """Let ``users`` deposit so many files altogether, on a database that is migrated and may have been used before."""
    from akto_invoice.portal.models import Deposit

    run = f"{time.time_ns() // 1_000_000_000:X}"[-6:]
    shares = _shares(run, deposits, users)
    started = time.perf_counter()
    with _background(run, workers) as background, ThreadPoolExecutor(users + 1) as threads:
        depositing = [threads.submit(_closing, _deposit, share) for share in shares]
        killing = threads.submit(_closing, _kill_midway, background, shares)
        drops = [seconds for one in depositing for seconds in one.result()]
        killing.result()
    seconds = time.perf_counter() - started
    made = Deposit.objects.filter(depositor__in=[share.user for share in shares]).select_related("invoice")
    return _summary(run, list(made), drops, seconds, users, workers)


def _shares(run: str, deposits: int, users: int) -> list[_Share]:
    """Print the files of each user; every ``_SCANS``-th is a scan."""
    serials = count(_next_serial())
    entities = [_entity(f"{run}{rank}") for rank in range(-(-users // _USERS_OF_AN_ENTITY))]
    shares = []
    for rank in range(users):
        entity = entities[rank // _USERS_OF_AN_ENTITY]
        files = [_file(f"{run}-{place:04}", place, entity, serials) for place in range(rank, deposits, users)]
        shares.append(_Share(_user(run, rank, entity), entity, files))
    return shares


def _entity(seed: str) -> "Entity":
    from akto_invoice.portal.models import Entity, EntityKind
    from akto_invoice.portal.workflows.deposit.disguise import fictitious_siret

    siret = fictitious_siret(Random(seed))
    return Entity.objects.create(name=f"Campus {seed}", siret=siret, kind=EntityKind.ORGANISME)


def _user(run: str, rank: int, entity: "Entity") -> "User":
    from akto_invoice.portal.models import Membership, Profile, User

    user = User.objects.create_user(f"{run}-{rank}@bench.example".lower(), None, profile=Profile.ORGANISME)
    Membership.objects.create(user=user, entity=entity, can_deposit=True)
    return user


def _next_serial() -> int:
    from akto_invoice.portal.models import Dossier

    latest = Dossier.objects.filter(key__startswith=_DOSSIERS).order_by("-key").first()
    return int(latest.key.removeprefix(_DOSSIERS)) + 1 if latest else 1


def _file(number: str, place: int, entity: "Entity", serials: Iterator[int]) -> _File:
    """An invoice for one dossier of its own, on which as much is engaged."""
    from akto_invoice.portal.demo.cast import Company
    from akto_invoice.portal.demo.deposits import scanned
    from akto_invoice.portal.demo.papers import Paper, PaperLine, print_plainly
    from akto_invoice.portal.models import Dispositif, Dossier, DossierState, InvoiceKind, PieceNature

    price, today = Decimal(500 + place).quantize(Decimal("0.01")), date.today()
    dossier = Dossier.objects.create(
        number=f"{_DOSSIERS}{next(serials):06}", dispositif=Dispositif.ACTION_DE_FORMATION, trainee="Inès Durand",
        title="Hygiène alimentaire", state=DossierState.ENGAGE, subrogation=True, employer=entity, provider=entity,
        engaged_ht=price,
    )  # fmt: skip
    company = Company(
        entity.name, "SAS", entity.siret, "12 rue des Lilas", "31000", "Toulouse", "",
        "FR7630066699892778699B31765", "CMCIFRPPXXX", "CIC", nda="76310941231", rate=20,
    )  # fmt: skip
    paper = Paper(
        PieceNature.FACTURE, InvoiceKind.FACTURE, number, today - timedelta(days=3), company, company,
        (PaperLine(dossier.number, dossier.title, dossier.trainee, price),), 20,
        (today - timedelta(days=9), today - timedelta(days=6)), 1,
    )  # fmt: skip
    truth = {
        "number": number, "issued_on": paper.issued_on.isoformat(), "total_ht": str(paper.total_ht),
        "total_ttc": str(paper.total_ttc), "siret": entity.siret, "dossiers": dossier.number,
    }  # fmt: skip
    pdf = print_plainly(paper)
    return _File(f"{number}.pdf", scanned(pdf) if place % _SCANS == 0 else pdf, truth)


def _closing(job: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
    """Run a job in a thread, whose connection ends with it."""
    from django.db import connection

    try:
        return job(*args, **kwargs)
    finally:
        connection.close()


def _deposit(share: _Share) -> list[float]:
    """Drop, send, correct and validate everything; return what the user waited for each file to be received."""
    from akto_invoice.portal.models import Deposit, DepositState
    from akto_invoice.portal.workflows.deposit.correct import correct
    from akto_invoice.portal.workflows.deposit.send import send_deposits
    from akto_invoice.portal.workflows.deposit.validate import validate_deposit

    waits, truths = [], {}
    for file in share.files:
        started = time.perf_counter()
        truths[_drop(share, file)] = file.truth
        waits.append(time.perf_counter() - started)
    send_deposits(share.user, share.entity.siret)
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline:
        mine = Deposit.objects.filter(pk__in=truths)
        for one in mine.filter(state=DepositState.A_VALIDER):
            deposit = correct(share.user, one.pk, truths[one.pk], revision=one.revision)
            reasons = {finding["code"]: "Vérifié sur la page" for finding in deposit.findings}
            validate_deposit(share.user, one.pk, revision=deposit.revision, overrides=reasons)
        if not mine.exclude(state=DepositState.TRANSMIS).exists():
            break
        time.sleep(_POLL_S)
    return waits


def _drop(share: _Share, file: _File) -> int:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from akto_invoice.portal.models import PieceNature
    from akto_invoice.portal.workflows.deposit.attach import attach_piece
    from akto_invoice.portal.workflows.deposit.receive import receive_invoice

    deposit = receive_invoice(share.user, share.entity.siret, SimpleUploadedFile(file.name, file.content))
    attach_piece(share.user, deposit.pk, PieceNature.CERTIFICAT, SimpleUploadedFile("Certificat.pdf", file.content))
    return deposit.pk


class _Background:
    """The processes that work in the background."""

    def __init__(self, run: str) -> None:
        self._run = run
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        name = f"{self._run}-{len(self._processes)}"
        command = [sys.executable, "-m", "akto_invoice.portal", "db_worker", "--interval=0.2", f"--worker-id={name}"]
        self._processes.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))

    def kill_first(self) -> None:
        """Kill the first process while it runs a task."""
        from django_tasks_db.models import DBTaskResult

        while not any(one.worker_ids[-1] == f"{self._run}-0" for one in DBTaskResult.objects.running()):
            time.sleep(0.01)
        self._processes[0].send_signal(signal.SIGKILL)
        self._processes[0].wait()

    def stop(self) -> None:
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.wait()


@contextmanager
def _background(run: str, workers: int) -> Iterator[_Background]:
    background = _Background(run)
    try:
        for _ in range(workers):
            background.start()
        yield background
    finally:
        background.stop()


def _kill_midway(background: _Background, shares: Sequence[_Share]) -> None:
    from akto_invoice.portal.models import Deposit

    expected = sum(len(share.files) for share in shares)
    read = Deposit.objects.filter(depositor__in=[share.user for share in shares], analysed_at__isnull=False)
    while read.count() < expected // 2:
        time.sleep(0.05)
    background.kill_first()
    background.start()


def _summary(
    run: str, made: "Sequence[Deposit]", drops: list[float], seconds: float, users: int, workers: int
) -> DepositLoad:
    from django_tasks_db.models import DBTaskResult

    from akto_invoice.portal.models import Invoice

    invoices = Invoice.objects.filter(reference__startswith=f"{run}-").count()
    transmitted = [one for one in made if one.invoice is not None]
    proposals = [(one.analysed_at - one.sent_at).total_seconds() for one in made if one.analysed_at and one.sent_at]
    ends = [(one.transmitted_at - one.sent_at).total_seconds() for one in made if one.transmitted_at and one.sent_at]
    tasks = DBTaskResult.objects.filter(args_kwargs__args__0__in=[one.pk for one in made])
    return DepositLoad(
        database=database(),
        machine=machine(),
        load=f"load average {os.getloadavg()[0]:.1f}",
        deposits=len(drops),
        scans=sum(one.is_image for one in made),
        users=users,
        workers=workers,
        seconds=round(seconds, 1),
        drop_p50=_quantile(drops, 0.5),
        drop_p95=_quantile(drops, 0.95),
        proposal_p50=_quantile(proposals, 0.5),
        proposal_p95=_quantile(proposals, 0.95),
        end_p95=_quantile(ends, 0.95),
        end_max=_quantile(ends, 1.0),
        invoices=invoices,
        lost=len(drops) - len(transmitted),
        doubled=invoices - len({one.invoice for one in transmitted}),
        resumed=sum(len(one.worker_ids) > 1 for one in tasks),
    )


def _quantile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return round(ordered[round(share * (len(ordered) - 1))], 2)
