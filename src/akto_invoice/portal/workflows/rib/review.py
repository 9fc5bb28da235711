"""Four eyes: an agent of AKTO who did not deposit the RIB approves or rejects it."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from akto_invoice.portal.errors import ReasonMissing, RibRefused, SameEyes, StateRefused
from akto_invoice.portal.models import Action, Entity, Rib, RibState, User
from akto_invoice.portal.workflows.access import require_agent, visible_rib
from akto_invoice.portal.workflows.notify import send_message
from akto_invoice.portal.workflows.record import record
from akto_invoice.portal.workflows.rib.submit import facts_of
from akto_invoice.portal.workflows.rib.tell import tell_entities
from akto_invoice.rules.findings import Level
from akto_invoice.rules.rib_controls import find_rib_problems


def ribs_to_review(agent: User) -> QuerySet[Rib]:
    """Return the RIBs that wait, oldest first. Raises NotAllowed."""
    require_agent(agent)
    waiting = Rib.objects.filter(state=RibState.A_EXAMINER).order_by("submitted_at", "pk")
    return waiting.select_related("depositor").prefetch_related("scopes__entity")


@transaction.atomic
def approve_rib(agent: User, pk: int) -> Rib:
    """Approve a RIB: it may be paid to once the waiting period is over, in place of those before it.

    Raises NotAllowed, NotVisible, StateRefused, SameEyes, and RibRefused where a blocking control has come up since
    the deposit (another company's RIB with this account was approved meanwhile).
    """
    # One after the other where two companies deposited the same account: the second finds the first approved.
    same = Rib.objects.filter(iban__in=Rib.objects.filter(pk=pk).values("iban"))
    list(same.select_for_update(of=("self",)).order_by("pk"))
    rib = _reviewable(agent, pk)
    blocking = tuple(one for one in find_rib_problems(facts_of(rib, _entities(rib))) if one.level == Level.BLOCKS)
    if blocking:
        raise RibRefused(f"Ce RIB ne peut plus être approuvé : {blocking[0].message}", blocking)
    rib.state, rib.reviewed_by, rib.reviewed_at = RibState.APPROUVE, agent, timezone.now()
    rib.usable_from = rib.reviewed_at + timedelta(hours=settings.RIB_WAITING_HOURS)
    rib.save(update_fields=["state", "reviewed_by", "reviewed_at", "usable_from"])
    _tell(rib, Action.RIB_APPROVED, agent, "RIB approuvé")
    when = f"{timezone.localtime(rib.usable_from):%d/%m/%Y à %H:%M}"
    tell_entities(rib, "nouveau RIB approuvé", f"Un nouveau RIB a été approuvé ; il sera utilisé à partir du {when}.")
    return rib


@transaction.atomic
def reject_rib(agent: User, pk: int, reason: str) -> Rib:
    """Reject a RIB, with a reason that the depositor is told. Raises as ``approve_rib``, and ReasonMissing."""
    rib = _reviewable(agent, pk)
    if not reason.strip():
        raise ReasonMissing("Dites pourquoi ce RIB est rejeté : son dépositaire le lira.")
    rib.state, rib.reviewed_by, rib.reviewed_at = RibState.REJETE, agent, timezone.now()
    rib.refusal = reason.strip()
    rib.save(update_fields=["state", "reviewed_by", "reviewed_at", "refusal"])
    _tell(rib, Action.RIB_REJECTED, agent, "RIB rejeté", rib.refusal)
    return rib


def _reviewable(agent: User, pk: int) -> Rib:
    require_agent(agent)
    rib = visible_rib(agent, pk, locked=True)
    if rib.state != RibState.A_EXAMINER:
        raise StateRefused(f"Ce RIB est « {rib.get_state_display()} » : il n'est plus à examiner.")
    if rib.depositor == agent:
        raise SameEyes("Vous avez déposé ce RIB : c'est à un autre agent de l'examiner.")
    return rib


def _entities(rib: Rib) -> list[Entity]:
    return list(Entity.objects.filter(rib_scopes__rib=rib).distinct())


def _tell(rib: Rib, action: Action, agent: User, subject: str, reason: str = "") -> None:
    for entity in _entities(rib):
        record(action, agent, entity=entity, rib=rib.pk)
    body = f"Le RIB que vous avez déposé ({rib.name}) est désormais « {rib.get_state_display()} »."
    why = f"\n\nMotif : {reason}" if reason else ""
    send_message.enqueue(rib.depositor.email, f"Mon Espace : {subject}", f"{body}{why}\n\nAKTO")
