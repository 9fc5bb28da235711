"""Invoices that are mostly one table, drawn by ReportLab: a spreadsheet, subtotals by dossier, a row of totals."""

from decimal import Decimal

from corpus.generator import formats
from corpus.generator.development import blocks
from corpus.generator.development.reportlab_sheet import GREY, HELVETICA, Sheet, caladea, colour, vera
from corpus.generator.facts import Document, Scenario
from corpus.generator.layout import Layout
from corpus.generator.scenario import other
from corpus.generator.truth import USUAL, truth_of


def _spreadsheet(s: Scenario) -> Document:
    """Print a spreadsheet with its grid: euro signs in cells of their own, RCS and VAT but no SIRET."""
    money = formats.Money()
    page = Sheet(caladea(), "Microsoft® Excel® 2016")
    grid = [("GRID", (0, 0), (-1, -1), 0.25, colour(0xBFBFBF)), ("ALIGN", (1, 0), (-1, -1), "RIGHT")]
    page.rect(14, 14, 182, 12, fill=colour(0x4472C4), line=None)
    page.text(105, 22, "FACTURE", 16, bold=True, align="centre", ink=colour(0xFFFFFF))
    issuer = [s.issuer.name, s.issuer.street, f"{s.issuer.postcode} {s.issuer.city}"]
    court = f"RCS {s.issuer.rcs} {formats.siren(s.issuer.siret)}"
    left = [[text] for text in (*issuer, court, f"TVA : {s.issuer.vat_number}", f"NDA : {s.issuer.nda}")]
    page.table(14, 32, [86], left, [grid[0]], size=9)
    right = [
        ["Facture", s.invoice_number],
        ["Date", formats.day(s.issue_date)],
        ["Client", s.addressee.name],
        ["Adresse", s.addressee.street],
        ["Ville", f"{s.addressee.postcode} {s.addressee.city}"],
        ["N° dossier", s.dossiers[0]],
    ]
    top = page.table(106, 32, [26, 64], right, grid, size=9) + 8
    rows = [["Libellé", "Qté", "PU HT", "", "Total HT", ""]]
    rows += [
        [item.label, formats.quantity(item.quantity), money(item.unit_price), "€", money(item.amount), "€"]
        for item in s.items
    ]
    rows += [[""] * 6 for _ in range(8 - len(rows))]
    rows += [["", "", "", "", "", ""], ["TOTAL HT", "", "", "", money(s.total_ht), "€"]]
    rows += [[f"TVA {formats.rate(row.rate, '%')}", "", "", "", money(row.tva), "€"] for row in s.vat_rows]
    rows.append(["TOTAL TTC", "", "", "", money(s.total_ttc), "€"])
    last = len(rows) - 1
    strong = [
        ("FONT", (0, last), (-1, last), "Caladea-Bold", 10),
        ("BACKGROUND", (0, last), (-1, last), colour(0xD9E1F2)),
    ]
    head = [("FONT", (0, 0), (-1, 0), "Caladea-Bold", 9), ("BACKGROUND", (0, 0), (-1, 0), colour(0xD9E1F2))]
    y = page.table(14, top, [88, 18, 28, 7, 34, 7], rows, [*grid, *head, *strong], size=9)
    if s.bank:
        page.lines(14, y + 10, [f"IBAN : {s.bank.iban}", f"BIC : {s.bank.bic}"], 9)
    printed = USUAL - {"siret"} | {"siren"}
    return Document(page.pdf(), truth_of(s, printed), ("no_siret", "euro_apart"))


def _subtotals(s: Scenario) -> Document:
    """Group the lines by dossier, each with its subtotals, before the general total."""
    money = formats.Money(formats.NBSP)
    page = Sheet(HELVETICA, "SAP Crystal Reports")
    teal = colour(0x00695C)
    page.rect(0, 0, 6, 297, fill=teal, line=None)
    page.text(16, 20, s.issuer.name, 16, bold=True, ink=teal)
    page.lines(
        16,
        26,
        [f"{s.issuer.street} - {s.issuer.postcode} {s.issuer.city}", f"SIRET n° {formats.siret(s.issuer.siret)}"],
        8.5,
        4.2,
    )
    page.text(198, 20, "Relevé de facturation" if len(s.dossiers) > 3 else "Facture", 13, align="right")
    page.text(198, 26, f"Facture N° : {s.invoice_number}", 10, bold=True, align="right")
    page.text(198, 31, f"Date de facture : {formats.day(s.issue_date, 'dd.mm.yyyy')}", 9, align="right")
    page.text(198, 35.5, f"Contrat cadre : {other(s, 'contrat')}", 9, align="right")
    page.lines(120, 48, [*blocks.address(s.addressee), f"TVA : {s.addressee.vat_number}"], 9.5, 4.6)
    rows = [["Prestation", "Stagiaire", "Montant HT", "TVA", "Montant TTC"]]
    style = [
        ("FONT", (0, 0), (-1, 0), "Helvetica-Bold", 8),
        ("LINEBELOW", (0, 0), (-1, 0), 1, teal),
        ("ALIGN", (2, 0), (-1, -1), "RIGHT"),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    for number, items in blocks.by_dossier(s):
        rows.append([f"Dossier {number}", "", "", "", ""])
        style.append(("BACKGROUND", (0, len(rows) - 1), (-1, len(rows) - 1), colour(0xE0F2F1)))
        for item in items:
            tva = (item.amount * item.rate / 100).quantize(Decimal("0.01"))
            rows.append([item.label, item.trainee or "", money(item.amount), money(tva), money(item.amount + tva)])
        base = sum((item.amount for item in items), Decimal(0))
        tax = sum(((item.amount * item.rate / 100).quantize(Decimal("0.01")) for item in items), Decimal(0))
        rows.append(["", f"Sous-total {number}", money(base), money(tax), money(base + tax)])
        style.append(("LINEABOVE", (1, len(rows) - 1), (-1, len(rows) - 1), 0.4, GREY))
    rows.append(["", "TOTAL GÉNÉRAL EUR", money(s.total_ht), money(s.total_tva), money(s.total_ttc)])
    style += [
        ("FONT", (1, len(rows) - 1), (-1, -1), "Helvetica-Bold", 9),
        ("LINEABOVE", (1, len(rows) - 1), (-1, -1), 1, teal),
    ]
    y = page.table(16, 76, [62, 50, 24, 20, 26], rows, style, size=8, wrap=0) + 8
    if not s.total_tva:
        page.text(16, y, "Formation professionnelle continue exonérée de TVA - CGI art. 261-4-4°a", 8)
    if s.bank:
        page.text(16, y + 6, f"À verser sur : {s.bank.name} {formats.iban(s.bank.iban)} {s.bank.bic}", 8.5)
    vat = f" / TVA intracommunautaire {formats.vat(s.issuer.vat_number)}" if s.issuer.vat_number else ""
    page.text(
        105,
        288,
        f"{blocks.capital(s.issuer)} / NAF {s.issuer.naf} / NDA {s.issuer.nda}{vat}",
        6.8,
        align="centre",
        ink=GREY,
    )
    return Document(page.pdf(), truth_of(s, USUAL), ("subtotals",))


def _row_of_totals(s: Scenario) -> Document:
    """End with a wide row of totals under their heads; the legal mentions run up the left margin."""
    money = formats.PLAIN_MONEY if s.seed // 4 % 2 else formats.Money()
    page = Sheet(vera(), "WaveSoft")
    violet = colour(0x4A148C)
    mentions = (
        f"{blocks.capital(s.issuer)} - RCS {s.issuer.rcs} - SIRET {formats.siret(s.issuer.siret)} - APE {s.issuer.naf}"
    )
    page.sideways(9, 250, f"{mentions} - TVA {s.issuer.vat_number} - NDA {s.issuer.nda}", 6.5)
    page.polygon([(16, 14), (34, 14), (28, 26), (16, 26)], violet)
    page.text(38, 22, s.issuer.name, 14, bold=True, ink=violet)
    page.lines(16, 33, [s.issuer.street, f"{s.issuer.postcode} {s.issuer.city}", f"{s.issuer.phone}"], 8, 4)
    page.lines(120, 33, blocks.address(s.addressee), 9.5, 4.8)
    label = {"credit_note": "Avoir", "proforma": "Facture pro-forma"}.get(s.document_type, "Facture")
    due = formats.day(s.due_date, "dd/mm/yyyy") if s.due_date else "comptant"
    head = [
        [label, "Du", "Affaire", "Cde client", "Dossier", "Règlement au"],
        [s.invoice_number, formats.day(s.issue_date), other(s, "affaire"), other(s, "commande"), s.dossiers[0], due],
    ]
    box = [
        ("BOX", (0, 0), (-1, -1), 0.6, violet),
        ("INNERGRID", (0, 0), (-1, -1), 0.3, violet),
        ("ALIGN", (0, 0), (-1, -1), "CENTER"),
    ]
    shade = ("BACKGROUND", (0, 0), (-1, 0), colour(0xEDE7F6))
    page.table(16, 60, [34, 26, 24, 32, 36, 30], head, [*box, shade], size=7.5)
    rows = [["Code", "Désignation", "Qté", "PU net HT", "T", "Total HT"]]
    codes = {row.rate: str(index) for index, row in enumerate(s.vat_rows, 1)}
    rows += [
        [
            f"P{index:02d}",
            item.label,
            formats.quantity(item.quantity),
            money(item.unit_price),
            codes[item.rate],
            money(item.amount),
        ]
        for index, item in enumerate(s.items, 1)
    ]
    lined = [
        box[0],
        ("LINEAFTER", (0, 0), (-2, -1), 0.3, violet),
        shade,
        ("ALIGN", (2, 0), (-1, -1), "RIGHT"),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    y = page.table(16, 78, [16, 86, 14, 26, 8, 32], rows, lined, size=8, wrap=1, height=120)
    vat = [["T", "Taux", "Base", "Taxe"]]
    vat += [[codes[row.rate], formats.rate(row.rate, "", 2), money(row.base), money(row.tva)] for row in s.vat_rows]
    end = page.table(16, y + 4, [8, 18, 26, 24], vat, [*box, shade], size=7.5)
    totals = [
        ["Total H.T.", "Remise", "Net H.T.", "T.V.A.", "T.T.C. (€)", "Acompte", "À payer (€)"],
        [
            money(s.total_ht),
            money(Decimal(0)),
            money(s.total_ht),
            money(s.total_tva),
            money(s.total_ttc),
            money(s.deposit_paid),
            money(s.net_payable),
        ],
    ]
    last = page.table(
        16, max(end, y + 26) + 3, [26] * 7, totals, [*box, shade, ("FONT", (-1, 1), (-1, 1), "Vera-Bold", 8.5)], size=8
    )
    if s.bank:
        page.text(16, last + 7, f"Banque : {s.bank.name} - {formats.iban(s.bank.iban)} - {s.bank.bic}", 8)
    return Document(page.pdf(), truth_of(s, USUAL | {"net_payable"}), ("vertical_print", "totals_in_a_row"))


LAYOUTS = (
    Layout(
        "reportlab",
        "spreadsheet",
        _spreadsheet,
        (
            {"regime": "taxed", "lines": 2},
            {"regime": "multi_rate", "lines": 3},
            {"regime": "taxed", "addressee": "company", "lines": 1},
            {"regime": "overseas", "lines": 2},
        ),
    ),
    Layout(
        "reportlab",
        "subtotals",
        _subtotals,
        (
            {"regime": "taxed", "dossiers": 3, "lines": 2},
            {"regime": "exempt", "dossiers": 5, "lines": 2, "dossier_shape": "any"},
            {"regime": "multi_rate", "dossiers": 2, "lines": 3},
            {"regime": "exempt", "dossiers": 2, "lines": 1, "dossier_shape": "reimbursement"},
            {"regime": "taxed", "dossiers": 4, "lines": 1, "dossier_shape": "five"},
        ),
    ),
    Layout(
        "reportlab",
        "row_of_totals",
        _row_of_totals,
        (
            {"regime": "taxed", "lines": 3},
            {"regime": "taxed", "lines": 2, "deposit": True},
            {"regime": "multi_rate", "lines": 4, "deposit": True},
            {"regime": "taxed", "lines": 2, "document_type": "proforma"},
            {"regime": "taxed", "lines": 1, "document_type": "credit_note"},
            {"regime": "overseas", "lines": 3},
        ),
    ),
)
