"""Hand out a filed document or a letter, and record who took it."""

from django.db.models.fields.files import FieldFile

from akto_invoice.portal.errors import NotVisible
from akto_invoice.portal.models import Action, PieceVersion, User
from akto_invoice.portal.workflows.access import visible_invoice
from akto_invoice.portal.workflows.file_piece import safe_name
from akto_invoice.portal.workflows.record import record


def download_version(user: User, invoice_pk: int, version_pk: int) -> tuple[FieldFile, str]:
    """Return a version's file and the name to save it under, or raise NotVisible."""
    invoice = visible_invoice(user, invoice_pk)
    version = PieceVersion.objects.filter(piece__invoice=invoice, pk=version_pk).first()
    if version is None:
        raise NotVisible("Ce document n'existe pas sur cette facture.")
    record(Action.FILE_DOWNLOADED, user, invoice=invoice, file=version.name, sha256=version.sha256)
    return version.file, version.name


def download_letter(user: User, invoice_pk: int, letter_pk: int) -> tuple[FieldFile, str]:
    """Return a letter's PDF and the name to save it under, or raise NotVisible, also while the PDF is being made."""
    invoice = visible_invoice(user, invoice_pk)
    letter = invoice.letters.filter(pk=letter_pk).exclude(file="").first()
    if letter is None:
        raise NotVisible("Ce courrier n'existe pas, ou son PDF est encore en préparation : réessayez dans un instant.")
    name = safe_name(f"{letter} {invoice.reference}")
    record(Action.FILE_DOWNLOADED, user, invoice=invoice, file=name, sha256="")
    return letter.file, name
