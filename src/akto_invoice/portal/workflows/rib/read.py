"""Read a deposited RIB in the background, in a process that a hostile PDF may take down alone."""

from typing import Any, Final

from django.core.files.base import ContentFile
from django.db import transaction
from django_tasks import task

from akto_invoice.errors import AktoInvoiceError
from akto_invoice.extract.isolation import shared_pool
from akto_invoice.extract.model import Options
from akto_invoice.extract.preview import extract_with_pages
from akto_invoice.extract.rib import read_rib as read_document
from akto_invoice.extract.serialize import to_dict
from akto_invoice.portal.models import Rib, RibState

_OPTIONS: Final = Options(max_pages=10)
_SECONDS: Final = 120.0


@task()
def read_rib(pk: int) -> None:
    """Propose what the PDF says, once: run again, it finds the RIB read and leaves it."""
    rib = Rib.objects.get(pk=pk)
    if rib.state != RibState.LECTURE:
        return
    problem, reading, picture = "", None, b""
    try:
        with rib.file.open() as file:
            reading, picture = shared_pool().run(read_with_picture, file.read(), timeout=_SECONDS)
    except AktoInvoiceError as error:
        problem = str(error)
    with transaction.atomic():
        rib = Rib.objects.select_for_update(of=("self",)).get(pk=pk)
        if rib.state != RibState.LECTURE:
            return
        keep_reading(rib, reading, picture, problem)


def keep_reading(rib: Rib, reading: dict[str, Any] | None, picture: bytes, problem: str) -> None:
    """Store what was read as the values to start from, or why nothing was."""
    rib.reading, rib.problem = reading, problem[:500]
    if reading is None:
        rib.state = RibState.ILLISIBLE
    else:
        rib.state = RibState.A_COMPLETER
        rib.iban, rib.bic = (_value(reading, name) for name in ("iban", "bic"))
        rib.picture.save("image.webp", ContentFile(picture), save=False)
    rib.save()


def read_with_picture(content: bytes) -> tuple[dict[str, Any], bytes]:
    """Return the contract's JSON for a RIB, and its first page as WebP. Runs in the isolated process."""
    extraction, pages = extract_with_pages(content, _OPTIONS, read_document)
    return to_dict("", extraction), pages[0].image


def _value(reading: dict[str, Any], name: str) -> str:
    field = reading["fields"][name]
    return field["value"] if field else ""
