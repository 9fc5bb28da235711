"""Invoices of schools and training companies, drawn by ReportLab: logos, bands, boxes."""

from random import Random

from corpus.generator import formats, numbers
from corpus.generator.development import blocks
from corpus.generator.development.reportlab_sheet import GREY, HELVETICA, WHITE, Sheet, caladea, colour
from corpus.generator.facts import Document, Scenario
from corpus.generator.layout import Layout
from corpus.generator.parties import AKTO_SIRET
from corpus.generator.truth import USUAL, truth_of

_EURO = formats.Money(formats.NBSP, after=formats.NBSP + "€")


def _band(s: Scenario) -> Document:
    """White on a dark band; facts in four boxes with the label above the value; totals on a coloured block."""
    page = Sheet(HELVETICA, "Facturation en ligne")
    dark, light = colour(0x22304A), colour(0xF3B229)
    page.rect(0, 0, 210, 34, fill=dark, line=None)
    page.circle(22, 17, 9, light)
    page.text(22, 20, s.issuer.name[0], 22, bold=True, ink=dark, align="centre")
    page.text(36, 16, s.issuer.name, 15, bold=True, ink=WHITE)
    page.text(36, 22, f"{s.issuer.street}, {s.issuer.postcode} {s.issuer.city}", 8, ink=WHITE)
    title = "AVOIR" if s.document_type == "credit_note" else "FACTURE"
    page.text(200, 21, title, 24, bold=True, ink=WHITE, align="right", spacing=3)
    facts = [
        ("NUMÉRO", s.invoice_number),
        ("DATE D'ÉMISSION", formats.day(s.issue_date, "long")),
        ("DATE LIMITE DE PAIEMENT", formats.day(s.due_date, "long") if s.due_date else "à réception"),
        ("DOSSIER OPCO", s.dossiers[0]),
    ]
    for index, (label, value) in enumerate(facts):
        x = 12 + index * 47.0
        page.rect(x, 40, 44, 14, fill=colour(0xEEF1F6), line=None, radius=1.5)
        page.text(x + 3, 45, label, 6.2, ink=GREY)
        page.text(x + 3, 50.8, value, 9.5, bold=True)
    page.text(12, 64, "ADRESSE DE FACTURATION", 6.5, ink=GREY)
    page.lines(12, 69, blocks.address(s.addressee), 9.5, 4.6)
    page.text(12, 83.5, f"SIRET {formats.siret(s.addressee.siret)}", 8, ink=GREY)
    if s.beneficiary:
        page.text(112, 64, "BÉNÉFICIAIRE DE LA FORMATION", 6.5, ink=GREY)
        page.lines(112, 69, blocks.address(s.beneficiary), 9.5, 4.6)
        page.text(112, 83.5, f"SIRET {formats.siret(s.beneficiary.siret)}", 8, ink=GREY)
    rows = [["Description", "Quantité", "Prix unitaire HT", "TVA", "Total HT"]]
    for item in s.items:
        detail = f"<font size=7 color='#666666'>{item.trainee}, {blocks.session_text(s)}</font>" if item.trainee else ""
        amount = f"{formats.quantity(item.quantity)} {item.unit}"
        rows.append(
            [f"{item.label}<br/>{detail}", amount, _EURO(item.unit_price), formats.rate(item.rate), _EURO(item.amount)]
        )
    style = [
        ("BACKGROUND", (0, 0), (-1, 0), dark),
        ("TEXTCOLOR", (0, 0), (-1, 0), WHITE),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, colour(0xCCD3DF)),
        ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
    ]
    y = page.table(12, 92, [84, 26, 30, 16, 30], rows, style, size=8.5, wrap=0) + 6
    lines = [("Sous-total HT", _EURO(s.total_ht))]
    if s.total_tva:
        lines += [(f"TVA à {formats.rate(row.rate)}", _EURO(row.tva)) for row in s.vat_rows]
    else:
        lines.append(("TVA", _EURO(s.total_tva)))
    for label, value in lines:
        page.text(140, y + 4, label, 9)
        page.text(196, y + 4, value, 9, align="right")
        y += 6
    page.rect(134, y + 1, 64, 12, fill=light, line=None)
    page.text(138, y + 8.8, "TOTAL TTC À RÉGLER", 8.5, bold=True, ink=dark)
    page.text(196, y + 9, _EURO(s.total_ttc), 12, bold=True, ink=dark, align="right")
    if not s.total_tva:
        page.text(12, y + 9, "TVA non applicable : activité exonérée, article 261-4-4a du CGI.", 7.5)
    if s.bank:
        page.rect(12, 246, 100, 20, fill=colour(0xEEF1F6), line=None, radius=1.5)
        page.text(15, 251, "POUR NOUS RÉGLER PAR VIREMENT", 6.5, ink=GREY)
        page.lines(15, 256, [f"IBAN  {formats.iban(s.bank.iban, formats.NBSP)}", f"BIC  {s.bank.bic}"], 9, 4.6)
    page.rect(0, 277, 210, 20, fill=dark, line=None)
    vat = f" · TVA {formats.vat(s.issuer.vat_number)}" if s.issuer.vat_number else ""
    court = f" · RCS {s.issuer.rcs}" if s.issuer.rcs else ""
    page.text(
        105,
        284,
        f"{blocks.capital(s.issuer)} · SIRET {formats.siret(s.issuer.siret, 'nbsp')}{court}{vat}",
        7,
        ink=WHITE,
        align="centre",
    )
    page.text(
        105,
        288.5,
        f"Organisme de formation n° {formats.nda(s.issuer.nda or '')} (ne vaut pas agrément de l'État)",
        7,
        ink=WHITE,
        align="centre",
    )
    return Document(page.pdf(), truth_of(s, USUAL | {"net_payable"}), ("white_on_dark",))


def _apprentices(s: Scenario) -> Document:
    """Draw a CFA's instalments: one line per contract with its DECA number and dossier, and one single amount."""
    page = Sheet(caladea(), "NetYParéo Comptabilité")
    red = colour(0x9C2A2A)
    page.polygon([(14, 24), (22, 12), (30, 24)], red)
    page.rect(17, 18, 10, 6, fill=WHITE, line=None)
    page.text(34, 18, s.issuer.name, 15, bold=True, ink=red)
    page.text(34, 23.5, "Centre de formation d'apprentis", 9, ink=GREY)
    page.lines(
        14,
        34,
        [
            s.issuer.street,
            f"{s.issuer.postcode} {s.issuer.city}",
            f"N° SIRET : {s.issuer.siret}",
            f"N° UAI : 069{s.seed % 10000:04d}K",
        ],
        9,
    )
    page.text(14, 51.6, f"N° de déclaration d'activité : {s.issuer.nda}", 9)
    page.rect(112, 30, 84, 28, line=GREY)
    page.lines(
        116,
        37,
        ["AKTO - Gestion des contrats", s.addressee.street, f"{s.addressee.postcode} {s.addressee.city}"],
        10,
        5,
    )
    page.text(116, 54, f"SIRET : {AKTO_SIRET}", 8.5)
    title = "Avoir" if s.document_type == "credit_note" else "Facture"
    page.text(105, 72, f"{title} n° {s.invoice_number}", 16, bold=True, align="centre")
    page.text(105, 78, f"{s.issuer.city.title()}, le {formats.day(s.issue_date, '1er')}", 10, align="centre")
    company = s.beneficiary
    if company:
        page.text(14, 88, f"Employeur : {company.name} ({company.siret})", 9.5)
    rows = [["Dossier", "N° contrat (DECA)", "Apprenti(e)", "Prestation", "Montant"]]
    rng = Random(s.seed)
    for number, items in blocks.by_dossier(s):
        deca = numbers.deca(rng, s.issuer.postcode, s.session[0])
        for index, item in enumerate(items):
            known = (number, deca, item.trainee or "") if index == 0 else ("", "", "")
            rows.append([*known, item.label, formats.SPACE_EURO(item.amount)])
    style = [
        ("GRID", (0, 0), (-1, -1), 0.5, red),
        ("FONT", (0, 0), (-1, 0), "Caladea-Bold", 8.5),
        ("ALIGN", (4, 0), (4, -1), "RIGHT"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ]
    y = page.table(14, 93, [29, 32, 36, 59, 26], rows, style, size=8, wrap=3) + 9
    label = "Montant net à déduire" if s.document_type == "credit_note" else "Montant net de taxe à payer"
    page.text(160, y, label, 11, bold=True, align="right")
    page.text(196, y, formats.SPACE_EURO(s.total_ttc), 11, bold=True, align="right")
    page.text(
        14, y + 8, "Opération exonérée de TVA en application de l'article 261-4-4°a du code général des impôts.", 8
    )
    if s.bank:
        code, branch, account, key = formats.rib(s.bank.iban)
        page.text(14, y + 20, "Domiciliation bancaire", 9, bold=True)
        rib = [["Banque", "Guichet", "N° de compte", "Clé", "Domiciliation"], [code, branch, account, key, s.bank.name]]
        end = page.table(14, y + 22, [20, 20, 34, 12, 60], rib, [("GRID", (0, 0), (-1, -1), 0.4, GREY)], size=8.5)
        page.text(14, end + 5, f"IBAN : {formats.iban(s.bank.iban)}   BIC : {s.bank.bic}", 9)
    page.text(
        105,
        287,
        f"{blocks.full_name(s.issuer)} - Code APE {s.issuer.naf} - {s.issuer.email}",
        7,
        align="centre",
        ink=GREY,
    )
    printed = USUAL - {"total_ht", "total_tva", "total_ttc", "vat_number"} | {
        "single_total",
        "exemption",
        "net_payable",
    }
    return Document(page.pdf(), truth_of(s, printed), ("single_total", "deca", "several_sirets"))


LAYOUTS = (
    Layout(
        "reportlab",
        "band",
        _band,
        (
            {"regime": "taxed", "lines": 2},
            {"regime": "exempt", "lines": 1},
            {"regime": "multi_rate", "lines": 4},
            {"document_type": "credit_note", "regime": "taxed", "lines": 1},
            {"regime": "taxed", "addressee": "company", "lines": 3},
            {"regime": "overseas", "lines": 1, "dossier_shape": "five"},
        ),
    ),
    Layout(
        "reportlab",
        "apprentices",
        _apprentices,
        (
            {"dispositif": "apprentissage", "dossiers": 1},
            {"dispositif": "apprentissage", "dossiers": 3},
            {"dispositif": "apprentissage", "dossiers": 5, "dossier_shape": "any"},
            {"dispositif": "apprentissage", "dossiers": 8},
            {"dispositif": "apprentissage", "dossiers": 1, "document_type": "credit_note"},
        ),
    ),
)
