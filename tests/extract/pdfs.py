"""Makers of PDFs for tests, each with one trap; all return bytes."""

import io
import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pikepdf
import pymupdf
import reportlab
from fpdf import FPDF
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
INVOICE = (
    "FACTURE FA-2026-0012 du 12/03/2026",
    "Organisme de formation Horizon Conseil, 12 rue des Lilas, 69003 Lyon",
    "SIRET 732 829 320 00074 et numéro de déclaration d'activité 82 69 12345 69",
    "Client : AKTO, opérateur de compétences, pour le compte de son adhérent",
    "Dossier 2310AF000021, formation professionnelle continue des salariés",
    "Intitulé de la formation : prévention des risques, durée 14 heures",
    "Total HT 1 152,00 EUR, TVA 20,00 % soit 230,40 EUR",
    "Total TTC 1 382,40 EUR, net à payer à réception de la facture",
    "Pénalités de retard au taux légal, indemnité forfaitaire de quarante euros",
)
Draw = Callable[[Canvas], None]
Break = Callable[[bytes, str], bytes]


def _font(name: str) -> str:
    return str(Path(reportlab.__file__).parent / "fonts" / f"{name}.ttf")


def page_of(*draws: Draw) -> bytes:
    """One A4 page on which each of ``draws`` has drawn, in order."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    for draw in draws:
        canvas.saveState()
        draw(canvas)
        canvas.restoreState()
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def lines(texts: Sequence[str] = INVOICE, top: float = 780, mode: int = 0, step: float = 70) -> Draw:
    """Lines of Helvetica 11, from ``top`` (points from the bottom) downwards."""

    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(50, top)
        text.setFont("Helvetica", 11, leading=step)
        text.setTextRenderMode(mode)
        for line in texts:
            text.textLine(line)
        canvas.drawText(text)

    return draw


def coloured(texts: Sequence[str], grey: float, top: float, alpha: float = 1.0) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(grey)
        canvas.setFillAlpha(alpha)
        lines(texts, top)(canvas)

    return draw


def band(bottom: float, height: float, grey: float) -> Draw:
    """A filled band over the width of the page."""

    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(grey)
        canvas.rect(0, bottom, WIDTH, height, stroke=0, fill=1)

    return draw


@cache
def picture_of(pdf: bytes, dpi: int = 100) -> bytes:
    """The first page as PNG, as a scanner sees it."""
    with pymupdf.open(stream=pdf) as document:
        png: bytes = document[0].get_pixmap(dpi=dpi, colorspace=pymupdf.csGRAY).tobytes("png")
        return png


def invoice() -> bytes:
    return page_of(lines())


def image(png: bytes, x: float = 0, y: float = 0, width: float = WIDTH, height: float = HEIGHT) -> Draw:
    return lambda canvas: canvas.drawImage(ImageReader(io.BytesIO(png)), x, y, width, height)


def scan() -> Draw:
    return image(picture_of(invoice()))


def in_strips(png: bytes, count: int = 6) -> Draw:
    """The full-page picture cut into strips, as some scanners write it."""
    from PIL import Image

    whole = Image.open(io.BytesIO(png))

    def draw(canvas: Canvas) -> None:
        for index in range(count):
            top, bottom = index * whole.height // count, (index + 1) * whole.height // count
            strip = whole.crop((0, top, whole.width, bottom))
            height = HEIGHT * strip.height / whole.height
            canvas.drawImage(ImageReader(strip), 0, HEIGHT * (1 - bottom / whole.height), WIDTH, height)

    return draw


def stencil_scan() -> bytes:
    """A scan as a one-bit image mask, painted in black."""
    from PIL import Image

    scanned = Image.open(io.BytesIO(picture_of(invoice()))).convert("1")
    pdf = pikepdf.open(io.BytesIO(page_of()))
    page = pdf.pages[0]
    mask = pdf.make_stream(
        scanned.tobytes(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=scanned.width,
        Height=scanned.height,
        ImageMask=True,
        BitsPerComponent=1,
    )
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=mask))
    page.Contents = pdf.make_stream(f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /Im0 Do Q".encode())
    return saved(pdf)


def outlined(pdf: bytes) -> bytes:
    """The same page with its text as drawn outlines."""
    with pymupdf.open(stream=pdf) as document:
        svg = document[0].get_svg_image(text_as_path=True)
    with pymupdf.open(stream=svg.encode(), filetype="svg") as drawing:
        data: bytes = drawing.convert_to_pdf()
        return data


def two_fonts(good: Sequence[str], other: Sequence[str]) -> bytes:
    """``good`` in Vera, then ``other`` in Vera Bold: two CID fonts with ToUnicode."""
    pdf = FPDF(format="A4", unit="pt")
    pdf.add_page()
    for name, texts in (("Vera", good), ("VeraBd", other)):
        pdf.add_font(name, "", _font(name))
        pdf.set_font(name, size=10)
        for text in texts:
            pdf.cell(text=text, new_x="LMARGIN", new_y="NEXT", h=30)
    return bytes(pdf.output())


def saved(pdf: pikepdf.Pdf, encryption: pikepdf.Encryption | None = None) -> bytes:
    buffer = io.BytesIO()
    pdf.save(buffer, encryption=encryption or False)
    return buffer.getvalue()


def without_to_unicode(data: bytes, font: str = "") -> bytes:
    """Drop ToUnicode from the fonts whose name ends with ``font``."""
    pdf = pikepdf.open(io.BytesIO(data))
    for value in _fonts(pdf, font):
        del value["/ToUnicode"]
    return saved(pdf)


def with_shifted_to_unicode(data: bytes, font: str = "") -> bytes:
    """Make each letter read as the next one, as a broken subset does: "Facture" reads "Gbduvsf"."""

    def shift(match: re.Match[bytes]) -> bytes:
        code = int(match[2], 16)
        return match[1] + b"<%04X>" % (code + 1 if chr(code).isalpha() else code)

    pdf = pikepdf.open(io.BytesIO(data))
    for value in _fonts(pdf, font):
        stream = value["/ToUnicode"]
        cmap = re.sub(rb"(?m)^(<[0-9A-Fa-f]+> )<([0-9A-Fa-f]{4})>(?=\s*$)", shift, stream.read_bytes())
        stream.write(cmap)
    return saved(pdf)


def with_partial_to_unicode(data: bytes, characters: str) -> bytes:
    """Leave ``characters`` out of each ToUnicode."""
    pdf = pikepdf.open(io.BytesIO(data))
    for value in _fonts(pdf, ""):
        stream = value["/ToUnicode"]
        cmap = stream.read_bytes()
        for character in characters:
            cmap = re.sub(rb"(?mi)^<[0-9A-F]+> <%04X>\s*$\n" % ord(character), b"", cmap)
        stream.write(cmap)
    return saved(pdf)


def _fonts(pdf: pikepdf.Pdf, name: str) -> list[pikepdf.Dictionary]:
    found = [
        value
        for value in pdf.objects
        if isinstance(value, pikepdf.Dictionary)
        and "/ToUnicode" in value
        and str(value.get("/BaseFont", "")).endswith(name)
    ]
    assert found, f"no font with ToUnicode ends with {name!r}"
    return found


def rotated(data: bytes, degrees: int) -> bytes:
    pdf = pikepdf.open(io.BytesIO(data))
    for page in pdf.pages:
        page.Rotate = degrees
    return saved(pdf)


def joined(*parts: bytes) -> bytes:
    """The pages of all parts, in order."""
    pdf = pikepdf.open(io.BytesIO(parts[0]))
    for part in parts[1:]:
        pdf.pages.extend(pikepdf.open(io.BytesIO(part)).pages)
    return saved(pdf)


def encrypted(data: bytes, user: str, owner: str = "secret") -> bytes:
    pdf = pikepdf.open(io.BytesIO(data))
    return saved(pdf, encryption=pikepdf.Encryption(user=user, owner=owner))


def with_form_and_note(appearances: bool) -> bytes:
    """A form field and a FreeText note, with or without the streams that show them."""
    with pymupdf.open(stream=page_of()) as document:
        page = document[0]
        page.add_freetext_annot((50, 200, 300, 250), "Facture acquittée")
        field = pymupdf.Widget()
        field.field_type, field.field_name = pymupdf.mupdf.PDF_WIDGET_TYPE_TEXT, "siret"
        field.rect, field.field_value = pymupdf.Rect(50, 300, 300, 320), "73282932000074"
        page.add_widget(field)
        data: bytes = document.tobytes()
    pdf = pikepdf.open(io.BytesIO(data))
    if not appearances:
        for annotation in pdf.pages[0].Annots:
            del annotation["/AP"]
    return saved(pdf)


def with_hidden_layer() -> bytes:
    """Visible lines, and a line in an optional layer that is off."""
    with pymupdf.open(stream=invoice()) as document:
        off = document.add_ocg("brouillon", on=False)
        document[0].insert_text((50, 830), "CALQUE MASQUE", oc=off)
        data: bytes = document.tobytes()
        return data


def with_attachments(*files: tuple[str, bytes]) -> bytes:
    with pymupdf.open(stream=invoice()) as document:
        for name, content in files:
            document.embfile_add(name, content, filename=name, ufilename=name)
        data: bytes = document.tobytes(deflate=True)
        return data


def laid_over(data: bytes, over: bytes) -> bytes:
    """The first page of ``over`` on that of ``data``."""
    with pymupdf.open(stream=data) as document, pymupdf.open(stream=over) as upper:
        document[0].show_pdf_page(document[0].rect, upper, 0)
        merged: bytes = document.tobytes()
        return merged
