"""Forms and unusual arrangements, drawn by ReportLab: boxes for digits, leaders, totals first, two tables of totals."""

from collections.abc import Sequence
from datetime import timedelta

from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics

from corpus.generator import formats
from corpus.generator.development import blocks, wording
from corpus.generator.development.reportlab_sheet import GREY, HELVETICA, TIMES, WHITE, Sheet, caladea, colour
from corpus.generator.facts import Document, Scenario
from corpus.generator.items import ZERO, to_cents
from corpus.generator.layout import Layout
from corpus.generator.scenario import other
from corpus.generator.truth import TOTALS, USUAL, truth_of


def _boxed(page: Sheet, y: float, label: str, digits: str) -> None:
    page.text(16, y, label, 8.5)
    for index, digit in enumerate(digits):
        page.rect(70 + index * 5.4, y - 4, 5.4, 5.6, line=GREY)
        page.text(72.7 + index * 5.4, y, digit, 9.5, align="centre")


def _heading(page: Sheet, y: float, text: str) -> None:
    page.rect(14, y - 4.6, 182, 6.4, fill=colour(0x2F4F7F), line=None)
    page.text(16, y, text, 9, bold=True, ink=WHITE)


def _digit_boxes(s: Scenario) -> Document:
    """Fill in a form: a box for each digit, the customer's SIRET before the issuer's, the sum in words."""
    money = formats.Money(formats.NBSP, after=formats.NBSP + "€")
    page = Sheet(HELVETICA, "Formulaire 2.4")
    page.text(105, 18, "FACTURE - DEMANDE DE RÈGLEMENT D'UNE ACTION DE FORMATION", 12.5, bold=True, align="centre")
    page.text(105, 24, "À compléter par le prestataire et à adresser au financeur", 8, align="centre", ink=GREY)
    company = s.beneficiary or s.addressee
    _heading(page, 34, "A. FINANCEUR")
    page.text(16, 41, f"{s.addressee.name}, {s.addressee.street}, {s.addressee.postcode} {s.addressee.city}", 9)
    page.text(16, 47, f"Dossier de prise en charge : {s.dossiers[0]}", 9)
    _heading(page, 56, "B. ENTREPRISE ADHÉRENTE")
    page.text(16, 63, f"Raison sociale : {company.name}", 9)
    _boxed(page, 70, "N° SIRET", company.siret)
    page.text(16, 77, f"Adresse : {company.street}, {company.postcode} {company.city}", 9)
    _heading(page, 87, "C. PRESTATAIRE DE FORMATION")
    page.text(16, 94, f"Raison sociale : {blocks.full_name(s.issuer)}", 9)
    _boxed(page, 101, "N° SIRET", s.issuer.siret)
    _boxed(page, 108, "N° de déclaration d'activité", s.issuer.nda or "")
    service = "DRIEETS d'Île-de-France" if (s.issuer.nda or "").startswith("11") else "DREETS de la région"
    page.text(16, 114, f"enregistré auprès de la {service} ; ne vaut pas agrément de l'État", 7, ink=GREY)
    page.text(16, 120, f"Adresse : {s.issuer.street}, {s.issuer.postcode} {s.issuer.city}", 9)
    vat = formats.vat(s.issuer.vat_number) if s.issuer.vat_number else "néant"
    page.text(16, 126, f"N° de TVA intracommunautaire : {vat}", 9)
    _heading(page, 136, "D. FACTURE")
    page.text(16, 143, f"Numéro : {s.invoice_number}", 9)
    page.text(80, 143, f"Date : {formats.day(s.issue_date)}", 9)
    page.text(130, 143, f"Réf. convention : {other(s, 'convention')}", 9)
    page.text(16, 149, f"Période : {blocks.session_text(s)}", 9)
    y = 158.0
    for item in s.items:
        detail = f"{item.label} - {formats.quantity(item.quantity)} x {money(item.unit_price)}"
        y = _led(page, 16, y, 178, detail, money(item.amount), 8.5)
    y += 3
    for label, amount in (("Total HT", s.total_ht), ("TVA", s.total_tva), ("Total TTC", s.total_ttc)):
        y = _led(page, 90, y, 104, label, money(amount), 9.5)
    page.text(16, y + 4, "Arrêtée la présente facture à la somme de :", 9)
    page.text(16, y + 9, f"{wording.euros(s.total_ttc)} toutes taxes comprises", 9, bold=True)
    if not s.total_tva:
        page.text(16, y + 15, "Prestation exonérée de TVA (art. 261-4-4-a du CGI)", 8)
    _heading(page, 244, "E. COORDONNÉES BANCAIRES DU PRESTATAIRE")
    if s.bank:
        page.text(16, 251, f"Titulaire : {s.bank.holder}", 9)
        page.text(16, 257, "IBAN", 8.5)
        page.text(30, 257, formats.iban(s.bank.iban), 10)
        page.text(130, 257, f"BIC  {s.bank.bic}", 10)
    page.text(16, 272, f"Fait à {s.issuer.city.title()}", 9)
    page.text(120, 272, "Cachet et signature du prestataire", 9)
    return Document(page.pdf(), truth_of(s, USUAL), ("digits_in_boxes", "customer_siret_first"))


def _led(page: Sheet, x: float, y: float, w: float, label: str, value: str, size: float, dot: str = ".") -> float:
    """Write a label, a leader and a value at the right end; return the next baseline."""
    step, used = (_width(page, text, size) for text in (dot, f"{label}{value}   "))
    room = w - used
    page.text(x, y, f"{label} {dot * max(3, int(room / step))}", size)
    page.text(x + w, y, value, size, align="right")
    return y + size * 0.5


def _width(page: Sheet, text: str, size: float) -> float:
    return float(pdfmetrics.stringWidth(text, page.family.regular, size) / mm)


def _leader_lines(s: Scenario) -> Document:
    """Set a price list with leaders and tight leading; cents only where there are any, the SIRET has no label."""
    whole = all(amount == amount.to_integral() for amount in (s.total_ht, s.total_tva, *(i.amount for i in s.items)))
    money = formats.Money(places=0) if whole else formats.Money()
    page = Sheet(TIMES, "Microsoft Works")
    page.text(105, 24, s.issuer.name.upper(), 15, align="centre", spacing=1)
    page.text(105, 30, "conseil  ~  formation  ~  accompagnement", 10, align="centre", ink=GREY)
    page.rule(60, 34, 150, 34, 0.8)
    page.text(190, 46, f"{s.issuer.city.title()}, {formats.day(s.issue_date, '1er')}", 11, align="right")
    page.lines(20, 56, [f"pour : {s.addressee.name}", s.addressee.street], 11, 4)
    page.text(20, 64, f"{s.addressee.postcode} {s.addressee.city}", 11)
    page.text(20, 80, f"FACTURE   {s.invoice_number}", 13, bold=True)
    company = s.beneficiary or s.addressee
    y = page.lines(
        20,
        87,
        [
            f"suite à la convention {other(s, 'convention')} et au devis {other(s, 'devis')}",
            f"action suivie par {', '.join(blocks.trainees(s))} ({company.name}) {blocks.session_text(s, 'long')}",
            f"accord AKTO {s.dossiers[0]}",
        ],
        10.5,
        3.9,
    )
    y += 8
    for item in s.items:
        y = _led(page, 20, y, 170, f"{item.label} ({formats.quantity(item.quantity)})", money(item.amount), 10.5) - 1
    y += 5
    exempt = not s.total_tva
    if exempt:
        clause = "article 293 B du CGI" if s.regime == "franchise" else "article 261-4-4° a du CGI"
        y = _led(page, 70, y, 120, "Total, TVA non applicable", f"{money(s.total_ttc)} €", 11, "_") + 2
        page.text(190, y, clause, 8.5, align="right")
        printed = USUAL - TOTALS | {"single_total", "exemption"}
    else:
        y = _led(page, 70, y, 120, "Montant H.T.", f"{money(s.total_ht)} €", 11, "_")
        for row in s.vat_rows:
            y = _led(page, 70, y, 120, f"T.V.A. {formats.rate(row.rate)}", f"{money(row.tva)} €", 11, "_")
        y = _led(page, 70, y, 120, "Montant T.T.C.", f"{money(s.total_ttc)} €", 11, "_")
        printed = USUAL
    y += 12
    if s.bank:
        page.lines(20, y, ["par virement :", formats.iban(s.bank.iban), f"{s.bank.bic} ({s.bank.name})"], 10.5, 4)
    page.rule(20, 276, 190, 276, 0.4)
    vat = f"  ~  {formats.vat(s.issuer.vat_number)}" if s.issuer.vat_number else ""
    page.text(
        105, 280, f"{s.issuer.street}, {s.issuer.postcode} {s.issuer.city}  ~  {s.issuer.phone}", 8, align="centre"
    )
    identity = f"{s.issuer.legal_form}  ~  {formats.siret(s.issuer.siret)}  ~  {s.issuer.naf}{vat}"
    page.text(105, 284, identity, 8, align="centre")
    page.text(105, 288, f"organisme de formation déclaré sous le {formats.nda(s.issuer.nda or '')}", 8, align="centre")
    return Document(page.pdf(), truth_of(s, printed), ("leaders", "siret_without_label"))


def _strip_on_top(s: Scenario) -> Document:
    """Begin with the totals in a strip of coloured cells, each label under its value; the issuer is in the footer."""
    money = formats.Money(formats.NBSP, after=formats.NBSP + "€")
    page = Sheet(caladea(), "FactuNet")
    cells = [("montant hors taxes", s.total_ht)]
    cells += [(f"TVA à {formats.rate(row.rate)}", row.tva) for row in s.vat_rows]
    cells.append(("montant TTC", s.total_ttc))
    if s.deposit_paid:
        cells.append(("déjà réglé", s.deposit_paid))
    cells.append(("net à payer", s.net_payable))
    width = 182 / len(cells)
    tones = (0x264653, 0x2A9D8F, 0x3C6E71, 0x8AB17D, 0xB5838D, 0xE76F51)
    for index, (label, amount) in enumerate(cells):
        tone = tones[-1] if index == len(cells) - 1 else tones[index]
        x = 14 + index * width
        page.rect(x, 12, width, 20, fill=colour(tone), line=None)
        page.text(x + width / 2, 21, money(amount), 13 if width > 35 else 11, bold=True, ink=WHITE, align="centre")
        page.text(x + width / 2, 28, label, 8, ink=WHITE, align="centre")
    page.text(14, 46, f"Facture {s.invoice_number}", 17, bold=True, ink=colour(0x264653))
    page.lines(120, 44, blocks.address(s.addressee), 10, 4.8)
    due = formats.day(s.due_date, "dd.mm.yyyy") if s.due_date else "à réception"
    start, end = (formats.day(value, "dd.mm.yyyy") for value in s.session)
    facts = [
        (formats.day(s.issue_date, "dd.mm.yyyy"), "émise le"),
        (due, "à régler avant le"),
        (s.dossiers[0], "dossier"),
        (other(s, "client"), "code client"),
        (f"{start} - {end}", "dates de formation"),
    ]
    x = 14.0
    for value, label in facts:
        page.text(x, 68, value, 10, bold=True)
        page.text(x, 72, label, 7.5, ink=GREY)
        x += 30 if len(value) < 12 else 38
    rows = [["montant HT", "taux", "prix", "quantité", "prestation"]]
    rows += [
        [
            money(item.amount),
            formats.rate(item.rate),
            money(item.unit_price),
            formats.quantity(item.quantity),
            item.label,
        ]
        for item in s.items
    ]
    style = [
        ("LINEBELOW", (0, 0), (-1, 0), 1, colour(0x2A9D8F)),
        ("LINEBELOW", (0, 1), (-1, -1), 0.3, GREY),
        ("ALIGN", (0, 0), (3, -1), "RIGHT"),
        ("TEXTCOLOR", (0, 0), (-1, 0), GREY),
    ]
    y = page.table(14, 82, [30, 16, 28, 18, 90], rows, style, size=9.5, wrap=4) + 8
    if not s.total_tva:
        page.text(14, y, "L'organisme est exonéré de TVA au titre de l'article 261.4.4°a du CGI.", 9)
    if s.bank:
        page.text(14, y + 8, formats.iban(s.bank.iban), 10, bold=True)
        page.text(14, y + 12, "IBAN du compte à créditer", 7.5, ink=GREY)
        page.text(110, y + 8, s.bank.bic, 10, bold=True)
        page.text(110, y + 12, "BIC", 7.5, ink=GREY)
    vat = f" | TVA {s.issuer.vat_number}" if s.issuer.vat_number else ""
    court = f" | RCS {s.issuer.rcs}" if s.issuer.rcs else ""
    page.text(
        105,
        287,
        f"{blocks.full_name(s.issuer)} | {s.issuer.street} {s.issuer.postcode} {s.issuer.city} | {s.issuer.phone}",
        6.5,
        align="centre",
        ink=GREY,
    )
    identity = f"SIRET {s.issuer.siret}{court}{vat} | APE {s.issuer.naf} | NDA {s.issuer.nda}"
    page.text(105, 290.5, identity, 6.5, align="centre", ink=GREY)
    return Document(page.pdf(), truth_of(s, USUAL | {"net_payable"}), ("totals_on_top", "label_under_value"))


def _discount_and_history(base: Scenario) -> Document:
    """Print two tables of totals: by rate with a total row of its own, and after a discount; deposits in a third."""
    percent = 5 + base.seed % 3 * 5
    s = wording.discounted(base, percent)
    s = wording.renumbered(s, f"FA {s.issue_date:%Y} / {wording.serial(s)}")
    gross = base.total_ht
    money = formats.Money(".")
    page = Sheet(HELVETICA, "Codial")
    green = colour(0x33691E)
    page.rect(150, 10, 46, 9, fill=green, line=None)
    page.text(173, 16.3, "FACTURE", 13, bold=True, ink=WHITE, align="centre")
    page.text(14, 16, s.issuer.name, 14, bold=True, ink=green)
    page.lines(14, 21, [s.issuer.street, f"{s.issuer.postcode} {s.issuer.city}"], 8.5, 3.8)
    page.lines(
        14,
        30,
        [f"Siret : {formats.siret(s.issuer.siret, 'two_part')} - APE : {s.issuer.naf}", f"N° existence {s.issuer.nda}"],
        8.5,
        3.8,
    )
    references = [
        ("Facture N°", s.invoice_number),
        ("Devis N°", other(s, "devis")),
        ("Bon de commande N°", other(s, "commande")),
        ("Session N°", other(s, "session")),
        ("Dossier OPCO N°", s.dossiers[0]),
    ]
    y = 25.0
    for label, value in references:
        page.text(160, y, f"{label} :", 8.5, align="right")
        page.text(162, y, value, 8.5, bold=True)
        y += 4.3
    page.text(160, y, "Date :", 8.5, align="right")
    page.text(162, y, formats.day(s.issue_date, "dd/mm/yy"), 8.5, bold=True)
    page.rect(108, 54, 88, 24, line=green)
    page.lines(112, 60, blocks.address(s.addressee), 10, 5)
    rows = [["Réf.", "Désignation", "Unité", "Qté", "P.U. brut HT", "Montant brut HT"]]
    rows += [
        [
            f"F{index:03d}",
            item.label,
            item.unit,
            formats.quantity(item.quantity),
            money(item.unit_price),
            money(item.amount),
        ]
        for index, item in enumerate(s.items, 11)
    ]
    grid = [
        ("BOX", (0, 0), (-1, -1), 0.6, green),
        ("LINEAFTER", (0, 0), (-2, -1), 0.3, green),
        ("LINEBELOW", (0, 0), (-1, 0), 0.6, green),
        ("FONT", (0, 0), (-1, 0), "Helvetica-Bold", 8),
    ]
    y = page.table(
        14, 86, [14, 80, 18, 14, 26, 30], rows, [*grid, ("ALIGN", (3, 0), (-1, -1), "RIGHT")], size=8, wrap=1, height=80
    )
    by_rate = [["% TVA", "Base HT remisée", "TVA", "TTC"]]
    by_rate += [
        [formats.rate(row.rate, "", 2), money(row.base), money(row.tva), money(row.base + row.tva)]
        for row in s.vat_rows
    ]
    by_rate.append(["Total", money(s.total_ht), money(s.total_tva), money(s.total_ttc)])
    right = ("ALIGN", (1, 0), (-1, -1), "RIGHT")
    sum_row = [("LINEABOVE", (0, -1), (-1, -1), 0.6, green), ("FONT", (0, -1), (-1, -1), "Helvetica-Bold", 8)]
    page.table(14, y + 6, [16, 30, 22, 24], by_rate, [*grid, *sum_row, right], size=8)
    totals = [
        ["Total HT avant remise", money(gross)],
        [f"Remise {percent} %", money(s.total_ht - gross)],
        ["Total HT remisé", money(s.total_ht)],
        ["Total TVA", money(s.total_tva)],
        ["Total TTC", money(s.total_ttc)],
    ]
    if s.deposit_paid:
        totals += [["Acomptes perçus", money(-s.deposit_paid)], ["Solde à régler (euros)", money(s.net_payable)]]
    end = page.table(128, y + 6, [40, 28], totals, [grid[0], *sum_row, right], size=8.5)
    if s.deposit_paid:
        _history(page, s, end + 6, grid, money)
    if not s.total_tva:
        page.text(14, end + 4, "TVA : exonération au titre de l'art. 261-4-4 du CGI.", 8)
    if s.bank:
        page.text(14, 262, f"RIB : {s.bank.name} - IBAN {formats.iban(s.bank.iban)} - SWIFT {s.bank.bic}", 8.5)
    if s.issuer.vat_number:
        page.text(14, 267, f"Identification TVA : {formats.vat(s.issuer.vat_number, 'key')}", 8.5)
    page.text(14, 272, "Montants en euros. Pas d'escompte pour paiement anticipé.", 7.5, ink=GREY)
    printed = USUAL | ({"net_payable"} if s.deposit_paid else set())
    return Document(page.pdf(), truth_of(s, printed), ("discount", "number_with_spaces", "two_tables_of_totals"))


def _history(page: Sheet, s: Scenario, y: float, grid: Sequence[tuple[object, ...]], money: formats.Money) -> None:
    first = to_cents(s.deposit_paid / 3)
    rows = [["Acompte n°", "Reçu le", "Par", "Montant TTC"]]
    for index, (amount, before) in enumerate(((first, 75), (s.deposit_paid - first, 40)), 1):
        reference = f"AC-{s.issue_date:%y}{s.seed % 90 + index:03d}"
        rows.append([reference, formats.day(s.issue_date - timedelta(before)), "virement", money(amount)])
    rows.append(["", "", "Cumul", money(sum((first, s.deposit_paid - first), ZERO))])
    page.table(14, y, [24, 22, 20, 26], rows, [*grid, ("ALIGN", (-1, 0), (-1, -1), "RIGHT")], size=8)


LAYOUTS = (
    Layout(
        "reportlab",
        "digit_boxes",
        _digit_boxes,
        (
            {"regime": "taxed", "lines": 2},
            {"regime": "exempt", "lines": 2},
            {"regime": "taxed", "lines": 1, "dossier_shape": "five"},
            {"regime": "exempt", "lines": 1, "dossier_shape": "legacy"},
        ),
    ),
    Layout(
        "reportlab",
        "leader_lines",
        _leader_lines,
        (
            {"regime": "taxed", "lines": 2},
            {"regime": "franchise", "lines": 2},
            {"regime": "multi_rate", "lines": 3},
            {"regime": "exempt", "lines": 3, "addressee": "company"},
        ),
    ),
    Layout(
        "reportlab",
        "strip_on_top",
        _strip_on_top,
        (
            {"regime": "taxed", "lines": 2},
            {"regime": "exempt", "lines": 2},
            {"regime": "multi_rate", "lines": 3},
            {"regime": "taxed", "lines": 2, "deposit": True},
        ),
    ),
    Layout(
        "reportlab",
        "discount_and_history",
        _discount_and_history,
        (
            {"regime": "taxed", "lines": 3},
            {"regime": "taxed", "lines": 2, "deposit": True},
            {"regime": "multi_rate", "lines": 4, "deposit": True},
            {"regime": "exempt", "lines": 2},
        ),
    ),
)
