"""Which account is paid: approved, waited for, more specific, later."""

from datetime import timedelta

import pytest
from django.utils import timezone

from akto_invoice.portal.models import Dispositif, RibState
from akto_invoice.portal.workflows.rib.in_force import accounts_of, rib_in_force, ribs_for
from tests.portal.world import World, make_rib

NOW = timezone.now()
OTHER = "FR7630004000031234567890143"


def ago(days: int) -> dict[str, object]:
    return {"reviewed_at": NOW - timedelta(days=days)}


def test_the_latest_approved_is_in_force(world: World) -> None:
    make_rib(world.owner, world.training, **ago(9))  # type: ignore[arg-type]
    later = make_rib(world.owner, world.training, iban=OTHER, **ago(2))  # type: ignore[arg-type]
    assert rib_in_force(world.training, Dispositif.APPRENTISSAGE) == later


def test_the_more_specific_goes_first_however_old(world: World) -> None:
    own = make_rib(world.owner, world.training, dispositifs=(Dispositif.APPRENTISSAGE,), **ago(9))  # type: ignore[arg-type]
    general = make_rib(world.owner, world.training, iban=OTHER, **ago(2))  # type: ignore[arg-type]
    assert rib_in_force(world.training, Dispositif.APPRENTISSAGE) == own
    assert rib_in_force(world.training, Dispositif.PRO_A) == general
    assert [(scope.dispositif, scope.rib) for scope in accounts_of(world.training)] == [
        ("", general),
        (Dispositif.APPRENTISSAGE, own),
    ]


@pytest.mark.parametrize("state", [state for state in RibState if state != RibState.APPROUVE])
def test_nothing_but_an_approved_rib_is_paid_to(state: RibState, world: World) -> None:
    make_rib(world.owner, world.training, state=state)
    assert rib_in_force(world.training, Dispositif.APPRENTISSAGE) is None
    assert accounts_of(world.training) == []


def test_the_waiting_period_keeps_the_earlier_one_in_force(world: World) -> None:
    earlier = make_rib(world.owner, world.training, **ago(9))  # type: ignore[arg-type]
    later = make_rib(world.owner, world.training, iban=OTHER, **ago(1))  # type: ignore[arg-type]
    later.usable_from = NOW + timedelta(hours=5)
    later.save()
    assert rib_in_force(world.training, "") == earlier
    assert rib_in_force(world.training, "", NOW + timedelta(hours=6)) == later


def test_another_entity_s_is_not_taken(world: World) -> None:
    make_rib(world.outsider, world.elsewhere)
    assert rib_in_force(world.training, "") is None


def test_an_invoice_is_paid_by_dispositif(world: World) -> None:
    rib = make_rib(world.owner, world.training, world.interim, dispositifs=(Dispositif.APPRENTISSAGE, Dispositif.FPE))
    assert ribs_for(world.invoice) == {Dispositif.APPRENTISSAGE: rib}
    assert ribs_for(world.proforma) == {Dispositif.FPE: rib}
