"""Invoices of schools and exporters, made by fpdf2: two languages, ASCII tables, two columns, an instalment plan."""

import re
from datetime import timedelta
from decimal import Decimal
from random import Random

from corpus.generator import formats, numbers
from corpus.generator.development import blocks, wording
from corpus.generator.development.fpdf_paper import Paper
from corpus.generator.facts import Document, Item, Scenario
from corpus.generator.items import to_cents
from corpus.generator.layout import Layout
from corpus.generator.scenario import other
from corpus.generator.truth import TOTALS, USUAL, truth_of


def _bilingual(s: Scenario) -> Document:
    """Label everything in English and French; amounts the English way, with their currency in a column."""
    money = formats.Money(",", ".") if s.seed // 4 % 2 else formats.Money(" ", ".")
    page = Paper("Serif", "Odoo 17.0")
    violet = 0x6A3E7C
    page.put(16, 14, s.issuer.name, 18, bold=True, ink=violet)
    page.put(16, 23, "Training & Coaching", 9, ink=0x888888)
    page.stack(196 - 60, 14, [s.issuer.street, f"{s.issuer.postcode} {s.issuer.city}", "France"], 9, 4.4)
    page.line(16, 31, 196, 31)
    page.put(16, 36, "Bill to / Facturé à", 8, ink=0x888888)
    page.stack(16, 41, [*blocks.address(s.addressee), f"VAT ID: {s.addressee.vat_number}"], 10, 4.8)
    company = s.beneficiary
    if company:
        page.put(112, 36, "On behalf of / Pour le compte de", 8, ink=0x888888)
        page.stack(112, 41, [*blocks.address(company), f"SIRET {formats.siret(company.siret)}"], 10, 4.8)
    credit = s.document_type == "credit_note"
    title = "Credit note / Avoir" if credit else "Invoice / Facture"
    page.put(16, 68, f"{title}  {s.invoice_number}", 15, bold=True, ink=violet)
    start, end = (formats.day(value) for value in s.session)
    facts = [
        ("Date / Date", formats.day(s.issue_date)),
        ("Due date / Échéance", formats.day(s.due_date) if s.due_date else "on receipt"),
        ("Your ref. / Votre dossier", " ".join(s.dossiers)),
        ("Order / Commande", other(s, "commande")),
        ("Course dates / Dates", f"{start} - {end}"),
    ]
    y = 78.0
    for label, value in facts:
        page.put(16, y, label, 9, ink=0x888888)
        page.put(66, y, value, 9.5)
        y += 5
    rows = [
        [
            "Description\nDésignation",
            "Qty\nQté",
            "Unit price\nPrix unitaire",
            "VAT\nTVA",
            "Cur.\nDev.",
            "Amount\nMontant HT",
        ]
    ]
    rows += [
        [
            item.label,
            formats.quantity(item.quantity).replace(",", "."),
            money(item.unit_price),
            formats.rate(item.rate, "%").replace(",", "."),
            "EUR",
            money(item.amount),
        ]
        for item in s.items
    ]
    y = page.grid(16, 106, [80, 16, 28, 14, 14, 28], rows, "LRRRCR", size=9, height=8, borders="ROWS", head=0xEFE7F2)
    sums = [("Total excl. VAT / Total HT", s.total_ht)]
    sums += [(f"VAT / TVA {formats.rate(row.rate, '%').replace(',', '.')}", row.tva) for row in s.vat_rows]
    sums.append(("Total incl. VAT / Total TTC", s.total_ttc))
    if s.deposit_paid:
        sums.append(("Prepaid / Acompte versé", -s.deposit_paid))
    final = "Credit balance / Net à votre crédit" if credit else "Amount due / Net à payer"
    sums.append((final, s.net_payable))
    y += 5
    for label, amount in sums:
        due = label == final
        page.put(150, y, label, 10, bold=due, align="R")
        page.put(164, y, "EUR", 10, bold=due, align="R")
        page.put(196, y, money(amount), 10, bold=due, align="R")
        y += 6
    if not s.total_tva:
        page.put(16, y, "VAT exempt training / Formation exonérée de TVA, art. 261-4-4 a CGI", 8.5)
    if s.bank:
        page.put(16, 246, "Bank transfer / Virement bancaire", 9, bold=True)
        page.stack(
            16, 251, [f"{s.bank.name}", f"IBAN: {formats.iban(s.bank.iban)}", f"BIC/SWIFT: {s.bank.bic}"], 9, 4.6
        )
    page.line(16, 276, 196, 276)
    vat = f" - VAT ID / N° TVA: {s.issuer.vat_number}" if s.issuer.vat_number else ""
    page.put(106, 279, f"Company ID / SIRET: {formats.siret(s.issuer.siret)}{vat}", 7.5, align="C", ink=0x666666)
    page.put(
        106,
        283,
        f"Training provider registration / Déclaration d'activité: {s.issuer.nda}",
        7.5,
        align="C",
        ink=0x666666,
    )
    return Document(page.data(), truth_of(s, USUAL | {"net_payable"}), ("bilingual", "currency_column"))


_WIDTHS = (34, 9, 13, 14)


def _ascii_row(cells: tuple[str, ...]) -> str:
    first, *rest = cells
    numbers = "|".join(f"{cell:>{width - 1}} " for cell, width in zip(rest, _WIDTHS[1:], strict=True))
    return f"| {first[: _WIDTHS[0] - 2]:<{_WIDTHS[0] - 1}}|{numbers}|"


def _ascii_table(base: Scenario) -> Document:
    """Type everything in Courier: tables of dashes and bars, words two spaces apart, EUROS in the heads."""
    s = wording.renumbered(base, f"{base.issue_date:%Y} / {base.issue_date:%m} / {wording.serial(base)}")
    money = formats.Money(" ")
    page = Paper("Courier", "SIGMA Gestion 3.2")
    spaced = "  ".join
    page.stack(
        14,
        16,
        [
            spaced(s.issuer.name.split()),
            spaced(s.issuer.street.split()),
            f"{s.issuer.postcode}  {s.issuer.city}",
            f"Tel  {s.issuer.phone}",
            f"Siret :  {formats.siret(s.issuer.siret)}",
            f"Existence  no  {s.issuer.nda}",
        ],
        10,
        4.4,
    )
    page.stack(100, 50, [spaced(line.split()) for line in blocks.address(s.addressee)], 9, 4.4)
    kind = "AVOIR" if s.document_type == "credit_note" else "FACTURE"
    border = f"+{'-' * 24}+{'-' * 16}+{'-' * 30}+"
    head = f"|{f'{kind}  No':^24}|{'DATE':^16}|{'DOSSIER(S)  OPCO':^30}|"
    value = f"|{s.invoice_number:^24}|{formats.day(s.issue_date):^16}|{' '.join(s.dossiers):^30}|"
    page.stack(14, 74, [border, head, border, value, border], 10, 4.2)
    convention = f"Convention  {other(s, 'convention')}   Client  {other(s, 'client')}"
    page.stack(14, 99, [convention, f"Formation  {spaced(blocks.session_text(s).split())}"], 10, 4.4)
    rule = "+" + "+".join("-" * width for width in _WIDTHS) + "+"
    rows = [rule, _ascii_row(("DESIGNATION", "NOMBRE", "PRIX UNIT.", "EUROS  H.T.")), rule]
    for item in s.items:
        rows.append(
            _ascii_row((item.label, formats.quantity(item.quantity), money(item.unit_price), money(item.amount)))
        )
        if item.trainee:
            rows.append(_ascii_row((f"   {item.trainee}", "", "", "")))
    rows.append(rule)
    sums = [("TOTAL  HORS  TAXE", s.total_ht)]
    if s.total_tva:
        sums += [(f"T.V.A.  {formats.rate(row.rate, '%', 2)}", row.tva) for row in s.vat_rows]
    sums.append(("TOTAL  T.T.C.  EN  EUROS" if s.total_tva else "NET  DE  TAXE  EN  EUROS", s.total_ttc))
    inside = sum(_WIDTHS[:3]) + 2
    rows += [f"|{label:>{inside - 2}}  |{money(amount):>13} |" for label, amount in sums]
    rows.append(f"+{'-' * inside}+{'-' * _WIDTHS[3]}+")
    y = page.stack(14, 112, rows, 10, 4.2)
    if not s.total_tva:
        page.put(14, y + 4, "Exonération  de  T.V.A.  -  article  261-4-4-a  du  C.G.I.", 10)
    page.block(14, y + 12, 175, f"Arrêté  à  la  somme  de  {spaced(wording.euros(s.total_ttc).split())}.", 10)
    if s.bank:
        page.stack(14, 246, [f"VIREMENT :  {formats.iban(s.bank.iban)}", f"BIC :  {s.bank.bic}"], 10, 4.6)
    vat = f"TVA  {s.issuer.vat_number}   " if s.issuer.vat_number else ""
    page.put(14, 280, f"{vat}{s.issuer.legal_form}   NAF  {s.issuer.naf}", 9)
    return Document(page.data(), truth_of(s, USUAL | {"exemption"}), ("ascii_table", "number_with_spaces"))


def _two_columns(s: Scenario) -> Document:
    """Set text in two columns: the story with the quote's total on the left, labels under their values on the right."""
    money = formats.Money(formats.NBSP, after=formats.NBSP + "€")
    page = Paper("Manrope", "Affinity Publisher 2")
    tone = 0x1B6CA8
    in_words = s.regime == "exempt"
    page.block(16, 16, 110, f"**{s.issuer.name}**", 24, ink=tone)
    page.put(16, 34, f"{s.issuer.street}   {s.issuer.postcode} {s.issuer.city}   {s.issuer.website}", 8.5)
    page.fill(102, 46, 0.4, 222, 0xBBBBBB)
    company = s.beneficiary or s.addressee
    double = s.total_ttc * 2
    dated = f"le {wording.day(s.issue_date)}" if in_words else f"le {formats.day(s.issue_date, '1er')}"
    story = (
        f"{s.issuer.city.title()}, {dated}\n\n"
        f"À l'attention de {s.addressee.name}, {s.addressee.street}, {s.addressee.postcode} {s.addressee.city}\n\n"
        f"Notre devis {other(s, 'devis')} du {formats.day(s.session[0] - timedelta(40), '1er')}, d'un montant total de "
        f"{money(double)} TTC pour deux groupes, a été accepté par {company.name} "
        f"(SIRET {formats.siret(company.siret)}).\n\n"
        f"Le premier groupe a été formé {blocks.session_text(s, 'long')}. Vous trouverez ci-contre la facture "
        f"correspondante, établie au titre de votre accord de financement **{s.dossiers[0]}**. Le second groupe sera "
        "facturé à l'issue de sa session.\n\n"
        f"Participants : {', '.join(blocks.trainees(s))}.\n\n"
        "Le paiement est attendu sous trente jours. Les pénalités de retard sont de 10 % l'an et l'indemnité "
        "forfaitaire de recouvrement de 40 €."
    )
    if not s.total_tva:
        story += " La formation professionnelle continue est exonérée de TVA (CGI, art. 261, 4, 4°, a)."
    page.block(16, 48, 80, story, 9.5)
    page.put(196, 46, s.invoice_number, 17, bold=True, align="R", ink=tone)
    page.put(196, 54, "facture numéro", 8, align="R", ink=0x888888)
    y = 68.0
    for item in s.items:
        y = page.block(108, y, 58, item.label, 9)
        page.put(196, y - 4.6, money(item.amount), 10, align="R")
        page.put(108, y, f"{formats.quantity(item.quantity)} {item.unit}(s) à {money(item.unit_price)}", 7.5)
        y += 8
    y += 6
    sums = [("total hors taxes", s.total_ht)]
    sums += [(f"taxe sur la valeur ajoutée, {formats.rate(row.rate)}", row.tva) for row in s.vat_rows]
    sums.append(("total toutes taxes comprises", s.total_ttc))
    for label, amount in sums:
        strong = amount is s.total_ttc
        page.put(196, y, money(amount), 16 if strong else 12, bold=strong, align="R", ink=tone if strong else 0)
        page.put(196, y + (7 if strong else 5), label, 8, align="R", ink=0x888888)
        y += 14
    if s.bank:
        page.stack(108, 238, [s.bank.name, formats.iban(s.bank.iban), s.bank.bic], 9, 4.6)
        page.put(108, 252, "compte bancaire", 8, ink=0x888888)
    vat = f"   TVA {formats.vat(s.issuer.vat_number)}" if s.issuer.vat_number else ""
    page.put(16, 276, f"SIRET {formats.siret(s.issuer.siret)}   APE {s.issuer.naf}{vat}", 8)
    page.put(16, 281, f"{blocks.full_name(s.issuer)}, organisme de formation {formats.nda(s.issuer.nda or '')}", 8)
    traps = ("two_columns", "quote_total", *(["date_in_words"] if in_words else []))
    return Document(page.data(), truth_of(s, USUAL), traps)


_PLAN = ((40, "1ère"), (30, "2ème"), (20, "3ème"), (10, "solde"))


def _plan(s: Scenario, item: Item, money: formats.Money) -> list[list[str]]:
    """Draw the whole plan of a contract's year, of which one instalment is invoiced here."""
    found = re.search(r"échéance (\d+) %", item.label)
    if not found:
        raise ValueError(item.label)
    share = int(found.group(1))
    rows = [["Échéance", "Exigible le", "Part", "Montant", "Situation"]]
    due = [percent for percent, _ in _PLAN].index(share)
    for rank, (percent, name) in enumerate(_PLAN):
        months = s.issue_date.year * 12 + s.issue_date.month - 1 + (rank - due) * 4
        day = s.issue_date.replace(year=months // 12, month=months % 12 + 1, day=1)
        state = "réglée" if rank < due else "présente facture" if rank == due else "à venir"
        amount = to_cents(item.amount * percent / share)
        rows.append([name, formats.day(day), f"{percent} %", money(amount), state])
    return rows


def _schedule(s: Scenario) -> Document:
    """Print a CFA's instalment plan with all its dated amounts; only one of them is invoiced."""
    money = formats.Money(after=" €")
    page = Paper("Caladea", "Ypareo 2024")
    red = 0xA4262C
    page.fill(16, 12, 22, 22, red)
    page.put(27, 19, "CFA", 15, bold=True, align="C", ink=0xFFFFFF)
    page.put(44, 13, s.issuer.name, 12.5, bold=True, ink=red)
    page.put(44, 20, "Centre de formation d'apprentis", 9)
    page.put(44, 25, f"UAI (ex-RNE) 0{s.seed % 1000000:06d}{'ABCDEFGH'[s.seed % 8]}", 9)
    page.put(44, 30, f"Siret de l'établissement : {formats.siret(s.issuer.siret)}", 9)
    page.put(196, 13, f"FACTURE N° {s.invoice_number}", 12, bold=True, align="R")
    page.put(196, 20, f"établie le {formats.day(s.issue_date)}", 10, align="R")
    page.stack(120, 42, ["OPCO :", *blocks.address(s.addressee)], 10, 5)
    company = s.beneficiary
    if company:
        page.stack(16, 42, ["Employeur :", *blocks.address(company), f"Siret {company.siret}"], 9.5, 4.8)
    y = 74.0
    extras = Decimal(0)
    rng = Random(s.seed)
    for number, items in blocks.by_dossier(s):
        page.put(16, y, f"Dossier {number}", 11, bold=True)
        page.put(70, y, f"Apprenti(e) : {items[0].trainee}", 10)
        page.put(196, y, f"N° DECA {numbers.deca(rng, s.issuer.postcode, s.session[0])}", 9, align="R")
        diploma = items[0].label.partition(" - ")[0]
        page.put(16, y + 5.5, f"Formation : {diploma}", 9)
        y = page.grid(16, y + 11, [26, 32, 20, 36, 40], _plan(s, items[0], money), "LCRRL", size=9, height=6.5)
        page.put(16, y + 3, f"Montant de l'échéance : {money(items[0].amount)}", 10, bold=True)
        y += 9
        for item in items[1:]:
            extras += item.amount
            text = f"{item.label} : {formats.quantity(item.quantity)} x {money(item.unit_price)}"
            page.put(16, y, f"{text} = {money(item.amount)}", 9.5)
            y += 5
        y += 5
    if extras:
        page.put(160, y, "dont frais annexes", 9.5, align="R")
        page.put(196, y, money(extras), 9.5, align="R")
        y += 6
    page.put(160, y, "Montant total de la facture", 11, bold=True, align="R")
    page.put(196, y, money(s.total_ttc), 11, bold=True, align="R")
    printed = USUAL - TOTALS - {"vat_number"} | {"single_total", "exemption"}
    if s.employer_share:
        page.put(160, y + 6, "Participation de l'employeur", 10, align="R")
        page.put(196, y + 6, money(-s.employer_share), 10, align="R")
        page.put(160, y + 12, "Net à payer par l'OPCO", 11, bold=True, align="R")
        page.put(196, y + 12, money(s.net_payable), 11, bold=True, align="R")
        printed |= {"net_payable"}
    page.put(16, y + 20, "TVA : opération exonérée (CGI, article 261.4.4°)", 9)
    if s.bank:
        page.put(16, 258, f"Virement sur le compte {formats.iban(s.bank.iban)} ({s.bank.bic})", 9.5)
    service = "DRIEETS d'Île-de-France" if (s.issuer.nda or "").startswith("11") else "DREETS"
    page.put(
        105,
        278,
        f"Déclaration d'activité enregistrée sous le numéro {s.issuer.nda} auprès de la {service}",
        8,
        align="C",
    )
    page.put(
        105, 283, f"{blocks.full_name(s.issuer)} - {s.issuer.street} {s.issuer.postcode} {s.issuer.city}", 8, align="C"
    )
    return Document(page.data(), truth_of(s, printed), ("instalment_plan", "single_total"))


LAYOUTS = (
    Layout(
        "fpdf2",
        "english_first",
        _bilingual,
        (
            {"regime": "taxed", "lines": 2},
            {"regime": "exempt", "lines": 2, "dossiers": 2},
            {"regime": "multi_rate", "lines": 3, "deposit": True},
            {"regime": "taxed", "lines": 1, "document_type": "credit_note"},
        ),
    ),
    Layout(
        "fpdf2",
        "ascii_table",
        _ascii_table,
        (
            {"regime": "taxed", "lines": 3},
            {"regime": "exempt", "lines": 2, "dossiers": 2},
            {"regime": "multi_rate", "lines": 3},
            {"regime": "taxed", "lines": 1, "document_type": "credit_note"},
        ),
    ),
    Layout(
        "fpdf2",
        "two_columns",
        _two_columns,
        (
            {"regime": "taxed", "lines": 2},
            {"regime": "exempt", "lines": 2},
            {"regime": "multi_rate", "lines": 3},
            {"regime": "taxed", "lines": 1, "addressee": "company"},
        ),
    ),
    Layout(
        "fpdf2",
        "instalment_plan",
        _schedule,
        (
            {"dispositif": "apprentissage", "dossiers": 1},
            {"dispositif": "apprentissage", "dossiers": 2},
            {"dispositif": "apprentissage", "dossiers": 1, "employer_share": True},
            {"dispositif": "apprentissage", "dossiers": 2, "dossier_shape": "any"},
        ),
    ),
)
