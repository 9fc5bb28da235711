"""Sheets of accounting programs, drawn by ReportLab: carried sums and a foot of boxes, a portal's view of the data."""

from collections.abc import Callable
from functools import partial
from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from corpus.generator import formats
from corpus.generator.facts import Document, Party, Scenario
from corpus.generator.formats import Money
from corpus.generator.items import ZERO
from corpus.generator.layout import Layout
from corpus.generator.scenario import Wishes, other
from corpus.generator.truth import USUAL, truth_of

_HEIGHT = A4[1] / mm
_LINES_PER_PAGE = 9


class _Sheet:
    """Pages in millimetres from their top left corner."""

    def __init__(self) -> None:
        self._data = BytesIO()
        self.canvas = Canvas(self._data, pagesize=A4, invariant=1)

    def say(self, x: float, y: float, text: str, size: float = 8, bold: bool = False, right: bool = False) -> None:
        """Write one line with its baseline at ``y``, ending at ``x`` when ``right``."""
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        write = self.canvas.drawRightString if right else self.canvas.drawString
        write(x * mm, (_HEIGHT - y) * mm, text)

    def box(self, x: float, y: float, width: float, height: float, *, fill: int | None = None) -> None:
        """Draw a rectangle from its top left corner, filled with an RGB colour where given."""
        if fill is not None:
            self.canvas.setFillColor(HexColor(fill))
        self.canvas.rect(x * mm, (_HEIGHT - y - height) * mm, width * mm, height * mm, fill=int(fill is not None))
        self.canvas.setFillColor(HexColor(0))

    def turn(self) -> None:
        """Begin the next page."""
        self.canvas.showPage()

    def pdf(self) -> bytes:
        """Close the document and return its bytes."""
        self.canvas.save()
        return self._data.getvalue()


def _clause(s: Scenario) -> str:
    return "TVA non applicable, CGI art. 293 B" if s.regime == "franchise" else "Exonéré de TVA, CGI art. 261-4-4a"


def _head(sheet: _Sheet, s: Scenario, page: int, pages: int) -> None:
    titles = {"credit_note": "AVOIR", "deposit_invoice": "FACTURE D'ACOMPTE", "proforma": "FACTURE PROFORMA"}
    sheet.say(10, 16, s.issuer.name.upper(), 12, bold=True)
    sheet.say(10, 21, s.issuer.street)
    sheet.say(10, 25, f"{s.issuer.postcode} {s.issuer.city}")
    sheet.box(105, 30, 95, 26)
    for row, line in enumerate((s.addressee.name, s.addressee.street, f"{s.addressee.postcode} {s.addressee.city}")):
        sheet.say(108, 37 + 5 * row, line, 9)
    sheet.say(108, 53, f"Siret : {formats.siret(s.addressee.siret, 'compact')}", 7)
    sheet.box(10, 40, 88, 14, fill=0xE0E0E0)
    for x, label, value in (
        (12, "Pièce", titles.get(s.document_type, "FACTURE")),
        (46, "Numéro", s.invoice_number),
        (72, "Date", formats.day(s.issue_date, "dd/mm/yy")),
        (90, "Page", f"{page}/{pages}"),
    ):
        sheet.say(x, 45, label, 6.5)
        sheet.say(x, 51, value, 7.5, bold=True)
    if s.beneficiary:
        sheet.say(10, 61, f"Tiers livré : {s.beneficiary.name} - {s.beneficiary.siret}", 7.5)
    origin = f"   Réf. origine {other(s, 'facture_origine')}" if s.document_type == "credit_note" else ""
    sheet.say(105, 61, f"N/Réf. {other(s, 'affaire')}{origin}", 7.5)
    sheet.box(10, 65, 190, 6, fill=0xE0E0E0)
    for x, label in ((12, "Référence"), (42, "Désignation")):
        sheet.say(x, 69, label, 7)
    for x, label in ((140, "Qté"), (162, "P.U. HT"), (176, "Taux"), (198, "Montant HT")):
        sheet.say(x, 69, label, 7, right=True)
    sheet.box(10, 65, 190, 160)


def _foot(sheet: _Sheet, s: Scenario, money: Money, sign: int) -> None:
    sheet.box(10, 228, 72, 26)
    for x, label in ((30, "Base"), (46, "Taux"), (79, "Taxe")):
        sheet.say(x, 232, label, 6.5, right=True)
    for row, vat in enumerate(s.vat_rows):
        for x, text in ((30, money(sign * vat.base)), (46, formats.rate(vat.rate, "", 2)), (79, money(sign * vat.tva))):
            sheet.say(x, 237 + 4 * row, text, 7.5, right=True)
    if not s.total_tva:
        sheet.say(12, 251, _clause(s), 7)
    cells = (
        ("Total HT", s.total_ht),
        ("Total TVA", s.total_tva),
        ("Total TTC", s.total_ttc),
        ("Règlements", s.deposit_paid + s.employer_share),
    )
    for column, (label, amount) in enumerate(cells):
        sheet.box(84 + 29 * column, 228, 29, 12)
        sheet.say(86 + 29 * column, 232, label, 6.5)
        sheet.say(111 + 29 * column, 238, money(sign * amount) if amount else "", 8.5, right=True)
    sheet.box(142, 242, 58, 12, fill=0xE0E0E0)
    sheet.say(144, 249, "NET A PAYER" if s.document_type != "credit_note" else "NET A CREDITER", 9, bold=True)
    sheet.say(198, 249, money(sign * s.net_payable) + " EUR", 10, bold=True, right=True)
    if s.bank:
        sheet.say(10, 262, f"Dom. : {s.bank.name}   IBAN {formats.iban(s.bank.iban)}   BIC {s.bank.bic}", 7)


def _pieces(s: Scenario) -> tuple[bytes, set[str]]:
    """Nine lines to a page, with the sum carried to the next one; the totals only stand on the last."""
    sheet, money = _Sheet(), Money(" ")
    sign = -1 if s.document_type == "credit_note" else 1
    pages = -(-len(s.items) // _LINES_PER_PAGE)
    carried = ZERO
    for page in range(pages):
        _head(sheet, s, page + 1, pages)
        y = 77.0
        if page:
            sheet.say(42, y, "Report", 8, bold=True)
            sheet.say(198, y, money(sign * carried), 8, bold=True, right=True)
            y += 6
        for item in s.items[page * _LINES_PER_PAGE : (page + 1) * _LINES_PER_PAGE]:
            carried += item.amount
            sheet.say(12, y, item.dossier or "", 7.5)
            sheet.say(42, y, item.label, 8)
            for x, text in (
                (140, formats.quantity(item.quantity)),
                (162, money(item.unit_price)),
                (176, formats.rate(item.rate, "", 2)),
                (198, money(sign * item.amount)),
            ):
                sheet.say(x, y, text, 8, right=True)
            if item.trainee:
                sheet.say(42, y + 4, item.trainee, 7)
            y += 12
        if page < pages - 1:
            sheet.say(42, 222, "A reporter", 8, bold=True)
            sheet.say(198, 222, money(sign * carried), 8, bold=True, right=True)
        else:
            _foot(sheet, s, money, sign)
        mentions = f"SIRET {formats.siret(s.issuer.siret, 'compact')} - APE {s.issuer.naf} - Form. pro {s.issuer.nda}"
        sheet.say(10, 285, mentions + (f" - Ident. CE {s.issuer.vat_number}" if s.issuer.vat_number else ""), 6.5)
        if page < pages - 1:
            sheet.turn()
    return sheet.pdf(), set(USUAL | {"net_payable"})


def _party_rows(party: Party) -> list[tuple[str, str]]:
    rows = [
        ("Raison sociale", party.name),
        ("Type d'identifiant", "SIRET"),
        ("Identifiant", party.siret),
        ("Adresse", f"{party.street} - {party.postcode} {party.city} - FR"),
    ]
    return rows + ([("N° de TVA intracommunautaire", party.vat_number)] if party.vat_number else [])


def _portal(s: Scenario) -> tuple[bytes, set[str]]:
    """A list of named data by section, the way a portal shows a deposited invoice; debtor before supplier."""
    sheet, money = _Sheet(), Money("", ".")
    kinds = {"credit_note": "Avoir", "deposit_invoice": "Facture d'acompte", "proforma": "Facture proforma"}
    charges = [
        (
            f"Ligne {rank}",
            f"{item.label} | {formats.quantity(item.quantity)} | {money(item.unit_price)} | {money(item.amount)}",
        )
        for rank, item in enumerate(s.items, 1)
    ]
    reference = [("Facture d'origine", other(s, "facture_origine"))] if s.document_type == "credit_note" else []
    amounts = [
        ("Montant HT total", s.total_ht),
        *((f"Montant TVA au taux {formats.rate(row.rate, '%')}", row.tva) for row in s.vat_rows),
        *([("Montant TVA total", s.total_tva)] if len(s.vat_rows) > 1 else []),
        ("Montant TTC total", s.total_ttc),
        *([("Montant déjà réglé", s.deposit_paid)] if s.deposit_paid else []),
        ("Montant à payer" if s.document_type != "credit_note" else "Montant à créditer", s.net_payable),
    ]
    sections: list[tuple[str, list[tuple[str, str]]]] = [
        (
            "Cadre de facturation",
            [
                ("Type de pièce", kinds.get(s.document_type, "Facture")),
                ("Numéro de pièce", s.invoice_number),
                ("Date de pièce", formats.day(s.issue_date, "yyyy-mm-dd")),
                ("Devise", "EUR"),
                *((f"Engagement {rank}", number) for rank, number in enumerate(s.dossiers, 1)),
                *reference,
            ],
        ),
        ("Débiteur", _party_rows(s.addressee)),
        ("Fournisseur", [*_party_rows(s.issuer), ("Déclaration d'activité", s.issuer.nda or "")]),
        ("Lignes de poste (désignation | quantité | prix unitaire | montant HT)", charges),
        ("Récapitulatif des montants", [(label, money(amount)) for label, amount in amounts]),
    ]
    if s.bank:
        sections.append(("Coordonnées de paiement", [("IBAN", s.bank.iban), ("BIC", s.bank.bic)]))
    if not s.total_tva:
        sections.append(("Commentaire", [("Motif d'exonération", _clause(s))]))
    y = 18.0
    for title, rows in sections:
        sheet.box(12, y - 4, 186, 6, fill=0xCFE3F5)
        sheet.say(14, y, title, 9, bold=True)
        y += 6
        for label, value in rows:
            sheet.say(16, y, label, 8)
            sheet.say(74, y, value, 8)
            y += 4.6
        y += 4
    return sheet.pdf(), set(USUAL | {"net_payable"})


def _make(draw: Callable[[Scenario], tuple[bytes, set[str]]], traps: tuple[str, ...], scenario: Scenario) -> Document:
    pdf, printed = draw(scenario)
    return Document(pdf, truth_of(scenario, printed), traps)


LAYOUTS = (
    Layout(
        "reportlab",
        "carried-pieces",
        partial(_make, _pieces, ("carried_sums", "boxes_in_foot", "addressee_siret")),
        (
            Wishes(lines=3),
            Wishes(dossiers=6, lines=2),
            Wishes(regime="exempt", dossiers=11, lines=1),
            Wishes(regime="multi_rate", lines=4),
            Wishes(deposit=True, employer_share=True, lines=2),
            Wishes(document_type="credit_note", lines=2),
            Wishes(document_type="proforma", regime="franchise"),
        ),
    ),
    Layout(
        "reportlab",
        "portal-view",
        partial(_make, _portal, ("named_data", "debtor_first", "iso_date", "addressee_siret")),
        (
            Wishes(lines=2),
            Wishes(regime="exempt", dossiers=3, lines=1),
            Wishes(regime="overseas", lines=2),
            Wishes(deposit=True),
            Wishes(document_type="credit_note", regime="exempt"),
            Wishes(document_type="deposit_invoice"),
            Wishes(regime="franchise", lines=1),
        ),
    ),
)
