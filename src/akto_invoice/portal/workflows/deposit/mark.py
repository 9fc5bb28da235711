"""Say what an invoice is: an avoir, a first instalment."""

from django.db import transaction

from akto_invoice.portal.models import Action, Deposit, User
from akto_invoice.portal.workflows.deposit.access import visible_deposit
from akto_invoice.portal.workflows.deposit.findings import control
from akto_invoice.portal.workflows.deposit.states import OPEN, require
from akto_invoice.portal.workflows.record import record


@transaction.atomic
def mark_deposit(user: User, pk: int, *, is_avoir: bool, is_first_instalment: bool) -> Deposit:
    """Tick or untick the two boxes; once the user has changed the first, the reading leaves it alone.

    Raises NotVisible and StateRefused.
    """
    deposit = visible_deposit(user, pk, locked=True)
    require(deposit, OPEN, "changer ce que c'est")
    if (is_avoir, is_first_instalment) == (deposit.is_avoir, deposit.is_first_instalment):
        return deposit
    deposit.is_avoir_chosen = deposit.is_avoir_chosen or is_avoir != deposit.is_avoir
    deposit.is_avoir, deposit.is_first_instalment = is_avoir, is_first_instalment
    deposit.revision += 1
    control(deposit, user)
    deposit.save()
    record(
        Action.DEPOSIT_MARKED,
        user,
        entity=deposit.entity,
        deposit=pk,
        is_avoir=is_avoir,
        is_first_instalment=is_first_instalment,
    )
    return deposit
