"""The documents of the demo: their facts, and a plain print of them.

A checkout prints them with the corpus generator (``corpus.generator.portal.print_paper``), so that they look like what
many programs make; an installed package, which has no corpus, prints them plainly here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from typing import Final, TypeAlias
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from akto_invoice.portal.demo.cast import Company
from akto_invoice.portal.models import InvoiceKind, PieceNature
from akto_invoice.rules import iban, siret


@dataclass(frozen=True, slots=True)
class PaperLine:
    """What is charged for one dossier (or demande)."""

    dossier: str
    label: str
    trainee: str
    amount_ht: Decimal


@dataclass(frozen=True, slots=True)
class Paper:
    """The facts of one document. Made out to AKTO, unless ``is_paid_by_customer``: then to ``customer``, and acquitted.

    ``kind`` tells what a document of nature ``facture`` is; ``rate`` is the VAT in percent; ``seed`` draws what the
    facts leave open.
    """

    nature: PieceNature
    kind: InvoiceKind
    number: str
    issued_on: date
    issuer: Company
    customer: Company
    lines: tuple[PaperLine, ...]
    rate: int
    session: tuple[date, date]
    seed: int
    is_paid_by_customer: bool = False

    @property
    def total_ht(self) -> Decimal:
        """The sum of the lines."""
        return sum((line.amount_ht for line in self.lines), Decimal("0.00"))

    @property
    def total_ttc(self) -> Decimal:
        """The sum with VAT, rounded half up."""
        return self.total_ht + with_cents(self.total_ht * self.rate / 100)


Printer: TypeAlias = Callable[[Paper], bytes]


def with_cents(amount: Decimal) -> Decimal:
    """Round to the cent, half up."""
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


_TEXT: Final = ParagraphStyle("text", fontName="Helvetica", fontSize=9.5, leading=13.5, spaceAfter=7)
_TITLE: Final = ParagraphStyle("title", _TEXT, fontName="Helvetica-Bold", fontSize=15, leading=22, spaceBefore=14)
_TITLES: Final = {InvoiceKind.FACTURE: "FACTURE", InvoiceKind.AVOIR: "AVOIR", InvoiceKind.PROFORMA: "FACTURE PROFORMA"}


def print_plainly(paper: Paper) -> bytes:
    """Return the document on one page or more of A4."""
    match paper.nature:
        case PieceNature.FACTURE | PieceNature.FACTURE_ACQUITTEE:
            body = _invoice(paper)
        case PieceNature.RIB:
            body = _bank_details(paper)
        case _:
            body = _certificate(paper)
    pdf = BytesIO()
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), 20 * mm)
    SimpleDocTemplate(pdf, pagesize=A4, title=paper.nature.label, lang="fr", invariant=True, **margins).build(body)
    return pdf.getvalue()


def _invoice(paper: Paper) -> list[object]:
    rows = [["Dossier", "Désignation", "Stagiaire", "Montant HT"]]
    rows += [[line.dossier, _cell(line.label), line.trainee, _euros(line.amount_ht)] for line in paper.lines]
    totals = [
        ["Total HT", _euros(paper.total_ht)],
        [f"TVA {paper.rate} %", _euros(paper.total_ttc - paper.total_ht)],
        ["Total TTC", _euros(paper.total_ttc)],
    ]
    addressee = _company(paper.customer) if paper.is_paid_by_customer else "AKTO<br/>14 rue Riquet<br/>75019 PARIS"
    ending = (
        f"Facture acquittée le {paper.issued_on:%d/%m/%Y}."
        if paper.is_paid_by_customer
        else f"IBAN {iban.format(paper.issuer.iban)} - BIC {paper.issuer.bic}"
    )
    return [
        _text(_company(paper.issuer)),
        _text(f"Client :<br/>{addressee}"),
        Paragraph(f"{_TITLES[paper.kind]} N° {escape(paper.number)}", _TITLE),
        _text(f"Date : {paper.issued_on:%d/%m/%Y}<br/>Bénéficiaire : {escape(paper.customer.name)}"),
        Table(rows, (36 * mm, 70 * mm, 36 * mm, 28 * mm), style=_GRID),
        Spacer(0, 6 * mm),
        Table(totals, (40 * mm, 34 * mm), hAlign="RIGHT", style=_GRID),
        Spacer(0, 6 * mm),
        _text("" if paper.rate else "Exonération de TVA, article 261-4-4 a du CGI."),
        _text(ending),
    ]


def _certificate(paper: Paper) -> list[object]:
    start, end = paper.session
    who = ", ".join(f"{line.trainee} (dossier {line.dossier})" for line in paper.lines)
    return [
        _text(_company(paper.issuer)),
        Paragraph(paper.nature.label.upper(), _TITLE),
        _text(f"Entreprise : {escape(paper.customer.name)}, SIRET {siret.format(paper.customer.siret)}"),
        _text(f"Action : {escape(paper.lines[0].label)}, du {start:%d/%m/%Y} au {end:%d/%m/%Y}"),
        _text(escape(who)),
        _text(f"Fait le {paper.issued_on:%d/%m/%Y}.<br/>Cachet et signature :"),
    ]


def _bank_details(paper: Paper) -> list[object]:
    return [
        _text(f"<b>{escape(paper.issuer.bank)}</b>"),
        Paragraph("RELEVÉ D'IDENTITÉ BANCAIRE", _TITLE),
        _text(f"Titulaire :<br/>{_company(paper.issuer)}"),
        _text(f"IBAN : {iban.format(paper.issuer.iban)}<br/>BIC : {paper.issuer.bic}"),
    ]


_GRID: Final = (
    ("FONT", (0, 0), (-1, -1), "Helvetica", 9),
    ("GRID", (0, 0), (-1, -1), 0.4, colors.grey),
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ("ALIGN", (-1, 0), (-1, -1), "RIGHT"),
)


def _company(company: Company) -> str:
    lines = (
        f"{company.name} {company.legal_form}",
        *company.address.splitlines(),
        f"SIRET {siret.format(company.siret)}",
        f"TVA {company.vat_number}" if company.vat_number else "",
        f"Déclaration d'activité n° {company.nda}" if company.nda else "",
    )
    return "<br/>".join(escape(line) for line in lines if line)


def _text(markup: str) -> Paragraph:
    return Paragraph(markup, _TEXT)


def _cell(text: str) -> Paragraph:
    return Paragraph(escape(text), ParagraphStyle("cell", _TEXT, fontSize=9, leading=11, spaceAfter=0))


def _euros(amount: Decimal) -> str:
    return f"{amount:,.2f}".replace(",", " ").replace(".", ",") + " €"
