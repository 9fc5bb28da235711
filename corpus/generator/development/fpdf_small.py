"""Small papers, made by fpdf2: an association's pre-printed form that was filled in, a till's narrow receipt."""

from corpus.generator import formats
from corpus.generator.development import blocks, wording
from corpus.generator.development.fpdf_paper import Paper
from corpus.generator.facts import Document, Scenario
from corpus.generator.layout import Layout
from corpus.generator.scenario import other
from corpus.generator.truth import TOTALS, USUAL, truth_of


def _filled_form(base: Scenario) -> Document:
    """Fill in an association's form: what is typed stands above long underscores, the heads say EUROS."""
    s = wording.renumbered(base, f"{base.issue_date:%y} {wording.serial(base, 3)}")
    money = formats.Money(" ")
    page = Paper("Times", "PDFCreator 1.7")
    page.put(105, 14, s.issuer.name, 15, bold=True, align="C")
    page.put(105, 21, "Association régie par la loi du 1er juillet 1901, agréée éducation populaire", 9, align="C")
    page.put(105, 26, f"{s.issuer.street} - {s.issuer.postcode} {s.issuer.city}", 9, align="C")
    rna = f"W{s.issuer.postcode[:2]}{wording.serial(s, 7)}"
    page.put(105, 31, f"RNA {rna} - SIRET {formats.siret(s.issuer.siret)}", 9, align="C")
    page.put(105, 36, f"Organisme de formation déclaré n° {formats.nda(s.issuer.nda or '')}", 9, align="C")
    company = s.beneficiary or s.addressee
    fields = [
        ("FACTURE N°", s.invoice_number),
        ("DATE", formats.day(s.issue_date, "dd / mm / yyyy") if s.seed % 2 == 0 else formats.day(s.issue_date, "1er")),
        ("DOIT", f"{s.addressee.name}, {s.addressee.postcode} {s.addressee.city}"),
        ("POUR", company.name),
        ("DOSSIER(S)", "  ".join(s.dossiers)),
        ("CONVENTION", other(s, "convention")),
        ("DATES", blocks.session_text(s)),
    ]
    y = 52.0
    for label, value in fields:
        page.put(24, y, label, 10, bold=True)
        page.put(60, y + 0.6, "_" * 68, 10, ink=0x999999)
        page.put(64, y, value, 11)
        y += 7.6
    y += 6
    page.put(24, y, "NATURE", 10, bold=True)
    page.put(186, y, "EUROS", 10, bold=True, align="R")
    y += 7
    for item in s.items:
        page.put(24, y, f"{item.label} - {formats.quantity(item.quantity)} x {money(item.unit_price)}", 10.5)
        page.put(186, y, money(item.amount), 10.5, align="R")
        page.line(24, y + 5.4, 186, y + 5.4)
        y += 7
    page.put(110, y + 3, "TOTAL DE LA FACTURE", 11, bold=True)
    page.put(186, y + 3, money(s.total_ttc), 11, bold=True, align="R")
    page.put(24, y + 14, "La présente facture est arrêtée à la somme de :", 10)
    page.put(24, y + 20, wording.euros(s.total_ttc).upper(), 10)
    page.put(24, y + 28, "Association exonérée de TVA (article 261-7 du CGI)", 9)
    if s.bank:
        code, branch, account, key = formats.rib(s.bank.iban)
        page.put(24, 246, f"C.C.P. ou banque : {code} {branch} {account} {key}", 10)
        page.put(24, 252, f"IBAN : {formats.iban(s.bank.iban)}     BIC : {s.bank.bic}", 10)
    page.put(140, 264, "La présidente", 10)
    printed = USUAL - TOTALS - {"vat_number"} | {"single_total", "exemption"}
    return Document(page.data(), truth_of(s, printed), ("underscores", "sum_in_words", "single_total"))


def _receipt(s: Scenario) -> Document:
    """Print a till's receipt: one narrow column, TTC first, HT and VAT as parts of it, already paid by card."""
    money = formats.Money("", ",", after=" EUR")
    page = Paper("Courier", "SumUp POS")
    left, right, middle = 62.0, 148.0, 105.0
    y = 16.0
    for text in (s.issuer.name.upper(), s.issuer.street, f"{s.issuer.postcode} {s.issuer.city}", s.issuer.phone or ""):
        page.put(middle, y, text, 9, align="C")
        y += 4
    y = page.stack(left, y + 4, [f"SIRET {s.issuer.siret}", f"NDA   {s.issuer.nda}"], 8.5, 4)
    if s.issuer.vat_number:
        page.put(left, y, f"TVA   {s.issuer.vat_number}", 8.5)
    y += 7
    page.put(middle, y, "*" * 38, 8.5, align="C")
    page.put(middle, y + 4, f"FACTURE {s.invoice_number}", 10, bold=True, align="C")
    page.put(
        middle,
        y + 9,
        f"{formats.day(s.issue_date, 'dd-mm-yyyy')}  {9 + s.seed % 9:02d}:{s.seed % 60:02d}",
        8.5,
        align="C",
    )
    page.put(middle, y + 13, "*" * 38, 8.5, align="C")
    y = page.stack(left, y + 19, ["CLIENT", *blocks.address(s.addressee)], 8.5, 4)
    y = page.stack(left, y, [f"DOSSIER {s.dossiers[0]}", f"SESSION {other(s, 'session')}"], 8.5, 4) + 4
    for item, tax in zip(s.items, wording.line_tva(s.items), strict=True):
        page.put(left, y, item.label[:42], 8.5)
        page.put(left + 3, y + 4, f"{formats.quantity(item.quantity)} x {money(item.unit_price)} HT", 8)
        page.put(right, y + 4, money(item.amount + tax), 8.5, align="R")
        y += 9
    page.put(middle, y, "-" * 38, 8.5, align="C")
    page.put(left, y + 5, "TOTAL TTC", 11, bold=True)
    page.put(right, y + 5, money(s.total_ttc), 11, bold=True, align="R")
    y += 12
    for row in s.vat_rows:
        page.put(left, y, f"DONT TVA {formats.rate(row.rate, '%', 2)}", 8.5)
        page.put(right, y, money(row.tva), 8.5, align="R")
        y += 4
    page.put(left, y, "TOTAL HT", 8.5)
    page.put(right, y, money(s.total_ht), 8.5, align="R")
    page.put(left, y + 8, f"CB **** **** **** {s.seed % 10000:04d}", 8.5)
    page.put(right, y + 8, money(s.total_ttc), 8.5, align="R")
    if not s.total_tva:
        article = "293 B" if s.regime == "franchise" else "261-4-4 A"
        page.put(left, y + 14, f"TVA NON APPLICABLE ART. {article} DU CGI", 8)
    page.put(middle, y + 22, "MERCI DE VOTRE CONFIANCE", 8.5, align="C")
    return Document(page.data(), truth_of(s, USUAL - {"iban", "bic"}), ("receipt", "tva_before_ht"))


LAYOUTS = (
    Layout(
        "fpdf2",
        "filled_form",
        _filled_form,
        (
            {"regime": "exempt", "lines": 2},
            {"regime": "exempt", "lines": 3, "dossiers": 1, "dossier_shape": "legacy"},
            {"regime": "exempt", "lines": 1, "dossiers": 3},
            {"regime": "exempt", "lines": 2, "addressee": "company"},
        ),
    ),
    Layout(
        "fpdf2",
        "receipt",
        _receipt,
        (
            {"regime": "taxed", "lines": 2, "addressee": "company"},
            {"regime": "franchise", "lines": 2},
            {"regime": "multi_rate", "lines": 3, "addressee": "company"},
            {"regime": "exempt", "lines": 1},
        ),
    ),
)
