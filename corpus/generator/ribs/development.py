"""RIBs that the reader's rules may be written against."""

import json
from html import escape

import typst

from corpus.generator import formats, typst_fonts
from corpus.generator.development.fpdf_paper import Paper
from corpus.generator.development.reportlab_sheet import HELVETICA, Sheet, colour
from corpus.generator.development.story_web import area, lines, web
from corpus.generator.ribs.facts import Account, Flaw, Rib, Wish
from corpus.generator.ribs.layout import RibLayout, accounts, from_html, usual

_FORM = """
#let d = json(bytes(sys.inputs.rib))
#set page(paper: "a4", margin: 20mm)
#set text(font: "Source Sans Pro", size: 10pt, lang: "fr")
#for a in d [
  #grid(columns: (1fr, 1fr), text(14pt, rgb("#8a1538"), strong(a.bank)), align(right)[RIB])
  #v(3mm)
  #table(columns: (1fr, 1fr, 1.6fr, 0.7fr, 2fr), inset: 2.2mm, align: center, stroke: 0.4pt,
    [Code banque], [Code guichet], [Numéro de compte], [Clé RIB], [Domiciliation], ..a.national, a.agency)
  #v(2mm)
  #text(8pt)[IBAN - Identifiant international de compte]
  #table(columns: 7, inset: 2.2mm, stroke: 0.4pt, ..a.groups)
  #text(8pt)[BIC - Identifiant international de l'établissement]
  #table(columns: 1, inset: 2.2mm, stroke: 0.4pt, a.bic)
  #v(2mm)
  #text(8pt)[Titulaire du compte (Account owner)] \\
  #a.holder.join(linebreak()) \\ #a.address.join(linebreak())
  #v(18mm)
]
"""


def _form(rib: Rib) -> bytes:
    """Set the IBAN in a row of seven cells."""
    facts = [
        {
            "holder": a.holder,
            "address": a.address,
            "national": a.national,
            "groups": formats.iban(a.iban).split(),
            "bic": a.bic,
            "bank": a.bank,
            "agency": a.agency,
        }
        for a in accounts(rib)
    ]
    pdf = typst.compile(
        _FORM.encode(),
        font_paths=typst_fonts.bundled(),
        format="pdf",
        sys_inputs={"rib": json.dumps(facts, ensure_ascii=False)},
    )
    assert isinstance(pdf, bytes)
    return pdf


def _classic(rib: Rib) -> bytes:
    """Draw the usual relevé, with the part for whoever receives it above."""
    page = Paper("Manrope", "OpenText Exstream")
    for place, a in enumerate(accounts(rib)):
        y = 18 + 130 * place
        page.put(14, y, a.bank, 15, bold=True, ink=0x00594F)
        page.put(195, y, "Relevé d'Identité Bancaire", 13, bold=True, align="R")
        page.put(14, y + 12, "Cadre réservé au destinataire du relevé", 8, ink=0x777777)
        page.rect(14, y + 17, 84, 26)
        page.put(112, y + 12, "Titulaire du compte", 8, ink=0x777777)
        page.stack(112, y + 17, [*a.holder, *a.address], 10)
        assert a.national
        heads = ("Code banque", "Code guichet", "N° du compte", "Clé RIB", "Domiciliation")
        end = page.grid(14, y + 50, [28, 28, 44, 18, 62], [heads, (*a.national, a.agency)], "CCCCL", height=9)
        page.put(14, end + 6, "Numéro de compte bancaire international (IBAN)", 8, ink=0x777777)
        page.put(14, end + 12, formats.iban(a.iban), 12, bold=True)
        page.put(140, end + 6, "Code BIC", 8, ink=0x777777)
        page.put(140, end + 12, a.bic, 12, bold=True)
    return page.data()


def _two_copies(rib: Rib) -> bytes:
    """Print two to a page, the second one for cutting out."""
    page = Sheet(HELVETICA, "StreamServe")
    copies = (rib.account, rib.other or rib.account)
    for place, a in enumerate(copies):
        _copy(page, 15 + 138 * place, a)
    return page.pdf()


def _copy(page: Sheet, y: float, a: Account) -> None:
    page.text(15, y + 4, "RELEVE D'IDENTITE BANCAIRE", 13, bold=True)
    page.text(195, y + 4, a.bank, 11, align="right", ink=colour(0x0B5E2E))
    assert a.national
    code, branch, account, key = a.national
    page.text(15, y + 18, f"Banque : {code}", 10).text(60, y + 18, f"Guichet : {branch}", 10)
    page.text(105, y + 18, f"Compte : {account}", 10).text(165, y + 18, f"Clé : {key}", 10)
    page.text(15, y + 32, f"IBAN : {formats.iban(a.iban)}", 11, bold=True)
    page.text(15, y + 42, f"BIC : {a.bic}", 11, bold=True)
    page.text(15, y + 56, f"Titulaire : {a.holder[0]}", 10)
    end = page.lines(33, y + 61, [*a.holder[1:], *a.address], 10, 5)
    page.text(15, end + 6, f"Domiciliation : {a.agency}", 9)


def _letter(rib: Rib) -> bytes:
    """Certify an account in a letter of the bank."""
    parts = []
    for a in accounts(rib):
        assert a.national
        parts.append(
            f"<p>Titulaire : <b>{escape(' '.join(a.holder))}</b><br/>Adresse : {escape(', '.join(a.address))}</p>"
            f"<p>Code banque : {a.national[0]}<br/>Code guichet : {a.national[1]}<br/>Numéro de compte : "
            f"{a.national[2]}<br/>Clé RIB : {a.national[3]}<br/>IBAN : {formats.iban(a.iban)}<br/>BIC : {a.bic}</p>"
        )
    body = (
        f"<h2>{escape(rib.account.bank)}</h2><p>Service Clients - TSA 71204 - 75901 PARIS CEDEX 09</p>"
        f"<p>{lines(['A qui de droit'])}</p><p>Nous soussignés attestons que le client désigné ci-après est titulaire "
        f"dans nos livres du compte suivant :</p>{''.join(parts)}<p>Fait pour servir et valoir ce que de droit.</p>"
    )
    css = "* {font-family: serif; font-size: 12px;} h2 {font-size: 18px;}"
    return web([[(area(22, 24, 166, 250), body)]], css, {}, "Microsoft® Word 2019", rib.seed)


def _abroad(rib: Rib) -> bytes:
    """Show the account of a bank without branches, as its site prints it."""
    page = Paper("Serif", "Prince 14")
    a = rib.account
    page.put(15, 18, a.bank, 18, bold=True, ink=0x5B2BD9)
    page.put(15, 32, "Relevé d'identité bancaire", 14, bold=True)
    y = 48.0
    rows = (("Nom du titulaire", a.holder), ("Adresse du titulaire", a.address), ("IBAN", (formats.iban(a.iban),)))
    for label, texts in (*rows, ("BIC", (a.bic,)), ("Banque", (a.bank,))):
        page.put(15, y, label, 9, ink=0x666666)
        y = page.stack(15, y + 5, texts, 11, 5.5) + 4
    return page.data()


LAYOUTS = (
    RibLayout("typst", "seven-cells", _form, usual(Flaw.OTHER_NATIONAL, Flaw.TWO_ACCOUNTS)),
    RibLayout("fpdf2", "classic", _classic, usual(Flaw.WRONG_KEY, Flaw.OTHER_BIC)),
    RibLayout("reportlab", "two-copies", _two_copies, usual(Flaw.TWO_ACCOUNTS, Flaw.WRONG_IBAN)),
    RibLayout("story", "certified", _letter, usual(Flaw.WRONG_KEY, Flaw.AKTO)),
    RibLayout(
        "fpdf2",
        "without-branches",
        _abroad,
        (Wish(), *(Wish(country=c) for c in ("DE", "BE", "LU")), Wish(Flaw.WRONG_IBAN)),
    ),
    from_html("chromium", "app-screen", usual(Flaw.AKTO)),
    from_html("wkhtmltopdf", "online", usual(Flaw.OTHER_BIC)),
    from_html("libreoffice", "certificate", usual(Flaw.WRONG_IBAN, Flaw.OTHER_NATIONAL)),
)
