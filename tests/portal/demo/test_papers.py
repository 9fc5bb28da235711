"""The library reads from the demo's documents the facts that the portal stores, whoever printed them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from akto_invoice import extract_invoice
from akto_invoice.extract.model import Options
from akto_invoice.portal.demo.papers import Paper, Printer, print_plainly
from akto_invoice.portal.demo.plan import PlannedInvoice, Planner
from akto_invoice.portal.models import InvoiceKind, PieceNature
from akto_invoice.portal.models.keys import search_key
from corpus.generator.portal import print_paper

PRINTERS = pytest.mark.parametrize("printer", [print_plainly, print_paper])


def samples() -> Iterator[PlannedInvoice]:
    """One invoice for each kind, issuer's layout, and one dossier or several."""
    seen = set()
    for invoice in Planner(date(2026, 11, 24)).invoices():
        look = invoice.paper.kind, invoice.paper.issuer.prefix[0], len(invoice.paper.lines) > 1
        if look not in seen:
            seen.add(look)
            yield invoice


@PRINTERS
def test_invoices_read_as_they_are_stored(printer: Printer) -> None:
    for invoice in samples():
        paper = invoice.paper
        fields = extract_invoice(printer(paper), Options(ocr=False)).fields
        assert fields.total_ht
        assert fields.total_ttc
        assert fields.siret
        assert fields.invoice_number
        assert fields.total_ht.value == str(paper.total_ht)
        assert fields.total_ttc.value == str(paper.total_ttc)
        assert fields.siret.value == paper.issuer.siret
        assert fields.invoice_number.value == paper.number
        assert {dossier.value for dossier in fields.dossiers} == {search_key(line.dossier) for line in paper.lines}


@PRINTERS
def test_every_piece_is_a_document_of_its_own(printer: Printer) -> None:
    paper = next(one.paper for one in samples() if one.paper.kind == InvoiceKind.FACTURE)
    natures = [nature for nature in PieceNature if nature != PieceNature.AUTRE]
    made = {printer(replace(paper, nature=nature)) for nature in natures}
    assert len(made) == len(natures)
    assert all(pdf.startswith(b"%PDF-") for pdf in made)


@PRINTERS
def test_the_same_facts_print_the_same_bytes(printer: Printer) -> None:
    paper: Paper = next(samples()).paper
    assert printer(paper) == printer(paper)


@PRINTERS
def test_rib_shows_the_account_of_the_issuer(printer: Printer) -> None:
    paper = replace(next(samples()).paper, nature=PieceNature.RIB)
    fields = extract_invoice(printer(paper), Options(ocr=False)).fields
    assert fields.iban
    assert fields.iban.value == paper.issuer.iban
