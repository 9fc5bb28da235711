"""The controls of a deposit, run on its facts, and their findings as they are stored and shown."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from akto_invoice.portal.models import Deposit, DepositState, Dossier, Entity, User
from akto_invoice.portal.workflows.deposit.facts import facts_of
from akto_invoice.rules.controls import Finding, Level, find_problems


def control(deposit: Deposit, user: User) -> tuple[Finding, ...]:
    """Run the controls and set ``findings``; the caller saves. Before the analysis there is nothing to control."""
    found = findings_now(deposit, user)
    deposit.findings = stored(found)
    return found


def stored(found: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return findings in the form of the model's field."""
    return [asdict(one) for one in found]


def findings_now(deposit: Deposit, user: User) -> tuple[Finding, ...]:
    """Return what stands against the deposit today: a dossier may have been engaged since it was last changed."""
    if deposit.state not in (DepositState.A_VALIDER, DepositState.VALIDE):
        return findings_of(deposit)
    return find_problems(facts_of(deposit, user))


def hold_still(deposit: Deposit) -> None:
    """Lock what the controls compare the deposit with: the issuer, then the dossiers, always in this order.

    Two deposits of the same number, or over the same dossier, are then judged one after the other.
    """
    list(Entity.objects.filter(siret=deposit.siret).select_for_update(no_key=True))
    list(Dossier.objects.filter(key__in=deposit.dossiers).order_by("pk").select_for_update(no_key=True))


def findings_of(deposit: Deposit) -> tuple[Finding, ...]:
    """Return the findings of the last controls."""
    return tuple(_finding(**one) for one in deposit.findings)


def overridden(deposit: Deposit) -> list[tuple[Finding, str]]:
    """Return the findings that the user went over at VALIDER, each with the reason given."""
    return [(one, deposit.overrides[one.code]) for one in findings_of(deposit) if one.code in deposit.overrides]


def _finding(level: str, **rest: Any) -> Finding:
    return Finding(level=Level(level), **rest)
