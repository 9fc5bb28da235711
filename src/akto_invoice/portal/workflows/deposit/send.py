"""« ENVOYER LES DOCUMENTS »: all the drafts of the user for an entity go to the analysis."""

from django.db import transaction
from django.utils import timezone

from akto_invoice.portal.models import Action, Deposit, DepositState, User
from akto_invoice.portal.workflows.deposit.access import deposits_of
from akto_invoice.portal.workflows.deposit.analyse import start_analysis
from akto_invoice.portal.workflows.record import record


@transaction.atomic
def send_deposits(user: User, siret: str) -> list[Deposit]:
    """Send the user's drafts of the entity and return them; none where there is nothing left to send.

    Sent twice, or from two tabs at once, each draft goes once. Raises NotVisible.
    """
    entity, deposits = deposits_of(user, siret)
    drafts = deposits.filter(depositor=user, state=DepositState.BROUILLON).order_by("pk")
    sent = list(drafts.select_for_update(of=("self",), no_key=True))
    for deposit in sent:
        deposit.sent_at = timezone.now()
        record(Action.DEPOSIT_SENT, user, entity=entity, deposit=deposit.pk)
        start_analysis(deposit)
    return sent
