"""More RIBs that the reader's rules may be written against: forms in boxes, frames in dots, cut-outs in columns."""

from corpus.generator import formats
from corpus.generator.development.fpdf_paper import Paper
from corpus.generator.development.reportlab_sheet import TIMES, Sheet, colour
from corpus.generator.ribs.facts import Flaw, Rib
from corpus.generator.ribs.layout import RibLayout, accounts, usual

_FORM_WIDTH = 4.9  # millimetres of one box


def _in_boxes(rib: Rib) -> bytes:
    """Fill a form: each character of the numbers in its box, the four groups of an IBAN apart."""
    page = Sheet(TIMES, "Adobe LiveCycle")
    page.text(105, 18, "Relevé d'Identité Bancaire", 15, bold=True, align="centre")
    for place, a in enumerate(accounts(rib)):
        y = 34 + 125 * place
        page.text(15, y, "Établissement :", 9).text(45, y, a.bank, 10, bold=True)
        page.text(15, y + 10, "Nom, prénom ou raison sociale du titulaire", 8, ink=colour(0x666666))
        end = page.lines(15, y + 15, a.holder, 10.5, 5)
        page.text(15, end + 3, "Adresse", 8, ink=colour(0x666666))
        end = page.lines(15, end + 8, a.address, 10.5, 5) + 4
        page.text(15, end, "IBAN", 8, ink=colour(0x666666))
        _boxes(page, 15, end + 2, formats.iban(a.iban))
        page.text(15, end + 17, "BIC", 8, ink=colour(0x666666))
        _boxes(page, 15, end + 19, a.bic)
        assert a.national
        x = 15.0
        for head, part in zip(("Code banque", "Code guichet", "N° de compte", "Clé"), a.national, strict=True):
            page.text(x, end + 34, head, 8, ink=colour(0x666666))
            x = _boxes(page, x, end + 36, part) + 6
    return page.pdf()


def _boxes(page: Sheet, x: float, y: float, text: str) -> float:
    """Draw the characters in boxes, a space as a gap; return where they end."""
    for character in text:
        if character == " ":
            x += 2.5
            continue
        page.rect(x, y, _FORM_WIDTH, 7)
        page.text(x + _FORM_WIDTH / 2, y + 5, character, 11, align="centre")
        x += _FORM_WIDTH
    return x


def _listing(rib: Rib) -> bytes:
    """Print as an old system does, everything in capitals, labels and values in two columns of a listing."""
    page = Paper("Courier", "PSF/6000")
    y = 22.0
    for a in accounts(rib):
        assert a.national
        page.put(16, y, f"*** {a.bank.upper()} ***", 11)
        page.put(16, y + 10, "IDENTITE BANCAIRE", 11)
        y += 20
        code, branch, account, key = a.national
        rows = (
            ("TITULAIRE", (*a.holder, *a.address)),
            ("DOMICILIATION", (a.agency.upper(),)),
            ("ETAB. GUICHET COMPTE CLE", (f"{code} {branch} {account} {key}",)),
            ("IBAN", (formats.iban(a.iban, "-"),)),
            ("BIC", (a.bic,)),
        )
        for label, texts in rows:
            page.put(16, y, f"{label:<26}:", 9.5)
            y = page.stack(80, y, texts, 9.5, 4.6) + 3
        y += 14
    return page.data()


def _columns(rib: Rib) -> bytes:
    """Set the holder's address in the window of a letter, without a label; the account in a strip below."""
    page = Paper("Caladea", "Ghostscript 9.55")
    for place, a in enumerate(accounts(rib)):
        y = 14 + 135 * place
        page.put(14, y, a.bank.upper(), 14, bold=True)
        page.stack(14, y + 8, ("Votre agence :", a.agency), 8.5, 4.4)
        page.stack(112, y + 26, (*a.holder, *a.address), 10.5, 5)
        page.put(14, y + 56, "RELEVÉ D'IDENTITÉ BANCAIRE", 12, bold=True)
        assert a.national
        heads = ("Banque", "Guichet", "N° de compte", "Clé RIB", "Code BIC")
        end = page.grid(14, y + 66, [24, 24, 46, 20, 40], [heads, (*a.national, a.bic)], "CCCCC", height=8)
        page.put(14, end + 7, "IBAN", 9, bold=True)
        page.put(32, end + 7, formats.iban(a.iban), 11)
    return page.data()


LAYOUTS = (
    RibLayout("reportlab", "in-boxes", _in_boxes, usual(Flaw.OTHER_BIC)),
    RibLayout("fpdf2", "listing", _listing, usual(Flaw.WRONG_KEY, Flaw.AKTO), str.upper),
    RibLayout("fpdf2", "columns", _columns, usual(Flaw.OTHER_NATIONAL), str.upper),
)
