"""Invoices that come from HTML or a word processor, set by PyMuPDF's Story."""

from html import escape

import pymupdf

from corpus.generator import formats
from corpus.generator.development import blocks
from corpus.generator.development.story_web import area, lines, rgb, table, web
from corpus.generator.facts import Document, Scenario
from corpus.generator.layout import Layout
from corpus.generator.scenario import other
from corpus.generator.truth import TOTALS, USUAL, truth_of


def _word_table(s: Scenario) -> Document:
    """Fill a word processor's form: one big table, a label on the left, its value on the right."""
    money = formats.Money(".", after=" €") if s.seed // 4 % 2 else formats.Money("", after="€")
    css = """
    * {font-family: serif; font-size: 11px;}
    h1 {font-size: 18px; text-align: center; text-decoration: underline;}
    table {border-collapse: collapse; width: 100%;}
    td {border: 0.7px solid black; padding: 4px;}
    """
    issuer = s.issuer
    rows = [
        ["N° de facture", s.invoice_number],
        ["Date de la facture", formats.day(s.issue_date)],
        ["N° de dossier AKTO", "<br/>".join(s.dossiers)],
        [
            "Organisme de formation",
            lines([*blocks.address(issuer), f"N° SIRET : {formats.siret(issuer.siret, 'nic_split')}"]),
        ],
        ["N° de déclaration d'activité", issuer.nda or ""],
        ["Facturé à", lines([*blocks.address(s.addressee), f"N° SIRET : {formats.siret(s.addressee.siret)}"])],
        ["Entreprise", escape(f"{s.beneficiary.name} - {s.beneficiary.city}") if s.beneficiary else ""],
        ["Intitulé de l'action", "<br/>".join(escape(item.label) for item in s.items)],
        ["Stagiaire(s)", escape(", ".join(blocks.trainees(s)))],
        ["Dates de réalisation", blocks.session_text(s)],
        ["Nombre d'heures réalisées", f"{other(s, 'duree')} h"],
    ]
    if s.total_tva:
        rows += [
            ["Montant H.T.", money(s.total_ht)],
            ["T.V.A. (20 %)", money(s.total_tva)],
            ["Montant T.T.C.", f"<b>{money(s.total_ttc)}</b>"],
        ]
        printed = USUAL
    else:
        rows += [
            ["<b>Montant net de taxe</b>", f"<b>{money(s.total_ttc)}</b>"],
            ["TVA", "Exonéré (Art. 261-4-4 du CGI)"],
        ]
        printed = USUAL - TOTALS | {"single_total", "exemption"}
    if s.bank:
        rows.append(["Coordonnées bancaires", f"IBAN : {formats.iban(s.bank.iban)}<br/>BIC : {s.bank.bic}"])
    vat = f"N° TVA : {issuer.vat_number} - " if issuer.vat_number else ""
    html = "<h1>FACTURE</h1>" + table(rows, widths=(34, 66), aligns="ll", head=False)
    foot = f'<p style="text-align:center">{vat}APE {issuer.naf} - Tél. {issuer.phone}</p>'
    pdf = web(
        [[(area(20, 18, 170, 240), html), (area(20, 272, 170, 15), foot)]], css, {}, "Microsoft® Word 2016", s.seed
    )
    return Document(pdf, truth_of(s, printed), ("label_left",) if s.total_tva else ("label_left", "single_total"))


def _web_app(s: Scenario) -> Document:
    """Draw the invoice of an online invoicing service: airy, narrow no-break spaces, legal mentions at the bottom."""
    money = formats.NARROW_EURO
    css = """
    * {font-family: noto; font-size: 9px; color: #222;}
    .s, .s * {font-size: 7px; color: #777;}
    h1 {font-size: 20px;}
    table {width: 100%;}
    th {color: #777; font-size: 8px; border-bottom: 1px solid #ddd; padding: 4px;}
    td {padding: 5px 4px 5px 4px;}
    .t td {padding: 2px;}
    b {font-family: noto; font-weight: bold;}
    """
    names = {"credit_note": "Facture d'avoir", "deposit_invoice": "Facture d'acompte", "proforma": "Facture pro forma"}
    issuer = s.issuer
    head = f"<h1>{names.get(s.document_type, 'Facture')}</h1>" + table(
        [
            ["Numéro de facture", f"<b>{s.invoice_number}</b>"],
            ["Date d'émission", formats.day(s.issue_date, "long")],
            ["Date d'exigibilité", formats.day(s.due_date, "long") if s.due_date else "à réception"],
            ["Numéro d'engagement", f"<b>{s.dossiers[0]}</b>"],
        ],
        widths=(45, 55),
        aligns="ll",
        head=False,
        kind="t",
    )
    seller = f"<b>{escape(issuer.name)}</b><br/>" + lines(
        [*blocks.address(issuer)[1:], "France", "", issuer.siret, issuer.vat_number or ""]
    )
    buyer = f"<b>{escape(s.addressee.name)}</b><br/>"
    buyer += lines([*blocks.address(s.addressee)[1:], "France", "", s.addressee.siret, s.addressee.vat_number or ""])
    rows = [["Description", "Qté", "Prix unitaire", "TVA (%)", "Total HT"]]
    for item in s.items:
        detail = (
            f'<br/><span class="s">{escape(item.trainee)} · {blocks.session_text(s)}</span>' if item.trainee else ""
        )
        rows.append(
            [
                escape(item.label) + detail,
                formats.quantity(item.quantity),
                money(item.unit_price),
                formats.rate(item.rate, "\u202f%"),
                money(item.amount),
            ]
        )
    body = table(rows, widths=(48, 8, 17, 10, 17), aligns="lrrrr")
    sums = [["Total HT", money(s.total_ht)]]
    if len(s.vat_rows) > 1:
        sums += [[f"dont TVA {formats.rate(row.rate)}", money(row.tva)] for row in s.vat_rows]
    sums += [["Montant total de la TVA", money(s.total_tva)], ["<b>Total TTC</b>", f"<b>{money(s.total_ttc)}</b>"]]
    totals = table(sums, widths=(58, 42), aligns="lr", head=False, kind="t")
    pay = f"<b>Détails du paiement</b><br/>Bénéficiaire {escape(issuer.name)}<br/>"
    pay += f"BIC {s.bank.bic}<br/>IBAN {formats.iban(s.bank.iban)}" if s.bank else "Chèque à l'ordre de la société"
    exempt = "" if s.total_tva else "Exonération de TVA, art. 261.4.4° a du CGI. "
    court = f" - RCS {issuer.rcs}" if issuer.rcs else ""
    numbers = f"NAF {issuer.naf} - N° de déclaration d'activité {issuer.nda}"
    foot = f"{exempt}{blocks.full_name(issuer)}, {blocks.capital(issuer)}{court} - {numbers}"
    page = [
        (area(18, 20, 100, 50), head),
        (area(18, 68, 80, 40), f'<p class="s">Émetteur</p>{seller}'),
        (area(110, 68, 80, 40), f'<p class="s">Destinataire</p>{buyer}'),
        (area(18, 112, 174, 90), body),
        (area(102, 204, 90, 54), totals),
        (area(18, 238, 82, 30), pay),
        (area(18, 272, 174, 12), f'<p class="s">{escape(foot)}</p>'),
    ]

    def paint(_: int, sheet: pymupdf.Page) -> None:
        for index, tone in enumerate((0x5B5BD6, 0x8E8EEA, 0xC6C6F5)):
            sheet.draw_rect(area(160 + index * 10, 24, 8, 8), color=None, fill=rgb(tone), radius=0.3, overlay=False)

    pdf = web([page], css, {"noto": "notos", "noto*": "notosbo"}, "Skia/PDF m126", s.seed, paint)
    return Document(pdf, truth_of(s, USUAL), ("narrow_spaces",))


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
        "word_table",
        _word_table,
        (
            {"regime": "exempt", "lines": 1},
            {"regime": "taxed", "lines": 1},
            {"regime": "exempt", "lines": 1, "dossiers": 2, "dossier_shape": "any"},
            {"regime": "taxed", "lines": 2, "rounded_vat": True},
        ),
    ),
    Layout(
        "story",
        "web_app",
        _web_app,
        (
            {"regime": "taxed", "lines": 2},
            {"regime": "multi_rate", "lines": 4},
            {"regime": "exempt", "lines": 2},
            {"regime": "overseas", "lines": 2},
            {"document_type": "deposit_invoice"},
            {"document_type": "credit_note", "lines": 1},
            {"document_type": "proforma", "regime": "exempt"},
        ),
    ),
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
