"""VALIDER: who may, with which values, and what stands in the way."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import override_settings
from django.utils import timezone

from akto_invoice.portal.errors import IdentityUnconfirmed, NotAllowed, NotVisible, RibRefused, StateRefused
from akto_invoice.portal.models import Action, AuditEvent, Membership, Rib, RibState
from akto_invoice.portal.workflows.rib.receive import cancel_rib
from akto_invoice.portal.workflows.rib.submit import check_rib, submit_rib
from tests.portal.world import BIC, IBAN, World, make_rib, rib_reading

OTHER = "FR7630004000031234567890143"


def draft(world: World, **reading: Any) -> Rib:
    return make_rib(world.owner, state=RibState.A_COMPLETER, reading=rib_reading(**reading))


def submit(world: World, rib: Rib, **changes: Any) -> Rib:
    values: dict[str, Any] = {
        "iban": "FR14 2004 1010 0505 0001 3M02 606",
        "bic": BIC.lower(),
        "sirets": [world.training.siret],
        "dispositifs": None,
        "comment": "",
        "overrides": {},
        "confirmed_at": timezone.now(),
    }
    user = changes.pop("user", world.owner)
    return submit_rib(user, rib.pk, **values | changes)


def codes(error: pytest.ExceptionInfo[RibRefused]) -> set[str]:
    return {finding.code for finding in error.value.findings}


def test_a_sound_rib_waits_for_review(world: World) -> None:
    rib = submit(world, draft(world))
    rib.refresh_from_db()
    assert (rib.state, rib.iban, rib.bic) == (RibState.A_EXAMINER, IBAN, BIC)
    assert [(scope.entity, scope.dispositif) for scope in rib.scopes.all()] == [(world.training, "")]
    event = AuditEvent.objects.get(action=Action.RIB_DEPOSITED)
    assert (event.actor, event.entity) == (world.owner, world.training)
    assert IBAN not in str(event.detail)


def test_the_others_of_the_entity_and_the_old_contact_are_told(world: World) -> None:
    Membership.objects.filter(user=world.outsider).delete()
    make_rib(world.outsider, world.training, iban=OTHER)
    submit(world, draft(world))
    assert {address for message in mail.outbox for address in message.to} == {
        world.colleague.email,
        world.outsider.email,
    }
    for message in mail.outbox:
        assert "FR14 … 2606" in message.body
        assert IBAN[-8:] not in message.body.replace(" ", "")


def test_the_typed_account_is_held_against_the_pdf(world: World) -> None:
    rib = draft(world, iban=OTHER)
    with pytest.raises(RibRefused) as error:
        submit(world, rib)
    assert codes(error) == {"IBAN_DIFFERENT"}
    rib.refresh_from_db()
    assert (rib.state, rib.submitted_at) == (RibState.A_COMPLETER, None)


def test_a_doubtful_reading_is_overridden_with_a_reason_alone(world: World) -> None:
    rib = draft(world, iban=OTHER, accepted=False)
    with pytest.raises(RibRefused):
        submit(world, rib, overrides={"IBAN_DIFFERENT": "   "})
    submit(world, rib, overrides={"IBAN_DIFFERENT": "Le scan est flou.", "unknown": "x"})
    rib.refresh_from_db()
    assert rib.overrides == {"IBAN_DIFFERENT": "Le scan est flou."}
    assert [finding["code"] for finding in rib.findings] == ["IBAN_DIFFERENT"]


def test_no_reason_overrides_what_blocks(world: World) -> None:
    make_rib(world.outsider, world.elsewhere)
    with pytest.raises(RibRefused) as error:
        submit(world, draft(world), overrides={"COMPTE_AUTRE_SIREN": "C'est le mien."})
    assert codes(error) == {"COMPTE_AUTRE_SIREN"}
    assert "Lointaine" not in str(error.value.findings)


@override_settings(AKTO_IBANS=(IBAN,))
def test_akto_s_own_account_is_refused(world: World) -> None:
    with pytest.raises(RibRefused) as error:
        submit(world, draft(world))
    assert codes(error) == {"COMPTE_AKTO"}


@pytest.mark.parametrize("ago", [None, timedelta(minutes=16)])
def test_the_password_is_asked_again(ago: timedelta | None, world: World) -> None:
    with pytest.raises(IdentityUnconfirmed):
        submit(world, draft(world), confirmed_at=timezone.now() - ago if ago else None)


@pytest.mark.parametrize("dispositifs", [[], ["apprentissage", "autre"]])
def test_dispositifs_are_chosen_from_the_list(dispositifs: list[str], world: World) -> None:
    with pytest.raises(RibRefused, match="dispositifs"):
        submit(world, draft(world), dispositifs=dispositifs)


def test_the_right_is_asked_of_every_entity(world: World) -> None:
    rib = draft(world)
    Membership.objects.filter(user=world.owner, entity=world.interim).update(can_manage_rib=False)
    with pytest.raises(NotAllowed):
        submit(world, rib, sirets=[world.training.siret, world.interim.siret])
    with pytest.raises(NotVisible):
        submit(world, rib, sirets=[world.elsewhere.siret])
    with pytest.raises(RibRefused) as error:
        submit(world, rib, sirets=[])
    assert codes(error) == {"ENTREPRISE_ABS"}


def test_a_draft_is_its_depositor_s_alone(world: World) -> None:
    rib = draft(world)
    for user in (world.colleague, world.outsider, world.agent):
        with pytest.raises(NotVisible):
            submit(world, rib, user=user)


@pytest.mark.parametrize("state", [state for state in RibState if state != RibState.A_COMPLETER])
def test_only_what_is_to_be_completed_is_validated(state: RibState, world: World) -> None:
    with pytest.raises(StateRefused):
        submit(world, make_rib(world.owner, world.training, state=state, reading=rib_reading()))


def test_checking_keeps_nothing(world: World) -> None:
    rib = draft(world)
    findings = check_rib(world.owner, rib.pk, OTHER, BIC, [world.training.siret])
    assert {finding.code for finding in findings} == {"IBAN_DIFFERENT", "BIC_BANQUE"}
    rib.refresh_from_db()
    assert rib.iban == IBAN


def test_a_deposit_is_taken_back_until_it_is_reviewed(world: World) -> None:
    rib = submit(world, draft(world))
    with pytest.raises(NotVisible):
        cancel_rib(world.colleague, rib.pk)
    cancel_rib(world.owner, rib.pk)
    with pytest.raises(StateRefused):
        cancel_rib(world.owner, rib.pk)
    with pytest.raises(StateRefused):
        cancel_rib(world.owner, make_rib(world.owner, world.training).pk)
