"""Exports of management software, drawn by ReportLab: dense, ruled, full of numbers."""

import unicodedata

from corpus.generator import formats
from corpus.generator.development import blocks
from corpus.generator.development.reportlab_sheet import COURIER, GREY, HELVETICA, Sheet, colour
from corpus.generator.facts import Document, Party, Scenario
from corpus.generator.layout import Layout
from corpus.generator.scenario import other
from corpus.generator.truth import USUAL, truth_of

_HAIR = colour(0x777777)
_EXEMPT = "Exonération de TVA - Article 261-4-4° a du Code Général des Impôts"


def _small_print(party: Party) -> str:
    """Write the legal mentions the way a footer does."""
    parts = [f"{party.name} - {blocks.capital(party)}"]
    if party.rcs:
        parts.append(f"RCS {party.rcs} {formats.siren(party.siret)}")
    parts.append(f"SIRET {formats.siret(party.siret)}")
    parts.append(f"APE {party.naf}")
    if party.vat_number:
        parts.append(f"N° TVA intracom. {formats.vat(party.vat_number, 'compact')}")
    return " - ".join(parts)


def _totals_rows(s: Scenario, money: formats.Money) -> list[list[str]]:
    rows = [
        ["Total H.T.", money(s.total_ht)],
        ["Total T.V.A.", money(s.total_tva)],
        ["Total T.T.C.", money(s.total_ttc)],
    ]
    if s.deposit_paid:
        rows.append(["Acomptes versés", money(-s.deposit_paid)])
    if s.employer_share:
        rows.append(["Part employeur", money(-s.employer_share)])
    rows.append(["NET À PAYER", money(s.net_payable)])
    return rows


def _dense(s: Scenario) -> Document:
    money = formats.Money()
    page = Sheet(HELVETICA, "Gestion commerciale 100")
    ink = colour(0x1F3864)
    page.polygon([(12, 12), (24, 12), (18, 23)], ink)
    page.polygon([(20, 12), (32, 12), (26, 23)], colour(0x8EAADB))
    page.text(36, 18, s.issuer.name.upper(), 14, bold=True, ink=ink)
    page.lines(
        12,
        29,
        [
            s.issuer.street,
            f"{s.issuer.postcode} {s.issuer.city}",
            f"Tél. : {s.issuer.phone}",
            f"Email : {s.issuer.email}",
        ],
        8,
        3.7,
    )
    titles = {"credit_note": "AVOIR", "deposit_invoice": "FACTURE D'ACOMPTE", "proforma": "FACTURE PROFORMA"}
    page.text(198, 18, titles.get(s.document_type, "FACTURE"), 16, bold=True, align="right")
    head = [
        ["Numéro", "Date", "Code client", "Échéance", "Page"],
        [
            s.invoice_number,
            formats.day(s.issue_date, "dd/mm/yy"),
            other(s, "client"),
            formats.day(s.due_date, "dd/mm/yy") if s.due_date else "À réception",
            "1 / 1",
        ],
    ]
    grid = [
        ("GRID", (0, 0), (-1, -1), 0.5, _HAIR),
        ("BACKGROUND", (0, 0), (-1, 0), colour(0xD9E2F3)),
        ("ALIGN", (0, 0), (-1, -1), "CENTER"),
    ]
    page.table(108, 22, [25, 18, 20, 18, 9], head, grid, size=7.5)
    page.rect(108, 40, 90, 30, line=_HAIR, radius=2)
    page.lines(112, 46, blocks.address(s.addressee), 10, 5)
    page.text(112, 66.5, f"N° TVA client : {s.addressee.vat_number}", 7.5)
    references = [
        ["Votre commande", "N° convention", "Session", "N° de dossier", "Affaire"],
        [other(s, "commande"), other(s, "convention"), other(s, "session"), s.dossiers[0], other(s, "affaire")],
    ]
    top = page.table(12, 75, [36, 40, 30, 45, 35], references, grid, size=8)
    if s.beneficiary:
        page.text(
            12,
            top + 5,
            f"Entreprise bénéficiaire : {s.beneficiary.name} - SIRET {formats.siret(s.beneficiary.siret, 'compact')}",
            8,
        )
    rows = [["Référence", "Désignation", "Qté", "Unité", "P.U. HT", "TVA", "Montant HT"]]
    for index, item in enumerate(s.items, 1):
        who = f"<br/>Stagiaire : {item.trainee}" if item.trainee else ""
        rows.append(
            [
                f"FOR{index:03d}",
                f"{item.label}{who}",
                formats.quantity(item.quantity),
                item.unit[:3].upper(),
                money(item.unit_price),
                formats.rate(item.rate, "", 2),
                money(item.amount),
            ]
        )
    lined = [
        ("BOX", (0, 0), (-1, -1), 0.6, _HAIR),
        ("INNERGRID", (0, 0), (-1, 0), 0.5, _HAIR),
        ("LINEAFTER", (0, 0), (-2, -1), 0.4, _HAIR),
        ("BACKGROUND", (0, 0), (-1, 0), colour(0xD9E2F3)),
        ("ALIGN", (2, 0), (-1, -1), "RIGHT"),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    bottom = page.table(12, top + 8, [20, 80, 12, 13, 20, 15, 26], rows, lined, size=8, wrap=1, height=105)
    vat = [["Taux", "Base HT", "Montant TVA"]]
    vat += [[formats.rate(row.rate, " %", 2), money(row.base), money(row.tva)] for row in s.vat_rows]
    right = [*grid, ("ALIGN", (0, 1), (-1, -1), "RIGHT")]
    end = page.table(12, bottom + 4, [20, 28, 28], vat, right, size=8)
    if not s.total_tva:
        page.text(12, end + 4, _EXEMPT, 7)
    bold = [
        ("BOX", (0, 0), (-1, -1), 0.8, ink),
        ("ALIGN", (1, 0), (1, -1), "RIGHT"),
        ("FONT", (0, -1), (-1, -1), "Helvetica-Bold", 10),
    ]
    bold.append(("LINEABOVE", (0, -1), (-1, -1), 0.8, ink))
    page.table(130, bottom + 4, [38, 30], _totals_rows(s, money), bold, size=9)
    page.text(130, bottom + 2.6, "Montants exprimés en Euros", 6.5, ink=GREY)
    if s.bank:
        page.text(
            12,
            262,
            f"Règlement par virement - {s.bank.name} - IBAN {formats.iban(s.bank.iban)} - BIC {s.bank.bic}",
            7.5,
        )
    page.rule(12, 280, 198, 280, 0.4, GREY)
    page.text(105, 284, _small_print(s.issuer), 6.3, align="centre", ink=GREY)
    nda = formats.nda(s.issuer.nda or "")
    page.text(
        105,
        287.5,
        f"Déclaration d'activité enregistrée sous le numéro {nda} auprès du préfet de région",
        6.3,
        align="centre",
        ink=GREY,
    )
    printed = USUAL | {"net_payable"}
    return Document(page.pdf(), truth_of(s, printed))


def _plain(text: str) -> str:
    """Lose the accents and the lower case, as old software does."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().upper()


def _line_printer(s: Scenario) -> Document:
    money = formats.Money("", ".") if s.seed % 2 else formats.Money(" ", ",")
    page = Sheet(COURIER, "AS/400 SCS to PDF")
    label = {"credit_note": "A V O I R"}.get(s.document_type, "F A C T U R E")
    y = page.lines(14, 18, [_plain(line) for line in [*blocks.address(s.issuer), f"TEL {s.issuer.phone}"]], 10, 4.2)
    y = page.lines(
        14,
        y,
        [f"SIRET {formats.siret(s.issuer.siret, 'compact')}  NAF {s.issuer.naf}", f"DECL. ACTIVITE {s.issuer.nda}"],
        10,
        4.2,
    )
    if s.issuer.vat_number:
        page.text(14, y, f"NO TVA {s.issuer.vat_number}", 10)
    page.lines(110, 40, [_plain(line) for line in blocks.address(s.addressee)], 10, 4.2)
    page.text(14, 64, f"{label}   NO {s.invoice_number}", 12, bold=True)
    page.text(110, 64, f"DU {formats.day(s.issue_date, 'dd.mm.yy')}", 10)
    due = formats.day(s.due_date, "dd.mm.yy") if s.due_date else "COMPTANT"
    page.text(14, 71, f"CLIENT {other(s, 'client')}   COMMANDE {other(s, 'commande')}   ECHEANCE {due}", 9)
    page.text(14, 75.5, f"DOSSIER OPCO {s.dossiers[0]}   CONVENTION {other(s, 'convention')}", 9)
    page.text(14, 80, _plain(f"SESSION {other(s, 'session')} {blocks.session_text(s)}"), 9)
    dashes = "-" * 84
    lines = [dashes, f"{'DESIGNATION':<44}{'QTE':>8}{'P.U. H.T.':>14}{'MONTANT H.T.':>18}", dashes]
    for item in s.items:
        lines.append(
            f"{_plain(item.label)[:44]:<44}{formats.quantity(item.quantity):>8}{money(item.unit_price):>14}{money(item.amount):>18}"
        )
        if item.trainee:
            lines.append(f"   STAGIAIRE {_plain(item.trainee)}")
    y = page.lines(14, 88, [*lines, dashes], 9, 4.4)
    y = max(y + 6, 170)
    totals = [f"{'TOTAL H.T.':<28}{money(s.total_ht):>16}"]
    if s.total_tva:
        totals += [
            "T.V.A. {} SUR {}".format(formats.rate(row.rate, "%", 2), money(row.base)).ljust(28)
            + f"{money(row.tva):>16}"
            for row in s.vat_rows
        ]
        if len(s.vat_rows) > 1:
            totals.append(f"{'TOTAL T.V.A.':<28}{money(s.total_tva):>16}")
    else:
        totals.append(
            "TVA NON APPLICABLE ART 293B DU CGI" if s.regime == "franchise" else "EXONERE DE TVA ART 261-4-4 DU CGI"
        )
    totals += [f"{'TOTAL T.T.C. EUROS':<28}{money(s.total_ttc):>16}"]
    page.lines(100, y, totals, 9, 4.4)
    if s.bank:
        code, branch, account, key = formats.rib(s.bank.iban)
        page.lines(
            14,
            232,
            [
                "REGLEMENT PAR VIREMENT A :",
                f"BANQUE {code} GUICHET {branch} COMPTE {account} CLE {key}",
                f"IBAN {formats.iban(s.bank.iban)}",
                f"BIC {s.bank.bic}",
            ],
            9,
        )
    page.lines(
        14,
        262,
        [_plain(f"{s.issuer.name} {blocks.capital(s.issuer)} R.C.S. {s.issuer.rcs or ''} {s.issuer.siret[:9]}")],
        7,
    )
    printed = USUAL if s.total_tva else USUAL | {"exemption"} - {"total_tva"}
    return Document(page.pdf(), truth_of(s, printed), ("accents_lost", "letter_spaced"))


LAYOUTS = (
    Layout(
        "reportlab",
        "erp_dense",
        _dense,
        (
            {"regime": "taxed", "lines": 4},
            {"regime": "multi_rate", "lines": 5},
            {"regime": "overseas", "lines": 2},
            {"regime": "exempt", "employer_share": True, "lines": 2},
            {"regime": "taxed", "deposit": True, "lines": 3},
            {"regime": "taxed", "rounded_vat": True, "lines": 2},
            {"document_type": "deposit_invoice", "regime": "taxed"},
            {"document_type": "proforma", "regime": "taxed"},
        ),
    ),
    Layout(
        "reportlab",
        "line_printer",
        _line_printer,
        (
            {"regime": "taxed", "lines": 3},
            {"regime": "exempt", "lines": 2, "dossier_shape": "legacy"},
            {"regime": "multi_rate", "lines": 4},
            {"regime": "taxed", "wrong_vat_key": True},
            {"document_type": "credit_note", "regime": "taxed"},
        ),
    ),
)
