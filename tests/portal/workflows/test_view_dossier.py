"""The page of a dossier shows those invoices of it that the reader may see."""

import pytest

from akto_invoice.portal.errors import NotVisible
from akto_invoice.portal.models import InvoiceDossier, InvoiceKind, Status
from akto_invoice.portal.workflows.view_dossier import view_dossier
from tests.portal.world import World, make_dossier, make_invoice


def test_an_avoir_takes_from_what_was_charged_and_a_rejected_invoice_counts_not(world: World) -> None:
    avoir = make_invoice(world.training, kind=InvoiceKind.AVOIR)
    rejected = make_invoice(world.training, status=Status.REJETEE)
    for invoice, amount in ((avoir, 160), (rejected, 500)):
        InvoiceDossier.objects.create(invoice=invoice, dossier=world.dossier, amount_ht=amount)
    view = view_dossier(world.owner, "23.10 af 000021")
    assert len(view.lines) == 3
    assert view.invoiced_ht == 960 - 160


def test_an_employer_sees_the_dossier_but_not_the_provider_s_invoices(world: World) -> None:
    dossier = make_dossier("2401AF000007", employer=world.elsewhere, provider=world.training)
    InvoiceDossier.objects.create(invoice=world.invoice, dossier=dossier, amount_ht=10)
    assert view_dossier(world.outsider, dossier.number).lines == []
    assert len(view_dossier(world.owner, dossier.number).lines) == 1
    with pytest.raises(NotVisible):
        view_dossier(world.outsider, world.dossier.number)
