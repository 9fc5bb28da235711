"""The accusé de dépôt: what was deposited, when, by whom, with the digests of the files."""

from datetime import datetime
from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape

from django.utils.timezone import localtime
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from akto_invoice.portal.errors import NotVisible
from akto_invoice.portal.models import Action, Deposit, User
from akto_invoice.portal.workflows.access import visible_invoice
from akto_invoice.portal.workflows.deposit.findings import overridden
from akto_invoice.portal.workflows.record import record
from akto_invoice.portal.workflows.uploads import safe_name
from akto_invoice.rules import siret
from akto_invoice.rules.amounts import in_french

_TEXT: Final = ParagraphStyle("text", fontName="Helvetica", fontSize=10, leading=14, spaceAfter=7)
_CELL: Final = ParagraphStyle("cell", _TEXT, fontSize=9, leading=12, spaceAfter=0)
_HASH: Final = ParagraphStyle("hash", _CELL, fontName="Courier", fontSize=7)
_SENDER: Final = ParagraphStyle("sender", _TEXT, fontName="Helvetica-Bold", fontSize=16, textColor="#0b4a43")
_TITLE: Final = ParagraphStyle("title", _TEXT, fontName="Helvetica-Bold", fontSize=14, leading=20, spaceBefore=8)
_HEADING: Final = ParagraphStyle("heading", _TEXT, fontName="Helvetica-Bold", spaceBefore=10)
_COLUMNS: Final = (38 * mm, 127 * mm)
_GRID: Final = (("GRID", (0, 0), (-1, -1), 0.4, colors.lightgrey), ("VALIGN", (0, 0), (-1, -1), "TOP"))


def invoice_receipt(user: User, invoice_pk: int) -> tuple[bytes, str]:
    """Return the receipt of an invoice's deposit, as PDF, and the name to save it under.

    Whoever sees the invoice sees it. Raises NotVisible, also for an invoice that was not deposited here.
    """
    invoice = visible_invoice(user, invoice_pk)
    deposits = Deposit.objects.select_related("entity", "depositor", "validated_by", "invoice__issuer")
    deposit = deposits.filter(invoice=invoice).first()
    if deposit is None:
        raise NotVisible("Cette facture n'a pas été déposée sur ce portail : elle n'a pas d'accusé de dépôt.")
    name = safe_name(f"Accusé de dépôt {invoice.reference}")
    record(Action.FILE_DOWNLOADED, user, invoice=invoice, file=name, sha256="")
    return receipt_pdf(deposit), name


def receipt_pdf(deposit: Deposit) -> bytes:
    """Return the receipt of a transmitted deposit, on A4; the same deposit gives the same bytes."""
    invoice = deposit.invoice
    assert invoice is not None  # noqa: S101
    facts = [
        ("Facture", f"{invoice.get_kind_display()} n° {invoice.reference} du {invoice.issued_on:%d/%m/%Y}"),
        ("Identifiant AKTO", str(invoice.pk)),
        ("Émetteur", f"{invoice.issuer} - SIRET {siret.format(invoice.issuer.siret)}"),
        ("Montants", f"{in_french(invoice.total_ht)} HT, {in_french(invoice.total_ttc)} TTC"),
        ("Dossiers", ", ".join(_dossiers(deposit))),
        ("Déposée", f"{_moment(deposit.received_at)} par {deposit.depositor}, pour {deposit.entity}"),
        ("Validée", f"{_moment(deposit.validated_at)} par {deposit.validated_by}"),
        ("Transmise à AKTO", _moment(deposit.transmitted_at)),
    ]
    if deposit.is_first_instalment:
        facts.insert(1, ("Nature", "Premier acompte ou frais annexes d'un contrat d'apprentissage"))
    files = [("Facture", deposit.name, deposit.size, deposit.sha256)]
    files += [(str(piece), piece.name, piece.size, piece.sha256) for piece in deposit.pieces.all()]
    story = [
        Paragraph("AKTO", _SENDER),
        Spacer(0, 4 * mm),
        Paragraph("Accusé de dépôt d'une facture", _TITLE),
        Table([[_cell(label), _cell(text)] for label, text in facts], _COLUMNS, style=_GRID),
        Paragraph("Fichiers reçus, et leur empreinte SHA-256", _HEADING),
        Table(
            [[_cell(nature), [_cell(f"{name} ({_size(size)})"), Paragraph(digest, _HASH)]]
             for nature, name, size, digest in files],
            _COLUMNS, style=_GRID,
        ),
        *_overrides(deposit),
        Spacer(0, 6 * mm),
        Paragraph(
            "Cet accusé atteste la réception des fichiers ci-dessus ; il ne vaut pas accord de paiement. "
            "L'empreinte d'un fichier permet de vérifier qu'il n'a pas changé.",
            _TEXT,
        ),
    ]  # fmt: skip
    pdf = BytesIO()
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), 20 * mm)
    title = f"Accusé de dépôt {invoice.reference}"
    SimpleDocTemplate(pdf, pagesize=A4, title=title, author="AKTO", lang="fr", invariant=True, **margins).build(story)
    return pdf.getvalue()


def _overrides(deposit: Deposit) -> list[Paragraph]:
    lines = [_text(f"{finding.message} Motif donné : {reason}") for finding, reason in overridden(deposit)]
    return [Paragraph("Avertissements passés outre", _HEADING), *lines] if lines else []


def _dossiers(deposit: Deposit) -> list[str]:
    lines = deposit.invoice.lines.select_related("dossier").order_by("pk") if deposit.invoice else ()
    return [f"{line.dossier} ({in_french(line.amount_ht)} HT)" for line in lines]


def _moment(at: datetime | None) -> str:
    return f"le {localtime(at):%d/%m/%Y à %H:%M:%S}" if at else ""


def _size(size: int) -> str:
    return f"{size / 1024:.1f} ko".replace(".", ",")


def _text(text: str) -> Paragraph:
    return Paragraph(escape(text), _TEXT)


def _cell(text: str) -> Paragraph:
    return Paragraph(escape(text), _CELL)
