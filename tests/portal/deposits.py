"""Deposits for tests, made without reading a file where the reading is not what is tested."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from akto_invoice.portal.models import Deposit, DepositPage, DepositState, FileKind, User
from akto_invoice.portal.workflows.deposit.findings import control
from tests.portal.world import PDF, World


def read_field(value: str, *, confidence: float = 0.999, accepted: bool = True) -> dict[str, Any]:
    return {
        "value": value, "confidence": confidence, "accepted": accepted, "source": "text", "page": 1,
        "bbox": [10.0, 20.0, 60.0, 30.0], "text": value,
    }  # fmt: skip


def reading_of(world: World, **fields: str) -> dict[str, Any]:
    """The reading of an invoice of the world's dossier; ``fields`` were read otherwise, empty ones not at all."""
    read = {
        "invoice_number": "FAC2025-02",
        "issue_date": (timezone.localdate() - timedelta(days=10)).isoformat(),
        "total_ht": "1000.00",
        "total_tva": "200.00",
        "total_ttc": "1200.00",
        "siret": world.training.siret,
    } | fields
    names = ("net_payable", "currency", "siren", "vat_number", "nda", "iban", "bic", "holder", "address")
    single = dict.fromkeys(names) | {name: read_field(value) if value else None for name, value in read.items()}
    return {
        "schema": 1, "file": "Facture.pdf", "status": "ok", "error": None, "kind": "text",
        "pages": [{"number": 1, "kind": "text", "source": "text"}], "document_type": "invoice",
        "fields": single | {"dossiers": [read_field(world.dossier.key)]}, "checks": [], "elapsed_ms": 12.3,
    }  # fmt: skip


def make_deposit(
    world: World, state: DepositState = DepositState.A_VALIDER, *, user: User | None = None, **values: Any
) -> Deposit:
    """A deposit of the owner's for the training organisation, with nothing against it unless ``values`` say so.

    It has a certificat, and one page that names AKTO; each has a file of its own.
    """
    reading = reading_of(world)
    is_read = state in (DepositState.A_VALIDER, DepositState.VALIDE, DepositState.TRANSMIS)
    now = timezone.now()
    defaults: dict[str, Any] = {
        "entity": world.training,
        "depositor": user or world.owner,
        "state": state,
        "name": "Facture.pdf",
        "size": len(PDF),
        "sha256": f"{Deposit.objects.count() + 1:064x}",
        "page_count": 1,
        "kind": FileKind.TEXT,
        "received_at": now,
    }
    if state != DepositState.BROUILLON:
        defaults["sent_at"] = now
    if is_read:
        defaults |= {
            "analysed_at": now,
            "reading": reading,
            "number": "FAC2025-02",
            "issued_on": timezone.localdate() - timedelta(days=10),
            "total_ht": "1000.00",
            "total_ttc": "1200.00",
            "siret": world.training.siret,
            "dossiers": [world.dossier.key],
        }
    if state == DepositState.VALIDE:
        defaults |= {"validated_at": now, "validated_by": world.owner}
    if state == DepositState.ILLISIBLE:
        defaults |= {"error_code": "timeout", "error_message": "La lecture a été arrêtée."}
    deposit = Deposit(**(defaults | values))
    deposit.file.save("facture.pdf", ContentFile(PDF), save=False)
    deposit.save()
    deposit.pieces.create(
        nature="certificat", file=ContentFile(PDF, "certificat.pdf"), name="Certificat.pdf", size=len(PDF),
        sha256="0" * 64, added_by=deposit.depositor, added_at=now,
    )  # fmt: skip
    if is_read:
        DepositPage.objects.create(
            deposit=deposit, number=1, width=595, height=842, image=ContentFile(b"picture", "page.jpg"),
            words=[["AKTO", 10, 20, 60, 30]],
        )  # fmt: skip
    deposit.refresh_from_db()
    control(deposit, deposit.depositor)
    deposit.save()
    return deposit


def codes(deposit: Deposit) -> list[str]:
    """The codes of the findings that are stored."""
    return [one["code"] for one in Deposit.objects.get(pk=deposit.pk).findings]


def run(task: Any, deposit: Deposit, *, attempt: int = 1) -> None:
    """Run a task on a deposit as a worker does."""
    task.call(SimpleNamespace(attempt=attempt), deposit.pk)
