"""From the dropped file to the invoice."""

from decimal import Decimal

from akto_invoice.portal.models import Deposit, DepositState, InvoiceKind, PieceNature
from akto_invoice.portal.workflows.deposit.attach import attach_piece
from akto_invoice.portal.workflows.deposit.overview import awaiting, drafts, remaining
from akto_invoice.portal.workflows.deposit.receipt import invoice_receipt
from akto_invoice.portal.workflows.deposit.receive import receive_invoice
from akto_invoice.portal.workflows.deposit.send import send_deposits
from akto_invoice.portal.workflows.deposit.validate import validate_deposit
from akto_invoice.portal.workflows.deposit.view import view_deposit
from tests.portal.papers import invoice_upload
from tests.portal.world import World, upload


def test_a_dropped_file_becomes_an_invoice(world: World) -> None:
    siret = world.training.siret
    draft = receive_invoice(world.owner, siret, invoice_upload(world.training))
    assert (draft.state, draft.name, draft.kind, draft.page_count) == ("brouillon", "Facture 2025-02.pdf", "text", 1)
    attach_piece(world.owner, draft.pk, PieceNature.CERTIFICAT, upload())
    assert list(drafts(world.owner, siret)) == [draft]

    [sent] = send_deposits(world.owner, siret)
    deposit = Deposit.objects.get(pk=sent.pk)
    assert deposit.state == DepositState.A_VALIDER, deposit.error_message
    assert remaining(world.owner, siret) == 1
    assert list(awaiting(world.owner, siret)) == [deposit]
    assert (deposit.number, deposit.total_ht, deposit.total_ttc) == ("FAC2025-02", Decimal(1000), Decimal(1200))
    assert (deposit.siret, deposit.dossiers) == (siret, ["2310AF000021"])
    view = view_deposit(world.owner, deposit.pk)
    assert view.findings == ()
    assert view.proposals["total_ht"].words == "sûr"
    [page] = view.pages
    with page.image.open() as image:
        assert image.read(3) == b"\xff\xd8\xff"
    assert "FAC2025-02" in {word[0] for word in page.words}
    [line] = view.dossiers
    assert (line.known, line.amount_ht) == (True, Decimal(1000))

    validate_deposit(world.owner, deposit.pk, revision=deposit.revision, overrides={})
    deposit.refresh_from_db()
    assert deposit.state == DepositState.TRANSMIS
    invoice = deposit.invoice
    assert invoice is not None
    assert (invoice.kind, invoice.reference, invoice.issuer) == (InvoiceKind.FACTURE, "FAC2025-02", world.training)
    assert [piece.nature for piece in invoice.pieces.all()] == [PieceNature.FACTURE, PieceNature.CERTIFICAT]
    pdf, name = invoice_receipt(world.owner, invoice.pk)
    assert pdf.startswith(b"%PDF-")
    assert name == "Accusé de dépôt FAC2025-02.pdf"
