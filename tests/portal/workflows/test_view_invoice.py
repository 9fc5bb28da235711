"""What the page of an invoice shows to whom (D1 to D8 of the features)."""

from datetime import date

from akto_invoice.portal.models import (
    Action,
    AuditEvent,
    Conformity,
    PaymentMeans,
    Reason,
    Status,
)
from akto_invoice.portal.workflows.change_status import change_status
from akto_invoice.portal.workflows.file_piece import file_version
from akto_invoice.portal.workflows.judge_piece import judge_piece
from akto_invoice.portal.workflows.view_invoice import BankDetails, view_invoice
from tests.portal.world import BIC, World, make_invoice, upload


def test_bank_details_only_once_paid(world: World) -> None:
    for status in Status:
        invoice = make_invoice(world.training, status=status)
        assert (view_invoice(world.owner, invoice.pk).bank is not None) == (status == Status.PAYEE)


def test_the_iban_is_masked_for_those_without_the_right(world: World) -> None:
    paid = make_invoice(world.training, status=Status.PAYEE)
    for person in (world.owner, world.agent):
        assert view_invoice(person, paid.pk).bank == BankDetails(
            "FR14 2004 1010 0505 0001 3M02 606", BIC, "Virement", date(2025, 12, 1)
        )
    assert view_invoice(world.colleague, paid.pk).bank == BankDetails("FR14 … 2606", BIC, "Virement", date(2025, 12, 1))


def test_a_cheque_shows_no_account(world: World) -> None:
    paid = make_invoice(world.training, status=Status.PAYEE)
    type(paid).objects.filter(pk=paid.pk).update(paid_by=PaymentMeans.CHEQUE, paid_iban="", paid_bic="")
    assert view_invoice(world.colleague, paid.pk).bank == BankDetails("", "", "Chèque", date(2025, 12, 1))


def test_an_invoice_lists_dossiers_and_a_proforma_its_demandes(world: World) -> None:
    invoice, proforma = (view_invoice(world.owner, one.pk) for one in (world.invoice, world.proforma))
    assert ([str(line.dossier) for line in invoice.lines], invoice.requests) == (["2310AF000021"], [])
    assert (proforma.lines, [str(request) for request in proforma.requests]) == ([], ["2512TT00042"])


def test_documents_are_letters_and_every_version_latest_first(world: World) -> None:
    file_version(world.owner, world.invoice.pk, world.piece.pk, upload())
    shown = [
        (document.nature, document.version.number if document.version else None)
        for document in view_invoice(world.owner, world.invoice.pk).documents
    ]
    assert shown == [
        ("Certificat de réalisation", 2),
        ("Courrier de relance sur facture", None),
        ("Certificat de réalisation", 1),
    ]


def test_filing_is_offered_to_those_who_may_while_it_is_possible(world: World) -> None:
    assert view_invoice(world.owner, world.invoice.pk).may_file
    assert not view_invoice(world.colleague, world.invoice.pk).may_file
    assert not view_invoice(world.agent, world.invoice.pk).may_file
    assert not view_invoice(world.owner, make_invoice(world.training, status=Status.PAYEE).pk).may_file


def test_who_looked_is_recorded_but_not_shown(world: World) -> None:
    view_invoice(world.colleague, world.invoice.pk)
    event = AuditEvent.objects.filter(action=Action.INVOICE_VIEWED).latest("pk")
    assert (event.actor, event.invoice) == (world.colleague, world.invoice)
    assert [step.text for step in view_invoice(world.owner, world.invoice.pk).timeline] == ["Facture reçue"]


def test_the_timeline_tells_what_happened_latest_first(world: World) -> None:
    judge_piece(world.agent, world.invoice.pk, world.piece.current.pk, Conformity.NON_CONFORME, "Non signé")
    change_status(world.agent, world.invoice.pk, Status.A_REGULARISER, Reason.JUSTIF_ABS, "Merci de compléter")
    file_version(world.owner, world.invoice.pk, world.piece.pk, upload())
    steps = [(step.text, step.detail, step.actor) for step in view_invoice(world.colleague, world.invoice.pk).timeline]
    assert steps == [
        ("Certificat de réalisation : version 2 déposée", "", "Olivia Martin"),
        ("Statut : À régulariser", "Pièce justificative absente ou non conforme - Merci de compléter", "AKTO"),
        ("Certificat de réalisation, version 1 : NON CONFORME", "Non signé", "AKTO"),
        ("Facture reçue", "", ""),
    ]
    assert view_invoice(world.agent, world.invoice.pk).timeline[1].actor == "Agathe Noir"
