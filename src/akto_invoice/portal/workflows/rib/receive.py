"""Take in the PDF of a RIB; it is read in the background."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from akto_invoice.portal.errors import StateRefused
from akto_invoice.portal.models import Rib, RibState, User
from akto_invoice.portal.workflows.access import require_some_rib_right, visible_rib
from akto_invoice.portal.workflows.rib.read import read_rib
from akto_invoice.portal.workflows.uploads import checked, safe_name, sha256_of


@transaction.atomic
def receive_rib(user: User, upload: "UploadedFile[bytes] | None") -> Rib:
    """Keep the PDF as a draft of the user's. Raises NotAllowed and FileRefused."""
    require_some_rib_right(user)
    file = checked(upload)
    rib = Rib.objects.create(
        depositor=user,
        file=file,
        name=safe_name(file.name or ""),
        size=file.size or 0,
        sha256=sha256_of(file),
        received_at=timezone.now(),
    )
    read_rib.enqueue(rib.pk)
    return rib


@transaction.atomic
def cancel_rib(user: User, pk: int) -> Rib:
    """Give up a draft, or take back a RIB that nobody has reviewed yet. Raises NotVisible and StateRefused."""
    rib = visible_rib(user, pk, locked=True)
    if rib.depositor != user or not rib.is_open:
        raise StateRefused("Seul son dépositaire peut annuler un RIB, et avant qu'AKTO ne l'ait examiné.")
    rib.state = RibState.ANNULE
    rib.save(update_fields=["state"])
    return rib
