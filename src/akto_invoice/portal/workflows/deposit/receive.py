"""Receive an invoice's file, as a draft, or in place of another that has not been validated."""

from typing import Final, TypeAlias

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from akto_invoice.errors import AktoInvoiceError
from akto_invoice.portal.errors import FileRefused, TooManyFiles
from akto_invoice.portal.models import Action, Deposit, DepositState, User
from akto_invoice.portal.workflows.deposit.access import depositing_entity, visible_deposit
from akto_invoice.portal.workflows.deposit.analyse import start_analysis
from akto_invoice.portal.workflows.deposit.files import forget, forget_pages
from akto_invoice.portal.workflows.deposit.reading import Detection, detected
from akto_invoice.portal.workflows.deposit.states import require
from akto_invoice.portal.workflows.record import record
from akto_invoice.portal.workflows.uploads import checked, safe_name, sha256_of

MAX_DRAFTS: Final = 200
"""Drafts of one entity at a time: send them, and as many again may come."""

Examined: TypeAlias = "tuple[UploadedFile[bytes], Detection]"

_REPLACEABLE: Final = frozenset({DepositState.BROUILLON, DepositState.ILLISIBLE, DepositState.A_VALIDER})


def receive_invoice(user: User, siret: str, upload: "UploadedFile[bytes] | None") -> Deposit:
    """Keep the file as a draft of the entity; what its pages are is known at once.

    Raises NotVisible, FileRefused (no PDF, too large, too many pages, encrypted, damaged) and TooManyFiles.
    """
    depositing_entity(user, siret)
    return keep(user, siret, examined(upload))


def keep(user: User, siret: str, file: Examined) -> Deposit:
    """Keep a file that has been examined, as ``receive_invoice`` does."""
    with transaction.atomic():
        entity = depositing_entity(user, siret, locked=True)
        if entity.deposits.filter(state=DepositState.BROUILLON).count() >= MAX_DRAFTS:
            raise TooManyFiles(
                f"{MAX_DRAFTS} fichiers attendent déjà d'être envoyés pour {entity} : "
                "envoyez-les ou retirez-en, puis déposez les suivants."
            )
        deposit = Deposit(entity=entity, depositor=user, received_at=timezone.now())
        _take(deposit, file)
        deposit.save()
        record(Action.DEPOSIT_RECEIVED, user, entity=entity, deposit=deposit.pk, sha256=deposit.sha256)
    return deposit


def replace_file(user: User, pk: int, upload: "UploadedFile[bytes] | None") -> Deposit:
    """Put another file in place of a draft's, or of one that was read or could not be: that one is analysed at once.

    Raises NotVisible, StateRefused and FileRefused.
    """
    require(visible_deposit(user, pk), _REPLACEABLE, "remplacer son fichier")
    file = examined(upload)
    with transaction.atomic():
        deposit = visible_deposit(user, pk, locked=True)
        require(deposit, _REPLACEABLE, "remplacer son fichier")
        forget(deposit.file)
        forget_pages(deposit)
        _take(deposit, file)
        deposit.error_code = deposit.error_message = ""
        deposit.reading, deposit.findings = None, []
        deposit.revision += 1
        record(Action.DEPOSIT_REPLACED, user, entity=deposit.entity, deposit=pk, sha256=deposit.sha256)
        if deposit.state == DepositState.BROUILLON:
            deposit.save()
        else:
            start_analysis(deposit)
    return deposit


def examined(upload: "UploadedFile[bytes] | None") -> Examined:
    """Return the file and what its pages are, or raise FileRefused. Before any lock is taken: this takes a while."""
    file = checked(upload)
    file.seek(0)
    try:
        return file, detected(file.read())
    except AktoInvoiceError as error:
        raise FileRefused(str(error)) from error


def _take(deposit: Deposit, examined: Examined) -> None:
    file, (kind, pages) = examined
    deposit.file, deposit.name, deposit.size = file, safe_name(file.name or ""), file.size or 0
    deposit.sha256, deposit.kind, deposit.page_count = sha256_of(file), kind, len(pages)
