"""The portal as it is served, on a database of its own with the tests' world and some hundred invoices more.

``python -m tests.portal.e2e.server PORT FOLDER``; says ``ready`` and the invoices' paths as JSON on one line.
"""

import json
import os
import sys
from datetime import date, timedelta
from decimal import Decimal
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.portal.world import World


def main(port: str, folder: str) -> None:
    """Serve until killed, with a worker beside the web server. Settings are the portal's own."""
    os.environ.update(PORTAL_MODE="demo", DATA_DIR=folder, DATABASE_URL="")
    os.environ["DJANGO_SETTINGS_MODULE"] = "akto_invoice.portal.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from waitress import serve

    from akto_invoice.portal.wsgi import application

    call_command("migrate", verbosity=0)
    print(json.dumps(fill()), flush=True)
    Thread(target=work, daemon=True).start()
    serve(application, host="127.0.0.1", port=int(port), threads=4)


def work() -> None:
    """Do what is enqueued, as ``db_worker`` does; in a thread, so that it ends with the server."""
    from django_tasks_db.management.commands.db_worker import Worker

    Worker(
        queue_names=["default"],
        excluded_queue_names=[],
        interval=0.1,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="e2e",
    ).run()


def fill() -> dict[str, str]:
    """Make the world; return the paths of its pages by name."""
    from django.urls import reverse

    from akto_invoice.portal.models import (
        Conformity,
        InvoiceDossier,
        InvoiceKind,
        PieceNature,
        Profile,
        RibState,
        Status,
    )
    from tests.portal import world as make

    world = make.make_world()
    world.dossier.engaged_ht = Decimal(1_000_000)
    world.dossier.save()
    staff = make.make_user("sam.roux@akto.example", "Sam", "Roux", Profile.AGENT, is_staff=True)
    staff.is_superuser = True
    staff.save()
    make.make_piece(world.invoice, world.owner, PieceNature.FACTURE, Conformity.CONFORME)
    make.make_piece(world.invoice, world.owner, PieceNature.RIB, Conformity.NON_CONFORME)
    for number in range(120):
        invoice = make.make_invoice(
            world.training if number % 3 else world.interim,
            f"FAC-2025-{number:04}",
            kind=InvoiceKind.AVOIR if number % 11 == 5 else InvoiceKind.FACTURE,
            status=list(Status)[number % len(Status)],
            issued_on=date(2025, 12, 31) - timedelta(days=3 * number),
            received_on=date(2026, 1, 5) - timedelta(days=3 * number),
            total_ht=f"{137 * number + 95}.50",
            total_ttc=f"{165 * number + 114}.60",
        )
        InvoiceDossier.objects.create(invoice=invoice, dossier=world.dossier, amount_ht=invoice.total_ht)
        invoice.refresh_search_text()
    paid = world.training.invoices.filter(status=Status.PAYEE).first()
    waiting = world.training.invoices.filter(status=Status.EN_COURS_PAIEMENT).first()
    flow = make.make_invoice(world.training, "PARCOURS-1")
    make.make_piece(flow, world.owner)
    assert paid
    assert waiting
    approved = make.make_rib(world.owner, world.training)
    waiting_rib = make.make_rib(
        world.owner, world.training, state=RibState.A_EXAMINER, reading=make.rib_reading(failed=("Deux IBAN.",))
    )
    draft = make.make_rib(
        world.owner, state=RibState.A_COMPLETER, reading=make.rib_reading(holder="ALIZE", address=None, accepted=False)
    )
    return {
        "rib": reverse("rib", args=[approved.pk]),
        "rib_draft": reverse("rib", args=[draft.pk]),
        "rib_review": reverse("review-rib", args=[waiting_rib.pk]),
        "invoice": reverse("invoice", args=[world.invoice.pk]),
        "paid": reverse("invoice", args=[paid.pk]),
        "proforma": reverse("invoice", args=[world.proforma.pk]),
        "instruct": reverse("instruct", args=[world.invoice.pk]),
        "flow": reverse("invoice", args=[flow.pk]),
        "flow_instruct": reverse("instruct", args=[flow.pk]),
        "pay": reverse("instruct", args=[waiting.pk]),
        "dossier": reverse("dossier", args=[world.dossier.key]),
        "entity": reverse("entity", args=[world.training.siret]),
        **fill_deposits(world),
    }


def fill_deposits(world: "World") -> dict[str, str]:
    """Deposits in every state, of the company; those of the training organisation are for the tests to make."""
    from django.urls import reverse

    from akto_invoice.portal.models import DepositState, FileKind
    from akto_invoice.portal.workflows.deposit.analyse import analyse
    from akto_invoice.portal.workflows.deposit.receive import receive_invoice
    from akto_invoice.portal.workflows.deposit.send import send_deposits
    from tests.portal.deposits import make_deposit, run
    from tests.portal.papers import invoice_pdf
    from tests.portal.world import upload

    siret = world.interim.siret
    pdf = invoice_pdf(world.interim, "GAR-1", dossiers=(world.dossier.number, "2401AF000777"))
    deposit = receive_invoice(
        world.owner, siret, upload(pdf, "Facture de septembre, très longue et très détaillée.pdf")
    )
    send_deposits(world.owner, siret)
    run(analyse, deposit)
    waiting = make_deposit(world, DepositState.EN_ANALYSE, entity=world.interim)
    unreadable = make_deposit(world, DepositState.ILLISIBLE, entity=world.interim)
    make_deposit(world, DepositState.BROUILLON, entity=world.interim, kind=FileKind.IMAGE)
    return {
        "deposit": reverse("deposit", args=[siret]),
        "validation": reverse("deposit-validation", args=[siret]),
        "deposit_open": reverse("deposit-review", args=[deposit.pk]),
        "deposit_waiting": reverse("deposit-review", args=[waiting.pk]),
        "deposit_unreadable": reverse("deposit-review", args=[unreadable.pk]),
        "drop": reverse("deposit", args=[world.training.siret]),
        "nothing_to_validate": reverse("deposit-validation", args=[world.elsewhere.siret]),
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
