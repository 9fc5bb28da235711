"""Invoices with an unusual grid, drawn by ReportLab: lines as columns, and who pays which part."""

from decimal import Decimal

from corpus.generator import formats
from corpus.generator.development import blocks, wording
from corpus.generator.development.reportlab_sheet import GREY, HELVETICA, WHITE, Sheet, colour, vera
from corpus.generator.facts import Document, Scenario
from corpus.generator.layout import Layout
from corpus.generator.scenario import other
from corpus.generator.truth import USUAL, truth_of


def _lines_as_columns(s: Scenario) -> Document:
    """Turn the table round: a column for each dossier, a row for each fact, the totals in the last column."""
    money = formats.Money(formats.NBSP)
    page = Sheet(vera(), "Crystal Reports", wide=True)
    tone = colour(0x5D4037)
    page.rect(0, 0, 297, 3, fill=tone, line=None)
    page.text(14, 16, f"Facture de prestations de formation n° {s.invoice_number}", 13, bold=True, ink=tone)
    page.text(283, 16, f"Date de pièce : {formats.day(s.issue_date, 'dd/mm/yy')}", 10, align="right")
    page.text(
        283, 21.5, f"Date d'exigibilité : {formats.day(s.due_date or s.issue_date, 'dd/mm/yy')}", 8, align="right"
    )
    page.lines(14, 26, ["Émetteur", *blocks.address(s.issuer)], 8.5, 4)
    numbers = [f"N° SIRET {formats.siret(s.issuer.siret, 'compact')}", f"N° DA {s.issuer.nda}"]
    if s.issuer.vat_number:
        numbers.append(f"N° TVA {s.issuer.vat_number}")
    page.lines(84, 30, numbers, 8.5, 4)
    page.lines(150, 26, ["Financeur", *blocks.address(s.addressee)], 8.5, 4)
    company = s.beneficiary
    if company:
        who = ["Entreprise", *blocks.address(company), f"N° SIRET {company.siret}"]
        page.lines(220, 26, who, 8.5, 4)
    taxes = dict(zip(s.items, wording.line_tva(s.items), strict=True))
    columns = [["", "N° dossier", "Stagiaire", "Action", "Volume", "Prix HT", "Total HT", "TVA", "Total TTC"]]
    for rank, item in enumerate(s.items, 1):
        tva = taxes[item]
        columns.append(
            [
                f"Ligne {rank}",
                item.dossier or "",
                item.trainee or "-",
                item.label[:24],
                f"{formats.quantity(item.quantity)} {item.unit}",
                money(item.unit_price),
                money(item.amount),
                money(tva),
                money(item.amount + tva),
            ]
        )
    columns.append(["Total (EUR)", "", "", "", "", "", money(s.total_ht), money(s.total_tva), money(s.total_ttc)])
    rows = list(map(list, zip(*columns, strict=True)))
    style = [
        ("GRID", (0, 0), (-1, -1), 0.4, tone),
        ("BACKGROUND", (0, 0), (0, -1), colour(0xEFEBE9)),
        ("FONT", (-1, 0), (-1, -1), "Vera-Bold", 7.5),
        ("ALIGN", (1, 4), (-1, -1), "RIGHT"),
    ]
    width = min(46.0, 236 / (len(columns) - 1))
    end = page.table(14, 58, [28, *[width] * (len(columns) - 1)], rows, style, size=7.5)
    if not s.total_tva:
        page.text(14, end + 8, "Opérations exonérées de TVA (261-4-4° a CGI)", 8)
    page.text(14, end + 15, f"Période {blocks.session_text(s)} - convention {other(s, 'convention')}", 8)
    if s.bank:
        page.text(14, 190, f"Banque {s.bank.name} - {formats.iban(s.bank.iban)} - {s.bank.bic}", 8.5)
    page.text(148, 204, f"{blocks.full_name(s.issuer)} - APE {s.issuer.naf}", 7, align="centre", ink=GREY)
    return Document(page.pdf(), truth_of(s, USUAL), ("lines_as_columns",))


def _who_pays(s: Scenario) -> Document:
    """Split the total between the company and the OPCO, whose part is what this invoice asks for."""
    money = formats.Money(formats.NBSP, after=" €") if s.seed % 2 else formats.Money(".", after="€")
    page = Sheet(HELVETICA, "Digiforma")
    teal = colour(0x00838F)
    for step in range(6):
        page.circle(20 + step * 5, 18, 4 - step * 0.5, teal)
    page.text(14, 34, s.issuer.name, 12, bold=True)
    page.lines(14, 39, blocks.address(s.issuer)[1:], 8.5, 4)
    page.lines(14, 47, [f"SIREN {formats.siren(s.issuer.siret)} - siège", f"APE {s.issuer.naf}"], 8.5, 4)
    page.lines(14, 55, [f"Établissement : {formats.siret(s.issuer.siret, 'dash')}", f"NDA : {s.issuer.nda}"], 8.5, 4)
    if s.issuer.vat_number:
        page.text(14, 63, f"TVA : {s.issuer.vat_number}", 8.5)
    page.text(196, 20, "Facture en subrogation de paiement", 14, bold=True, align="right", ink=teal)
    page.lines(196, 27, [f"{s.invoice_number} | {formats.day(s.issue_date)}"], 10, align="right")
    page.lines(196, 40, [*blocks.address(s.addressee), f"SIRET {s.addressee.siret}"], 9.5, 4.6, align="right")
    company = s.beneficiary
    if company:
        text = f"Adhérent : {company.name}, {company.city} (SIRET {formats.siret(company.siret)})"
        page.text(14, 76, text, 9)
    for rank, (label, value) in enumerate(
        (
            ("Accord de financement", " / ".join(s.dossiers)),
            ("Convention signée", other(s, "convention")),
            ("Dates", blocks.session_text(s)),
            ("Durée (h)", other(s, "duree")),
        )
    ):
        page.text(46, 84 + rank * 4.6, label, 8.5, align="right", ink=GREY)
        page.text(49, 84 + rank * 4.6, value, 9)
    rows = [["Libellé", "Base", "Prix unitaire", "Total"]]
    rows += [
        [item.label, f"{formats.quantity(item.quantity)} {item.unit}", money(item.unit_price), money(item.amount)]
        for item in s.items
    ]
    style = [
        ("BACKGROUND", (0, 0), (-1, 0), teal),
        ("TEXTCOLOR", (0, 0), (-1, 0), WHITE),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, teal),
        ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
    ]
    y = page.table(14, 106, [92, 28, 30, 32], rows, style, size=9, wrap=0) + 10
    sums: list[tuple[str, Decimal]] = [("Total général HT", s.total_ht)]
    sums += [(f"TVA {formats.rate(row.rate)}", row.tva) for row in s.vat_rows]
    sums.append(("Total général TTC", s.total_ttc))
    for label, amount in sums:
        page.text(150, y, label, 9.5, align="right")
        page.text(196, y, money(amount), 9.5, align="right")
        y += 5.4
    parts = [["Répartition du règlement", "Part TTC"], ["À la charge de l'entreprise", money(s.employer_share)]]
    parts.append(["Net à payer par AKTO", money(s.net_payable)])
    box = [
        ("BOX", (0, 0), (-1, -1), 0.8, teal),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, teal),
        ("FONT", (0, -1), (-1, -1), "Helvetica-Bold", 10),
        ("ALIGN", (1, 0), (1, -1), "RIGHT"),
    ]
    y = page.table(100, y + 4, [62, 34], parts, box, size=9)
    if not s.total_tva:
        page.text(14, y, "Exonéré de TVA, art. 261-4-4-a CGI", 8)
    if s.bank:
        page.lines(14, 258, ["Compte du prestataire", formats.iban(s.bank.iban), f"BIC {s.bank.bic}"], 9)
    return Document(page.pdf(), truth_of(s, USUAL | {"net_payable"}), ("employer_share", "label_on_the_left"))


LAYOUTS = (
    Layout(
        "reportlab",
        "lines_as_columns",
        _lines_as_columns,
        (
            {"regime": "taxed", "lines": 3},
            {"regime": "exempt", "lines": 1, "dossiers": 4},
            {"regime": "multi_rate", "lines": 3},
            {"regime": "taxed", "lines": 1, "dossiers": 3, "dossier_shape": "reimbursement"},
        ),
    ),
    Layout(
        "reportlab",
        "who_pays",
        _who_pays,
        (
            {"regime": "taxed", "lines": 3, "employer_share": True},
            {"regime": "exempt", "lines": 2, "employer_share": True, "dossiers": 2},
            {"regime": "exempt", "lines": 3, "employer_share": True, "dossier_shape": "five"},
            {"regime": "taxed", "lines": 2, "employer_share": True, "dossier_shape": "legacy"},
        ),
    ),
)
