"""Files that show an ordinary page but hide, garble or move its text."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from io import BytesIO
from random import Random

import pikepdf
import pymupdf

from corpus.generator import formats
from corpus.generator.development import blocks
from corpus.generator.development.pages import printed
from corpus.generator.development.story_web import rgb
from corpus.generator.facts import Document, Scenario
from corpus.generator.finish import fixed
from corpus.generator.items import to_cents
from corpus.generator.layout import Layout
from corpus.generator.scenario import make_scenario, other
from corpus.generator.truth import USUAL, truth_of

_TEXT_FIELD = 7  # PDF_WIDGET_TYPE_TEXT, which PyMuPDF's type information lacks
_LEFT_ALONE = 0  # PDF_REDACT_IMAGE_NONE, PDF_REDACT_LINE_ART_NONE; likewise


def _outlines(template: str, s: Scenario) -> Document:
    """Draw every glyph as a path, as design software exports for print."""
    page = printed(template, s)
    out = pymupdf.open()
    with pymupdf.open(stream=page.pdf) as source:
        for number in range(source.page_count):
            drawing = source[number].get_svg_image(text_as_path=True).encode()
            with pymupdf.open(stream=drawing, filetype="svg") as svg:
                rect = source[number].rect
                sheet = out.new_page(width=rect.width, height=rect.height)
                sheet.show_pdf_page(sheet.rect, pymupdf.open(stream=svg.convert_to_pdf()), 0)
    return Document(fixed(out, "Adobe Illustrator 27.0", s.seed), page.truth, (*page.traps, "outlines"))


def _change_fonts(pdf: bytes, change: Callable[[pikepdf.Dictionary], None], name: str = "") -> bytes:
    """Change the fonts that have a ToUnicode and a name that ends with ``name``."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        for item in document.objects:
            if (
                isinstance(item, pikepdf.Dictionary)
                and item.get("/Type") == "/Font"
                and "/ToUnicode" in item
                and str(item.BaseFont).endswith(name)
            ):
                change(item)
        document.save(out, deterministic_id=True)
    return out.getvalue()


def _drop_unicode(font: pikepdf.Dictionary) -> None:
    del font["/ToUnicode"]


def _say(said: dict[str, str], font: pikepdf.Dictionary) -> None:
    """Make the font say other digits for those that it shows."""
    swaps = {b"<%04x>" % ord(shown): b"<%04x>" % ord(digit) for shown, digit in said.items()}
    cmap = font.ToUnicode.read_bytes()
    lines = []
    for line in cmap.splitlines():
        head, space, target = line.rpartition(b" ")
        lines.append(head + space + swaps.get(target, target) if line.startswith(b"<") else line)
    font.ToUnicode.write(b"\n".join(lines))


def _garbled(template: str, s: Scenario) -> Document:
    page = printed(template, s)
    return Document(_change_fonts(page.pdf, _drop_unicode), page.truth, (*page.traps, "no_unicode"))


def _lying(template: str, s: Scenario) -> Document:
    page = printed(template, s)
    swapped = {"3": "8", "8": "3", "6": "9", "9": "6"}
    return Document(_change_fonts(page.pdf, partial(_say, swapped)), page.truth, (*page.traps, "wrong_unicode"))


def _lying_total(template: str, s: Scenario) -> Document:
    """Make the bold font of the totals, and it alone, say another digit for their first: HT is still TTC."""
    page = printed(template, s)
    first = str(s.total_ttc)[0]
    pdf = _change_fonts(page.pdf, partial(_say, {first: "7" if first == "1" else "1"}), "Bold")
    return Document(pdf, page.truth, (*page.traps, "wrong_unicode", "lying_total"))


def _patched_total(template: str, s: Scenario) -> Document:
    """Put smaller totals that add up under pictures of the true ones."""
    page = printed(template, s)
    ht = to_cents(s.total_ht / 2)
    tva = to_cents(ht * s.total_tva / s.total_ht)
    money = formats.Money()
    out = pymupdf.open(stream=page.pdf)
    sheet = out[0]
    patches = []
    for shown, said in ((s.total_ht, ht), (s.total_tva, tva), (s.total_ttc, ht + tva)):
        for place in sheet.search_for(money(shown)):
            patches.append((place, sheet.get_pixmap(dpi=200, clip=place, colorspace=pymupdf.csRGB), money(said)))
            sheet.add_redact_annot(place)
    sheet.apply_redactions(images=_LEFT_ALONE, graphics=_LEFT_ALONE)
    for place, picture, text in patches:
        sheet.insert_text((place.x0, place.y1 - place.height / 4), text, fontsize=place.height * 0.7)
        sheet.insert_image(place, pixmap=picture)
    return Document(fixed(out, "PDF-XChange Editor", s.seed), page.truth, (*page.traps, "patched_total"))


def _sideways(template: str, s: Scenario) -> Document:
    """Store the page lying on its side and turn it upright with /Rotate, as some drivers do."""
    page = printed(template, s)
    out = pymupdf.open()
    turn = 90 if s.seed % 2 else 270
    with pymupdf.open(stream=page.pdf) as source:
        for number in range(source.page_count):
            rect = source[number].rect
            sheet = out.new_page(width=rect.height, height=rect.width)
            sheet.show_pdf_page(sheet.rect, source, number, rotate=turn)
            sheet.set_rotation(turn)
    return Document(fixed(out, "HP Universal Printing", s.seed), page.truth, (*page.traps, "rotate_entry"))


def _annotated(template: str, s: Scenario) -> Document:
    """Print without a dossier number, which an accountant adds as a FreeText annotation."""
    page = printed(template, replace(s, dossiers=(" ",)))
    out = pymupdf.open(stream=page.pdf)
    sheet = out[0]
    box = pymupdf.Rect(330, 150, 560, 172)
    note = sheet.add_freetext_annot(box, f"Dossier AKTO {s.dossiers[0]}", fontsize=12, text_color=rgb(0x0033CC))
    note.update()
    truth = replace(page.truth, dossiers=truth_of(s, {"dossiers"}).dossiers)
    return Document(fixed(out, "PDF-XChange Editor", s.seed), truth, (*page.traps, "freetext"))


def _hidden(template: str, s: Scenario) -> Document:
    """Leave the facts of another invoice in white on white, and off the page: a reader sees none of them."""
    page = printed(template, s)
    ghost = make_scenario(s.seed + 1, regime="taxed")
    texts = [
        f"Facture {ghost.invoice_number} du {formats.day(ghost.issue_date)}",
        f"SIRET {formats.siret(ghost.issuer.siret)} dossier {ghost.dossiers[0]}",
        f"Total HT {formats.SPACE_EURO(ghost.total_ht)} Total TTC {formats.SPACE_EURO(ghost.total_ttc)}",
    ]
    out = pymupdf.open(stream=page.pdf)
    sheet = out[0]
    for index, text in enumerate(texts):
        sheet.insert_text((40, 770 + 10 * index), text, fontsize=8, color=(1, 1, 1))
        sheet.insert_text((sheet.rect.width + 20, 100 + 20 * index), text, fontsize=8)
    return Document(fixed(out, "Canva", s.seed), page.truth, (*page.traps, "hidden_text"))


def _form(s: Scenario) -> Document:
    """Fill in an AcroForm: the labels are on the page, every value in a field."""
    money = formats.Money()
    rng = Random(s.seed)
    out = pymupdf.open()
    sheet = out.new_page()
    sheet.draw_rect(pymupdf.Rect(40, 40, 555, 76), color=None, fill=rgb(0xDCE6F1))
    sheet.insert_text((52, 64), "FACTURE DE FORMATION PROFESSIONNELLE", fontsize=15, fontname="hebo")
    rows: list[tuple[str, str]] = [
        ("Organisme de formation", s.issuer.name),
        ("Adresse", f"{s.issuer.street} {s.issuer.postcode} {s.issuer.city}"),
        ("N° SIRET", formats.siret(s.issuer.siret)),
        ("N° de déclaration d'activité", s.issuer.nda or ""),
        ("Facture n°", s.invoice_number),
        ("Date de facture", formats.day(s.issue_date)),
        ("Facturé à", f"{s.addressee.name} {s.addressee.postcode} {s.addressee.city}"),
        ("Entreprise adhérente", s.beneficiary.name if s.beneficiary else ""),
        ("Dossier OPCO", s.dossiers[0]),
        ("Référence de la convention", other(s, "convention")),
        ("Intitulé", s.items[0].label),
        ("Dates de la formation", blocks.session_text(s)),
        ("Total HT (en euros)", money(s.total_ht)),
        ("TVA (en euros)", money(s.total_tva)),
        ("Total TTC (en euros)", money(s.total_ttc)),
        ("IBAN", formats.iban(s.bank.iban) if s.bank else ""),
        ("BIC", s.bank.bic if s.bank else ""),
    ]
    for index, (label, value) in enumerate(rows):
        y = 100 + index * 34
        sheet.insert_text((52, y + 14), f"{label} :", fontsize=10)
        field = pymupdf.Widget()
        field.field_type = _TEXT_FIELD
        field.field_name = f"champ_{index}_{rng.randrange(1000)}"
        field.field_value = value
        field.rect = pymupdf.Rect(220, y, 545, y + 20)
        field.text_fontsize = 10
        field.border_width = 1
        field.border_color = rgb(0x888888)
        sheet.add_widget(field)
    sheet.insert_text(
        (52, 790), "Formulaire à compléter et à retourner signé avec le certificat de réalisation.", fontsize=8
    )
    return Document(
        fixed(out, "Adobe LiveCycle Designer 11.0", s.seed), truth_of(s, USUAL - {"vat_number"}), ("acroform",)
    )


LAYOUTS = (
    Layout(
        "pymupdf",
        "outlines",
        partial(_outlines, "band"),
        ({"regime": "taxed", "lines": 2}, {"regime": "exempt", "lines": 1}),
        source="trap",
    ),
    Layout(
        "pikepdf",
        "garbled_embedded",
        partial(_garbled, "sidebar"),
        ({"regime": "taxed", "lines": 2}, {"regime": "exempt", "lines": 1}),
        source="trap",
    ),
    Layout(
        "pikepdf",
        "garbled_accents",
        partial(_garbled, "wide_export"),
        ({"regime": "exempt", "dossiers": 2, "lines": 1}, {"regime": "taxed", "dossiers": 1, "lines": 2}),
        source="trap",
    ),
    Layout(
        "pikepdf",
        "lying_unicode",
        partial(_lying, "association"),
        ({"regime": "exempt", "lines": 1}, {"regime": "exempt", "lines": 2}),
        source="trap",
    ),
    Layout(
        "pikepdf",
        "lying_total",
        partial(_lying_total, "association"),
        ({"regime": "exempt", "lines": 2}, {"regime": "exempt", "lines": 1}),
        source="trap",
    ),
    Layout(
        "pymupdf",
        "patched_total",
        partial(_patched_total, "band"),
        ({"regime": "taxed", "lines": 2}, {"regime": "taxed", "lines": 1}),
        source="trap",
    ),
    Layout(
        "pymupdf",
        "sideways",
        partial(_sideways, "carried_over"),
        ({"regime": "taxed", "dossiers": 2, "lines": 3}, {"regime": "exempt", "dossiers": 2, "lines": 2}),
        digital=True,
    ),
    Layout(
        "pymupdf",
        "sideways_story",
        partial(_sideways, "amount_first"),
        ({"regime": "taxed", "deposit": True, "lines": 1}, {"regime": "exempt", "lines": 2}),
        digital=True,
    ),
    Layout(
        "pymupdf",
        "freetext",
        partial(_annotated, "web_app"),
        ({"regime": "taxed", "lines": 1}, {"regime": "exempt", "lines": 2}),
        digital=True,
    ),
    Layout(
        "pymupdf",
        "hidden_text",
        partial(_hidden, "freelance"),
        ({"regime": "franchise", "lines": 1}, {"regime": "franchise", "lines": 2}),
        digital=True,
    ),
    Layout(
        "pymupdf",
        "acroform",
        _form,
        ({"regime": "taxed", "lines": 1}, {"regime": "exempt", "lines": 1}),
        digital=True,
    ),
)
