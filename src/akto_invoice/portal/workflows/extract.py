"""Read a document for a program, without keeping anything of it; that it was read is counted."""

from threading import BoundedSemaphore
from typing import Final

from django.core.files.uploadedfile import UploadedFile

from akto_invoice.errors import TooLarge
from akto_invoice.extract.isolation import shared_pool
from akto_invoice.extract.pipeline import extract_invoice
from akto_invoice.extract.serialize import to_dict
from akto_invoice.portal.errors import Busy
from akto_invoice.portal.workflows.tally import counting
from akto_invoice.portal.workflows.uploads import MAX_BYTES

TIMEOUT_S: Final = 60.0

# A web server has few threads: documents may hold some of them, or the pages would have to wait too.
SLOTS: Final = 4
slots: Final = BoundedSemaphore(SLOTS)
_PATIENCE_S: Final = 1.0


def extract_upload(upload: "UploadedFile[bytes]") -> dict[str, object]:
    """Return the command line's JSON for one document, read in a process of its own with limits on time and memory.

    Raises DocumentError, ReadingTimeout, ReaderCrashed and OcrUnavailable as a batch yields them, and Busy while as
    many others are being read as may be.
    """
    if (upload.size or 0) > MAX_BYTES:
        raise TooLarge(f"Ce fichier dépasse {MAX_BYTES // 1024**2} Mo : numérisez-le avec moins de détail.")
    if not slots.acquire(timeout=_PATIENCE_S):
        raise Busy("Trop de documents sont en cours de lecture : réessayez dans quelques secondes.")
    try:
        with counting() as count:
            extraction = shared_pool().run(extract_invoice, upload.read(), timeout=TIMEOUT_S)
            count(extraction)
    finally:
        slots.release()
    return to_dict(upload.name or "", extraction)
