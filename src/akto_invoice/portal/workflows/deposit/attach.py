"""Supporting documents of a deposit: added and removed until it is validated."""

from typing import Final

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from akto_invoice.portal.errors import FileRefused, NotVisible, TooManyFiles
from akto_invoice.portal.models import Action, Deposit, DepositPiece, PieceNature, User
from akto_invoice.portal.workflows.deposit.access import visible_deposit
from akto_invoice.portal.workflows.deposit.files import forget
from akto_invoice.portal.workflows.deposit.findings import control
from akto_invoice.portal.workflows.deposit.states import OPEN, require
from akto_invoice.portal.workflows.record import record
from akto_invoice.portal.workflows.uploads import checked, safe_name, sha256_of

MAX_PIECES: Final = 20

NATURES: Final = tuple(nature for nature in PieceNature if nature != PieceNature.FACTURE)
"""What may be attached: the invoice itself is the deposit."""


@transaction.atomic
def attach_piece(user: User, pk: int, nature: str, upload: "UploadedFile[bytes] | None") -> DepositPiece:
    """Add a supporting document. Raises NotVisible, StateRefused, TooManyFiles and FileRefused."""
    file = checked(upload)
    deposit = visible_deposit(user, pk, locked=True)
    require(deposit, OPEN, "y joindre de pièce")
    if nature not in NATURES:
        raise FileRefused("Choisissez la nature du document dans la liste.")
    if deposit.pieces.count() >= MAX_PIECES:
        raise TooManyFiles(f"{MAX_PIECES} pièces sont déjà jointes : regroupez vos documents en moins de fichiers.")
    piece = DepositPiece.objects.create(
        deposit=deposit,
        nature=nature,
        file=file,
        name=safe_name(file.name or ""),
        size=file.size or 0,
        sha256=sha256_of(file),
        added_by=user,
        added_at=timezone.now(),
    )
    _changed(deposit, user)
    record(
        Action.DEPOSIT_PIECE, user, entity=deposit.entity, deposit=pk, piece=piece.pk, nature=nature,
        sha256=piece.sha256,
    )  # fmt: skip
    return piece


@transaction.atomic
def remove_piece(user: User, pk: int, piece_pk: int) -> None:
    """Take a supporting document away, with its file. Raises NotVisible and StateRefused."""
    deposit = visible_deposit(user, pk, locked=True)
    require(deposit, OPEN, "en retirer de pièce")
    piece = deposit.pieces.filter(pk=piece_pk).first()
    if piece is None:
        raise NotVisible("Cette pièce n'existe pas sur ce dépôt.")
    forget(piece.file)
    piece.delete()
    _changed(deposit, user)
    record(Action.DEPOSIT_UNPIECED, user, entity=deposit.entity, deposit=pk, piece=piece_pk)


def _changed(deposit: Deposit, user: User) -> None:
    deposit.revision += 1
    control(deposit, user)
    deposit.save(update_fields=["revision", "findings"])
