"""Invoices of trainers and training groups, set by Typst: hours, a margin, a group, a note."""

from dataclasses import replace
from decimal import Decimal
from random import Random

from corpus.generator import formats
from corpus.generator.development import blocks, wording
from corpus.generator.development.typst_sheet import typeset, word_mark
from corpus.generator.facts import Document, Scenario
from corpus.generator.items import ZERO, to_cents, vat_rows
from corpus.generator.layout import Layout
from corpus.generator.parties import head_office_of
from corpus.generator.scenario import other
from corpus.generator.truth import TOTALS, USUAL, truth_of

_HOURS = """
#set page(paper: "a4", margin: (x: 15mm, top: 32mm, bottom: 24mm),
  header: [#grid(columns: (1fr, auto), align: (left, right),
    [#text(13pt, weight: "bold")[#d.issuer] \\ #text(8pt)[#d.address]],
    [#text(8pt)[#d.repeat \\ page #context counter(page).display("1/1", both: true)]])
    #line(length: 100%, stroke: .4pt)],
  footer: align(center, text(6.5pt, fill: luma(90), d.footer)))
#set text(font: "Source Sans Pro", size: 9pt)
#grid(columns: (1fr, 80mm), [
  #for line in d.references [#text(fill: luma(110))[#line.at(0)] #h(2mm) #line.at(1) \\ ]
], [#for line in d.to [#line \\ ]])
#v(8mm)
#table(columns: (1fr, 26mm, 20mm, 22mm, 12mm, 28mm), stroke: none, inset: 4pt,
  align: (left, left, right, right, center, right),
  table.hline(stroke: 1pt), table.header(..d.heads.map(t => strong(t))), table.hline(stroke: .4pt),
  ..d.rows.flatten(), table.hline(stroke: 1pt))
#v(4mm)
#align(right, table(columns: 2, stroke: none, inset: 3pt, align: (right, right), ..d.sums.flatten()))
#v(1fr)
#text(8.5pt)[#d.clause #linebreak() #d.bank]
"""


def _hourly(base: Scenario) -> Scenario:
    """Charge thousands of hours at prices with four decimals."""
    rng = Random(base.seed)
    items = []
    for item in base.items:
        hours = Decimal(rng.randint(280, 5600)) / 2
        price = Decimal(rng.randint(81000, 193000)) / 10000
        items.append(replace(item, unit="heure", quantity=hours, unit_price=price, amount=to_cents(hours * price)))
    rows = vat_rows(tuple(items), rounded=False)
    total_ht, total_tva = sum((row.base for row in rows), ZERO), sum((row.tva for row in rows), ZERO)
    ttc = total_ht + total_tva
    return replace(
        base, items=tuple(items), vat_rows=rows, total_ht=total_ht, total_tva=total_tva, total_ttc=ttc, net_payable=ttc
    )


def _hours(base: Scenario) -> Document:
    """Charge many hours at a price with four decimals; the head of the page is repeated."""
    s = _hourly(base)
    money, price = formats.Money(formats.NBSP), formats.Money(formats.NBSP, places=4)
    hours = formats.Money(formats.NBSP)
    issuer = s.issuer
    sums = [["Total des heures", hours(sum((item.quantity for item in s.items), ZERO)) + " h"]]
    sums.append(["Total hors TVA", money(s.total_ht) + " €"])
    sums += [[f"TVA {formats.rate(row.rate)}", money(row.tva) + " €"] for row in s.vat_rows if row.rate]
    sums.append(["À payer TTC" if s.total_tva else "À payer, net de TVA", money(s.total_ttc) + " €"])
    facts = {
        "issuer": issuer.name,
        "address": f"{issuer.street}, {issuer.postcode} {issuer.city}",
        "repeat": f"Facture {s.invoice_number} du {formats.day(s.issue_date)}",
        "references": [
            ["Période facturée", blocks.session_text(s).removeprefix("du ")],
            ["Marché", other(s, "contrat")],
            ["Bon de commande", other(s, "commande")],
            ["Dossiers", ", ".join(s.dossiers)],
            ["Règlement", f"avant le {formats.day(s.due_date)}" if s.due_date else "à réception"],
        ],
        "to": [*blocks.address(s.addressee), f"SIRET {formats.siret(s.addressee.siret)}"],
        "heads": ["Action", "Dossier", "Heures", "Coût horaire", "TVA", "Montant HT"],
        "rows": [
            [
                f"{item.label} ({item.trainee})" if item.trainee else item.label,
                item.dossier or "",
                hours(item.quantity),
                price(item.unit_price),
                formats.rate(item.rate, "%"),
                money(item.amount),
            ]
            for item in s.items
        ],
        "sums": sums,
        "clause": "" if s.total_tva else "Exonération de TVA prévue à l'article 261-4-4°-a du CGI.",
        "bank": f"Virement : {formats.iban(s.bank.iban)} / {s.bank.bic}" if s.bank else "",
        "footer": f"{blocks.capital(issuer)} - SIRET {formats.siret(issuer.siret)} - NDA {issuer.nda}"
        + (f" - TVA {formats.vat(issuer.vat_number)}" if issuer.vat_number else ""),
    }
    printed = (USUAL if s.total_tva else USUAL | {"exemption"}) | {"net_payable"}
    return Document(typeset(_HOURS, "Source Sans Pro", facts), truth_of(s, printed), ("many_hours", "four_decimals"))


_MARGIN = """
#set page(paper: "a4", margin: (left: 30mm, right: 18mm, y: 18mm),
  background: place(left + top, dx: 8mm, dy: 60mm,
    rotate(-90deg, reflow: true, text(7.5pt, fill: luma(60), d.identity))))
#set text(font: "Lato", size: 9.5pt)
#set par(leading: .45em)
#text(30pt, weight: "bold", fill: rgb("#0f766e"))[Facture]
#v(-4mm)
#text(12pt)[#d.number #h(1fr) #d.date]
#v(6mm)
#grid(columns: (1fr, 1fr), gutter: 6mm, [#for t in d.to [#t \\ ]], [#for t in d.company [#t \\ ]])
#v(6mm)
#for r in d.references [#r.at(1) #text(7.5pt, fill: luma(130))[#r.at(0)] #h(4mm)]
#v(8mm)
#for line in d.items [
  #grid(columns: (1fr, auto), [*#line.at(0)*], line.at(2))
  #text(8pt, fill: luma(110), line.at(1))
  #v(1.5mm)
]
#v(8mm)
#table(columns: (30mm, 1fr, 1fr, 1fr), inset: 6pt, stroke: (x, y) => (bottom: .5pt + rgb("#0f766e")),
  align: (x, y) => if x == 0 { left } else { right }, ..d.matrix.flatten())
#v(4mm)
#text(8.5pt)[#d.clause]
#v(1fr)
#text(8.5pt)[#d.bank]
"""


def _margin(s: Scenario) -> Document:
    """Cross the totals with the kinds of cost; say who issues in the vertical margin only."""
    money = formats.Money(formats.NARROW, after=formats.NBSP + "€")
    issuer = s.issuer
    taxes = wording.line_tva(s.items)
    taught = sum((item.amount for item in s.items if item.trainee), ZERO)
    taught_tva = sum((tax for item, tax in zip(s.items, taxes, strict=True) if item.trainee), ZERO)
    rest, rest_tva = s.total_ht - taught, s.total_tva - taught_tva
    company = s.beneficiary
    identity = (
        f"{blocks.full_name(issuer)} · {issuer.street}, {issuer.postcode} {issuer.city} · SIRET "
        f"{formats.siret(issuer.siret)} · NDA {issuer.nda}"
        + (f" · TVA {issuer.vat_number}" if issuer.vat_number else "")
    )
    facts = {
        "identity": identity,
        "number": f"n° {s.invoice_number}",
        "date": formats.day(s.issue_date, "Long"),
        "to": ["Financeur", *blocks.address(s.addressee)],
        "company": ["Entreprise", *blocks.address(company), company.siret] if company else [],
        "references": [
            ["dossier", s.dossiers[0]],
            ["convention", other(s, "convention")],
            ["session", other(s, "session")],
            ["dates", blocks.session_text(s).removeprefix("du ")],
        ],
        "items": [
            [
                item.label,
                f"{formats.quantity(item.quantity)} x {money(item.unit_price)}, TVA {formats.rate(item.rate)}",
                money(item.amount),
            ]
            for item in s.items
        ],
        "matrix": [
            ["", "Coût pédagogique", "Frais annexes", "Ensemble"],
            ["Hors taxes", money(taught), money(rest), money(s.total_ht)],
            ["TVA", money(taught_tva), money(rest_tva), money(s.total_tva)],
            ["TTC", money(taught + taught_tva), money(rest + rest_tva), money(s.total_ttc)],
        ],
        "clause": "" if s.total_tva else "Pas de TVA sur cette formation (article 261, 4, 4° a du CGI).",
        "bank": f"À virer sur {formats.iban(s.bank.iban, formats.NBSP)}, BIC {s.bank.bic}" if s.bank else "",
    }
    traps = ("issuer_in_vertical_margin", "crossed_totals")
    return Document(typeset(_MARGIN, "Lato", facts), truth_of(s, USUAL), traps)


_GROUP = """
#set page(paper: "a4", margin: (left: 18mm, right: 74mm, top: 18mm, bottom: 34mm),
  background: place(right + top, rect(width: 62mm, height: 100%, fill: rgb("#1e1b4b"))),
  foreground: [
    #place(right + top, dx: -6mm, dy: 20mm, block(width: 50mm, text(fill: white)[
      #for line in d.sums [
        #text(8pt, fill: rgb("#c7d2fe"))[#line.at(0)] \\
        #text(line.at(2) * 1pt, weight: "bold")[#line.at(1)] #v(4mm)]
      #v(8mm)
      #for line in d.aside [#text(8pt, fill: rgb("#c7d2fe"))[#line.at(0)] \\ #text(9pt)[#line.at(1)] #v(1.5mm)]
    ]))
    #place(left + bottom, dx: 18mm, dy: -10mm, block(width: 118mm, text(6.3pt, fill: luma(90))[
      #for place in d.places [#place \\ ] #d.legal]))
  ])
#set text(font: "Roboto", size: 9pt)
#image(bytes(d.logo), format: "svg", width: 100%, height: 11mm, fit: "contain")
#text(8pt)[#d.campus]
#v(8mm)
#text(8pt, fill: luma(120))[Destinataire] \\
#for t in d.to [#t \\ ]
#v(10mm)
#text(15pt, weight: "bold")[#d.title]
#v(2mm)
#table(columns: (1fr, 16mm, 25mm), stroke: none, inset: (x: 2pt, y: 5pt), align: (left, right, right),
  fill: (x, y) => if calc.odd(y) { luma(243) }, ..d.rows.flatten())
#v(6mm)
#text(8pt)[#d.clause]
"""


def _group(s: Scenario) -> Document:
    """Draw a group's invoice: its name is a drawing, its campuses are listed with numbers without labels."""
    money = formats.Money(".", after=" €") if s.seed % 2 else formats.Money(formats.NBSP, after=" €")
    issuer = s.issuer
    rng = Random(s.seed)
    campuses = [issuer, head_office_of(rng, issuer), head_office_of(rng, issuer)]
    rng.shuffle(campuses)
    sums: list[list[object]] = [["Montant TTC", money(s.total_ttc), 20]]
    sums += [[f"dont TVA {formats.rate(row.rate)}", money(row.tva), 11] for row in s.vat_rows]
    sums.append(["soit HT", money(s.total_ht), 13])
    aside = [
        ["Numéro de facture", s.invoice_number],
        ["Date de facture", formats.day(s.issue_date, "CAPS")],
        ["Date de règlement", formats.day(s.due_date, "CAPS") if s.due_date else "À RÉCEPTION"],
        ["Dossier(s)", ", ".join(s.dossiers)],
        ["Devis accepté", other(s, "devis")],
    ]
    if s.bank:
        groups = formats.iban(s.bank.iban).split()
        aside += [["IBAN", f"{' '.join(groups[:4])} {' '.join(groups[4:])}"], ["BIC", s.bank.bic]]
    title = {"deposit_invoice": "Facture d'acompte", "credit_note": "Avoir"}.get(
        s.document_type, "Facture de formation"
    )
    facts = {
        "logo": word_mark(issuer.name, "#4338ca"),
        "campus": f"Campus facturant : {issuer.city.title()}, {issuer.street}, {issuer.postcode}",
        "to": blocks.address(s.addressee),
        "title": title,
        "rows": [["Intitulé", "Qté", "Prix HT"]]
        + [[item.label, formats.quantity(item.quantity), money(item.amount)] for item in s.items],
        "sums": sums,
        "aside": aside,
        "places": [
            f"{campus.city.title()} - {campus.street}, {campus.postcode} - {formats.siret(campus.siret)}"
            for campus in campuses
        ],
        "legal": f"Groupe {issuer.name}, {blocks.capital(issuer)}, APE {issuer.naf}, activité déclarée {issuer.nda}"
        + (f", {formats.vat(issuer.vat_number)}" if issuer.vat_number else ""),
        "clause": "" if s.total_tva else "TVA : formation exonérée, article 261-4-4 du CGI.",
    }
    traps = ("several_establishments", "drawn_name", "white_on_dark", "siret_without_label")
    return Document(typeset(_GROUP, "Roboto", facts), truth_of(s, USUAL), traps)


_NOTE = """
#set page(paper: "a4", margin: (x: 32mm, y: 26mm))
#set text(font: "Source Sans Pro", size: 11pt)
#set par(leading: .9em)
#d.name \\ #text(9pt)[#d.trade] \\ #text(9pt)[#d.contact]
#v(12mm)
#align(right)[#for t in d.to [#t \\ ]]
#v(10mm)
*#d.title*
#v(2mm)
#d.dated
#v(6mm)
#par(justify: true)[#d.story]
#v(4mm)
#for line in d.lines [#line.at(0) #box(width: 1fr, repeat[. #h(.6mm)]) #line.at(1) \\ ]
#v(3mm)
#for line in d.sums [#align(right)[#line.at(0) #h(3mm) #strong(line.at(1))]]
#v(6mm)
#emph(d.words)
#v(4mm)
#text(9pt)[#d.clause]
#v(1fr)
#text(9pt)[#d.bank \\ #d.numbers]
"""


def _note(base: Scenario) -> Document:
    """Write a trainer's note without a logo: the date and the sum in words, whole euros, a short number."""
    s = wording.renumbered(base, f"{base.seed % 90 + 1}/{base.issue_date:%Y}")
    whole = all(amount == amount.to_integral() for amount in (s.total_ht, s.total_ttc, *(i.amount for i in s.items)))
    money = formats.Money(formats.NBSP, places=0 if whole else 2, after=formats.NBSP + "euros")
    issuer = s.issuer
    words_only = s.regime == "exempt"
    day = wording.day(s.issue_date) if words_only else formats.day(s.issue_date, "1er")
    company = s.beneficiary or s.addressee
    taxed = bool(s.total_tva)
    sums = [["Montant des honoraires hors taxes", money(s.total_ht)]] if taxed else []
    sums += [[f"TVA au taux de {formats.rate(row.rate)}", money(row.tva)] for row in s.vat_rows if taxed]
    sums.append(["Honoraires toutes taxes comprises" if taxed else "Montant des honoraires", money(s.total_ttc)])
    article = "293 B" if s.regime == "franchise" else "261-4-4° a"
    facts = {
        "name": issuer.name,
        "trade": "Consultant-formateur",
        "contact": f"{issuer.street}, {issuer.postcode} {issuer.city} - {issuer.phone}",
        "to": blocks.address(s.addressee),
        "title": f"Facture n° {s.invoice_number}",
        "dated": f"Établie à {issuer.city.title()} le {day}",
        "story": f"En règlement de mon intervention auprès de {company.name}, {blocks.session_text(s, 'long')}, "
        f"pour laquelle vous avez donné votre accord sous la référence {s.dossiers[0]} "
        f"(mon devis {other(s, 'devis')}) :",
        "lines": [[item.label, money(item.amount)] for item in s.items],
        "sums": sums,
        "words": f"Arrêtée la présente facture à la somme de {wording.euros(s.total_ttc)}.",
        "clause": "" if taxed else f"TVA non applicable, article {article} du code général des impôts",
        "bank": f"Règlement par virement : {formats.iban(s.bank.iban)} - {s.bank.bic}" if s.bank else "",
        "numbers": f"Siret {formats.siret(issuer.siret)} - déclaration d'activité de formateur {issuer.nda}"
        + (f" - TVA {issuer.vat_number}" if issuer.vat_number else ""),
    }
    printed = USUAL if taxed else USUAL - TOTALS | {"single_total", "exemption"}
    traps = ("sum_in_words", *(["date_in_words"] if words_only else []), *([] if taxed else ["single_total"]))
    return Document(typeset(_NOTE, "Source Sans Pro", facts), truth_of(s, printed), traps)


LAYOUTS = (
    Layout(
        "typst",
        "long_hours",
        _hours,
        (
            {"regime": "taxed", "lines": 1, "dossiers": 3},
            {"regime": "exempt", "lines": 1, "dossiers": 5},
            {"regime": "exempt", "lines": 1, "dossiers": 12, "dossier_shape": "any"},
            {"regime": "taxed", "lines": 1, "dossiers": 2, "dossier_shape": "reimbursement"},
        ),
    ),
    Layout(
        "typst",
        "margin_identity",
        _margin,
        (
            {"regime": "taxed", "lines": 3},
            {"regime": "multi_rate", "lines": 4},
            {"regime": "exempt", "lines": 2},
            {"regime": "overseas", "lines": 2},
        ),
    ),
    Layout(
        "typst",
        "campus_group",
        _group,
        (
            {"regime": "taxed", "lines": 3},
            {"regime": "exempt", "lines": 2, "dossiers": 2},
            {"document_type": "deposit_invoice", "regime": "taxed"},
            {"document_type": "credit_note", "regime": "taxed", "lines": 1},
        ),
    ),
    Layout(
        "typst",
        "trainer_note",
        _note,
        (
            {"regime": "franchise", "lines": 1},
            {"regime": "exempt", "lines": 2},
            {"regime": "taxed", "lines": 1},
            {"regime": "franchise", "lines": 2, "addressee": "company", "dossier_shape": "five"},
        ),
    ),
)
