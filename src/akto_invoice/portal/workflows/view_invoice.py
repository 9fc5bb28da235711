"""All that the page of an invoice shows to one user."""

from dataclasses import dataclass
from datetime import date, datetime

from akto_invoice.portal.models import (
    Action,
    Deposit,
    Invoice,
    InvoiceDossier,
    Letter,
    Piece,
    PieceVersion,
    ReimbursementRequest,
    User,
)
from akto_invoice.portal.workflows.access import Rights, rights_on, visible_invoice
from akto_invoice.portal.workflows.deposit.findings import overridden
from akto_invoice.portal.workflows.record import record
from akto_invoice.portal.workflows.timeline import Step, timeline_of
from akto_invoice.rules import iban
from akto_invoice.rules.controls import Finding


@dataclass(frozen=True, slots=True)
class BankDetails:
    """How an invoice was paid; the IBAN is masked for those who have no right to it, both are empty for a cheque."""

    iban: str
    bic: str
    means: str
    paid_on: date | None


@dataclass(frozen=True, slots=True)
class Document:
    """A letter of AKTO or a filed version, as one line of the list « Documents »."""

    nature: str
    at: datetime
    letter: Letter | None = None
    version: PieceVersion | None = None


@dataclass(frozen=True, slots=True)
class InvoiceView:
    """An invoice and what hangs on it. ``bank`` is there only once it is paid; a proforma has requests, not lines.

    ``overridden`` are the findings that its depositor went over at VALIDER, each with the reason given to AKTO.
    """

    invoice: Invoice
    bank: BankDetails | None
    lines: list[InvoiceDossier]
    requests: list[ReimbursementRequest]
    pieces: list[Piece]
    documents: list[Document]
    timeline: list[Step]
    deposit: Deposit | None
    overridden: list[tuple[Finding, str]]
    may_file: bool


def view_invoice(user: User, pk: int) -> InvoiceView:
    """Return what the user sees of an invoice and record that it was seen, or raise NotVisible."""
    invoice = visible_invoice(user, pk)
    record(Action.INVOICE_VIEWED, user, invoice=invoice)
    rights = rights_on(user, invoice.issuer)
    pieces = list(invoice.pieces.prefetch_related("versions__filed_by"))
    deposit: Deposit | None = getattr(invoice, "deposit", None)
    return InvoiceView(
        invoice=invoice,
        bank=_bank_details(invoice, rights) if invoice.paid_on else None,
        lines=[] if invoice.is_proforma else list(invoice.lines.select_related("dossier")),
        requests=list(invoice.requests.all()) if invoice.is_proforma else [],
        pieces=pieces,
        documents=_documents(list(invoice.letters.all()), pieces),
        timeline=timeline_of(invoice, user),
        deposit=deposit,
        overridden=overridden(deposit) if deposit else [],
        may_file=rights.deposit and not invoice.is_closed,
    )


def _bank_details(invoice: Invoice, rights: Rights) -> BankDetails:
    printed = iban.format if rights.bank_details else iban.masked
    return BankDetails(
        iban=printed(invoice.paid_iban) if invoice.paid_iban else "",
        bic=invoice.paid_bic,
        means=invoice.get_paid_by_display(),
        paid_on=invoice.paid_on,
    )


def _documents(letters: list[Letter], pieces: list[Piece]) -> list[Document]:
    documents = [Document(str(letter), letter.sent_at, letter=letter) for letter in letters]
    for piece in pieces:
        documents += [Document(str(piece), version.filed_at, version=version) for version in piece.versions.all()]
    return sorted(documents, key=lambda document: document.at, reverse=True)
