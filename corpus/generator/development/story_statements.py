"""Statements of fees and of what remains due, set by PyMuPDF's Story."""

from html import escape

import pymupdf

from corpus.generator import formats
from corpus.generator.development import blocks
from corpus.generator.development.story_web import area, lines, rgb, table, web
from corpus.generator.facts import Document, Scenario
from corpus.generator.layout import Layout
from corpus.generator.scenario import other
from corpus.generator.truth import USUAL, truth_of


def _fees(s: Scenario) -> Document:
    """Draw a note of fees: a table of VAT by rate, the amounts under their labels in one last row."""
    money = formats.Money("'", ".") if s.seed // 4 % 2 else formats.Money(formats.NBSP)
    css = """
    * {font-family: ubuntu; font-size: 9.5px;}
    h1 {font-size: 15px; color: #7a3b00;}
    table {width: 100%; border-collapse: collapse;}
    th {background-color: #f3e5d8; padding: 4px; border: 0.5px solid #c9a98a;}
    td {padding: 4px; border: 0.5px solid #c9a98a;}
    .n td {border: none;}
    b {font-weight: bold;}
    .s {font-size: 7px; color: #666;}
    """
    issuer = s.issuer
    top = f"<h1>{escape(issuer.name)}</h1>" + lines(
        [issuer.street, f"{issuer.postcode} {issuer.city}", f"{issuer.phone} - {issuer.email}"]
    )
    ids = lines(
        [
            f"SIRET : {formats.siret(issuer.siret)}",
            f"N° TVA : {formats.vat(issuer.vat_number or '')}",
            f"N° OF : {issuer.nda}",
        ]
    )
    meta = table(
        [
            ["Note d'honoraires n°", "En date du", "Référence dossier", "Notre contact"],
            [s.invoice_number, formats.day(s.issue_date, "CAPS"), s.dossiers[0], "Service comptabilité"],
        ],
        aligns="cccc",
        widths=(28, 24, 24, 24),
    )
    rows = [["Nature de la prestation", "Base", "Prix", "Montant hors taxe"]]
    rows += [
        [
            escape(item.label),
            f"{formats.quantity(item.quantity)} {item.unit}",
            money(item.unit_price),
            money(item.amount),
        ]
        for item in s.items
    ]
    vat = [["Taux", "Base hors taxe", "Taxe", "Toutes taxes"]]
    vat += [
        [formats.rate(row.rate, " %", 2), money(row.base), money(row.tva), money(row.base + row.tva)]
        for row in s.vat_rows
    ]
    sums = table(
        [
            ["TOTAL HT", "TOTAL TVA", "TOTAL TTC (EUR)"],
            [money(s.total_ht), money(s.total_tva), f"<b>{money(s.total_ttc)}</b>"],
        ],
        aligns="ccc",
    )
    bank = f"Virement : {formats.iban(s.bank.iban)} / {s.bank.bic} / {escape(s.bank.name)}" if s.bank else ""
    late = "Pénalités de retard : trois fois le taux légal. Indemnité forfaitaire de recouvrement : 40 €."
    small = f'<p class="s">{late} {escape(blocks.capital(issuer))}</p>'
    who = f"Stagiaires de {escape(s.beneficiary.name)} (SIRET {s.beneficiary.siret})" if s.beneficiary else ""
    page = [
        (area(16, 14, 90, 40), top),
        (area(140, 16, 56, 22), ids),
        (area(110, 46, 86, 28), f"<b>À l'attention de</b><br/>{lines(blocks.address(s.addressee))}"),
        (area(16, 80, 180, 20), meta),
        (area(16, 102, 180, 8), who),
        (area(16, 110, 180, 75), table(rows, widths=(52, 16, 14, 18), aligns="lrrr")),
        (area(16, 190, 110, 38), f"Détail de la TVA<br/>{table(vat, aligns='crrr')}"),
        (area(16, 232, 180, 18), sums),
        (area(16, 254, 180, 10), bank),
        (area(16, 276, 180, 10), small),
    ]

    def paint(_: int, sheet: pymupdf.Page) -> None:
        for index in range(5):
            start = (area(112 + index * 3, 18 + index * 2, 1, 1).tl, area(120 + index * 3, 28 - index * 2, 1, 1).tl)
            sheet.draw_line(*start, color=rgb(0xB5651D), width=1.5)

    pdf = web([page], css, {"ubuntu": "ubuntu", "ubuntu*": "ubuntubo"}, "wkhtmltopdf 0.12.6", s.seed, paint)
    return Document(pdf, truth_of(s, USUAL), ("totals_in_a_row",))


def _amount_first(s: Scenario) -> Document:
    """Draw a statement whose first and biggest figure is what remains to be paid; the totals follow in small."""
    money = formats.SPACE_EURO
    css = """
    * {font-family: figo; font-size: 9px;}
    .big {font-size: 22px; color: #0b6b53; margin: 2px;}
    .k {color: #888; font-size: 7.5px;}
    table {width: 100%;}
    td {padding: 3px; border-bottom: 0.4px solid #bbb;}
    th {padding: 3px; background-color: #e6f2ef;}
    b {font-weight: bold;}
    """
    issuer = s.issuer
    due = formats.day(s.due_date, "1er") if s.due_date else "réception"
    top = f'<p class="k">À PAYER</p><p class="big">{money(s.net_payable)}</p><p>avant le {due}</p>'
    facts = table(
        [
            ["Facture", s.invoice_number],
            ["Émise le", formats.day(s.issue_date, "1er")],
            ["Dossier de financement", ", ".join(s.dossiers)],
            ["Convention", other(s, "convention")],
            ["Votre n° client", other(s, "client")],
        ],
        widths=(42, 58),
        aligns="ll",
        head=False,
    )
    people = [
        f"<b>De</b><br/>{lines([*blocks.address(issuer), f'Siret {formats.siret(issuer.siret)}', f'NDA {issuer.nda}'])}"
    ]
    people.append(f"<b>À</b><br/>{lines([*blocks.address(s.addressee), f'Siret {formats.siret(s.addressee.siret)}'])}")
    if s.subcontractor:
        partner = s.subcontractor
        text = f"Formation sous-traitée à {partner.name}, SIRET {formats.siret(partner.siret)}, {partner.city}"
        people.append(f"<b>Sous-traitant</b><br/>{escape(text)}")
    rows = [["Dossier", "Prestation", "Heures ou unités", "Montant HT", "TVA"]]
    rows += [
        [
            item.dossier or "",
            escape(item.label),
            formats.quantity(item.quantity),
            money(item.amount),
            formats.rate(item.rate),
        ]
        for item in s.items
    ]
    sums = [
        ["Total hors taxes", money(s.total_ht)],
        ["Taxes", money(s.total_tva)],
        ["Total avec taxes", money(s.total_ttc)],
    ]
    if s.deposit_paid:
        sums.append(["Déjà payé (acompte)", money(-s.deposit_paid)])
    if s.employer_share:
        sums.append(["Participation de l'employeur", money(-s.employer_share)])
    sums.append(["<b>Reste dû</b>", f"<b>{money(s.net_payable)}</b>"])
    bank = f"Virement sur le compte {formats.iban(s.bank.iban)} (BIC : {s.bank.bic})" if s.bank else ""
    vat = f"TVA {formats.vat(issuer.vat_number)}" if issuer.vat_number else ""
    note = "" if s.total_tva else "Activité exonérée de TVA (CGI, article 261-4-4 a). "
    page = [
        (area(20, 20, 80, 44), top),
        (area(106, 12, 88, 58), facts),
        *((area(20 + index * 59, 72, 55, 44), html) for index, html in enumerate(people)),
        (area(20, 118, 172, 90), table(rows, widths=(17, 43, 12, 17, 11), aligns="llrrr")),
        (area(110, 208, 82, 52), table(sums, widths=(60, 40), aligns="lr", head=False)),
        (area(20, 262, 172, 8), bank),
        (
            area(20, 278, 172, 10),
            f'<p class="k">{escape(f"{note}{blocks.full_name(issuer)} · NAF {issuer.naf} · {vat}")}</p>',
        ),
    ]

    def paint(_: int, sheet: pymupdf.Page) -> None:
        sheet.draw_rect(area(0, 0, 210, 6), color=None, fill=rgb(0x0B6B53), overlay=False)
        sheet.draw_rect(area(16, 18, 84, 44), color=rgb(0x0B6B53), width=0.8, overlay=False)

    pdf = web([page], css, {"figo": "figo", "figo*": "figbo"}, "Chromium", s.seed, paint)
    traps = ("net_payable_first", *(["subcontractor"] if s.subcontractor else []), "several_sirets")
    return Document(pdf, truth_of(s, USUAL | {"net_payable"}), traps)


LAYOUTS = (
    Layout(
        "story",
        "fees",
        _fees,
        (
            {"regime": "multi_rate", "lines": 4},
            {"regime": "multi_rate", "lines": 3, "addressee": "company"},
            {"regime": "taxed", "lines": 2},
            {"regime": "taxed", "lines": 2, "wrong_vat_key": True},
            {"regime": "overseas", "lines": 3},
        ),
    ),
    Layout(
        "story",
        "amount_first",
        _amount_first,
        (
            {"regime": "taxed", "deposit": True, "lines": 2},
            {"regime": "exempt", "employer_share": True, "dossiers": 2, "lines": 2},
            {"regime": "taxed", "subcontractor": True, "lines": 2},
            {"regime": "exempt", "subcontractor": True, "dossiers": 3, "dossier_shape": "any", "lines": 1},
            {"regime": "taxed", "employer_share": True, "deposit": True, "lines": 3},
            {"regime": "taxed", "dossier_shape": "reimbursement", "dossiers": 2, "lines": 1},
        ),
    ),
)
