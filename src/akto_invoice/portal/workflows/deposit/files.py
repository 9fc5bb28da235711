"""The files of deposits: handed out to those who see the deposit, and deleted once nothing needs them."""

from collections.abc import Iterable

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.fields.files import FieldFile

from akto_invoice.portal.errors import NotVisible
from akto_invoice.portal.models import Action, Deposit, PieceNature, User
from akto_invoice.portal.workflows.access import require_bank_details
from akto_invoice.portal.workflows.deposit.access import visible_deposit
from akto_invoice.portal.workflows.record import record


def download_deposit(user: User, pk: int) -> tuple[FieldFile, str]:
    """Return the deposited file and the name to save it under, or raise NotVisible."""
    deposit = visible_deposit(user, pk)
    if not deposit.file:
        raise NotVisible("Ce dépôt a été annulé : son fichier n'est plus conservé.")
    record(Action.FILE_DOWNLOADED, user, entity=deposit.entity, file=deposit.name, sha256=deposit.sha256)
    return deposit.file, deposit.name


def download_deposit_piece(user: User, pk: int, piece_pk: int) -> tuple[FieldFile, str]:
    """Return a piece's file and the name to save it under, or raise NotVisible.

    A RIB shows what pages mask: who did not add it needs the right to see bank details, else NotAllowed.
    """
    deposit = visible_deposit(user, pk)
    piece = deposit.pieces.filter(pk=piece_pk).first()
    if piece is None:
        raise NotVisible("Cette pièce n'existe pas sur ce dépôt.")
    if piece.nature == PieceNature.RIB and piece.added_by != user:
        require_bank_details(user, deposit.entity)
    record(Action.FILE_DOWNLOADED, user, entity=deposit.entity, file=piece.name, sha256=piece.sha256)
    return piece.file, piece.name


def page_image(user: User, pk: int, number: int) -> FieldFile:
    """Return the picture of a page (JPEG), or raise NotVisible."""
    page = visible_deposit(user, pk).pages.filter(number=number).first()
    if page is None:
        raise NotVisible("Cette page n'existe pas, ou n'a pas encore été lue.")
    return page.image


def forget(*files: FieldFile) -> None:
    """Delete files once the transaction has ended well; one that cannot be deleted is left, and logged."""
    names = [file.name for file in files if file.name]
    transaction.on_commit(lambda: _delete(names), robust=True)


def forget_pages(deposit: Deposit) -> None:
    """Delete the pages of a deposit and their pictures."""
    forget(*(page.image for page in deposit.pages.all()))
    deposit.pages.all().delete()


def _delete(names: Iterable[str]) -> None:
    for name in names:
        default_storage.delete(name)
