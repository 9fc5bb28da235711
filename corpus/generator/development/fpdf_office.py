"""Invoices of small organisations, made by fpdf2: freelancers, associations, a letter, a coloured margin."""

from decimal import Decimal

from corpus.generator import formats
from corpus.generator.development import blocks
from corpus.generator.development.fpdf_paper import Paper
from corpus.generator.facts import Document, Scenario
from corpus.generator.layout import Layout
from corpus.generator.scenario import other
from corpus.generator.truth import TOTALS, USUAL, truth_of


def _freelance(s: Scenario) -> Document:
    """Draw a trainer's sparse invoice: few words, one single total, franchise of VAT."""
    money = formats.Money(thousands=" ", after=" €", places=0 if s.total_ttc == s.total_ttc.to_integral() else 2)
    page = Paper("Manrope", "Pages")
    page.put(20, 22, s.issuer.name, 20, bold=True)
    page.put(
        20, 32, "Formatrice et consultante indépendante" if s.seed % 2 else "Formateur indépendant", 10, ink=0x777777
    )
    page.stack(
        20,
        46,
        [s.issuer.street, f"{s.issuer.postcode} {s.issuer.city}", s.issuer.phone or "", s.issuer.email or ""],
        9,
        4.6,
    )
    page.stack(130, 46, ["Pour", *blocks.address(s.addressee)], 9, 4.6)
    page.put(20, 84, f"Facture {s.invoice_number}", 14, bold=True)
    page.put(20, 92, formats.day(s.issue_date, "1er"), 10)
    page.put(20, 99, f"Dossier n° {s.dossiers[0]}", 10)
    if s.beneficiary:
        page.put(20, 105, f"Formation réalisée chez {s.beneficiary.name}, {blocks.session_text(s, 'long')}", 10)
    y = 122.0
    for item in s.items:
        page.put(20, y, item.label, 10)
        page.put(190, y, money(item.amount), 10, align="R")
        page.put(20, y + 5, f"{formats.quantity(item.quantity)} × {money(item.unit_price)}", 8, ink=0x777777)
        y += 13
    page.line(20, y + 2, 190, y + 2)
    page.put(20, y + 7, "Total", 13, bold=True)
    page.put(190, y + 7, money(s.total_ttc), 13, bold=True, align="R")
    page.put(20, y + 16, "TVA non applicable, article 293 B du CGI", 9, ink=0x777777)
    if s.bank:
        page.stack(20, 222, ["Virement", formats.iban(s.bank.iban), s.bank.bic], 9, 4.6)
    page.put(20, 272, f"SIRET {formats.siret(s.issuer.siret)} — APE {s.issuer.naf}", 8, ink=0x777777)
    page.put(20, 277, f"Déclaration d'activité {formats.nda(s.issuer.nda or '')}", 8, ink=0x777777)
    printed = USUAL - TOTALS | {"single_total", "exemption"}
    return Document(page.data(), truth_of(s, printed), ("single_total", "sparse"))


def _association(s: Scenario) -> Document:
    """Draw an association's form: labels right-aligned on their values, a ruled table, signature of the treasurer."""
    page = Paper("Caladea", "OpenOffice.org 4.1")
    money = formats.Money()
    page.set_draw_color(90, 130, 60)
    page.set_line_width(1.2)
    page.ellipse(16, 14, 26, 18)
    page.put(29, 20, "".join(word[0] for word in s.issuer.name.split()), 14, bold=True, align="C", ink=0x5A823C)
    page.set_draw_color(0)
    page.set_line_width(0.2)
    page.put(50, 14, s.issuer.name, 16, bold=True, ink=0x5A823C)
    page.stack(50, 22, [f"Association loi 1901 - {s.issuer.street} - {s.issuer.postcode} {s.issuer.city}"], 9)
    page.put(
        50, 27, f"N° SIREN {formats.siren(s.issuer.siret)}    NIC {s.issuer.siret[9:]}    Code APE {s.issuer.naf}", 9
    )
    page.put(50, 32, f"N° d'existence : {s.issuer.nda}", 9)
    facts = [
        ("Facture N°", s.invoice_number),
        ("Date", formats.day(s.issue_date)),
        ("Convention N°", other(s, "convention")),
        ("N° de prise en charge", " / ".join(s.dossiers)),
        ("Stagiaire(s)", ", ".join(blocks.trainees(s)[:2])),
        ("Période", blocks.session_text(s)),
    ]
    y = 48.0
    for label, value in facts:
        page.put(62, y, f"{label} :", 10, align="R", bold=True)
        page.put(65, y, value, 10)
        y += 5.6
    page.stack(128, 86, ["Doit :", *blocks.address(s.addressee)], 11, 5.2)
    if s.beneficiary:
        page.put(20, 100, f"Pour le compte de : {s.beneficiary.name}", 10)
    rows = [["Intitulé", "Nb", "Tarif", "Montant"]]
    rows += [
        [item.label, f"{formats.quantity(item.quantity)} {item.unit}", money(item.unit_price), money(item.amount)]
        for item in s.items
    ]
    y = page.grid(16, 116, [98, 28, 24, 28], rows, "LCRR", size=10, height=8)
    page.set_font("Caladea", "B", 11)
    page.rect(16, y, 150, 9)
    page.rect(166, y, 28, 9)
    page.put(163, y + 2.3, "TOTAL NET DE TAXE EN EUROS", 11, bold=True, align="R")
    page.put(192, y + 2.3, money(s.total_ttc), 11, bold=True, align="R")
    y = page.block(16, y + 14, 178, "Association non assujettie à la TVA (article 261-7-1° du CGI).", 9)
    page.block(16, y + 3, 178, f"Arrêté la présente facture à la somme de **{money(s.total_ttc)} euros**.", 10)
    if s.bank:
        code, branch, account, key = formats.rib(s.bank.iban)
        rows = [["Code banque", "Code guichet", "Numéro de compte", "Clé RIB"], [code, branch, account, key]]
        end = page.grid(16, 214, [28, 28, 44, 20], rows, "CCCC", size=9, height=7)
        page.put(16, end + 3, f"IBAN {formats.iban(s.bank.iban)}", 9)
        page.put(16, end + 8, f"Code BIC {s.bank.bic} - Domiciliation {s.bank.name}", 9)
    page.put(150, 244, "Le trésorier,", 10)
    printed = USUAL - TOTALS - {"vat_number"} | {"single_total", "exemption"}
    return Document(page.data(), truth_of(s, printed), ("single_total", "siren_and_nic"))


def _sidebar(s: Scenario) -> Document:
    """Draw a template with the issuer in a dark margin on the left, its numbers in small white print."""
    money = formats.Money(thousands=formats.NBSP, before="€ ") if s.seed // 4 % 2 else formats.Money(after=" €")
    page = Paper("Manrope", "Canva")
    dark = 0x3B2F4A
    page.fill(0, 0, 62, 297, dark)
    page.fill(12, 16, 14, 14, 0xE07A5F)
    page.fill(22, 26, 14, 14, 0xF2CC8F)
    page.block(10, 48, 46, f"**{s.issuer.name}**", 14, ink=0xFFFFFF)
    texts = [s.issuer.street, f"{s.issuer.postcode} {s.issuer.city}", "", s.issuer.phone or "", s.issuer.website or ""]
    page.stack(11, 72, texts, 7.5, 4.2, ink=0xFFFFFF)
    page.stack(
        11,
        104,
        ["N° SIRET", formats.siret(s.issuer.siret, "nbsp"), "", "Code NAF", s.issuer.naf],
        7.5,
        4.2,
        ink=0xFFFFFF,
    )
    page.stack(11, 130, ["N° organisme de formation", s.issuer.nda or ""], 7.5, 4.2, ink=0xFFFFFF)
    if s.issuer.vat_number:
        page.stack(11, 145, ["TVA intracommunautaire", s.issuer.vat_number], 7.5, 4.2, ink=0xFFFFFF)
    if s.bank:
        groups = formats.iban(s.bank.iban).split()
        lines = ["Paiement par virement", " ".join(groups[:4]), " ".join(groups[4:]), f"BIC {s.bank.bic}", s.bank.name]
        page.stack(11, 240, lines, 7.5, 4.2, ink=0xFFFFFF)
    title = {"credit_note": "Avoir", "deposit_invoice": "Facture d'acompte", "proforma": "Pro forma"}
    page.put(72, 20, title.get(s.document_type, "Facture"), 26, bold=True, ink=dark)
    for x, label, value in (
        (72, "N°", s.invoice_number),
        (116, "Date", formats.day(s.issue_date, "dd.mm.yyyy")),
        (152, "Échéance", formats.day(s.due_date, "dd.mm.yyyy") if s.due_date else "à réception"),
    ):
        page.put(x, 38, label, 8, ink=0x888888)
        page.put(x, 43, value, 10, bold=True)
    page.put(72, 56, "Client", 8, ink=0x888888)
    page.stack(72, 61, [*blocks.address(s.addressee), f"SIRET {formats.siret(s.addressee.siret)}"], 9.5, 4.8)
    page.put(142, 56, "Réf. dossier", 8, ink=0x888888)
    page.put(142, 61, s.dossiers[0], 9.5)
    page.put(142, 68, "Votre réf.", 8, ink=0x888888)
    page.put(142, 73, other(s, "commande"), 9.5)
    rows = [["Prestation", "Qté", "PU HT", "Total HT"]]
    rows += [
        [item.label, formats.quantity(item.quantity), money(item.unit_price), money(item.amount)] for item in s.items
    ]
    y = page.grid(72, 92, [62, 14, 25, 27], rows, "LRRR", size=8.5, height=8, borders="ROWS", head=0xF4EFEA) + 8
    for label, amount in _sidebar_totals(s):
        strong = label in ("TTC", "Solde à payer")
        page.put(166, y, label, 11 if strong else 9, bold=strong, align="R")
        page.put(198, y, money(amount), 11 if strong else 9, bold=strong, align="R")
        y += 7
    if not s.total_tva:
        page.block(72, y + 4, 126, "Exonération de TVA, art. 261.4.4° a du Code général des impôts", 8)
    printed = USUAL | ({"net_payable"} if s.deposit_paid else set())
    return Document(page.data(), truth_of(s, printed), ("white_on_dark", "issuer_in_margin"))


def _sidebar_totals(s: Scenario) -> list[tuple[str, Decimal]]:
    rows = [("HT", s.total_ht)]
    rows += [(f"TVA {formats.rate(row.rate)}", row.tva) for row in s.vat_rows]
    rows.append(("TTC", s.total_ttc))
    if s.deposit_paid:
        rows += [("Acompte reçu", -s.deposit_paid), ("Solde à payer", s.net_payable)]
    return rows


def _letter(s: Scenario) -> Document:
    """Write an invoice as a letter: everything stands in sentences."""
    page = Paper("Times", "Microsoft Word")
    money = formats.Money(formats.NBSP, after=" euros")
    who = s.issuer
    page.stack(25, 22, [*blocks.address(who), f"Tél. {who.phone}", f"Siret {formats.siret(who.siret)}"], 11, 5)
    page.stack(
        120,
        52,
        [s.addressee.name, "Service formation", s.addressee.street, f"{s.addressee.postcode} {s.addressee.city}"],
        11,
        5,
    )
    page.put(120, 82, f"{who.city.title()}, le {formats.day(s.issue_date, '1er')}", 11)
    company = s.beneficiary or s.addressee
    text = (
        f"**Objet : facture n° {s.invoice_number}**\n\n"
        f"Vos références : dossier {s.dossiers[0]} - notre devis {other(s, 'devis')} accepté\n\n"
        "Madame, Monsieur,\n\n"
        f"Dans le cadre de la convention de formation {other(s, 'convention')} conclue avec la société "
        f"{company.name}, nous avons assuré {blocks.session_text(s, 'long')} "
        f"la formation « {s.items[0].label} », suivie par {blocks.trainees(s)[0]}.\n\n"
    )
    if s.total_tva:
        rate = formats.rate(s.vat_rows[0].rate)
        text += (
            "Conformément à nos accords, nous vous prions de bien vouloir régler la somme de "
            f"{money(s.total_ht)} hors taxes, à laquelle s'ajoute la TVA au taux de {rate}, soit {money(s.total_tva)}, "
            f"pour un montant total de **{money(s.total_ttc)} TTC**.\n\n"
        )
        printed = USUAL
    else:
        text += (
            "Conformément à nos accords, nous vous prions de bien vouloir régler la somme de "
            f"**{money(s.total_ttc)} nets de TVA** (exonération, article 261-4-4° a du CGI).\n\n"
        )
        printed = USUAL - TOTALS | {"single_total", "exemption"}
    if s.bank:
        account = f"IBAN {formats.iban(s.bank.iban)}, BIC {s.bank.bic}, titulaire {s.bank.holder}"
        text += f"Règlement par virement bancaire : {account}.\n\n"
    text += (
        "Nous vous prions d'agréer, Madame, Monsieur, l'expression de nos salutations distinguées.\n\n\nLa direction"
    )
    page.block(25, 98, 160, text, 11)
    vat = f" - N° TVA {who.vat_number}" if who.vat_number else ""
    page.put(
        105,
        280,
        f"{blocks.full_name(who)} - NAF {who.naf} - Déclaration d'activité {who.nda}{vat}",
        8,
        align="C",
        ink=0x666666,
    )
    return Document(page.data(), truth_of(s, printed), ("totals_in_a_sentence",))


LAYOUTS = (
    Layout(
        "fpdf2",
        "freelance",
        _freelance,
        (
            {"regime": "franchise", "lines": 1},
            {"regime": "franchise", "lines": 2},
            {"regime": "franchise", "lines": 1, "addressee": "company", "dossier_shape": "five"},
            {"regime": "franchise", "lines": 3, "bank": False},
        ),
    ),
    Layout(
        "fpdf2",
        "association",
        _association,
        (
            {"regime": "exempt", "lines": 2},
            {"regime": "exempt", "lines": 1, "dossiers": 2},
            {"regime": "exempt", "lines": 3, "dossier_shape": "legacy"},
            {"regime": "exempt", "lines": 1, "dossiers": 3, "dossier_shape": "any"},
        ),
    ),
    Layout(
        "fpdf2",
        "sidebar",
        _sidebar,
        (
            {"regime": "taxed", "lines": 2},
            {"regime": "multi_rate", "lines": 3},
            {"regime": "taxed", "deposit": True},
            {"regime": "exempt", "lines": 2},
            {"document_type": "deposit_invoice", "regime": "taxed"},
            {"document_type": "proforma", "regime": "taxed", "lines": 2},
            {"document_type": "credit_note", "regime": "taxed", "lines": 1},
        ),
    ),
    Layout(
        "fpdf2",
        "letter",
        _letter,
        (
            {"regime": "taxed", "lines": 1},
            {"regime": "exempt", "lines": 1},
            {"regime": "taxed", "lines": 1, "dossier_shape": "legacy"},
        ),
    ),
)
