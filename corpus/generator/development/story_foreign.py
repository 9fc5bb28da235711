"""Invoices in two languages, and paid ones, set by PyMuPDF's Story."""

from dataclasses import replace
from html import escape

import pymupdf

from corpus.generator import formats
from corpus.generator.development import blocks
from corpus.generator.development.story_web import Page, area, lines, rgb, table, web
from corpus.generator.facts import Document, Scenario
from corpus.generator.layout import Layout
from corpus.generator.scenario import other
from corpus.generator.truth import TOTALS, USUAL, truth_of


def _bilingual(s: Scenario) -> Document:
    """Print every label in French and English, as international trainers do."""
    money = formats.Money(",", ".", after=" EUR") if s.seed // 4 % 2 else formats.Money(before="EUR ")
    css = """
    * {font-family: spacemo; font-size: 8px;}
    h1 {font-size: 16px; color: #b00020;}
    table {width: 100%; border-collapse: collapse;}
    th {font-size: 7.5px; border-bottom: 1px solid #b00020; padding: 4px;}
    td {padding: 4px; border-bottom: 0.3px solid #ccc;}
    """
    issuer = s.issuer
    left = f"<h1>{escape(issuer.name)}</h1>" + lines(
        [issuer.street, f"{issuer.postcode} {issuer.city}, FRANCE", issuer.email or ""]
    )
    facts = [
        ["Facture / Invoice", s.invoice_number],
        ["Date / Date", formats.day(s.issue_date, "yyyy-mm-dd") if s.seed % 2 else formats.day(s.issue_date)],
        ["Échéance / Due date", formats.day(s.due_date) if s.due_date else "à réception / upon receipt"],
        ["Dossier OPCO / Funding file", s.dossiers[0]],
        ["Commande / PO", other(s, "commande")],
    ]
    rows = [["Description", "Qté / Qty", "Prix / Price", "TVA / VAT", "Montant / Amount"]]
    rows += [
        [
            escape(item.label),
            formats.quantity(item.quantity),
            money(item.unit_price),
            formats.rate(item.rate),
            money(item.amount),
        ]
        for item in s.items
    ]
    sums = [["Total HT / Net total", money(s.total_ht)]]
    sums += [[f"TVA / VAT {formats.rate(row.rate)}", money(row.tva)] for row in s.vat_rows]
    sums += [["<b>Total TTC / Gross total</b>", f"<b>{money(s.total_ttc)}</b>"]]
    exempt = "" if s.total_tva else "TVA exonérée, art. 261-4-4 CGI / VAT exempt"
    bank = f"IBAN {formats.iban(s.bank.iban)}<br/>SWIFT/BIC {s.bank.bic}" if s.bank else ""
    ids = [f"SIRET {formats.siret(issuer.siret)}", f"N° TVA / VAT no. {issuer.vat_number}", f"NDA {issuer.nda}"]
    page: Page = [
        (area(18, 16, 90, 40), left),
        (area(112, 18, 82, 50), table(facts, widths=(46, 54), aligns="ll", head=False)),
        (area(18, 62, 80, 32), f"Client / Customer<br/><b>{lines(blocks.address(s.addressee))}</b>"),
        (area(18, 100, 176, 90), table(rows, widths=(42, 10, 18, 12, 18), aligns="lrrrr")),
        (area(100, 194, 94, 46), table(sums, widths=(56, 44), aligns="lr", head=False)),
        (area(18, 242, 90, 14), exempt),
        (area(18, 256, 100, 16), bank),
        (area(18, 276, 176, 14), escape(" | ".join(ids))),
    ]
    pdf = web([page], css, {"spacemo": "spacemo", "spacemo*": "spacembo"}, "Google Docs Renderer", s.seed)
    return Document(pdf, truth_of(s, USUAL), ("bilingual",))


def _paid(s: Scenario) -> Document:
    """Print a facture acquittée to the company: paid on a date by transfer, nothing left to pay."""
    money = formats.SPACE_EURO
    css = """
    * {font-family: notos; font-size: 9.5px;}
    h1 {font-size: 17px;}
    .stamp {font-size: 15px; color: #1b5e20; text-align: center;}
    table {width: 100%;}
    td {padding: 3px;}
    th {padding: 3px; background-color: #eeeeee;}
    b {font-weight: bold;}
    """
    issuer = s.issuer
    paid_on = formats.day(s.due_date or s.issue_date)
    head = f"<h1>Facture acquittée</h1>n° <b>{s.invoice_number}</b> établie le {formats.day(s.issue_date, '1er')}<br/>"
    head += f"Référence de prise en charge : {', '.join(s.dossiers)}<br/>Session : {blocks.session_text(s)}"
    rows = [["Formation", "Participant", "Montant"]]
    rows += [[escape(item.label), escape(item.trainee or "-"), money(item.amount)] for item in s.items]
    if s.total_tva:
        sums = [
            ["Total hors taxes", money(s.total_ht)],
            ["TVA 20 %", money(s.total_tva)],
            ["Total toutes taxes", money(s.total_ttc)],
        ]
        printed = USUAL | {"net_payable"}
    else:
        sums = [["Total net de TVA", money(s.total_ttc)]]
        printed = USUAL - TOTALS | {"single_total", "exemption", "net_payable"}
    sums += [
        [f"Réglé par virement le {paid_on}", money(-s.total_ttc)],
        ["<b>Reste à payer</b>", f"<b>{money(s.total_ttc - s.total_ttc)}</b>"],
    ]
    clause = "" if s.total_tva else "Exonéré de TVA en vertu de l'article 261-4-4° a du CGI."
    who = [*blocks.address(issuer), f"Siret : {formats.siret(issuer.siret, 'dash')}", f"N° d'activité : {issuer.nda}"]
    vat = f"TVA : {issuer.vat_number} - " if issuer.vat_number else ""
    bank = f"{formats.iban(s.bank.iban)} ({s.bank.bic})" if s.bank else ""
    page: Page = [
        (area(20, 18, 80, 40), lines(who)),
        (area(112, 40, 80, 36), lines([*blocks.address(s.addressee), f"Siret : {s.addressee.siret}"])),
        (area(20, 82, 170, 36), head),
        (area(20, 120, 170, 70), table(rows, widths=(52, 28, 20), aligns="llr")),
        (area(90, 192, 100, 44), table(sums, widths=(66, 34), aligns="lr", head=False)),
        (area(24, 200, 58, 20), f'<p class="stamp">ACQUITTÉ<br/>le {paid_on}</p>'),
        (area(20, 240, 170, 10), clause),
        (area(20, 252, 170, 10), f"Compte : {bank}"),
        (area(20, 276, 170, 12), escape(f"{vat}{blocks.full_name(issuer)} - APE {issuer.naf}")),
    ]

    def paint(_: int, sheet: pymupdf.Page) -> None:
        sheet.draw_rect(area(24, 198, 58, 22), color=rgb(0x1B5E20), width=1.6, overlay=False)

    pdf = web([page], css, {"notos": "notos", "notos*": "notosbo"}, "Odoo", s.seed, paint)
    return Document(pdf, replace(truth_of(s, printed), net_payable="0.00"), ("paid",))


LAYOUTS = (
    Layout(
        "story",
        "bilingual",
        _bilingual,
        (
            {"regime": "taxed", "lines": 2},
            {"regime": "taxed", "lines": 1, "addressee": "company"},
            {"regime": "multi_rate", "lines": 3},
        ),
    ),
    Layout(
        "story",
        "paid",
        _paid,
        (
            {"regime": "taxed", "lines": 1, "addressee": "company"},
            {"regime": "exempt", "lines": 1, "addressee": "company"},
            {"regime": "exempt", "lines": 2, "addressee": "company", "dossier_shape": "five"},
        ),
    ),
)
