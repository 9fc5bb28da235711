"""File a supporting document on an invoice: a new piece, or a new version of one."""

import hashlib
import re
from pathlib import PurePosixPath
from typing import Final

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from akto_invoice.portal.errors import FileRefused, InvoiceClosed, NotVisible
from akto_invoice.portal.models import Action, Invoice, Piece, PieceNature, PieceVersion, User
from akto_invoice.portal.workflows.access import require_deposit, visible_invoice
from akto_invoice.portal.workflows.record import record

MAX_BYTES: Final = 10 * 1024 * 1024

_HEADER = b"%PDF-"
_HEADER_WITHIN = 1024  # bytes: PDF readers allow that much before the header
_NAME_LENGTH = 120
_UNSAFE = re.compile(r'[\x00-\x1f\x7f"<>|:*?\\/\u202a-\u202e\u2066-\u2069]+')


@transaction.atomic
def file_piece(user: User, invoice_pk: int, nature: str, upload: "UploadedFile[bytes] | None") -> PieceVersion:
    """Add a piece with its first version; raises as ``file_version`` does."""
    invoice = _open_invoice(user, invoice_pk)
    if nature not in PieceNature.values:
        raise FileRefused("Choisissez la nature du document dans la liste.")
    file = _checked(upload)
    return _add(user, Piece.objects.create(invoice=invoice, nature=nature), 1, file)


@transaction.atomic
def file_version(user: User, invoice_pk: int, piece_pk: int, upload: "UploadedFile[bytes] | None") -> PieceVersion:
    """Add a version to a piece; the earlier ones stay as history.

    Raises NotVisible, NotAllowed, InvoiceClosed (the invoice is paid, cancelled or rejected, be it since the page was
    loaded: the invoice is locked while this is decided) and FileRefused.
    """
    invoice = _open_invoice(user, invoice_pk)
    file = _checked(upload)
    piece = invoice.pieces.filter(pk=piece_pk).first()
    if piece is None:
        raise NotVisible("Cette pièce n'existe pas sur cette facture.")
    return _add(user, piece, piece.current.number + 1, file)


def safe_name(name: str) -> str:
    r"""Return a file name that is harmless in headers and on disks, ending in ``.pdf``.

    >>> safe_name("../../C:\\Mes documents\\Certificat\r\n.Pdf"), safe_name("   ")
    ('Certificat.pdf', 'document.pdf')
    """
    last = PurePosixPath(name.replace("\\", "/")).name
    stem = _UNSAFE.sub(" ", re.sub(r"\.pdf$", "", last, flags=re.IGNORECASE)).strip(" .")
    return (stem[: _NAME_LENGTH - len(".pdf")] or "document") + ".pdf"


def _open_invoice(user: User, pk: int) -> Invoice:
    invoice = visible_invoice(user, pk, locked=True)
    require_deposit(user, invoice.issuer)
    if invoice.is_closed:
        raise InvoiceClosed(
            f"Cette facture est « {invoice.get_status_display()} » : on ne peut plus y déposer de document. "
            "Si elle doit être corrigée, déposez une nouvelle facture."
        )
    return invoice


def _checked(upload: "UploadedFile[bytes] | None") -> "UploadedFile[bytes]":
    if upload is None or not upload.size:
        raise FileRefused("Aucun document, ou un fichier vide : choisissez le document à déposer.")
    if upload.size > MAX_BYTES:
        raise FileRefused(f"Ce fichier dépasse {MAX_BYTES // 1024**2} Mo : numérisez-le avec moins de détail.")
    upload.seek(0)
    if _HEADER not in upload.read(_HEADER_WITHIN):
        raise FileRefused("Ce fichier n'est pas un PDF : enregistrez le document au format PDF, puis déposez-le.")
    return upload


def _add(user: User, piece: Piece, number: int, upload: "UploadedFile[bytes]") -> PieceVersion:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    version = PieceVersion.objects.create(
        piece=piece,
        number=number,
        file=upload,
        name=safe_name(upload.name or ""),
        size=upload.size or 0,
        sha256=digest.hexdigest(),
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
