"""Invoices to deposit, as PDFs that the library reads."""

from datetime import timedelta
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from akto_invoice.portal.demo.cast import Company
from akto_invoice.portal.demo.papers import Paper, PaperLine, print_plainly
from akto_invoice.portal.models import Entity, InvoiceKind, PieceNature


def invoice_pdf(
    issuer: Entity,
    number: str = "FAC2025-02",
    *,
    dossiers: tuple[str, ...] = ("2310AF000021",),
    amount: str = "1000.00",
    kind: InvoiceKind = InvoiceKind.FACTURE,
) -> bytes:
    """One line of ``amount`` HT for each dossier, VAT at 20 %, dated ten days ago."""
    issued_on = localdate() - timedelta(days=10)
    company = Company(
        issuer.name, "SAS", issuer.siret, "12 rue des Lilas", "31000", "Toulouse", "FR00" + issuer.siret[:9],
        "FR7630066699892778699B31765", "CMCIFRPPXXX", "CIC", nda="76310941231", rate=20,
    )  # fmt: skip
    lines = tuple(PaperLine(one, "Hygiène alimentaire", "Inès Durand", Decimal(amount)) for one in dossiers)
    session = (issued_on - timedelta(days=5), issued_on - timedelta(days=1))
    return print_plainly(Paper(PieceNature.FACTURE, kind, number, issued_on, company, company, lines, 20, session, 1))


def invoice_upload(issuer: Entity, number: str = "FAC2025-02", name: str = "Facture 2025-02.pdf") -> SimpleUploadedFile:
    """The invoice as a browser sends it."""
    return SimpleUploadedFile(name, invoice_pdf(issuer, number), content_type="application/pdf")


def rib_pdf(holder: str, iban: str = "FR1420041010050500013M02606", bic: str = "PSSTFRPPXXX") -> bytes:
    """A RIB as a bank prints one."""
    from io import BytesIO

    from reportlab.pdfgen.canvas import Canvas

    from akto_invoice.rules import iban as ibans

    pdf = BytesIO()
    canvas = Canvas(pdf, pagesize=(595, 842))
    lines = (
        "La Banque Postale", "RELEVÉ D'IDENTITÉ BANCAIRE", "", "Titulaire du compte :", holder, "12 rue des Lilas",
        "31000 Toulouse", "", f"IBAN : {ibans.format(iban)}", f"BIC : {bic}",
    )  # fmt: skip
    for row, line in enumerate(lines):
        canvas.drawString(70, 760 - 18 * row, line)
    canvas.save()
    return pdf.getvalue()
