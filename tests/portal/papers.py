"""Invoices to deposit, as PDFs that the library reads."""

from datetime import date
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

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
    issued_on: date = date(2025, 2, 10),
) -> bytes:
    """One line of ``amount`` HT for each dossier, VAT at 20 %."""
    company = Company(
        issuer.name, "SAS", issuer.siret, "12 rue des Lilas", "31000", "Toulouse", "FR00" + issuer.siret[:9],
        "FR7630066699892778699B31765", "CMCIFRPPXXX", "CIC", nda="76310941231", rate=20,
    )  # fmt: skip
    lines = tuple(PaperLine(number, "Hygiène alimentaire", "Inès Durand", Decimal(amount)) for number in dossiers)
    session = (date(2025, 1, 6), date(2025, 1, 10))
    return print_plainly(Paper(PieceNature.FACTURE, kind, number, issued_on, company, company, lines, 20, session, 1))


def invoice_upload(issuer: Entity, number: str = "FAC2025-02", name: str = "Facture 2025-02.pdf") -> SimpleUploadedFile:
    """The invoice as a browser sends it."""
    return SimpleUploadedFile(name, invoice_pdf(issuer, number), content_type="application/pdf")
