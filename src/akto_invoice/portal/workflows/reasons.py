"""The reasons that a user gives at VALIDER for going over what controls found, of an invoice or a RIB."""

from collections.abc import Mapping, Sequence
from typing import Final

from akto_invoice.portal.workflows.deposit.values import storable
from akto_invoice.rules.findings import Finding, Level

_LENGTH: Final = 500


def reasons_for(found: Sequence[Finding], overrides: Mapping[str, str]) -> dict[str, str]:
    """Return the reason given for each code that was found, empty where there is none; others are dropped."""
    return {one.code: storable(overrides.get(one.code, "")).strip()[:_LENGTH] for one in found}


def unanswered(found: Sequence[Finding], reasons: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return what still stands in the way: what blocks, and what warns without a reason."""
    return tuple(one for one in found if one.level is Level.BLOCKS or not reasons[one.code])
