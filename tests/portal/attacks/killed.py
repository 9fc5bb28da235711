"""A worker that dies at one commit point after the other: run as a program, for ``test_killed`` to judge.

``python -m tests.portal.attacks.killed analyse|transmit`` sets up a database in ``DATA_DIR``, with a deposit that waits
for that task. Then, for each commit of the worker and before as well as after it: a worker is started on a copy of it
all and ends there as if its power were cut; another one takes over, and ends its work. A line of JSON tells what
stands.
"""

import json
import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import django

CUT = 9
"""How the worker that is cut off ends; one that came to its end is told by 0."""


def main(step: str) -> None:
    """Print what stands after each death, and at last after none."""
    django.setup()
    data, kept = Path(os.environ["DATA_DIR"]), Path(os.environ["DATA_DIR"] + "-kept")
    in_child(lambda: prepare(step))
    shutil.copytree(data, kept)
    for point in count(1):
        for moment in ("before", "after"):
            shutil.rmtree(data)
            shutil.copytree(kept, data)
            died = in_child(lambda: work(point, moment))  # noqa: B023
            assert died in (0, CUT), died
            assert in_child(take_over) == 0
            in_child(lambda: print(json.dumps({"point": point, "moment": moment, "died": died == CUT} | stands())))  # noqa: B023
            if died != CUT:
                return


def in_child(job: Callable[[], object]) -> int:
    """Do the job in a process of its own, which starts without a connection; return how it ended."""
    sys.stdout.flush()
    if (child := os.fork()) == 0:
        try:
            job()
            sys.stdout.flush()
        except BaseException:  # noqa: BLE001  (whatever it is, it must not go on as the parent)
            sys.excepthook(*sys.exc_info())
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def prepare(step: str) -> None:
    """A deposit that waits for its analysis, or was analysed and waits for its transmission."""
    from django.core.management import call_command

    from akto_invoice.portal.models import PieceNature
    from akto_invoice.portal.workflows.deposit.attach import attach_piece
    from akto_invoice.portal.workflows.deposit.receive import receive_invoice
    from akto_invoice.portal.workflows.deposit.send import send_deposits
    from akto_invoice.portal.workflows.deposit.validate import validate_deposit
    from tests.portal.papers import invoice_upload
    from tests.portal.world import make_world, upload

    call_command("migrate", verbosity=0)
    world = make_world()
    draft = receive_invoice(world.owner, world.training.siret, invoice_upload(world.training))
    attach_piece(world.owner, draft.pk, PieceNature.CERTIFICAT, upload())
    [sent] = send_deposits(world.owner, world.training.siret)
    if step == "transmit":
        work_to_the_end()
        sent.refresh_from_db()
        validate_deposit(world.owner, sent.pk, revision=sent.revision, overrides={})


def work_to_the_end() -> None:
    """Do all that is queued."""
    from django.core.management import call_command

    call_command("db_worker", batch=True, startup_delay=False, verbosity=0)


def work(point: int, moment: str) -> None:
    """Work, and end without a word before or after the commit of that number."""
    from django.db import connection

    seen = count(1)
    commit = connection.commit

    def cut_off() -> None:
        is_the_one = next(seen) == point
        if is_the_one and moment == "before":
            os._exit(CUT)
        commit()
        if is_the_one:
            os._exit(CUT)

    def watch(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        """What is written outside a transaction is committed at once."""
        if connection.in_atomic_block or not sql.startswith(("INSERT", "UPDATE", "DELETE")):
            return execute(sql, *more)
        is_the_one = next(seen) == point
        if is_the_one and moment == "before":
            os._exit(CUT)
        result = execute(sql, *more)
        if is_the_one:
            os._exit(CUT)
        return result

    connection.commit = cut_off  # type: ignore[method-assign]
    with connection.execute_wrapper(watch):
        work_to_the_end()


def take_over() -> None:
    """Half a minute later, another worker."""
    from django.utils import timezone

    from akto_invoice.portal.background import DEAD_AFTER, resume_lost
    from akto_invoice.portal.models import Worker

    Worker.objects.update(seen_at=timezone.now() - DEAD_AFTER - timedelta(seconds=1))
    resume_lost()
    work_to_the_end()


def stands() -> dict[str, Any]:
    """What is in the database and on the disk."""
    from django.conf import settings
    from django_tasks_db.models import DBTaskResult

    from akto_invoice.portal.models import AuditEvent, Deposit, DepositPage, Invoice, PieceVersion

    deposit = Deposit.objects.get()
    named = {deposit.file.name, *DepositPage.objects.values_list("image", flat=True)}
    named |= set(PieceVersion.objects.values_list("file", flat=True))
    files = {str(one.relative_to(settings.MEDIA_ROOT)) for one in settings.MEDIA_ROOT.rglob("*") if one.is_file()}
    return {
        "state": deposit.state,
        "revision": deposit.revision,
        "pages": deposit.pages.count(),
        "invoices": Invoice.objects.filter(deposit=deposit).count(),
        "reference": Invoice.objects.filter(reference=deposit.number).count(),
        "events": Counter(AuditEvent.objects.filter(action__startswith="deposit.").values_list("action", flat=True)),
        "tasks": Counter(DBTaskResult.objects.values_list("status", flat=True)),
        "missing": sorted(named - files),
    }


if __name__ == "__main__":
    main(sys.argv[1])
