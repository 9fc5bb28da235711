"""RIBs for measuring only: written before the reader was, and not looked at while it is worked on."""

import json
from collections.abc import Sequence

import typst

from corpus.generator import formats, typst_fonts
from corpus.generator.development.fpdf_paper import Paper
from corpus.generator.development.reportlab_sheet import HELVETICA, TIMES, Sheet, colour
from corpus.generator.ribs.facts import ABROAD, Account, Flaw, Rib, Wish
from corpus.generator.ribs.layout import RibLayout, accounts, from_html, usual

_BOXED = """
#let d = json(bytes(sys.inputs.rib))
#set page(paper: "a4", margin: 18mm)
#set text(font: "Lato", size: 9.5pt, lang: "fr")
#let cell(c) = box(width: 5.6mm, height: 7mm, stroke: 0.5pt, align(center + horizon, c))
#let boxes(t) = stack(dir: ltr, ..t.clusters().map(cell))
#text(17pt, weight: "bold", d.bank)
#v(4mm)
#align(center, text(13pt)[RELEVÉ D'IDENTITÉ BANCAIRE])
#v(2mm)
#text(8pt)[Partie à conserver par le titulaire. Toute modification vous sera signalée par un nouvel exemplaire.]
#v(6mm)
#for a in d.accounts [
  #grid(columns: (45mm, 1fr), row-gutter: 3mm,
    [Titulaire], [#a.holder.join(linebreak()) \\ #a.address.join(linebreak())])
  #v(5mm)
  Identification nationale
  #v(1mm)
  #table(columns: (auto, auto, auto, auto), inset: 2.4mm, stroke: 0.4pt,
    [Banque], [Guichet], [Compte], [Clé], ..a.national)
  #v(4mm)
  Identification internationale (IBAN)
  #v(1mm)
  #boxes(a.iban)
  #v(4mm)
  Code SWIFT (BIC)
  #v(1mm)
  #boxes(a.bic)
  #v(14mm)
]
"""


def _boxed(rib: Rib) -> bytes:
    """Set the numbers in boxes of one character, as forms do."""
    facts = [
        {"holder": a.holder, "address": a.address, "national": a.national, "iban": a.iban, "bic": a.bic}
        for a in accounts(rib)
    ]
    pdf = typst.compile(
        _BOXED.encode(),
        font_paths=typst_fonts.bundled(),
        format="pdf",
        sys_inputs={"rib": json.dumps({"bank": rib.account.bank, "accounts": facts}, ensure_ascii=False)},
    )
    assert isinstance(pdf, bytes)
    return pdf


def _cut_outs(rib: Rib) -> bytes:
    """Print the same RIB three times to be cut out; where there are two accounts, both."""
    page = Sheet(HELVETICA, "Compart DocBridge")
    copies = (rib.account, *(accounts(rib)[1:] or (rib.account,)), rib.account)
    for place, a in enumerate(copies):
        _cut_out(page, 12 + 92 * place, a)
    return page.pdf()


def _cut_out(page: Sheet, y: float, a: Account) -> None:
    grey = colour(0x555555)
    page.rect(12, y, 186, 84)
    page.text(16, y + 8, a.bank.upper(), 12, bold=True, ink=colour(0x00437A))
    page.text(194, y + 8, "R.I.B. - I.B.A.N.", 11, bold=True, align="right")
    page.text(16, y + 18, "Intitulé du compte", 7, ink=grey)
    for step, text in enumerate((*a.holder, *a.address)):
        page.text(16, y + 23 + 4.6 * step, text, 9.5)
    page.text(118, y + 18, "Domiciliation", 7, ink=grey)
    page.text(118, y + 23, a.agency.upper(), 9)
    assert a.national
    for x, head, value in zip(
        (16, 50, 84, 140), ("Banque", "Agence", "N° de compte", "Clé RIB"), a.national, strict=True
    ):
        page.text(x, y + 53, head, 7, ink=grey)
        page.text(x, y + 58, value, 10.5, bold=True)
    page.text(16, y + 67, "IBAN", 7, ink=grey)
    page.text(30, y + 67, formats.iban(a.iban, "   "), 11, bold=True)
    page.text(16, y + 77, "BIC", 7, ink=grey)
    page.text(30, y + 77, a.bic, 11, bold=True)


def _terminal(rib: Rib) -> bytes:
    """Print as a mainframe does: one typewriter face, capitals, dotted leaders."""
    page = Paper("Courier", "JES2 to PDF")
    y = 20.0
    for a in accounts(rib):
        assert a.national
        rows = (
            f"{a.bank.upper()}",
            "",
            "RELEVE D'IDENTITE BANCAIRE",
            "-" * 60,
            f"NOM DU TITULAIRE......: {a.holder[0]}",
            *(f"                        {line}" for line in a.holder[1:]),
            f"ADRESSE...............: {a.address[0]}",
            *(f"                        {line}" for line in a.address[1:]),
            "",
            f"CODE ETABLISSEMENT....: {a.national[0]}",
            f"CODE GUICHET..........: {a.national[1]}",
            f"NUMERO DE COMPTE......: {a.national[2]}",
            f"CLE...................: {a.national[3]}",
            f"AGENCE................: {a.agency.upper()}",
            "",
            f"IDENTIFIANT IBAN......: {formats.iban(a.iban)}",
            f"ADRESSE SWIFT (BIC)...: {a.bic}",
            "-" * 60,
        )
        y = page.stack(18, y, [row.replace("’", "'") for row in rows], 10.5, 5.2) + 14
    return page.data()


def _abroad(rib: Rib) -> bytes:
    """State an account held in another country of the SEPA zone."""
    page = Sheet(TIMES, "Avaloq Output Management")
    a = rib.account
    page.text(20, 24, a.bank, 20, bold=True, ink=colour(0x7A1F1F))
    page.text(20, 44, "Coordonnées bancaires de votre compte", 14, bold=True)
    page.text(20, 53, "Document à remettre à toute personne qui doit vous régler par virement SEPA.", 9.5)
    rows: Sequence[tuple[str, Sequence[str]]] = (
        ("Compte au nom de", a.holder),
        ("Adresse du client", a.address),
        ("Établissement", (a.agency,)),
        ("Numéro IBAN", (formats.iban(a.iban),)),
        ("Code BIC", (a.bic,)),
        ("Devise", ("EUR",)),
    )
    y = 70.0
    for label, texts in rows:
        page.text(20, y, label, 10.5, ink=colour(0x666666))
        for text in texts:
            page.text(78, y, text, 11.5)
            y += 5.4
        y += 3.6
    page.text(20, 275, "Ce document est établi sans signature.", 8)
    return page.pdf()


LAYOUTS = (
    RibLayout("typst", "boxed", _boxed, usual(Flaw.WRONG_KEY, Flaw.OTHER_BIC)),
    RibLayout("reportlab", "cut-outs", _cut_outs, usual(Flaw.TWO_ACCOUNTS, Flaw.OTHER_NATIONAL), str.upper),
    RibLayout("fpdf2", "terminal", _terminal, usual(Flaw.WRONG_IBAN, Flaw.AKTO), str.upper),
    RibLayout("reportlab", "abroad", _abroad, tuple(Wish(country=country) for country in ABROAD)),
    from_html("chromium", "app-card", usual(Flaw.OTHER_BIC)),
    from_html("libreoffice", "bank-letter", usual(Flaw.WRONG_KEY, Flaw.TWO_ACCOUNTS)),
    from_html("wkhtmltopdf", "two-languages", usual(Flaw.OTHER_NATIONAL, Flaw.WRONG_IBAN)),
)
