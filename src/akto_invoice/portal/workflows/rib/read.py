"""Read a deposited RIB in the background, in a process that a hostile PDF may take down alone."""

from collections.abc import Callable
from functools import partial
from typing import Final

from django.core.files.base import ContentFile
from django.db import transaction
from django_tasks import TaskContext, task

from akto_invoice.errors import AktoInvoiceError, ReaderCrashed
from akto_invoice.extract.model import Options
from akto_invoice.extract.rib import read_rib as read_document
from akto_invoice.extract.serialize import to_dict
from akto_invoice.portal.models import Rib, RibState
from akto_invoice.portal.workflows.deposit.reading import Reading, read
from akto_invoice.portal.workflows.deposit.values import storable

_OPTIONS: Final = Options(max_pages=10)
_SECONDS: Final = 120.0

MAX_ATTEMPTS: Final = 3
"""A RIB during whose reading so many workers died, or so many attempts failed, is not tried again."""

_GIVEN_UP: Final = (
    "La lecture de ce RIB a échoué plusieurs fois. Réimprimez-le en PDF et déposez-le de nouveau ; "
    "si elle échoue encore, signalez-le à AKTO."
)


@task(takes_context=True, priority=10)
def read_rib(context: TaskContext, pk: int) -> None:
    """Propose what the PDF says, once: run again, it finds the RIB read and leaves it. Somebody is waiting."""
    rib = Rib.objects.filter(pk=pk, state=RibState.LECTURE).first()
    if rib is None:
        return
    outcome: Reading | AktoInvoiceError = ReaderCrashed(_GIVEN_UP)
    if context.attempt <= MAX_ATTEMPTS:
        with rib.file.open() as file:
            outcome = outcome_of(partial(read, timeout=_SECONDS), file.read())
    with transaction.atomic():
        waiting = Rib.objects.select_for_update(of=("self",)).filter(pk=pk, state=RibState.LECTURE).first()
        if waiting is not None:
            keep_reading(waiting, outcome)


def outcome_of(run: Callable[..., Reading], content: bytes) -> Reading | AktoInvoiceError:
    """Read a RIB by ``run``, which takes what ``extract_with_pages`` does, here or in a process without Django."""
    try:
        return run(content, _OPTIONS, read_document)
    except AktoInvoiceError as error:
        return error


def keep_reading(rib: Rib, outcome: Reading | AktoInvoiceError) -> None:
    """Store what was read as the values to start from, or why nothing was."""
    if isinstance(outcome, AktoInvoiceError):
        rib.state, rib.problem = RibState.ILLISIBLE, storable(str(outcome))[:500]
    else:
        extraction, pages = outcome
        rib.state, rib.reading = RibState.A_COMPLETER, storable(to_dict(rib.name, extraction))
        fields = extraction.fields
        rib.iban, rib.bic = (field.value if field else "" for field in (fields.iban, fields.bic))
        rib.picture.save("image.jpg", ContentFile(pages[0].image), save=False)
    rib.save()
