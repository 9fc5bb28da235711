"""Hand out a filed document or a letter, and record who took it."""

from django.db.models.fields.files import FieldFile

from akto_invoice.portal.errors import NotAllowed, NotVisible
from akto_invoice.portal.models import Action, PieceNature, PieceVersion, User
from akto_invoice.portal.workflows.access import rights_on, visible_invoice
from akto_invoice.portal.workflows.record import record
from akto_invoice.portal.workflows.uploads import safe_name


def download_version(user: User, invoice_pk: int, version_pk: int) -> tuple[FieldFile, str]:
    """Return a version's file and the name to save it under, or raise NotVisible.

    A RIB shows what the page masks, so it asks for the same right: else NotAllowed.
    """
    invoice = visible_invoice(user, invoice_pk)
    version = PieceVersion.objects.select_related("piece").filter(piece__invoice=invoice, pk=version_pk).first()
    if version is None:
        raise NotVisible("Ce document n'existe pas sur cette facture.")
    if version.piece.nature == PieceNature.RIB and not rights_on(user, invoice.issuer).bank_details:
        raise NotAllowed(
            "Ce RIB montre les coordonnées bancaires en entier : "
            "demandez le droit « RIB » à l'administrateur de votre compte."
        )
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
