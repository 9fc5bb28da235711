"""Correct what was read, or type what was not."""

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction

from akto_invoice.portal.errors import StaleRevision
from akto_invoice.portal.models import Action, Deposit, DepositState, User
from akto_invoice.portal.workflows.deposit.access import visible_deposit
from akto_invoice.portal.workflows.deposit.findings import control
from akto_invoice.portal.workflows.deposit.states import require
from akto_invoice.portal.workflows.deposit.values import parsed
from akto_invoice.portal.workflows.record import record

_CORRECTABLE: Final = frozenset({DepositState.A_VALIDER})


@transaction.atomic
def correct(user: User, pk: int, changes: Mapping[str, Any], *, revision: int) -> Deposit:
    """Set the user's values from what was typed, and run the controls again; the reading stays as it was.

    ``changes`` are texts by field (``number``, ``issued_on``, ``total_ht``, ``total_ttc``, ``siret``), an empty one
    empties the field; ``dossiers`` are all numbers, as a list or a text; ``amounts`` a text for each dossier whose part
    of the total HT the user has to say, replacing those said before. Raises NotVisible, StateRefused,
    StaleRevision and WrongValue.
    """
    deposit = visible_deposit(user, pk, locked=True)
    require(deposit, _CORRECTABLE, "le corriger")
    require_revision(deposit, revision)
    values = {name: parsed(name, typed) for name, typed in changes.items()}
    changed = {name: value for name, value in values.items() if value != getattr(deposit, name)}
    if not changed:
        return deposit
    for name, value in changed.items():
        setattr(deposit, name, value)
    deposit.revision += 1
    control(deposit, user)
    deposit.save()
    record(Action.DEPOSIT_CORRECTED, user, entity=deposit.entity, deposit=pk, fields=sorted(changed))
    return deposit


def require_revision(deposit: Deposit, revision: int) -> None:
    """Raise StaleRevision where the deposit has changed since that revision was shown."""
    if deposit.revision != revision:
        raise StaleRevision(
            f"Le dépôt « {deposit.name} » a changé depuis l'affichage de cette page, peut-être dans un autre onglet : "
            "rechargez-la, vérifiez les valeurs, puis recommencez."
        )
