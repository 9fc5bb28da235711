"""Invoices with other pages behind them, set by PyMuPDF's Story: a certificate, terms of sale."""

from html import escape

import pymupdf

from corpus.generator import formats
from corpus.generator.development import blocks
from corpus.generator.development.story_papers import certificate_html
from corpus.generator.development.story_web import Page, area, lines, rgb, table, web
from corpus.generator.facts import Document, Scenario
from corpus.generator.layout import Layout
from corpus.generator.scenario import other
from corpus.generator.truth import TOTALS, USUAL, truth_of

_TERMS = (
    ("Objet", "Les présentes conditions générales de vente s'appliquent à toutes les prestations de formation "
     "conclues par le "
     "prestataire avec un client professionnel. Toute commande emporte acceptation sans réserve des présentes."),
    ("Prix et règlement", "Les prix sont exprimés en euros. Un acompte de 30 % est versé à la commande. Les "
     "factures sont payables à "
     "30 jours fin de mois. Tout retard entraîne de plein droit des pénalités au taux de 12 % l'an ainsi qu'une "
     "indemnité "
     "forfaitaire pour frais de recouvrement de 40 € (art. L441-10 du code de commerce)."),
    ("Prise en charge", "Si le client souhaite que le règlement soit émis par l'OPCO dont il dépend, il lui "
     "appartient de faire la "
     "demande de prise en charge avant le début de la formation et d'indiquer le numéro de dossier sur le bon de "
     "commande. En cas de "
     "prise en charge partielle, le reliquat est facturé au client."),
    ("Annulation", "Toute annulation reçue moins de 10 jours ouvrés avant le début donne lieu à facturation de 50 % "
     "du prix total hors "
     "taxes ; moins de 3 jours avant, de 100 %. Un minimum de 250,00 € HT est dû dans tous les cas."),
    ("Données personnelles", "Les données sont traitées conformément au règlement (UE) 2016/679 du 27 avril 2016 et "
     "conservées "
     "cinq ans. Réclamation possible auprès de la CNIL, 3 place de Fontenoy, 75334 PARIS."),
    ("Litiges", "Tout différend relève du tribunal de commerce du siège du prestataire. Le médiateur peut être "
     "saisi gratuitement : "
     "MEDICONSO, SIRET 824 236 560 00014, tél. 01 40 60 12 00."),
)  # fmt: skip


def _certificate_behind(s: Scenario) -> Document:
    """Print a school's invoice with the certificat de réalisation on page 2: its hours, date and place are decoys."""
    money = formats.SPACE_EURO
    css = """
    * {font-family: serif; font-size: 10.5px;}
    h1 {font-size: 17px; color: #003f72;}
    table {width: 100%; border-collapse: collapse;}
    td {padding: 4px; border: 0.5px solid #003f72;}
    th {padding: 4px; background-color: #003f72; color: white; font-weight: normal;}
    h2 {font-size: 15px; text-align: center;}
    """
    issuer = s.issuer
    left = f"<b>{escape(issuer.name)}</b><br/>" + lines([*blocks.address(issuer)[1:], f"Tél : {issuer.phone}"])
    title = (
        f"<h1>Facture {s.invoice_number}</h1>Émise le {formats.day(s.issue_date)} à {escape(issuer.city.title())}<br/>"
    )
    title += f"Dossier(s) OPCO : <b>{' - '.join(s.dossiers)}</b>"
    to = lines([*blocks.address(s.addressee), f"SIRET : {formats.siret(s.addressee.siret)}"])
    rows = [["Dossier", "Stagiaire", "Action de formation", "Coût"]]
    rows += [
        [item.dossier or "", escape(item.trainee or ""), escape(item.label), money(item.amount)] for item in s.items
    ]
    if s.total_tva:
        rows += [["", "", "Total hors TVA", money(s.total_ht)], ["", "", "TVA 20 %", money(s.total_tva)]]
        rows.append(["", "", "<b>Total TVA incluse</b>", f"<b>{money(s.total_ttc)}</b>"])
        printed, note = USUAL, ""
    else:
        rows.append(["", "", "<b>Total à payer (net de TVA)</b>", f"<b>{money(s.total_ttc)}</b>"])
        printed, note = (
            USUAL - TOTALS | {"single_total", "exemption", "net_payable"},
            "Exonération de TVA : art. 261-4-4°a du CGI",
        )
    bank = (
        f"À régler sur le compte {escape(s.bank.holder)} : {formats.iban(s.bank.iban)} - {s.bank.bic}" if s.bank else ""
    )
    vat = f" - TVA : {issuer.vat_number}" if issuer.vat_number else ""
    numbers = f"Siret : {formats.siret(issuer.siret)} - APE : {issuer.naf}{vat} - NDA : {issuer.nda}"
    foot = f"{blocks.full_name(issuer)} - {numbers}"
    first: Page = [
        (area(50, 16, 70, 36), left),
        (area(18, 56, 100, 34), title),
        (area(122, 60, 72, 40), to),
        (area(18, 108, 174, 110), table(rows, widths=(18, 24, 42, 16), aligns="lllr")),
        (area(18, 220, 174, 14), note),
        (area(18, 236, 174, 26), bank),
        (area(18, 272, 174, 18), f'<p style="font-size:8px; text-align:center">{escape(foot)}</p>'),
    ]
    second: Page = [(area(22, 24, 166, 250), certificate_html(s))]

    def paint(number: int, sheet: pymupdf.Page) -> None:
        if number == 0:
            sheet.draw_circle(area(36, 26, 1, 1).tl, 14, color=None, fill=rgb(0x7FB2DB), overlay=False)
            sheet.draw_circle(area(32, 30, 1, 1).tl, 34, color=None, fill=rgb(0x003F72), overlay=False)

    pdf = web([first, second], css, {}, "OpenOffice 4.1", s.seed, paint)
    return Document(pdf, truth_of(s, printed), ("certificate_behind",))


def _terms_behind(s: Scenario) -> Document:
    """Print an invoice whose second page is full of terms of sale with amounts, percents and another SIRET."""
    money = formats.Money(formats.NBSP, after=" €")
    css = """
    * {font-family: cascadia; font-size: 8.5px;}
    h1 {font-size: 14px;}
    table {width: 100%;}
    th {border-top: 1px solid black; border-bottom: 1px solid black; padding: 3px;}
    td {padding: 3px;}
    .c {font-size: 7px; color: #444;}
    .c b {font-size: 7.5px;}
    """
    issuer = s.issuer
    title = "FACTURE" if s.document_type == "invoice" else "AVOIR"
    head = f"<h1>{title} {s.invoice_number}</h1>date : {formats.day(s.issue_date, 'dd/mm/yyyy')}<br/>"
    if s.due_date:
        head += f"échéance : {formats.day(s.due_date)}<br/>"
    head += (
        f"devis : {other(s, 'devis')}<br/>commande : {other(s, 'commande')}<br/>dossier AKTO : {', '.join(s.dossiers)}"
    )
    rows = [["prestation", "unités", "prix", "tva", "total ht"]]
    rows += [
        [
            escape(item.label),
            formats.quantity(item.quantity),
            money(item.unit_price),
            formats.rate(item.rate, "%"),
            money(item.amount),
        ]
        for item in s.items
    ]
    sums = [["total ht", money(s.total_ht)]]
    sums += [[f"tva {formats.rate(row.rate, '%')} (base {money(row.base)})", money(row.tva)] for row in s.vat_rows]
    sums += [
        ["total ttc", money(s.total_ttc)],
        ["acompte", money(-s.deposit_paid)],
        ["net à payer", money(s.net_payable)],
    ]
    pay = f"iban {formats.iban(s.bank.iban)}<br/>bic {s.bank.bic}" if s.bank else ""
    court = f"rcs {issuer.rcs} " if issuer.rcs else ""
    vat = f"tva {issuer.vat_number} " if issuer.vat_number else ""
    numbers = f"{court}siret {formats.siret(issuer.siret)} {vat}nda {issuer.nda}"
    foot = f"{escape(issuer.name)} {escape(blocks.capital(issuer))} {numbers}"
    first: Page = [
        (
            area(16, 16, 90, 40),
            f"<b>{escape(issuer.name.lower())}</b><br/>{lines([*blocks.address(issuer)[1:], issuer.website or ''])}",
        ),
        (area(110, 16, 86, 44), head),
        (area(110, 62, 86, 30), lines(blocks.address(s.addressee))),
        (area(16, 98, 180, 90), table(rows, widths=(46, 10, 16, 10, 18), aligns="lrrrr")),
        (area(86, 196, 110, 42), table(sums, widths=(68, 32), aligns="lr", head=False)),
        (area(16, 242, 110, 18), pay),
        (area(16, 266, 180, 14), f'<span class="c">{foot}<br/>conditions générales au verso</span>'),
    ]
    articles = [f'<p class="c"><b>Article {n} - {name}</b><br/>{text}</p>' for n, (name, text) in enumerate(_TERMS, 1)]
    second: Page = [
        (area(16, 14, 180, 14), "<h1>Conditions générales de vente</h1>"),
        (area(16, 32, 86, 250), "".join(articles[:3] * 2)),
        (area(108, 32, 86, 250), "".join(articles[3:] * 2)),
    ]
    pdf = web([first, second], css, {"cascadia": "cascadia", "cascadia*": "cascadiab"}, "Prince 15", s.seed)
    return Document(pdf, truth_of(s, USUAL | {"net_payable"}), ("terms_behind",))


LAYOUTS = (
    Layout(
        "story",
        "certificate_behind",
        _certificate_behind,
        (
            {"regime": "exempt", "lines": 1},
            {"regime": "exempt", "lines": 1, "dossiers": 4},
            {"regime": "taxed", "lines": 1, "dossiers": 2},
            {"regime": "exempt", "lines": 2, "dossier_shape": "reimbursement"},
        ),
    ),
    Layout(
        "story",
        "terms_behind",
        _terms_behind,
        (
            {"regime": "taxed", "lines": 3},
            {"regime": "multi_rate", "lines": 4, "deposit": True},
            {"regime": "taxed", "lines": 2, "deposit": True, "addressee": "company"},
            {"document_type": "credit_note", "lines": 1},
        ),
    ),
)
