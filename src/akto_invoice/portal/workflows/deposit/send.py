"""« ENVOYER LES DOCUMENTS »: drafts go to the analysis, all those of the user for an entity, or one."""

from django.db import transaction
from django.utils import timezone

from akto_invoice.portal.models import Action, Deposit, DepositState, User
from akto_invoice.portal.workflows.deposit.access import deposits_of, visible_deposit
from akto_invoice.portal.workflows.deposit.analyse import start_analysis
from akto_invoice.portal.workflows.record import record


@transaction.atomic
def send_deposits(user: User, siret: str) -> list[Deposit]:
    """Send the user's drafts of the entity and return them; none where there is nothing left to send.

    Sent twice, or from two tabs at once, each draft goes once. Raises NotVisible.
    """
    _, deposits = deposits_of(user, siret)
    drafts = deposits.filter(depositor=user, state=DepositState.BROUILLON).order_by("pk")
    sent = list(drafts.select_for_update(of=("self",), no_key=True))
    for deposit in sent:
        _send(deposit, user)
    return sent


@transaction.atomic
def send_deposit(user: User, pk: int) -> Deposit:
    """Send one draft. Raises NotVisible, and StateRefused where it is none any more."""
    deposit = visible_deposit(user, pk, locked=True)
    _send(deposit, user)
    return deposit


def _send(deposit: Deposit, user: User) -> None:
    deposit.sent_at = timezone.now()
    start_analysis(deposit)
    record(Action.DEPOSIT_SENT, user, entity=deposit.entity, deposit=deposit.pk)
