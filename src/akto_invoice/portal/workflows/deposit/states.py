"""How a deposit may move from one state to another: the whole table, and nothing else."""

from collections.abc import Mapping
from typing import Final

from akto_invoice.portal.errors import StateRefused
from akto_invoice.portal.models import Deposit, DepositState

MOVES: Final[Mapping[DepositState, frozenset[DepositState]]] = {
    DepositState.BROUILLON: frozenset({DepositState.EN_ANALYSE, DepositState.ANNULE}),
    DepositState.EN_ANALYSE: frozenset({DepositState.A_VALIDER, DepositState.ILLISIBLE, DepositState.ANNULE}),
    DepositState.ILLISIBLE: frozenset({DepositState.EN_ANALYSE, DepositState.ANNULE}),
    DepositState.A_VALIDER: frozenset({DepositState.VALIDE, DepositState.EN_ANALYSE, DepositState.ANNULE}),
    # Back to the user where a control that held at VALIDER holds no more when the invoice is made.
    DepositState.VALIDE: frozenset({DepositState.TRANSMIS, DepositState.A_VALIDER}),
    DepositState.TRANSMIS: frozenset(),
    DepositState.ANNULE: frozenset(),
}

OPEN: Final = frozenset(state for state, ends in MOVES.items() if DepositState.ANNULE in ends)
"""Nothing has been validated yet: pieces come and go, and the deposit may be cancelled."""

AWAITING: Final = frozenset({DepositState.EN_ANALYSE, DepositState.ILLISIBLE, DepositState.A_VALIDER})
"""Sent, and not validated yet: « factures restantes à valider »."""


def move(deposit: Deposit, end: DepositState) -> None:
    """Set the state, or raise StateRefused; the caller holds the row's lock and saves."""
    if end not in MOVES[DepositState(deposit.state)]:
        raise StateRefused(
            f"Le dépôt « {deposit.name} » est « {deposit.get_state_display()} » : il ne peut pas devenir "
            f"« {end.label} ». Rechargez la page, son état a pu changer."
        )
    deposit.state = end


def require(deposit: Deposit, states: frozenset[DepositState], act: str) -> None:
    """Raise StateRefused unless the deposit is in one of the states; ``act`` is what cannot be done, an infinitive."""
    if deposit.state not in states:
        raise StateRefused(
            f"Le dépôt « {deposit.name} » est « {deposit.get_state_display()} » : on ne peut plus {act}. "
            "Rechargez la page, son état a pu changer."
        )
