"""Invoices that account for more than themselves, set by PyMuPDF's Story: orders, reminders, sums by line and page."""

from datetime import timedelta
from decimal import Decimal
from html import escape
from random import Random

import pymupdf

from corpus.generator import formats
from corpus.generator.development import blocks, wording
from corpus.generator.development.story_web import Page, area, lines, rgb, table, web
from corpus.generator.facts import Document, Scenario
from corpus.generator.items import ZERO, to_cents
from corpus.generator.layout import Layout
from corpus.generator.scenario import other
from corpus.generator.truth import USUAL, truth_of

_EXEMPT = "Exonération de TVA : article 261, 4-4° a du CGI."


def _triple(money: formats.Money, ht: Decimal, tva: Decimal) -> list[str]:
    return [money(ht), money(tva), money(ht + tva)]


def _order_balance(base: Scenario) -> Document:
    """Print where an order stands: ordered, already invoiced, this invoice, still to be invoiced, each HT TVA TTC."""
    s = wording.renumbered(base, f"F {base.issue_date:%y} {wording.serial(base)}")
    money = formats.Money(formats.NBSP)
    css = """
    * {font-family: notos; font-size: 9px;}
    h1 {font-size: 14px; color: #003b5c;}
    b {font-weight: bold;}
    table {width: 100%; border-collapse: collapse;}
    td {padding: 3px; border-bottom: 0.5px solid #9fb3c0;}
    th {padding: 3px; background-color: #003b5c; color: #ffffff;}
    .r td {border: none; padding: 1px;}
    .s {font-size: 7px; color: #555;}
    """
    issuer = s.issuer
    done, left = Decimal(1 + s.seed % 2), Decimal(1 + s.seed // 2 % 3)
    before, after = (s.total_ht * done, s.total_tva * done), (s.total_ht * left, s.total_tva * left)
    whole = (s.total_ht + before[0] + after[0], s.total_tva + before[1] + after[1])
    references = [
        ["Facture n° :", s.invoice_number],
        ["Votre commande :", other(s, "commande")],
        ["Notre affaire :", other(s, "affaire")],
        ["Convention :", other(s, "convention")],
        ["Dossier OPCO :", s.dossiers[0]],
        ["Émission :", formats.day(s.issue_date, "dd-mm-yyyy")],
    ]
    top = f"<h1>{escape(issuer.name)}</h1>" + lines(
        [
            f"{issuer.street} - {issuer.postcode} {issuer.city}",
            f"SIRET {formats.siret(issuer.siret, 'dots')}",
            f"N° d'activité {issuer.nda}",
            *([f"TVA {formats.vat(issuer.vat_number)}"] if issuer.vat_number else []),
        ]
    )
    rows = [["Prestations de la période", "Nb", "P.U. HT", "Montant HT"]]
    rows += [
        [escape(item.label), formats.quantity(item.quantity), money(item.unit_price), money(item.amount)]
        for item in s.items
    ]
    state = [
        ["Suivi de la commande (EUR)", "HT", "TVA", "TTC"],
        ["Montant de la commande", *_triple(money, *whole)],
        ["Déjà facturé", *_triple(money, *before)],
        ["<b>Présente facture</b>", *(f"<b>{text}</b>" for text in _triple(money, s.total_ht, s.total_tva))],
        ["Reste à facturer", *_triple(money, *after)],
    ]
    period = f"Situation n° {int(done) + 1} - période {blocks.session_text(s)}"
    foot = f"{blocks.capital(issuer)} - APE {issuer.naf}" + (f" - RCS {issuer.rcs}" if issuer.rcs else "")
    bank = f"Règlement : {formats.iban(s.bank.iban)} - {s.bank.bic} - {escape(s.bank.name)}" if s.bank else ""
    page = [
        (area(16, 14, 90, 34), top),
        (area(118, 14, 78, 44), table(references, kind="r", widths=(46, 54), aligns="rl", head=False)),
        (area(118, 58, 78, 24), lines(blocks.address(s.addressee))),
        (area(16, 84, 180, 8), f"<b>{period}</b>"),
        (area(16, 94, 180, 70), table(rows, widths=(58, 8, 16, 18), aligns="lrrr")),
        (area(16, 170, 180, 48), table(state, widths=(46, 18, 18, 18), aligns="lrrr")),
        (area(16, 222, 180, 10), _EXEMPT if not s.total_tva else ""),
        (area(16, 240, 180, 10), bank),
        (area(16, 280, 180, 8), f'<p class="s">{escape(foot)}</p>'),
    ]
    pdf = web([page], css, {"notos": "notos", "notos*": "notosbo"}, "Sage 100cloud", s.seed)
    return Document(pdf, truth_of(s, USUAL), ("order_balance", "number_with_spaces"))


def _per_page_sums(s: Scenario) -> Document:
    """Fill two pages that each end with their own sum; who issues is only said on the second."""
    money = formats.Money(after=" €")
    css = """
    * {font-family: ubuntu; font-size: 9px;}
    h1 {font-size: 18px; color: #444;}
    b {font-weight: bold;}
    table {width: 100%; border-collapse: collapse;}
    td {padding: 5px; border-bottom: 0.5px solid #ccc;}
    th {padding: 5px; border-bottom: 1px solid #444;}
    .g {color: #777; font-size: 8px;}
    """
    half = (len(s.items) + 1) // 2
    parts = (s.items[:half], s.items[half:])
    pages = []
    for number, part in enumerate(parts, 1):
        head = (
            f"<h1>facture</h1>n° {escape(s.invoice_number)} - {formats.day(s.issue_date)} - dossier "
            f"{escape(' + '.join(s.dossiers))}"
        )
        rows = [["Dossier", "Intitulé", "Quantité", "Prix", "Taux", "Total HT"]]
        rows += [
            [
                item.dossier or "",
                escape(item.label),
                formats.quantity(item.quantity),
                money(item.unit_price),
                formats.rate(item.rate),
                money(item.amount),
            ]
            for item in part
        ]
        rows.append(["", f"<b>Sous-total page {number}</b>", "", "", "", money(sum((i.amount for i in part), ZERO))])
        boxes = [
            (area(18, 14, 130, 24), head),
            (area(150, 18, 44, 8), f'<p class="g">page {number} sur 2</p>'),
            (area(18, 76, 176, 120), table(rows, widths=(16, 38, 10, 13, 8, 15), aligns="llrrrr")),
        ]
        if number == 1:
            who = s.beneficiary
            boxes.append((area(112, 40, 82, 28), f"<b>Destinataire</b><br/>{lines(blocks.address(s.addressee))}"))
            if who:
                text = lines([*blocks.address(who), f"SIRET {who.siret}"])
                boxes.append((area(18, 40, 82, 30), f"<b>Entreprise formée</b><br/>{text}"))
            boxes.append((area(18, 276, 176, 8), '<p class="g">Suite de la facture page 2</p>'))
        else:
            boxes += _last_page(s, money)
        pages.append(boxes)

    def paint(_: int, sheet: pymupdf.Page) -> None:
        sheet.draw_rect(area(0, 0, 8, 297), color=None, fill=rgb(0xF2A65A))

    pdf = web(pages, css, {"ubuntu": "ubuntu", "ubuntu*": "ubuntubo"}, "Dolibarr 19.0.2", s.seed, paint)
    return Document(pdf, truth_of(s, USUAL), ("two_pages", "page_sums", "issuer_on_page_2"))


def _last_page(s: Scenario, money: formats.Money) -> Page:
    sums = [["Total hors taxe des pages 1 et 2", money(s.total_ht)]]
    sums += [[f"TVA {formats.rate(row.rate)} sur {money(row.base)}", money(row.tva)] for row in s.vat_rows]
    sums.append(["<b>Total TTC</b>", f"<b>{money(s.total_ttc)}</b>"])
    issuer = s.issuer
    identity = [
        blocks.full_name(issuer),
        f"{issuer.street}, {issuer.postcode} {issuer.city}",
        f"SIRET {formats.siret(issuer.siret)} - NAF {issuer.naf}",
        f"Déclaration d'activité {issuer.nda}" + (f" - TVA {issuer.vat_number}" if issuer.vat_number else ""),
    ]
    if s.bank:
        identity.append(f"IBAN {formats.iban(s.bank.iban)} - BIC {s.bank.bic}")
    return [
        (area(96, 200, 98, 44), table(sums, widths=(66, 34), aligns="rr", head=False)),
        (area(18, 246, 176, 8), _EXEMPT if not s.total_tva else ""),
        (area(18, 256, 176, 32), f"<b>Facture émise par</b><br/>{lines(identity)}"),
    ]


def _reminders(s: Scenario) -> Document:
    """Print below the totals the customer's earlier invoices that are still unpaid, and their sum."""
    money = formats.Money(".", after=" EUR") if s.seed // 4 % 2 else formats.EUR_AFTER
    css = """
    * {font-family: figo; font-size: 9.5px;}
    h2 {font-size: 13px;}
    b {font-weight: bold;}
    table {width: 100%; border-collapse: collapse;}
    td {padding: 3px; border: 0.5px solid #555;}
    th {padding: 3px; border: 0.5px solid #555; background-color: #e8e8e8;}
    .o td {color: #8a1c1c; font-size: 8px;}
    .o th {font-size: 8px;}
    .s {font-size: 7.5px;}
    """
    issuer = s.issuer
    rng = Random(s.seed)
    unpaid = [["Facture", "Du", "Échue le", "Montant TTC", "Réglé", "Restant dû"]]
    owed = ZERO
    for index in range(2 + s.seed % 2):
        issued = s.issue_date - timedelta(150 - 40 * index)
        amount = to_cents(Decimal(rng.randint(30000, 480000)) / 100)
        paid = to_cents(amount / 2) if index == 1 else ZERO
        owed += amount - paid
        dates = [formats.day(day) for day in (issued, issued + timedelta(30))]
        unpaid.append(
            [f"FA{issued:%Y}-{rng.randint(10, 900):04d}", *dates, money(amount), money(paid), money(amount - paid)]
        )
    unpaid.append(["Total antérieur", "", "", "", "", money(owed)])
    title = f"FACTURE {escape(s.invoice_number)} DU {formats.day(s.issue_date, 'CAPS')}"
    rows = [["Montant EUROS HT", "Prestation", "Dossier de prise en charge"]]
    rows += [[money(item.amount), escape(item.label), item.dossier or ""] for item in s.items]
    sums = [[money(s.total_ht), "Valeur HT de cette facture"]]
    sums += [[money(row.tva), f"TVA {formats.rate(row.rate)}"] for row in s.vat_rows]
    sums.append([f"<b>{money(s.total_ttc)}</b>", "<b>Valeur TTC de cette facture</b>"])
    vat = f" - TVA {formats.vat(issuer.vat_number, 'key')}" if issuer.vat_number else ""
    identity = (
        f"{blocks.capital(issuer)} - SIRET {formats.siret(issuer.siret, 'two_part')} - APE {issuer.naf}{vat} - "
        f"organisme enregistré sous le n° {issuer.nda}"
    )
    bank = f"Compte : {formats.iban(s.bank.iban)} - {s.bank.bic}" if s.bank else ""
    reminder = "Sauf erreur ou omission de notre part, les factures suivantes restent impayées à ce jour :"
    page = [
        (area(16, 14, 100, 28), f"<h2>{escape(issuer.name)}</h2>{lines(blocks.address(issuer)[1:])}"),
        (area(120, 40, 76, 26), lines(blocks.address(s.addressee))),
        (area(16, 72, 180, 10), f"<h2>{title}</h2>"),
        (area(16, 84, 180, 8), f"Session {other(s, 'session')} {blocks.session_text(s)} - {other(s, 'convention')}"),
        (area(16, 94, 180, 62), table(rows, widths=(22, 54, 24), aligns="rll")),
        (area(16, 158, 96, 40), table(sums, widths=(42, 58), aligns="rl", head=False)),
        (area(16, 200, 180, 8), _EXEMPT if not s.total_tva else ""),
        (area(16, 208, 180, 48), f"{reminder}<br/>{table(unpaid, kind='o', aligns='lccrrr')}"),
        (area(16, 260, 180, 8), bank),
        (area(16, 278, 180, 10), f'<p class="s">{escape(identity)}</p>'),
    ]
    pdf = web([page], css, {"figo": "figo", "figo*": "figbo"}, "Cegid XRP Flex", s.seed)
    return Document(pdf, truth_of(s, USUAL), ("unpaid_invoices", "label_right_of_value"))


def _running_sums(s: Scenario) -> Document:
    """Give each line its HT, TVA and TTC and the running sums of all three; the last are the totals."""
    money = formats.Money("")
    css = """
    * {font-family: ubuntum; font-size: 7.5px;}
    b {font-weight: bold;}
    table {width: 100%; border-collapse: collapse;}
    th {padding: 2px; background-color: #dfeadf; border: 0.4px solid #5b7d5b;}
    td {padding: 2px; border: 0.4px solid #5b7d5b;}
    .r td {border: none; font-size: 8.5px;}
    """
    issuer = s.issuer
    rows = [["N°", "Désignation", "HT EUROS", "TVA", "TTC", "Cumul HT", "Cumul TVA", "Cumul TTC"]]
    ht = tva = ZERO
    for number, (item, tax) in enumerate(zip(s.items, wording.line_tva(s.items), strict=True), 1):
        ht, tva = ht + item.amount, tva + tax
        label = f"{item.label} ({formats.quantity(item.quantity)} {item.unit})"
        rows.append([str(number), escape(label), *_triple(money, item.amount, tax), *_triple(money, ht, tva)])
    strong = [f"<b>{text}</b>" for text in _triple(money, s.total_ht, s.total_tva)]
    rows.append(["", "<b>TOTAUX EN EUROS</b>", *strong, "", "", ""])
    facts = [
        [s.invoice_number, ": numéro de facture"],
        [formats.day(s.issue_date, "yyyy-mm-dd"), ": date de facture"],
        [" ".join(s.dossiers), ": dossier(s) AKTO"],
        [other(s, "devis"), ": devis"],
        [other(s, "client"), ": compte client"],
    ]
    who = [
        *blocks.address(issuer),
        f"SIRET {formats.siret(issuer.siret, 'nic_split')}",
        f"NDA {formats.nda(issuer.nda or '')}",
        *([f"TVA {formats.vat(issuer.vat_number)}"] if issuer.vat_number else []),
    ]
    bank = [f"IBAN {formats.iban(s.bank.iban)}", f"BIC {s.bank.bic}"] if s.bank else []
    page = [
        (area(12, 12, 80, 40), lines(who)),
        (area(110, 12, 86, 36), table(facts, kind="r", widths=(52, 48), aligns="rl", head=False)),
        (area(110, 52, 86, 24), lines(["Adressée à", *blocks.address(s.addressee)])),
        (area(12, 84, 186, 120), table(rows, widths=(4, 33, 11, 9, 11, 11, 10, 11), aligns="clrrrrrr")),
        (area(12, 210, 186, 8), _EXEMPT if not s.total_tva else ""),
        (area(12, 224, 186, 14), lines(bank)),
    ]
    pdf = web([page], css, {"ubuntum": "ubuntm", "ubuntum*": "ubuntmbo"}, "LibreOffice 7.3", s.seed)
    return Document(pdf, truth_of(s, USUAL), ("running_sums", "label_right_of_value"))


LAYOUTS = (
    Layout(
        "story",
        "order_balance",
        _order_balance,
        (
            {"regime": "taxed", "lines": 2},
            {"regime": "exempt", "lines": 2},
            {"regime": "taxed", "lines": 3, "dossier_shape": "five"},
            {"regime": "overseas", "lines": 1},
        ),
    ),
    Layout(
        "story",
        "per_page_sums",
        _per_page_sums,
        (
            {"regime": "taxed", "lines": 8},
            {"regime": "exempt", "lines": 4, "dossiers": 3},
            {"regime": "multi_rate", "lines": 6},
            {"regime": "exempt", "lines": 7, "dossier_shape": "legacy"},
        ),
    ),
    Layout(
        "story",
        "unpaid_invoices",
        _reminders,
        (
            {"regime": "taxed", "lines": 2},
            {"regime": "exempt", "lines": 1, "dossiers": 3},
            {"regime": "taxed", "lines": 1, "dossier_shape": "reimbursement"},
            {"regime": "multi_rate", "lines": 2},
        ),
    ),
    Layout(
        "story",
        "running_sums",
        _running_sums,
        (
            {"regime": "taxed", "lines": 4},
            {"regime": "multi_rate", "lines": 5},
            {"regime": "exempt", "lines": 2, "dossiers": 2},
            {"regime": "taxed", "lines": 2, "addressee": "company"},
        ),
    ),
)
