"""Forget deposits that nobody validated: what is not sent to AKTO is not kept for ever."""

from collections import Counter
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from akto_invoice.portal.models import Action, Deposit, DepositState, Entity
from akto_invoice.portal.workflows.deposit.files import forget, forget_pages
from akto_invoice.portal.workflows.deposit.states import OPEN
from akto_invoice.portal.workflows.notify import notify_depositors
from akto_invoice.portal.workflows.record import record

_WAITING: Final = OPEN - {DepositState.EN_ANALYSE}  # a worker may be about to store what it read
_AT_ONCE: Final = 100


def expire_drafts(retention: timedelta) -> int:
    """Delete deposits received longer ago and not validated, or cancelled since, with their files; return how many.

    Their entities' depositors are told how many they were, but of those they cancelled themselves. The audit keeps its
    events. At most a hundred are deleted in one transaction, so that others work meanwhile.
    """
    deleted = 0
    while count := _expire_some(retention):
        deleted += count
    return deleted


@transaction.atomic
def _expire_some(retention: timedelta) -> int:
    old = Deposit.objects.filter(received_at__lt=timezone.now() - retention, state__in=_WAITING | {DepositState.ANNULE})
    due = list(old.select_related("entity").select_for_update(of=("self",), skip_locked=True)[:_AT_ONCE])
    lost: Counter[Entity] = Counter()
    for deposit in due:
        if deposit.state != DepositState.ANNULE:
            lost[deposit.entity] += 1
        forget(deposit.file, *(piece.file for piece in deposit.pieces.all()))
        forget_pages(deposit)
        record(Action.DEPOSIT_CANCELLED, None, entity=deposit.entity, deposit=deposit.pk, expired=True)
        deposit.delete()
    for entity, count in lost.items():
        notify_depositors(
            entity,
            f"Dépôts non validés supprimés : {count}",
            f"{count} fichier(s) déposé(s) pour {entity} il y a plus de {retention.days} jours n'ont pas été validés : "
            "ils sont supprimés, et n'ont pas été transmis à AKTO. Déposez-les de nouveau si c'est encore utile.",
        )
    return len(due)
