"""Invoices of schools and training companies, drawn by ReportLab: logos, bands, boxes."""

from datetime import date
from random import Random

from corpus.generator import formats, numbers
from corpus.generator.development import blocks
from corpus.generator.development.reportlab_sheet import GREY, HELVETICA, TIMES, WHITE, Sheet, caladea, colour
from corpus.generator.facts import Document, Scenario
from corpus.generator.layout import Layout
from corpus.generator.parties import AKTO_SIRET
from corpus.generator.scenario import other
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


def _branch_and_factor(s: Scenario) -> Document:
    """Print an agency's invoice: head office at the top, the establishment's SIRET in the text, the factor's IBAN."""
    money = formats.Money(".")
    page = Sheet(TIMES, "Microsoft Dynamics NAV")
    blue = colour(0x005A8C)
    page.rect(14, 12, 6, 18, fill=blue, line=None)
    page.text(24, 20, s.issuer.name, 18, bold=True, ink=blue)
    page.text(24, 27, "Formation - Conseil - Évaluation", 10, ink=GREY)
    head = s.head_office
    if head:
        page.lines(
            140,
            16,
            ["Siège social", head.street, f"{head.postcode} {head.city}", f"SIRET {formats.siret(head.siret)}"],
            8,
            3.8,
            ink=GREY,
        )
    agency = [f"Agence de {s.issuer.city.title()}", s.issuer.street, f"{s.issuer.postcode} {s.issuer.city}"]
    page.lines(
        14, 40, [*agency, f"SIRET de l'établissement : {formats.siret(s.issuer.siret)}", f"Tél. {s.issuer.phone}"], 9.5
    )
    page.lines(
        120,
        46,
        [f"À l'attention de {s.addressee.name}", s.addressee.street, f"{s.addressee.postcode} {s.addressee.city}"],
        10.5,
        5,
    )
    page.text(14, 76, f"{s.issuer.city.title()}, le {formats.day(s.issue_date, '1er')}", 10)
    page.text(14, 86, f"FACTURE {s.invoice_number}", 14, bold=True)
    y = 93.0
    for label, value in (
        ("Objet", f"Formation {blocks.session_text(s, 'long')}"),
        ("Bénéficiaire", s.beneficiary.name if s.beneficiary else ""),
        ("Accord de prise en charge n°", s.dossiers[0]),
        ("Bon de commande", other(s, "commande")),
        ("Convention", other(s, "convention")),
    ):
        page.text(14, y, f"{label} : {value}", 10)
        y += 5
    rows = [["Prestation", "Nombre", "Prix HT", "Total HT"]]
    rows += [
        [item.label, f"{formats.quantity(item.quantity)} {item.unit}(s)", money(item.unit_price), money(item.amount)]
        for item in s.items
    ]
    style = [
        ("LINEABOVE", (0, 0), (-1, 0), 1.2, blue),
        ("LINEBELOW", (0, 0), (-1, 0), 0.5, blue),
        ("LINEBELOW", (0, -1), (-1, -1), 1.2, blue),
        ("FONT", (0, 0), (-1, 0), "Times-Bold", 10),
        ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
    ]
    y = page.table(14, y + 4, [94, 28, 30, 30], rows, style, size=10, wrap=0) + 8
    for label, amount in (
        ("Total hors T.V.A.", s.total_ht),
        ("T.V.A. 20,00 %", s.total_tva),
        ("Total T.V.A. comprise", s.total_ttc),
    ):
        page.text(164, y, label, 10, align="right", bold=label.startswith("Total T"))
        page.text(196, y, f"{money(amount)} EUR", 10, align="right", bold=label.startswith("Total T"))
        y += 5.5
    names = USUAL - {"iban", "bic"}
    if s.factor:
        iban = numbers.iban(Random(s.seed + 1), "30004")
        where = f"{s.factor.street}, {s.factor.postcode} {s.factor.city} (SIRET {formats.siret(s.factor.siret)})"
        text = (
            "<b>Subrogation :</b> pour être libératoire, le règlement de cette facture doit être effectué directement "
            f"à l'ordre de <b>{s.factor.name}</b>, {where}, qui le reçoit par subrogation dans le cadre d'un contrat "
            f"d'affacturage, par virement au compte IBAN {formats.iban(iban)} - BIC BNPAFRPPXXX. "
            "Toute réclamation doit lui être signalée."
        )
        page.rect(14, y + 6, 182, 22, line=blue)
        page.paragraph(17, y + 8, 176, text, 9)
    elif s.bank:
        page.text(
            14,
            y + 10,
            f"Règlement : virement {formats.iban(s.bank.iban)} ({s.bank.bic}) au nom de {s.bank.holder}",
            9.5,
        )
        names = USUAL
    court = (
        f"RCS {head.rcs} {formats.siren(head.siret)}" if head else f"RCS {s.issuer.rcs} {formats.siren(s.issuer.siret)}"
    )
    vat = formats.vat(s.issuer.vat_number or "", "key")
    mention = f"{blocks.capital(s.issuer)} - {court} - APE {s.issuer.naf} - TVA {vat}"
    page.text(105, 284, mention, 7.5, align="centre", ink=GREY)
    page.text(
        105,
        288,
        f"Enregistré sous le n° {s.issuer.nda}. Cet enregistrement ne vaut pas agrément de l'État.",
        7.5,
        align="centre",
        ink=GREY,
    )
    traps = [*(["head_office"] if head else []), *(["factor"] if s.factor else [])]
    return Document(page.pdf(), truth_of(s, names), tuple(traps))


def _credit_box(s: Scenario) -> Document:
    """Draw an avoir: red title, amounts negative on some and positive on others, the first invoice as a decoy."""
    sign = -1 if s.seed // 8 % 2 else 1
    money = formats.Money(after=" €")
    page = Sheet(HELVETICA, "EBP Gestion commerciale")
    red = colour(0xC62828)
    page.lines(
        14,
        18,
        [*blocks.address(s.issuer), f"Siret : {formats.siret(s.issuer.siret, 'compact')}", f"APE : {s.issuer.naf}"],
        9,
    )
    page.rect(110, 12, 86, 22, line=red, radius=3)
    page.text(153, 20, f"AVOIR N° {s.invoice_number}", 13, bold=True, ink=red, align="centre")
    page.text(153, 28, f"Date : {formats.day(s.issue_date, 'dd-mm-yyyy')}", 10, align="centre")
    page.lines(114, 46, blocks.address(s.addressee), 10, 5)
    y = page.paragraph(
        14,
        72,
        182,
        f"Avoir sur facture n° {other(s, 'facture_origine')} du {formats.day(_origin(s))} "
        f"- dossier AKTO n° {s.dossiers[0]} - réf. convention {other(s, 'convention')}. "
        "Motif : absence du stagiaire, heures non réalisées.",
        9.5,
    )
    rows = [["Désignation", "Qté", "PU HT", "% TVA", "Montant HT"]]
    for item in s.items:
        priced = [formats.quantity(sign * item.quantity), money(item.unit_price), formats.rate(item.rate, "", 2)]
        rows += [[item.label, *priced, money(sign * item.amount)]]
    style = [
        ("BOX", (0, 0), (-1, -1), 0.8, red),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, red),
        ("FONT", (0, 0), (-1, 0), "Helvetica-Bold", 9),
        ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    y = page.table(14, y + 6, [88, 16, 28, 18, 32], rows, style, size=9, wrap=0, height=70)
    totals = [
        ["Total HT", money(sign * s.total_ht)],
        ["Total TVA", money(sign * s.total_tva)],
        ["Total TTC", money(sign * s.total_ttc)],
    ]
    totals.append(["Net à votre crédit", money(sign * s.net_payable)])
    box = [
        ("GRID", (0, 0), (-1, -1), 0.5, red),
        ("ALIGN", (1, 0), (1, -1), "RIGHT"),
        ("FONT", (0, -1), (-1, -1), "Helvetica-Bold", 10),
    ]
    end = page.table(130, y + 6, [36, 30], totals, box, size=9)
    if not s.total_tva:
        page.text(
            14,
            end,
            "TVA non applicable, art. 293 B du CGI"
            if s.regime == "franchise"
            else "Exonéré de TVA (art. 261-4-4 du CGI)",
            8,
        )
    page.text(14, end + 12, "Cet avoir viendra en déduction de votre prochain règlement.", 9)
    nda = f"Déclaration d'activité n° {s.issuer.nda} - Préfet de région"
    vat = f" - N° TVA {s.issuer.vat_number}" if s.issuer.vat_number else ""
    page.text(105, 285, nda + vat, 7, align="centre", ink=GREY)
    traps = ("negative_amounts", "origin_invoice") if sign < 0 else ("origin_invoice",)
    return Document(page.pdf(), truth_of(s, USUAL - {"iban", "bic"} | {"net_payable"}), traps)


def _origin(s: Scenario) -> date:
    return date.fromisoformat(other(s, "date_origine"))


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
    Layout(
        "reportlab",
        "branch_and_factor",
        _branch_and_factor,
        (
            {"head_office": True},
            {"head_office": True, "factor": True},
            {"factor": True},
            {"head_office": True, "wrong_vat_key": True},
        ),
    ),
    Layout(
        "reportlab",
        "credit_box",
        _credit_box,
        (
            {"document_type": "credit_note", "regime": "taxed"},
            {"document_type": "credit_note", "regime": "exempt"},
            {"document_type": "credit_note", "regime": "franchise"},
            {"document_type": "credit_note", "regime": "multi_rate", "lines": 2},
        ),
    ),
)
