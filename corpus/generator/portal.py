"""Prints the documents of the portal's demo: each company's with a layout of its own, as if by its own program."""

import zlib
from dataclasses import replace
from decimal import Decimal
from typing import Final

from akto_invoice.portal.demo.cast import BELVEDERE_BORDEAUX, BELVEDERE_TOULOUSE, Company
from akto_invoice.portal.demo.papers import Paper
from akto_invoice.portal.models import InvoiceKind, PieceNature
from corpus.generator import items, parties
from corpus.generator.development import LAYOUTS
from corpus.generator.facts import Bank, Item, Party, Scenario
from corpus.generator.scenario import Wishes, make_scenario

_MAKE: Final = {layout.template: layout.make for layout in LAYOUTS}
_OF_COMPANY: Final = {BELVEDERE_TOULOUSE.siret: "erp_dense", BELVEDERE_BORDEAUX.siret: "band"}
_OF_OTHERS: Final = ("subtotals", "row_of_totals", "wide_export", "strip_on_top")
_FOR_SEVERAL: Final = ("subtotals", "wide_export", "carried_over")  # these print the dossier of each line
_PAPERS: Final[dict[PieceNature, tuple[str, Wishes]]] = {
    PieceNature.CERTIFICAT: ("certificate", {"document_type": "other", "other": "certificat"}),
    PieceNature.EMARGEMENT: ("attendance", {"document_type": "other", "other": "emargement"}),
    PieceNature.CONVENTION: ("convention", {"document_type": "other", "other": "convention"}),
    PieceNature.RIB: ("bank_details", {"document_type": "rib"}),
    PieceNature.FACTURE_ACQUITTEE: ("paid", {"addressee": "company"}),
}
_INVOICES: Final[dict[InvoiceKind, Wishes]] = {
    InvoiceKind.FACTURE: {"document_type": "invoice"},
    InvoiceKind.AVOIR: {"document_type": "credit_note"},
    InvoiceKind.PROFORMA: {"document_type": "proforma"},
}


def print_paper(paper: Paper) -> bytes:
    """Return the PDF of a document of the demo."""
    template, wishes = _PAPERS.get(paper.nature) or (_template(paper), _INVOICES[paper.kind])
    return _MAKE[template](_scenario(paper, wishes)).pdf


def _template(paper: Paper) -> str:
    siret = paper.issuer.siret
    if len(paper.lines) == 1 and siret in _OF_COMPANY:
        return _OF_COMPANY[siret]
    fitting = _OF_OTHERS if len(paper.lines) == 1 else _FOR_SEVERAL
    return fitting[zlib.crc32(siret.encode()) % len(fitting)]


def _scenario(paper: Paper, wishes: Wishes) -> Scenario:
    """The facts of the paper in the generator's form; what the paper leaves open is drawn."""
    drawn = make_scenario(paper.seed, **wishes)
    issuer, customer = _party(paper.issuer, drawn.issuer), _party(paper.customer, drawn.issuer)
    charged = tuple(
        Item(
            label=line.label,
            quantity=Decimal(1),
            unit="forfait",
            unit_price=line.amount_ht,
            rate=Decimal(paper.rate),
            amount=line.amount_ht,
            dossier=line.dossier,
            trainee=line.trainee,
        )
        for line in paper.lines
    )
    return replace(
        drawn,
        regime="taxed" if paper.rate else "exempt",
        issuer=issuer,
        addressee=customer if paper.is_paid_by_customer else drawn.addressee,
        beneficiary=None if paper.is_paid_by_customer else customer,
        bank=Bank(paper.issuer.bank, paper.issuer.iban, paper.issuer.bic, paper.issuer.name),
        invoice_number=paper.number,
        issue_date=paper.issued_on,
        due_date=None,
        session=paper.session,
        dossiers=tuple(line.dossier for line in paper.lines),
        items=charged,
        vat_rows=items.vat_rows(charged, rounded=False),
        total_ht=paper.total_ht,
        total_tva=paper.total_ttc - paper.total_ht,
        total_ttc=paper.total_ttc,
        net_payable=paper.total_ttc,
    )


def _party(company: Company, drawn: Party) -> Party:
    domain = parties.slug(company.name)
    return replace(
        drawn,
        name=company.name,
        legal_form=company.legal_form,
        street=company.street,
        postcode=company.postcode,
        city=company.city,
        siret=company.siret,
        vat_number=company.vat_number or None,
        nda=company.nda or drawn.nda,
        rcs=None if "Association" in company.legal_form else company.city,
        capital=None if "Association" in company.legal_form else drawn.capital,
        email=f"facturation@{domain}.example",
        website=f"www.{domain}.example",
    )
