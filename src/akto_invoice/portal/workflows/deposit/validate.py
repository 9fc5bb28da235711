"""VALIDER: the one door through which a deposit becomes an invoice."""

from collections.abc import Mapping
from typing import Final

from django.db import transaction
from django.utils import timezone

from akto_invoice.portal.errors import ControlsFailed
from akto_invoice.portal.models import Action, Deposit, DepositState, User
from akto_invoice.portal.workflows.deposit.access import visible_deposit
from akto_invoice.portal.workflows.deposit.correct import require_revision
from akto_invoice.portal.workflows.deposit.findings import control, hold_still
from akto_invoice.portal.workflows.deposit.states import move, require
from akto_invoice.portal.workflows.deposit.transmit import transmit
from akto_invoice.portal.workflows.reasons import reasons_for, unanswered
from akto_invoice.portal.workflows.record import record
from akto_invoice.rules.controls import Finding

_VALIDABLE: Final = frozenset({DepositState.A_VALIDER})


def validate_deposit(user: User, pk: int, *, revision: int, overrides: Mapping[str, str]) -> Deposit:
    """Validate what the user has seen, and enqueue its transmission.

    ``overrides`` are the reasons, by code, for going over findings that warn. Raises NotVisible, StateRefused,
    StaleRevision and ControlsFailed (what blocks, or warns and has no reason); the findings are stored either way.
    """
    deposit, refused = _validated(user, pk, revision, overrides)
    if refused:
        raise ControlsFailed(refused)
    return deposit


@transaction.atomic
def _validated(user: User, pk: int, revision: int, overrides: Mapping[str, str]) -> tuple[Deposit, tuple[Finding, ...]]:
    deposit = visible_deposit(user, pk, locked=True)
    require(deposit, _VALIDABLE, "le valider")
    require_revision(deposit, revision)
    hold_still(deposit)
    found = control(deposit, user)
    reasons = reasons_for(found, overrides)
    refused = unanswered(found, reasons)
    if refused:
        deposit.save(update_fields=["findings"])
        return deposit, refused
    move(deposit, DepositState.VALIDE)
    deposit.overrides = reasons
    deposit.error_code = deposit.error_message = ""
    deposit.validated_by, deposit.validated_at = user, timezone.now()
    deposit.revision += 1
    deposit.save()
    record(Action.DEPOSIT_VALIDATED, user, entity=deposit.entity, deposit=pk, overrides=sorted(reasons))
    transmit.enqueue(pk)
    return deposit, ()
