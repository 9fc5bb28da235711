"""Cancel a deposit that has not been validated."""

from django.db import transaction

from akto_invoice.portal.models import Action, Deposit, DepositState, User
from akto_invoice.portal.workflows.deposit.access import visible_deposit
from akto_invoice.portal.workflows.deposit.files import forget, forget_pages
from akto_invoice.portal.workflows.deposit.states import move
from akto_invoice.portal.workflows.record import record


@transaction.atomic
def cancel_deposit(user: User, pk: int) -> Deposit:
    """Cancel; the files are deleted, the record stays. Raises NotVisible and StateRefused."""
    deposit = visible_deposit(user, pk, locked=True)
    move(deposit, DepositState.ANNULE)
    forget(deposit.file, *(piece.file for piece in deposit.pieces.all()))
    forget_pages(deposit)
    deposit.pieces.all().delete()
    deposit.file = ""
    deposit.revision += 1
    deposit.save()
    record(Action.DEPOSIT_CANCELLED, user, entity=deposit.entity, deposit=pk)
    return deposit
