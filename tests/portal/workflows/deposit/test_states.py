"""The table of states, and what each act makes of each of them."""

from collections.abc import Callable
from typing import Any

import pytest

from akto_invoice.portal.errors import NotVisible, StateRefused
from akto_invoice.portal.models import Action, AuditEvent, Deposit, DepositState
from akto_invoice.portal.workflows.deposit.attach import attach_piece, remove_piece
from akto_invoice.portal.workflows.deposit.cancel import cancel_deposit
from akto_invoice.portal.workflows.deposit.correct import correct
from akto_invoice.portal.workflows.deposit.mark import mark_deposit
from akto_invoice.portal.workflows.deposit.states import MOVES, OPEN, move
from akto_invoice.portal.workflows.deposit.validate import validate_deposit
from akto_invoice.portal.workflows.deposit.view import view_deposit
from tests.portal.deposits import make_deposit
from tests.portal.world import World, upload

MAKEABLE = [state for state in DepositState if state not in (DepositState.TRANSMIS, DepositState.ANNULE)]


def attach(user: Any, deposit: Deposit) -> None:
    attach_piece(user, deposit.pk, "emargement", upload())


def remove(user: Any, deposit: Deposit) -> None:
    remove_piece(user, deposit.pk, deposit.pieces.get().pk)


def mark(user: Any, deposit: Deposit) -> None:
    mark_deposit(user, deposit.pk, is_avoir=True, is_first_instalment=False)


def change(user: Any, deposit: Deposit) -> None:
    correct(user, deposit.pk, {"number": "FAC-1"}, revision=deposit.revision)


def validate(user: Any, deposit: Deposit) -> None:
    validate_deposit(user, deposit.pk, revision=deposit.revision, overrides={})


def cancel(user: Any, deposit: Deposit) -> None:
    cancel_deposit(user, deposit.pk)


ACTS: dict[Callable[[Any, Deposit], None], frozenset[DepositState]] = {
    attach: OPEN,
    remove: OPEN,
    mark: OPEN,
    cancel: OPEN,
    change: frozenset({DepositState.A_VALIDER}),
    validate: frozenset({DepositState.A_VALIDER}),
}


def test_every_state_is_reached_from_a_draft() -> None:
    reached, seen = {DepositState.BROUILLON}, set[DepositState]()
    while reached - seen:
        state = (reached - seen).pop()
        seen.add(state)
        reached |= MOVES[state]
    assert seen == set(DepositState)


def test_what_is_transmitted_or_cancelled_stays_so(world: World) -> None:
    deposit = make_deposit(world)
    for end in (DepositState.TRANSMIS, DepositState.ANNULE):
        deposit.state = end
        for other in DepositState:
            with pytest.raises(StateRefused):
                move(deposit, other)


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
@pytest.mark.parametrize("state", MAKEABLE)
def test_an_act_is_done_in_its_states_alone(
    act: Callable[[Any, Deposit], None], state: DepositState, world: World
) -> None:
    deposit = make_deposit(world, state)
    if state in ACTS[act]:
        act(world.owner, deposit)
        return
    events = AuditEvent.objects.count()
    with pytest.raises(StateRefused, match="Rechargez"):
        act(world.owner, deposit)
    assert Deposit.objects.get(pk=deposit.pk).revision == deposit.revision
    assert AuditEvent.objects.count() == events


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
@pytest.mark.parametrize("person", ["colleague", "outsider", "agent"])
def test_for_those_who_may_not_deposit_it_does_not_exist(
    act: Callable[[Any, Deposit], None], person: str, world: World
) -> None:
    deposit = make_deposit(world)
    with pytest.raises(NotVisible):
        act(getattr(world, person), deposit)
    with pytest.raises(NotVisible):
        view_deposit(getattr(world, person), deposit.pk)


def test_what_is_done_is_recorded(world: World) -> None:
    deposit = make_deposit(world)
    for act in (attach, mark, change, cancel):
        act(world.owner, deposit)
        deposit.refresh_from_db()
    made = AuditEvent.objects.filter(detail__deposit=deposit.pk).order_by("pk")
    assert list(made.values_list("action", "actor", "entity")) == [
        (action, world.owner.pk, world.training.pk)
        for action in (
            Action.DEPOSIT_PIECE,
            Action.DEPOSIT_MARKED,
            Action.DEPOSIT_CORRECTED,
            Action.DEPOSIT_CANCELLED,
        )
    ]
