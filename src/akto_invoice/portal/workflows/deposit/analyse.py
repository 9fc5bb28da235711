"""The analysis, in the background: read the file, propose values, run the controls.

It may be run any number of times, by several workers at once: what it finds is kept only while the deposit still waits
for it, with the file that was read, and once.
"""

from typing import Final

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskContext, task

from akto_invoice.errors import AktoInvoiceError, ReaderCrashed
from akto_invoice.extract.model import DocumentType
from akto_invoice.extract.preview import PagePreview
from akto_invoice.extract.serialize import to_dict
from akto_invoice.portal.models import Action, Deposit, DepositPage, DepositState
from akto_invoice.portal.workflows.deposit.files import forget_pages
from akto_invoice.portal.workflows.deposit.findings import control
from akto_invoice.portal.workflows.deposit.reading import Reading, read
from akto_invoice.portal.workflows.deposit.states import move
from akto_invoice.portal.workflows.deposit.values import prefill, storable
from akto_invoice.portal.workflows.record import record

MAX_ATTEMPTS: Final = 3
"""A file during whose analysis so many workers died, or so many attempts failed, is not tried again."""

_GIVEN_UP: Final = (
    "La lecture de ce fichier a échoué plusieurs fois. Réimprimez-le en PDF et remplacez-le ; "
    "si elle échoue encore, signalez-le à AKTO."
)


def start_analysis(deposit: Deposit) -> None:
    """Save the deposit as waiting for its analysis, and enqueue that in the same transaction."""
    move(deposit, DepositState.EN_ANALYSE)
    deposit.save()
    analyse.enqueue(deposit.pk)


@task(takes_context=True, priority=10)
def analyse(context: TaskContext, pk: int) -> None:
    """Analyse in a worker, before letters and messages: somebody is waiting."""
    analyse_deposit(pk, attempt=context.attempt)


def analyse_deposit(pk: int, *, attempt: int = 1) -> None:
    """Read a deposit that waits for it; any other is left alone. After ``MAX_ATTEMPTS`` it is given up."""
    deposit = Deposit.objects.filter(pk=pk, state=DepositState.EN_ANALYSE).first()
    if deposit is None:
        return
    if attempt > MAX_ATTEMPTS:
        _store(deposit, ReaderCrashed(_GIVEN_UP))
        return
    try:
        with deposit.file.open() as file:
            reading = read(file.read())
    except AktoInvoiceError as error:
        _store(deposit, error)
    else:
        _store(deposit, reading)


@transaction.atomic
def _store(analysed: Deposit, outcome: Reading | AktoInvoiceError) -> None:
    waiting = Deposit.objects.filter(pk=analysed.pk, state=DepositState.EN_ANALYSE, file=analysed.file.name)
    deposit = waiting.select_related("entity", "depositor").select_for_update(of=("self",), no_key=True).first()
    if deposit is None:
        return
    deposit.analysed_at = timezone.now()
    deposit.revision += 1
    if isinstance(outcome, AktoInvoiceError):
        move(deposit, DepositState.ILLISIBLE)
        deposit.error_code, deposit.error_message = outcome.code, storable(str(outcome))
    else:
        move(deposit, DepositState.A_VALIDER)
        extraction, pages = outcome
        deposit.error_code, deposit.error_message = extraction.problem or ("", "")
        deposit.reading = storable(to_dict(deposit.name, extraction))
        if not deposit.is_avoir_chosen:
            deposit.is_avoir = extraction.document_type is DocumentType.CREDIT_NOTE
        prefill(deposit)
        _store_pages(deposit, pages)
        control(deposit, deposit.depositor)
    deposit.save()
    record(
        Action.DEPOSIT_ANALYSED, None, entity=deposit.entity, deposit=deposit.pk, state=deposit.state,
        error=deposit.error_code,
    )  # fmt: skip


def _store_pages(deposit: Deposit, pages: tuple[PagePreview, ...]) -> None:
    forget_pages(deposit)
    for page in pages:
        DepositPage.objects.create(
            deposit=deposit,
            number=page.number,
            width=page.width,
            height=page.height,
            image=ContentFile(page.image, "page.jpg"),
            words=[[storable(word[0]), *(round(edge, 2) for edge in word[1])] for word in page.words],
        )
