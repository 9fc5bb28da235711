"""Long and wide exports of training software, drawn by ReportLab."""

from decimal import Decimal

from corpus.generator import formats
from corpus.generator.development import blocks
from corpus.generator.development.reportlab_sheet import GREY, HELVETICA, Sheet, colour, vera
from corpus.generator.facts import Document, Scenario
from corpus.generator.layout import Layout
from corpus.generator.scenario import other
from corpus.generator.truth import USUAL, truth_of

_HAIR = colour(0x777777)


def _wide_export(s: Scenario) -> Document:
    money = formats.Money(formats.NBSP, after=" €")
    page = Sheet(vera(), "YPAREO 6.0", wide=True)
    green = colour(0x2E7D32)
    page.rect(10, 10, 277, 14, fill=green, line=None)
    page.text(14, 19, f"{s.issuer.name}", 13, bold=True, ink=colour(0xFFFFFF))
    title = "Avoir" if s.document_type == "credit_note" else "Facture"
    page.text(
        283,
        19,
        f"{title} n° {s.invoice_number} du {formats.day(s.issue_date)}",
        11,
        ink=colour(0xFFFFFF),
        align="right",
    )
    page.lines(
        14,
        31,
        [
            s.issuer.street,
            f"{s.issuer.postcode} {s.issuer.city}",
            f"Siret : {formats.siret(s.issuer.siret, 'two_part')}",
        ],
        8,
        4,
    )
    page.text(14, 43, f"N° déclaration d'activité : {s.issuer.nda}", 8)
    if s.issuer.vat_number:
        page.text(14, 47, f"TVA intra. : {formats.vat(s.issuer.vat_number, 'key')}", 8)
    page.text(110, 31, "Facturé à", 7, ink=GREY)
    page.lines(110, 35, [*blocks.address(s.addressee), f"Siret : {formats.siret(s.addressee.siret, 'two_part')}"], 8, 4)
    if s.beneficiary:
        page.text(200, 31, "Entreprise", 7, ink=GREY)
        page.lines(
            200, 35, [*blocks.address(s.beneficiary), f"Siret : {formats.siret(s.beneficiary.siret, 'two_part')}"], 8, 4
        )
    rows = [["N° dossier", "Apprenant", "Intitulé de la formation", "Du", "Au", "Qté", "P.U.", "TVA", "HT", "TTC"]]
    start, end = (formats.day(day, "dd/mm/yy") for day in s.session)
    for item in s.items:
        gross = item.amount * (100 + item.rate) / 100
        row = [item.dossier or "", item.trainee or "", item.label, start, end, formats.quantity(item.quantity)]
        rows.append([*row, money(item.unit_price), formats.rate(item.rate, "%"), money(item.amount), money(gross)])
    count = len(rows)
    total = ["Total", "", "", "", "", "", "", money(s.total_tva), money(s.total_ht), money(s.total_ttc)]
    style = [
        ("LINEBELOW", (0, 0), (-1, -1), 0.3, _HAIR),
        ("BACKGROUND", (0, 0), (-1, 0), colour(0xE8F5E9)),
        ("FONT", (0, 0), (-1, 0), "Vera-Bold", 6.8),
        ("FONT", (0, count), (-1, count), "Vera-Bold", 7),
        ("ALIGN", (5, 0), (-1, -1), "RIGHT"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ]
    bottom = page.table(10, 62, [30, 38, 74, 17, 17, 11, 25, 19, 23, 23], [*rows, total], style, size=6.8, wrap=2)
    if not s.total_tva:
        page.text(10, bottom + 5, "Prestation de formation exonérée de TVA (art. 261.4.4°a du CGI)", 7)
    if s.bank:
        page.text(
            10, bottom + 12, f"Merci de régler par virement : IBAN {formats.iban(s.bank.iban)}   BIC {s.bank.bic}", 8
        )
    page.text(
        148,
        203,
        f"{blocks.full_name(s.issuer)} - {s.issuer.website} - Code NAF {s.issuer.naf}",
        6.5,
        align="centre",
        ink=GREY,
    )
    return Document(page.pdf(), truth_of(s, USUAL), ("several_sirets", "landscape"))


def _carried_over(s: Scenario) -> Document:
    money = formats.Money(after=" EUR") if s.seed % 2 else formats.Money(".")
    page = Sheet(HELVETICA, "Crystal Reports")
    widths = [22, 92, 18, 26, 28]
    head = ["Code", "Libellé", "Quantité", "PU H.T.", "Montant H.T."]
    style = [
        ("LINEBELOW", (0, 0), (-1, 0), 1, colour(0)),
        ("FONT", (0, 0), (-1, 0), "Helvetica-Bold", 8.5),
        ("ALIGN", (2, 0), (-1, -1), "RIGHT"),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 1), (-1, -1), 5),
    ]
    rows = [
        [f"F-{index:03d}",
         f"{item.label}<br/>{item.trainee or 'Fourniture'} - dossier {item.dossier}",
         formats.quantity(item.quantity), money(item.unit_price), money(item.amount)]
        for index, item in enumerate(s.items, 1)
    ]  # fmt: skip
    cut = max(1, len(rows) // 2)
    carried = sum((item.amount for item in s.items[:cut]), Decimal(0))
    for number, part in ((1, rows[:cut]), (2, rows[cut:])):
        _carried_header(page, s, number)
        if number == 1:
            body = [head, *part]
            bottom = page.table(12, 92, widths, body, style, size=8.5, wrap=1)
            page.text(198, max(bottom + 8, 240), f"À reporter : {money(carried)}", 9, align="right")
            _carried_footer(page, s)
            page.next_page()
        else:
            body = [head, ["", "Report", "", "", money(carried)], *part]
            bottom = page.table(12, 92, widths, body, style, size=8.5, wrap=1)
    y = max(bottom + 12, 175)
    page.rule(110, y - 5, 198, y - 5, 1)
    labels = [("Montant total hors taxes (en euros)", s.total_ht)]
    labels += [(f"TVA {formats.rate(row.rate)} sur {money(row.base)}", row.tva) for row in s.vat_rows]
    labels.append(("Montant total toutes taxes comprises", s.total_ttc))
    if s.deposit_paid:
        labels += [("Acompte déjà réglé", -s.deposit_paid), ("Reste à payer", s.net_payable)]
    for text, amount in labels:
        page.text(112, y, text, 8.5, bold=text.startswith(("Montant", "Reste")))
        page.text(198, y, money(amount), 9, bold=text.startswith(("Montant", "Reste")), align="right")
        y += 5.5
    if s.bank:
        page.text(12, y + 8, f"Coordonnées bancaires : {s.bank.holder} / {s.bank.name}", 8)
        page.text(12, y + 12, f"IBAN : {formats.iban(s.bank.iban)}     SWIFT : {s.bank.bic}", 8)
    _carried_footer(page, s)
    return Document(
        page.pdf(), truth_of(s, USUAL | ({"net_payable"} if s.deposit_paid else set())), ("totals_on_page_2",)
    )


def _carried_header(page: Sheet, s: Scenario, number: int) -> None:
    page.circle(22, 22, 9, colour(0xB71C1C))
    page.text(22, 24.5, s.issuer.name[:2].upper(), 17, bold=True, ink=colour(0xFFFFFF), align="centre")
    page.lines(36, 18, [s.issuer.name, s.issuer.street, f"{s.issuer.postcode} {s.issuer.city}"], 9, 4.2)
    page.text(198, 18, "Facture" if s.document_type == "invoice" else "Avoir", 18, bold=True, align="right")
    page.text(198, 24, f"Page {number}/2", 8, align="right")
    pairs = [
        ("Facture n°" if s.document_type == "invoice" else "Avoir n°", s.invoice_number),
        ("Date de facturation", formats.day(s.issue_date, "dd-mm-yyyy")),
        ("Date d'échéance", formats.day(s.due_date, "dd-mm-yyyy") if s.due_date else "à réception"),
        ("Réf. client", other(s, "client")),
        ("Devis accepté", other(s, "devis")),
    ]
    y = 44.0
    for label, value in pairs:
        page.text(12, y, label, 8.5)
        page.text(48, y, f": {value}", 8.5, bold=label.endswith("n°"))
        y += 4.6
    page.lines(118, 46, [*blocks.address(s.addressee), f"SIRET : {formats.siret(s.addressee.siret)}"], 9.5, 4.8)
    page.text(12, 80, f"Dossier(s) de prise en charge : {', '.join(s.dossiers)}", 8.5)


def _carried_footer(page: Sheet, s: Scenario) -> None:
    page.rule(12, 278, 198, 278, 0.4)
    text = f"{blocks.full_name(s.issuer)} - {s.issuer.street} {s.issuer.postcode} {s.issuer.city}"
    page.text(105, 282, text, 6.8, align="centre")
    numbers = f"Siret {formats.siret(s.issuer.siret, 'dots')} - NAF {s.issuer.naf} - N° formateur {s.issuer.nda}"
    vat = f" - TVA {s.issuer.vat_number}" if s.issuer.vat_number else ""
    page.text(105, 285.5, numbers + vat, 6.8, align="centre")


LAYOUTS = (
    Layout(
        "reportlab",
        "wide_export",
        _wide_export,
        (
            {"regime": "exempt", "dossiers": 5, "lines": 1},
            {"regime": "taxed", "dossiers": 3, "lines": 2},
            {"regime": "exempt", "dispositif": "apprentissage", "dossiers": 4},
            {"regime": "overseas", "dossiers": 2, "lines": 1},
            {"document_type": "credit_note", "regime": "exempt", "dossiers": 2, "lines": 1},
        ),
    ),
    Layout(
        "reportlab",
        "carried_over",
        _carried_over,
        (
            {"regime": "taxed", "dossiers": 3, "lines": 4},
            {"regime": "multi_rate", "dossiers": 2, "lines": 5},
            {"regime": "taxed", "dossiers": 4, "lines": 3, "deposit": True},
            {"regime": "exempt", "dossiers": 6, "lines": 2, "dossier_shape": "any"},
        ),
    ),
)
