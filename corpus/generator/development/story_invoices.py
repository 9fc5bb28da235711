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
)
