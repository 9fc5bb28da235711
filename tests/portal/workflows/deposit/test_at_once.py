"""Users, tabs and workers that come at the same moment: on PostgreSQL, where rows are locked one by one."""

from functools import partial

import pytest

from akto_invoice.portal.errors import ControlsFailed, StaleRevision, StateRefused
from akto_invoice.portal.models import Action, AuditEvent, Deposit, DepositState, Dossier, Invoice
from akto_invoice.portal.workflows.deposit.attach import attach_piece
from akto_invoice.portal.workflows.deposit.cancel import cancel_deposit
from akto_invoice.portal.workflows.deposit.correct import correct
from akto_invoice.portal.workflows.deposit.send import send_deposits
from akto_invoice.portal.workflows.deposit.transmit import transmit
from akto_invoice.portal.workflows.deposit.validate import validate_deposit
from tests.portal.at_once import at_once, needs_row_locks
from tests.portal.deposits import make_deposit, run
from tests.portal.world import make_world, upload

pytestmark = [needs_row_locks, pytest.mark.django_db(transaction=True)]


def test_validated_from_six_tabs_it_becomes_one_invoice() -> None:
    world = make_world()
    deposit = make_deposit(world)
    refused = at_once(*[lambda: validate_deposit(world.owner, deposit.pk, revision=0, overrides={})] * 6)
    assert refused.count(None) == 1
    assert all(isinstance(one, StateRefused | StaleRevision) for one in refused if one)
    assert Invoice.objects.filter(reference="FAC2025-02").count() == 1
    assert AuditEvent.objects.filter(action=Action.DEPOSIT_VALIDATED).count() == 1


def test_of_six_deposits_of_one_number_one_is_validated() -> None:
    world = make_world()
    deposits = [make_deposit(world) for _ in range(6)]
    refused = at_once(*[partial(validate_deposit, world.owner, one.pk, revision=0, overrides={}) for one in deposits])
    assert refused.count(None) == 1
    assert {one.code for error in refused if isinstance(error, ControlsFailed) for one in error.findings} == {"DOUBLON"}
    assert Invoice.objects.filter(reference="FAC2025-02").count() == 1


def test_deposits_over_one_dossier_do_not_charge_more_than_remains() -> None:
    world = make_world()
    Dossier.objects.filter(pk=world.dossier.pk).update(engaged_ht="2960.00")  # 2 000 remain beside the world's invoice
    deposits = [make_deposit(world, number=f"FAC-{rank}") for rank in range(6)]
    refused = at_once(*[partial(validate_deposit, world.owner, one.pk, revision=0, overrides={}) for one in deposits])
    assert refused.count(None) == 2
    assert {one.code for error in refused if isinstance(error, ControlsFailed) for one in error.findings} == {
        "MONTANTTOTAL_ERR"
    }


def test_transmitted_by_six_workers_it_is_one_invoice() -> None:
    world = make_world()
    for _ in range(3):
        deposit = make_deposit(world, DepositState.VALIDE, number=f"FAC-{_}")
        at_once(*[partial(run, transmit, deposit)] * 6)
        assert Invoice.objects.filter(reference=f"FAC-{_}").count() == 1


def test_sent_from_six_tabs_a_draft_goes_once() -> None:
    world = make_world()
    for _ in range(5):
        make_deposit(world, DepositState.BROUILLON)
    at_once(*[lambda: send_deposits(world.owner, world.training.siret)] * 6)
    assert AuditEvent.objects.filter(action=Action.DEPOSIT_SENT).count() == 5


def test_of_two_tabs_that_correct_one_is_told_of_the_other() -> None:
    world = make_world()
    deposit = make_deposit(world)
    refused = at_once(
        *[partial(correct, world.owner, deposit.pk, {"number": f"FAC-{tab}"}, revision=0) for tab in range(4)]
    )
    assert refused.count(None) == 1
    assert Deposit.objects.get(pk=deposit.pk).revision == 1


def test_cancelled_and_validated_at_once_it_is_one_of_the_two() -> None:
    world = make_world()
    for rank in range(5):
        deposit = make_deposit(world, number=f"FAC-{rank}")
        validated, cancelled = at_once(
            partial(validate_deposit, world.owner, deposit.pk, revision=0, overrides={}),
            partial(cancel_deposit, world.owner, deposit.pk),
        )
        assert (validated is None) is not (cancelled is None)
        deposit.refresh_from_db()
        assert deposit.state == (DepositState.ANNULE if cancelled is None else DepositState.TRANSMIS)
        assert Invoice.objects.filter(deposit=deposit).exists() is (validated is None)


def test_a_piece_that_comes_while_it_is_validated_is_with_it_or_refused() -> None:
    world = make_world()
    for rank in range(5):
        deposit = make_deposit(world, number=f"FAC-{rank}")
        validated, attached = at_once(
            partial(validate_deposit, world.owner, deposit.pk, revision=0, overrides={}),
            partial(attach_piece, world.owner, deposit.pk, "emargement", upload()),
        )
        assert (validated is None) is not (attached is None)
        assert isinstance(validated, StaleRevision) or isinstance(attached, StateRefused)
