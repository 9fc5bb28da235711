"""Invoices whose payment is special, drawn by ReportLab: an agency's with a factor, avoirs."""

from datetime import date
from random import Random

from corpus.generator import formats, numbers
from corpus.generator.development import blocks
from corpus.generator.development.reportlab_sheet import GREY, HELVETICA, TIMES, Sheet, colour
from corpus.generator.facts import Document, Scenario
from corpus.generator.layout import Layout
from corpus.generator.scenario import other
from corpus.generator.truth import USUAL, truth_of


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
