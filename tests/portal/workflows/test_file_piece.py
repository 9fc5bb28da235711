"""Filing: what is kept, who may, until when, and what is no document."""

import hashlib

import pytest

from akto_invoice.portal.errors import FileRefused, InvoiceClosed, NotAllowed, NotVisible, PortalError
from akto_invoice.portal.models import Action, Conformity, Invoice, PieceNature, PieceVersion, Reason, Status
from akto_invoice.portal.models.status import CLOSED
from akto_invoice.portal.workflows import uploads as module
from akto_invoice.portal.workflows.change_status import change_status
from akto_invoice.portal.workflows.file_piece import file_piece, file_version
from tests.portal.at_once import at_once, needs_row_locks
from tests.portal.world import PDF, World, make_invoice, make_piece, make_world, upload

OPEN = sorted(set(Status) - CLOSED)


def test_a_new_version_leaves_the_old_one_as_history(world: World) -> None:
    content = PDF + b"% signed"
    version = file_version(world.owner, world.invoice.pk, world.piece.pk, upload(content, "../Signé.PDF"))
    assert [one.number for one in world.piece.versions.all()] == [2, 1]
    assert world.piece.current == version
    assert (version.name, version.size, version.filed_by) == ("Signé.pdf", len(content), world.owner)
    assert version.sha256 == hashlib.sha256(content).hexdigest()
    assert version.conformity == Conformity.A_VERIFIER
    assert version.file.read() == content
    assert "Sign" not in str(version.file.name)
    version.file.close()


def test_what_is_filed_is_recorded(world: World) -> None:
    version = file_piece(world.owner, world.invoice.pk, PieceNature.EMARGEMENT, upload())
    event = world.invoice.events.latest("pk")
    assert (event.action, event.actor) == (Action.PIECE_FILED, world.owner)
    assert event.detail == {
        "piece": version.piece.pk,
        "nature": "emargement",
        "version": 1,
        "sha256": version.sha256,
    }


@pytest.mark.parametrize("status", sorted(CLOSED))
def test_nothing_is_filed_on_a_closed_invoice(status: Status, world: World) -> None:
    invoice = make_invoice(world.training, status=status)
    piece = make_piece(invoice, world.owner)
    with pytest.raises(InvoiceClosed, match=status.label):
        file_version(world.owner, invoice.pk, piece.pk, upload())
    with pytest.raises(InvoiceClosed):
        file_piece(world.owner, invoice.pk, PieceNature.RIB, upload())
    assert PieceVersion.objects.filter(piece__invoice=invoice).count() == 1


@pytest.mark.parametrize("status", OPEN)
def test_any_other_status_takes_a_new_version(status: Status, world: World) -> None:
    invoice = make_invoice(world.training, status=status)
    piece = make_piece(invoice, world.owner)
    assert file_version(world.owner, invoice.pk, piece.pk, upload()).number == 2


@pytest.mark.parametrize(
    ("person", "error"), [("colleague", NotAllowed), ("agent", NotAllowed), ("outsider", NotVisible)]
)
def test_who_may_not(person: str, error: type[PortalError], world: World) -> None:
    with pytest.raises(error):
        file_version(getattr(world, person), world.invoice.pk, world.piece.pk, upload())


def test_a_piece_of_another_invoice_is_not_there(world: World) -> None:
    with pytest.raises(NotVisible):
        file_version(world.owner, world.proforma.pk, world.piece.pk, upload())


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "vide"),
        (b"PK\x03\x04 a spreadsheet", "pas un PDF"),
        (b"<html>%PD", "pas un PDF"),
        (b" " * 1024 + b"%PDF-1.7", "pas un PDF"),
    ],
)
def test_what_is_no_pdf_is_refused_whatever_its_name(content: bytes, message: str, world: World) -> None:
    with pytest.raises(FileRefused, match=message):
        file_version(world.owner, world.invoice.pk, world.piece.pk, upload(content, "facture.pdf"))
    with pytest.raises(FileRefused, match=message):
        file_piece(world.owner, world.invoice.pk, PieceNature.RIB, upload(content, "facture.pdf"))
    assert PieceVersion.objects.count() == 1


def test_no_file_and_no_nature_are_refused(world: World) -> None:
    with pytest.raises(FileRefused, match="Aucun document"):
        file_version(world.owner, world.invoice.pk, world.piece.pk, None)
    with pytest.raises(FileRefused, match="nature"):
        file_piece(world.owner, world.invoice.pk, "poème", upload())


def test_a_file_over_the_limit_is_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_BYTES", len(PDF))
    file_version(world.owner, world.invoice.pk, world.piece.pk, upload(PDF))
    with pytest.raises(FileRefused, match="dépasse"):
        file_version(world.owner, world.invoice.pk, world.piece.pk, upload(PDF + b"\n"))


@needs_row_locks
@pytest.mark.django_db(transaction=True)
def test_versions_filed_at_the_same_time_are_numbered_one_after_the_other() -> None:
    world = make_world()
    at_once(*[lambda: file_version(world.owner, world.invoice.pk, world.piece.pk, upload())] * 6)
    assert [version.number for version in world.piece.versions.all()] == [7, 6, 5, 4, 3, 2, 1]


@needs_row_locks
@pytest.mark.django_db(transaction=True)
def test_nothing_is_filed_once_the_invoice_is_rejected_however_close_the_two_come() -> None:
    world = make_world()
    for _ in range(5):
        invoice = make_invoice(world.training, status=Status.EN_INSTRUCTION)
        piece = make_piece(invoice, world.owner)
        at_once(
            lambda: file_version(world.owner, invoice.pk, piece.pk, upload()),  # noqa: B023
            lambda: change_status(world.agent, invoice.pk, Status.REJETEE, Reason.DOUBLON),  # noqa: B023
        )
        assert Invoice.objects.get(pk=invoice.pk).status == Status.REJETEE
        order = list(invoice.events.order_by("pk").values_list("action", flat=True))
        filed = piece.versions.count() == 2
        last = [Action.PIECE_FILED, Action.STATUS_CHANGED] if filed else [Action.STATUS_CHANGED]
        assert order == [Action.INVOICE_RECEIVED, *last]
