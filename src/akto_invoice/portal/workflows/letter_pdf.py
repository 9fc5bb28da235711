"""A letter as PDF."""

from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape

from django.utils.timezone import localtime
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

from akto_invoice.portal.models import Letter

_TEXT: Final = ParagraphStyle("text", fontName="Helvetica", fontSize=10.5, leading=15, spaceAfter=9)
_RIGHT: Final = ParagraphStyle("right", _TEXT, alignment=TA_RIGHT)
_SENDER: Final = ParagraphStyle("sender", _TEXT, fontName="Helvetica-Bold", fontSize=16, textColor="#0b4a43")
_SUBJECT: Final = ParagraphStyle("subject", _TEXT, fontName="Helvetica-Bold", spaceBefore=9, spaceAfter=18)


def letter_pdf(letter: Letter) -> bytes:
    """Return the letter on A4, dated the day it was sent."""
    invoice, issuer = letter.invoice, letter.invoice.issuer
    story = [
        Paragraph("AKTO", _SENDER),
        Spacer(0, 10 * mm),
        Paragraph("<br/>".join(_lines(issuer.name, issuer.address, f"SIRET {issuer.printed_siret}")), _RIGHT),
        Paragraph(f"Le {localtime(letter.sent_at):%d/%m/%Y}", _RIGHT),
        Paragraph(
            escape(f"Objet : {letter.get_nature_display()} - facture {invoice.reference} (identifiant {invoice.pk})"),
            _SUBJECT,
        ),
        *(Paragraph("<br/>".join(_lines(part)), _TEXT) for part in letter.body.replace("\r", "").split("\n\n")),
        Spacer(0, 10 * mm),
        Paragraph("Les services d'AKTO", _TEXT),
    ]
    pdf = BytesIO()
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), 25 * mm)
    SimpleDocTemplate(pdf, pagesize=A4, title=str(letter), author="AKTO", lang="fr", **margins).build(story)
    return pdf.getvalue()


def _lines(*texts: str) -> list[str]:
    return [escape(line) for text in texts for line in text.splitlines() if line.strip()]
