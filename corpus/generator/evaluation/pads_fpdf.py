"""Paper of small organisations, drawn by fpdf2: a pad's form, a coloured column, an original above its copy."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from fpdf import FPDF

from corpus.generator import formats
from corpus.generator.facts import Document, Scenario
from corpus.generator.formats import Money
from corpus.generator.layout import Layout
from corpus.generator.scenario import Wishes, other
from corpus.generator.truth import USUAL, truth_of

_TITLES = {"credit_note": "Avoir", "deposit_invoice": "Facture d'acompte", "proforma": "Facture proforma"}
_MADE = datetime(2025, 1, 2, tzinfo=UTC)
_PAD_MONEY = Money(".", ",")
_COLUMN_MONEY = Money(" ", after=" EUR")
_COPY_MONEY = Money("'", ".", after=" EUR")


class _Paper(FPDF):
    """A page in millimetres from its top left corner; base fonts write Windows-1252 only."""

    def __init__(self) -> None:
        super().__init__()
        self.set_auto_page_break(False)
        self.set_creation_date(_MADE)
        self.add_page()

    def say(self, x: float, y: float, text: str, font: str = "helvetica", size: float = 9, right: bool = False) -> None:
        """Write one line with its baseline at ``y``, ending at ``x`` when ``right``; a font ending in B is bold."""
        self.set_font(font.removesuffix("B"), "B" if font.endswith("B") else "", size)
        self.text(x - self.get_string_width(text) if right else x, y, text)

    def box(self, x: float, y: float, width: float, height: float, label: str) -> None:
        """Draw a form's field with its printed label."""
        self.rect(x, y, width, height)
        self.say(x + 1, y + 2.8, label, size=6)


def _address(s: Scenario) -> list[str]:
    return [s.addressee.name, s.addressee.street, f"{s.addressee.postcode} {s.addressee.city}"]


def _clause(s: Scenario) -> str:
    return "art. 293 B du CGI" if s.regime == "franchise" else "art. 261-4-4° a du CGI"


def _pad(s: Scenario) -> tuple[FPDF, set[str]]:
    """Typewriter values in the fields of a printed form; the net has its field on every sheet."""
    page, money = _Paper(), _PAD_MONEY
    page.set_draw_color(0, 60, 120)
    page.say(12, 16, s.issuer.name, "timesB", 14)
    page.say(12, 21, f"{s.issuer.street}, {s.issuer.postcode} {s.issuer.city} - Tél. {s.issuer.phone}", "times", 8)
    page.say(
        12,
        25,
        f"Siret {formats.siret(s.issuer.siret, 'dots')} - Form. prof. {formats.nda(s.issuer.nda or '')}",
        "times",
        8,
    )
    if s.issuer.vat_number:
        page.say(12, 29, f"TVA {formats.vat(s.issuer.vat_number, 'key')}", "times", 8)
    fields = (
        (12, 34, 45, _TITLES.get(s.document_type, "Facture") + " N°", s.invoice_number),
        (57, 34, 35, "Date", formats.day(s.issue_date, "dd-mm-yyyy")),
        (12, 44, 80, "Réf. prise en charge", " ".join(s.dossiers[:2])),
        (12, 54, 80, "Suite réf.", " ".join(s.dossiers[2:])),
    )
    for x, top, width, label, value in fields:
        page.box(x, top, width, 10, label)
        page.say(x + 2, top + 7.5, value, "courier", 10)
    page.box(102, 34, 96, 30, "DOIT :")
    for row, line in enumerate(_address(s)):
        page.say(106, 43 + 5 * row, line, "courier", 10)
    columns = (("Qté", 12, 16), ("Désignation", 28, 114), ("P.U.", 142, 26), ("Montant", 168, 30))
    for label, x, width in columns:
        page.box(x, 70, width, 150, label)
    y = 79.0
    if s.beneficiary:
        page.say(30, y, f"Pour {s.beneficiary.name} {formats.siret(s.beneficiary.siret, 'compact')}", "courier", 8)
        y += 6
    if s.document_type == "credit_note":
        page.say(30, y, f"S/ facture {other(s, 'facture_origine')}", "courier", 8)
        y += 6
    for item in s.items:
        page.say(26, y, formats.quantity(item.quantity), "courier", 9, right=True)
        page.say(30, y, item.label[:60], "courier", 8)
        page.say(166, y, money(item.unit_price), "courier", 9, right=True)
        page.say(196, y, money(item.amount), "courier", 9, right=True)
        y += 6
    if not s.total_tva:
        page.say(30, 215, f"Sans TVA, {_clause(s)}", "courier", 8)
    totals = (
        ("TOTAL H.T.", money(s.total_ht)),
        ("T.V.A. " + " / ".join(formats.rate(row.rate, "%") for row in s.vat_rows if row.rate), money(s.total_tva)),
        ("TOTAL T.T.C.", money(s.total_ttc)),
        ("ARRHES", money(s.deposit_paid) if s.deposit_paid else "----"),
        (
            "NET EN EUROS A PAYER" if s.document_type != "credit_note" else "NET EN EUROS A DEDUIRE",
            money(s.net_payable),
        ),
    )
    for column, (label, value) in enumerate(totals):
        page.box(12 + 37.2 * column, 224, 37.2, 13, label)
        page.say(12 + 37.2 * column + 35, 233, value, "courierB", 10, right=True)
    page.box(12, 241, 186, 14, "Banque / IBAN / BIC")
    if s.bank:
        page.say(14, 250, f"{s.bank.name} {s.bank.iban} {s.bank.bic}", "courier", 9)
    return page, set(USUAL | {"net_payable"})


def _column(s: Scenario) -> tuple[FPDF, set[str]]:
    """A dark column holds who, when and how much, label over value; the lines stand beside it without a ruling."""
    page, money = _Paper(), _COLUMN_MONEY
    page.set_fill_color(38, 50, 56)
    page.rect(0, 0, 68, 297, "F")
    page.set_text_color(255, 255, 255)
    page.say(8, 18, s.issuer.name[:26], "helveticaB", 11)
    facts = [
        ("Numéro", s.invoice_number),
        ("Fait le", formats.day(s.issue_date)),
        ("Dossier" if len(s.dossiers) == 1 else "Dossiers", "\n".join(s.dossiers)),
        ("Montant de base", money(s.total_ht)),
        *(("TVA " + formats.rate(row.rate, " %"), money(row.tva)) for row in s.vat_rows if row.rate),
        *([("TVA en tout", money(s.total_tva))] if len(s.vat_rows) > 1 else []),
        *([("Montant avec TVA", money(s.total_ttc))] if s.total_tva else [("TVA", f"néant, {_clause(s)}")]),
        *([("Déjà reçu", money(s.deposit_paid))] if s.deposit_paid else []),
        *([("Reste à payer", money(s.net_payable))] if s.deposit_paid else []),
    ]
    y = 32.0
    for label, value in facts:
        page.say(8, y, label, size=7)
        for line in value.split("\n"):
            page.say(8, y + 5, line, "helveticaB", 10)
            y += 5
        y += 7
    if s.bank:
        page.say(8, 262, s.bank.name, size=7)
        page.say(8, 267, formats.iban(s.bank.iban), size=7)
        page.say(8, 271, s.bank.bic, size=7)
    page.set_text_color(0, 0, 0)
    page.say(78, 24, _TITLES.get(s.document_type, "Facture"), "helvetica", 24)
    for row, line in enumerate(_address(s)):
        page.say(78, 40 + 5 * row, line, size=10)
    if s.beneficiary:
        page.say(78, 60, f"Au bénéfice de {s.beneficiary.name}, {formats.siret(s.beneficiary.siret)}", size=8)
    if s.document_type == "credit_note":
        page.say(78, 65, f"Se rapporte à {other(s, 'facture_origine')}", size=8)
    y = 76.0
    for item in s.items:
        page.say(78, y, item.label, "helveticaB", 9)
        detail = f"{formats.quantity(item.quantity)} {item.unit} x {money(item.unit_price)}"
        page.say(78, y + 4.5, detail + (f" - {item.trainee}" if item.trainee else ""), size=8)
        page.say(200, y, money(item.amount), size=9, right=True)
        y += 13
    for row, line in enumerate(
        (
            f"{s.issuer.name}, {s.issuer.legal_form}, {s.issuer.street}, {s.issuer.postcode} {s.issuer.city}",
            f"N° d'établissement {formats.siret(s.issuer.siret, 'two_part')} - déclaration {s.issuer.nda}"
            + (f" - {s.issuer.vat_number}" if s.issuer.vat_number else ""),
        )
    ):
        page.say(78, 280 + 4 * row, line, size=7)
    return page, set(USUAL | {"single_total", "exemption"} if not s.total_tva else USUAL) | (
        {"net_payable"} if s.deposit_paid else set()
    )


def _half(page: _Paper, s: Scenario, top: float, name: str) -> None:
    money = _COPY_MONEY
    page.say(14, top + 10, f"{s.issuer.name} {s.issuer.legal_form}", "timesB", 11)
    page.say(196, top + 10, f"{_TITLES.get(s.document_type, 'Facture').upper()} - {name}", "timesB", 10, right=True)
    page.say(14, top + 15, f"{s.issuer.street} {s.issuer.postcode} {s.issuer.city}", "times", 9)
    page.say(14, top + 19, f"SIRET: {formats.siret(s.issuer.siret)}  N.D.A.: {s.issuer.nda}", "times", 9)
    if s.issuer.vat_number:
        page.say(14, top + 23, f"TVA CEE: {s.issuer.vat_number}", "times", 9)
    page.say(196, top + 15, f"No {s.invoice_number} du {formats.day(s.issue_date, 'dd/mm/yy')}", "times", 9, right=True)
    for row, line in enumerate(_address(s)):
        page.say(126, top + 24 + 4 * row, line, "times", 9)
    page.say(14, top + 31, "PEC : " + ", ".join(s.dossiers), "times", 9)
    if s.beneficiary:
        page.say(14, top + 35, f"Sté {s.beneficiary.name} ({formats.siret(s.beneficiary.siret)})", "times", 9)
    y = top + 45
    for item in s.items:
        page.say(14, y, item.label, "times", 9)
        page.say(140, y, formats.quantity(item.quantity), "times", 9, right=True)
        page.say(196, y, money(item.amount), "times", 9, right=True)
        y += 5
    page.line(14, y - 2, 196, y - 2)
    if s.total_tva:
        sums = [("Total H.T.", s.total_ht), *((f"T.V.A. {formats.rate(r.rate)}", r.tva) for r in s.vat_rows)]
        sums += [("Total T.V.A.", s.total_tva)] if len(s.vat_rows) > 1 else []
        sums += [("Total T.T.C.", s.total_ttc)]
    else:
        sums = [(f"Total sans TVA ({_clause(s)})", s.total_ttc)]
    for label, amount in sums:
        page.say(150, y + 3, label, "times", 9, right=True)
        page.say(196, y + 3, money(amount), "timesB", 9, right=True)
        y += 5
    if s.bank:
        page.say(14, top + 130, f"{s.bank.name}  {formats.iban(s.bank.iban)}  {s.bank.bic}", "times", 8)


def _copies(s: Scenario) -> tuple[FPDF, set[str]]:
    """The same document twice on one sheet, to be cut: each amount stands twice, once."""
    page = _Paper()
    _half(page, s, 5, "ORIGINAL")
    page.set_dash_pattern(2, 2)
    page.line(0, 148, 210, 148)
    page.set_dash_pattern()
    _half(page, s, 152, "DUPLICATA")
    return page, set(USUAL if s.total_tva else USUAL | {"single_total", "exemption"})


def _make(draw: Callable[[Scenario], tuple[FPDF, set[str]]], traps: tuple[str, ...], scenario: Scenario) -> Document:
    page, printed = draw(scenario)
    return Document(bytes(page.output()), truth_of(scenario, printed), traps)


LAYOUTS = (
    Layout(
        "fpdf2",
        "carbon-pad",
        partial(_make, _pad, ("labels_above_values", "typewriter", "dotted_thousands")),
        (
            Wishes(lines=2),
            Wishes(regime="exempt", dossiers=4, lines=1),
            Wishes(regime="franchise"),
            Wishes(regime="multi_rate", lines=3),
            Wishes(deposit=True),
            Wishes(document_type="credit_note"),
            Wishes(document_type="deposit_invoice"),
        ),
    ),
    Layout(
        "fpdf2",
        "dark-column",
        partial(_make, _column, ("labels_above_values", "white_on_dark", "totals_before_lines")),
        (
            Wishes(lines=2),
            Wishes(regime="exempt", dossiers=3, lines=1),
            Wishes(regime="franchise", lines=2),
            Wishes(regime="overseas"),
            Wishes(deposit=True, lines=2),
            Wishes(document_type="proforma"),
        ),
    ),
    Layout(
        "fpdf2",
        "original-and-copy",
        partial(_make, _copies, ("everything_twice", "apostrophe_thousands")),
        (
            Wishes(lines=2),
            Wishes(regime="exempt", lines=1),
            Wishes(regime="multi_rate", lines=2),
            Wishes(regime="franchise", dossiers=2, lines=1),
            Wishes(document_type="credit_note", regime="exempt"),
        ),
    ),
)
