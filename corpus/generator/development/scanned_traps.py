"""Scans that carry some text: an OCR layer, a stamp, a header of the archive, a text page among scanned ones."""

from functools import partial
from random import Random

import pymupdf

from corpus.generator import formats
from corpus.generator.development.pages import printed
from corpus.generator.development.story_web import rgb
from corpus.generator.facts import Document, Scenario
from corpus.generator.finish import fixed
from corpus.generator.layout import Layout
from corpus.generator.scan import scan_page

_MISREADINGS = {"0": "O", "1": "l", "5": "S", "8": "B", "2": "Z", "é": "e", "°": '"', ",": "."}


def _scanned(pdf: bytes, dpi: int, seed: int, only: tuple[int, ...] = ()) -> pymupdf.Document:
    """Scan the pages of a document; with ``only``, those pages, and copy the others."""
    out = pymupdf.open()
    rng = Random(seed)
    with pymupdf.open(stream=pdf) as source:
        for number in range(source.page_count):
            page = source[number]
            if only and number not in only:
                out.insert_pdf(source, from_page=number, to_page=number)
                continue
            sheet = out.new_page(width=page.rect.width, height=page.rect.height)
            sheet.insert_image(sheet.rect, stream=scan_page(page, dpi, rng))
    return out


def _misread(word: str, rng: Random) -> str:
    """Misread a word the way old OCR does, one word in twenty-five."""
    if rng.random() > 0.04:
        return word
    at = rng.randrange(len(word))
    return word[:at] + _MISREADINGS.get(word[at], word[at]) + word[at + 1 :]


def _ocr_layer(template: str, dpi: int, s: Scenario) -> Document:
    """Lay the words a copier's OCR read, invisible, over its scan; some of them are wrong."""
    page = printed(template, s)
    out = _scanned(page.pdf, dpi, s.seed)
    rng = Random(s.seed)
    with pymupdf.open(stream=page.pdf) as source:
        for number in range(source.page_count):
            for x0, y0, x1, y1, word, *_ in source[number].get_text("words"):
                size = (y1 - y0) * 0.75
                width = pymupdf.get_text_length(word, fontsize=size) or 1
                stretch = pymupdf.Matrix((x1 - x0) / width, 1)
                at = pymupdf.Point(x0, y1 - (y1 - y0) * 0.22)
                out[number].insert_text(at, _misread(word, rng), fontsize=size, render_mode=3, morph=(at, stretch))
    return Document(fixed(out, "ABBYY FineReader Engine 11", s.seed), page.truth, (*page.traps, "ocr_layer"))


def _stamped(template: str, dpi: int, s: Scenario) -> Document:
    """Put a mail room's digital stamp, with its own date and number, on a scan."""
    page = printed(template, s)
    out = _scanned(page.pdf, dpi, s.seed)
    received = formats.day(s.due_date or s.issue_date, "dd/mm/yyyy")
    sheet, red = out[0], rgb(0xC00000)
    box = pymupdf.Rect(382, 250, 575, 300)
    sheet.draw_rect(box, color=red, width=1.5)
    sheet.insert_text((390, 272), f"COURRIER REÇU LE {received}", fontsize=11, fontname="hebo", color=red)
    sheet.insert_text((390, 290), f"N° d'ordre {s.seed % 100000:05d} - Comptabilité", fontsize=9, color=red)
    return Document(fixed(out, "Chrono Courrier", s.seed), page.truth, (*page.traps, "digital_stamp"))


def _archived(template: str, dpi: int, s: Scenario) -> Document:
    """Print an archive's header and footer as text around a scan."""
    page = printed(template, s)
    out = _scanned(page.pdf, dpi, s.seed)
    for number in range(out.page_count):
        sheet = out[number]
        header = f"GED - Document numérisé - Réf. {s.seed % 10**9:09d} - Page {number + 1}/{out.page_count}"
        sheet.insert_text((24, 14), header, fontsize=7, fontname="cour")
        sheet.insert_text((24, sheet.rect.height - 8), "Copie conforme à l'original archivée le 04/01/2027", fontsize=7)
    return Document(fixed(out, "DocuWare", s.seed), page.truth, (*page.traps, "digital_header"))


def _scanned_annex(template: str, dpi: int, s: Scenario) -> Document:
    """Send a text invoice with its annex scanned behind it, in one file."""
    page = printed(template, s)
    out = _scanned(page.pdf, dpi, s.seed, only=(1,))
    return Document(fixed(out, "PDFsam Basic", s.seed), page.truth, (*page.traps, "scanned_annex"))


LAYOUTS = (
    Layout(
        "scanner",
        "ocr_layer",
        partial(_ocr_layer, "sidebar", 200),
        ({"regime": "taxed", "lines": 2}, {"regime": "exempt", "lines": 1}, {"regime": "taxed", "deposit": True}),
        source="trap",
    ),
    Layout(
        "scanner",
        "ocr_layer_table",
        partial(_ocr_layer, "erp_dense", 300),
        ({"regime": "multi_rate", "lines": 3}, {"regime": "exempt", "lines": 2}),
        source="trap",
    ),
    Layout(
        "scanner",
        "stamped_scan",
        partial(_stamped, "association", 300),
        ({"regime": "exempt", "lines": 1}, {"regime": "exempt", "lines": 2, "dossiers": 2}),
        source="trap",
    ),
    Layout(
        "scanner",
        "archived_scan",
        partial(_archived, "fees", 300),
        ({"regime": "taxed", "lines": 2}, {"regime": "multi_rate", "lines": 3}),
        source="trap",
    ),
    Layout(
        "scanner",
        "scanned_annex",
        partial(_scanned_annex, "certificate_behind", 200),
        ({"regime": "exempt", "lines": 1}, {"regime": "taxed", "lines": 1, "dossiers": 2}),
        source="trap",
    ),
)
