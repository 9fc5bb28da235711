"""What the database itself refuses, whoever asks: tried past the workflows, and past the models where they stand in."""

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from akto_invoice.portal.models import (
    Action,
    AuditEvent,
    Conformity,
    Deposit,
    Dossier,
    Entity,
    Invoice,
    InvoiceDossier,
    Membership,
    PieceVersion,
    ReimbursementRequest,
    Status,
    User,
)
from tests.portal.deposits import make_deposit
from tests.portal.world import World, make_invoice


@pytest.mark.parametrize(
    "values",
    [
        {"status": "inconnu"},
        {"kind": "devis"},
        {"reference_key": ""},
        {"total_ht": -1},
        {"total_ttc": 1, "total_ht": 2},
        {"credit_ht": -1},
        {"credit_ht": 5, "credit_ttc": 4},
        {"credit_ttc": 100_000},
        {"status": Status.PAYEE},
        {"paid_on": "2025-12-01"},
        {"paid_iban": "FR1420041010050500013M02606"},
        {"status": Status.PAYEE, "paid_on": "2025-12-01", "paid_by": "virement"},
    ],
)
def test_an_invoice_that_contradicts_itself(values: dict[str, Any], world: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Invoice.objects.filter(pk=world.invoice.pk).update(**values)


def test_one_live_invoice_per_issuer_and_reference(world: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_invoice(world.training, "fc 2109-578 0002")
    make_invoice(world.elsewhere, "FC21095780002")


@pytest.mark.parametrize("status", [Status.ANNULEE, Status.REJETEE])
def test_a_withdrawn_reference_may_be_deposited_again(status: Status, world: World) -> None:
    Invoice.objects.filter(pk=world.invoice.pk).update(status=status)
    make_invoice(world.training, "FC21095780002")


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Entity, {"siret": "5248184570002"}),
        (Entity, {"siret": "5248184570002X"}),
        (Entity, {"kind": "autre"}),
        (Entity, {"kind": "adherent", "branch": ""}),
        (Entity, {"kind": "organisme", "branch": "proprete"}),
        (User, {"profile": "roi"}),
        (User, {"email": "Olivia@Alize.example"}),
        (Dossier, {"key": "23.10AF000021"}),
        (Dossier, {"engaged_ht": -1}),
        (Dossier, {"state": "perdu"}),
        (Dossier, {"dispositif": "autre"}),
        (InvoiceDossier, {"amount_ht": -1}),
        (ReimbursementRequest, {"key": "2512 TT"}),
        (ReimbursementRequest, {"total_ttc": 0}),
        (PieceVersion, {"conformity": "bof"}),
        (PieceVersion, {"conformity": Conformity.NON_CONFORME, "remark": ""}),
    ],
)
def test_what_no_row_may_say(model: Any, values: dict[str, Any], world: World) -> None:
    row = model.objects.order_by("pk").first()
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(pk=row.pk).update(**values)


def test_what_stands_once(world: World) -> None:
    version = world.piece.current
    with pytest.raises(IntegrityError), transaction.atomic():
        PieceVersion.objects.create(
            piece=world.piece, number=1, size=1, filed_by=world.owner, filed_at=version.filed_at
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=world.owner, entity=world.training)
    with pytest.raises(IntegrityError), transaction.atomic():
        InvoiceDossier.objects.create(invoice=world.invoice, dossier=world.dossier, amount_ht=1)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE portal_auditevent SET action = 'list.exported'", "DELETE FROM portal_auditevent"],
)
def test_the_audit_only_grows(statement: str, world: World) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    event = AuditEvent.objects.earliest("pk")
    event.action = Action.LIST_EXPORTED
    with pytest.raises(TypeError, match="never changed"):
        event.save()


def test_search_text_follows_what_is_attached(world: World) -> None:
    assert world.invoice.search_text == "FC21095780002 52481845700029 2310AF000021"
    assert world.proforma.search_text == "2512PRFF000073 73282932000074 2512TT00042"
    assert world.proforma.numbers == ["2512TT00042"]


def test_addresses_are_the_same_in_any_case(world: World) -> None:
    assert User.objects.get_by_natural_key("OLIVIA.Martin@alize.example") == world.owner


@pytest.mark.parametrize(
    "values",
    [
        {"state": "inconnu"},
        {"kind": "mp3"},
        {"state": "transmis"},
        {"invoice": 1},
        {"state": "illisible"},
        {"file": ""},
        {"state": "valide", "number": ""},
        {"state": "valide", "issued_on": None},
        {"state": "valide", "total_ht": None},
        {"state": "valide", "total_ttc": None},
        {"state": "valide", "total_ttc": "999.99"},
        {"state": "valide", "siret": "123"},
        {"state": "valide", "dossiers": []},
        {"state": "valide", "validated_by": None},
        {"state": "valide", "validated_at": None},
    ],
)
def test_a_deposit_that_contradicts_itself(values: dict[str, Any], world: World) -> None:
    deposit = make_deposit(world)
    sound = {"validated_by": world.owner, "validated_at": "2025-02-10T12:00:00Z"}
    if "invoice" in values:
        values = {"invoice": world.invoice}
    with pytest.raises(IntegrityError), transaction.atomic():
        Deposit.objects.filter(pk=deposit.pk).update(**(sound | values))
    Deposit.objects.filter(pk=deposit.pk).update(**sound, state="valide")


def test_a_deposit_is_one_invoice_and_an_invoice_one_deposit(world: World) -> None:
    first, second = make_deposit(world), make_deposit(world)
    done = {
        "state": "transmis",
        "validated_by": world.owner,
        "validated_at": "2025-02-10T12:00:00Z",
        "transmitted_at": "2025-02-10T12:00:00Z",
        "invoice": world.invoice,
    }
    Deposit.objects.filter(pk=first.pk).update(**done)
    with pytest.raises(IntegrityError), transaction.atomic():
        Deposit.objects.filter(pk=second.pk).update(**done)
