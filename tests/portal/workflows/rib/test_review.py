"""Four eyes: who approves, when the account may be used, and what is told."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import override_settings

from akto_invoice.portal.errors import (
    NotAllowed,
    NotVisible,
    ReasonMissing,
    RibRefused,
    SameEyes,
    StateRefused,
)
from akto_invoice.portal.models import Action, AuditEvent, Rib, RibState
from akto_invoice.portal.workflows.rib.in_force import rib_in_force
from akto_invoice.portal.workflows.rib.review import approve_rib, reject_rib, ribs_to_review
from tests.portal.world import World, make_rib, rib_reading


@pytest.fixture
def rib(world: World) -> Rib:
    return make_rib(world.owner, world.training, state=RibState.A_EXAMINER, reading=rib_reading())


@override_settings(RIB_WAITING_HOURS=48)
def test_an_approved_rib_waits_before_it_is_used(world: World, rib: Rib) -> None:
    approved = approve_rib(world.agent, rib.pk)
    assert approved.reviewed_at
    assert approved.usable_from == approved.reviewed_at + timedelta(hours=48)
    assert rib_in_force(world.training, "") is None
    assert rib_in_force(world.training, "", approved.usable_from) == approved
    assert AuditEvent.objects.get(action=Action.RIB_APPROVED).entity == world.training
    assert {address for message in mail.outbox for address in message.to} == {world.owner.email, world.colleague.email}


def test_a_rejection_says_why(world: World, rib: Rib) -> None:
    with pytest.raises(ReasonMissing):
        reject_rib(world.agent, rib.pk, "  ")
    reject_rib(world.agent, rib.pk, "Le titulaire n'est pas l'entreprise.")
    rib.refresh_from_db()
    assert (rib.state, rib.reviewed_by) == (RibState.REJETE, world.agent)
    (message,) = mail.outbox
    assert message.to == [world.owner.email]
    assert "Le titulaire n'est pas l'entreprise." in message.body


def test_it_is_decided_once(world: World, rib: Rib) -> None:
    approve_rib(world.agent, rib.pk)
    with pytest.raises(StateRefused):
        approve_rib(world.agent, rib.pk)
    with pytest.raises(StateRefused):
        reject_rib(world.agent, rib.pk, "Trop tard")


def test_only_agents_review_and_see_no_draft(world: World, rib: Rib) -> None:
    for user in (world.owner, world.colleague, world.outsider):
        with pytest.raises(NotAllowed):
            approve_rib(user, rib.pk)
        with pytest.raises(NotAllowed):
            reject_rib(user, rib.pk, "x")
        with pytest.raises(NotAllowed):
            ribs_to_review(user)
    draft = make_rib(world.owner, state=RibState.A_COMPLETER)
    with pytest.raises(NotVisible):
        approve_rib(world.agent, draft.pk)
    assert list(ribs_to_review(world.agent)) == [rib]


def test_who_deposited_it_does_not_approve_it(world: World) -> None:
    mine = make_rib(world.agent, world.training, state=RibState.A_EXAMINER, reading=rib_reading())
    with pytest.raises(SameEyes):
        approve_rib(world.agent, mine.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_rib(world.agent, world.training, reviewer=world.agent)


def test_of_two_companies_with_one_account_the_second_is_stopped(world: World, rib: Rib) -> None:
    theirs = make_rib(
        world.outsider, world.elsewhere, state=RibState.A_EXAMINER, reading=rib_reading(holder="ECOLE LOINTAINE")
    )
    approve_rib(world.agent, theirs.pk)
    with pytest.raises(RibRefused, match="autre SIREN"):
        approve_rib(world.agent, rib.pk)
    rib.refresh_from_db()
    assert rib.state == RibState.A_EXAMINER
