"""File a supporting document on an invoice: a new piece, or a new version of one."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from akto_invoice.portal.errors import FileRefused, InvoiceClosed, NotVisible
from akto_invoice.portal.models import Action, Invoice, Piece, PieceNature, PieceVersion, User
from akto_invoice.portal.workflows.access import require_deposit, visible_invoice
from akto_invoice.portal.workflows.record import record
from akto_invoice.portal.workflows.uploads import checked, safe_name, sha256_of


@transaction.atomic
def file_piece(user: User, invoice_pk: int, nature: str, upload: "UploadedFile[bytes] | None") -> PieceVersion:
    """Add a piece with its first version; raises as ``file_version`` does."""
    invoice = _open_invoice(user, invoice_pk)
    if nature not in PieceNature.values:
        raise FileRefused("Choisissez la nature du document dans la liste.")
    file = checked(upload)
    return _add(user, Piece.objects.create(invoice=invoice, nature=nature), 1, file)


@transaction.atomic
def file_version(user: User, invoice_pk: int, piece_pk: int, upload: "UploadedFile[bytes] | None") -> PieceVersion:
    """Add a version to a piece; the earlier ones stay as history.

    Raises NotVisible, NotAllowed, InvoiceClosed (the invoice is paid, cancelled or rejected, be it since the page was
    loaded: the invoice is locked while this is decided) and FileRefused.
    """
    invoice = _open_invoice(user, invoice_pk)
    file = checked(upload)
    piece = invoice.pieces.filter(pk=piece_pk).first()
    if piece is None:
        raise NotVisible("Cette pièce n'existe pas sur cette facture.")
    return _add(user, piece, piece.current.number + 1, file)


def _open_invoice(user: User, pk: int) -> Invoice:
    invoice = visible_invoice(user, pk, locked=True)
    require_deposit(user, invoice.issuer)
    if invoice.is_closed:
        raise InvoiceClosed(
            f"Cette facture est « {invoice.get_status_display()} » : on ne peut plus y déposer de document. "
            "Si elle doit être corrigée, déposez une nouvelle facture."
        )
    return invoice


def _add(user: User, piece: Piece, number: int, upload: "UploadedFile[bytes]") -> PieceVersion:
    version = PieceVersion.objects.create(
        piece=piece,
        number=number,
        file=upload,
        name=safe_name(upload.name or ""),
        size=upload.size or 0,
        sha256=sha256_of(upload),
        filed_by=user,
        filed_at=timezone.now(),
    )
    record(
        Action.PIECE_FILED,
        user,
        invoice=piece.invoice,
        piece=piece.pk,
        nature=piece.nature,
        version=number,
        sha256=version.sha256,
    )
    return version
