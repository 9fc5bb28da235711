"""VALIDER: hold the RIB against its PDF and hand it to AKTO for review."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from akto_invoice.portal.errors import IdentityUnconfirmed, RibRefused, StateRefused
from akto_invoice.portal.models import Action, Dispositif, Entity, Rib, RibScope, RibState, User
from akto_invoice.portal.workflows.access import require_bank_details, visible_entity, visible_rib
from akto_invoice.portal.workflows.deposit.findings import stored
from akto_invoice.portal.workflows.deposit.values import storable
from akto_invoice.portal.workflows.reasons import reasons_for, unanswered
from akto_invoice.portal.workflows.record import record
from akto_invoice.portal.workflows.rib.tell import tell_entities
from akto_invoice.rules import bic as bics
from akto_invoice.rules import iban as ibans
from akto_invoice.rules.findings import Finding
from akto_invoice.rules.rib_controls import PrintedValue, RibFacts, find_rib_problems

CONFIRMED_FOR: Final = timedelta(minutes=15)


@transaction.atomic
def submit_rib(
    user: User,
    pk: int,
    *,
    iban: str,
    bic: str,
    sirets: Sequence[str],
    dispositifs: Sequence[str] | None,
    comment: str,
    overrides: Mapping[str, str],
    confirmed_at: datetime | None,
) -> Rib:
    """Validate a RIB for the entities of ``sirets`` and for ``dispositifs`` (None: all).

    ``overrides`` are reasons by code of the findings that only warn; ``confirmed_at`` is when the user last gave the
    password. Raises NotVisible, NotAllowed, IdentityUnconfirmed, StateRefused and RibRefused.
    """
    rib = visible_rib(user, pk, locked=True)
    if rib.depositor != user or rib.state != RibState.A_COMPLETER:
        raise StateRefused(f"Ce RIB est « {rib.get_state_display()} » : il ne peut plus être validé.")
    if confirmed_at is None or timezone.now() - confirmed_at > CONFIRMED_FOR:
        raise IdentityUnconfirmed("Saisissez votre mot de passe : il est demandé pour tout changement de RIB.")
    entities = [visible_entity(user, siret) for siret in dict.fromkeys(sirets)]
    for entity in entities:
        require_bank_details(user, entity)
    if dispositifs is not None and (not dispositifs or not set(dispositifs) <= set(Dispositif.values)):
        raise RibRefused("Choisissez les dispositifs pour lesquels ce compte doit être utilisé, ou « Tous ».")
    rib.iban, rib.bic = ibans.compact(iban)[:34], bics.compact(bic)[:11]
    rib.comment = storable(comment).strip()
    findings = find_rib_problems(facts_of(rib, entities))
    reasons = reasons_for(findings, overrides)
    if left := unanswered(findings, reasons):
        raise RibRefused("Ce RIB ne peut pas être transmis en l'état : voyez ce qui est signalé.", left)
    rib.findings, rib.overrides = stored(findings), reasons
    rib.state, rib.submitted_at = RibState.A_EXAMINER, timezone.now()
    rib.save()
    RibScope.objects.bulk_create(
        RibScope(rib=rib, entity=entity, dispositif=dispositif)
        for entity in entities
        for dispositif in dict.fromkeys(dispositifs or [""])
    )
    for entity in entities:
        record(Action.RIB_DEPOSITED, user, entity=entity, rib=rib.pk, sha256=rib.sha256)
    tell_entities(rib, "nouveau RIB déposé", "Un nouveau RIB a été déposé ; AKTO va l'examiner.")
    return rib


def check_rib(user: User, pk: int, iban: str, bic: str, sirets: Sequence[str]) -> tuple[Finding, ...]:
    """Return what would stand in the way of these values; nothing is kept. Raises NotVisible."""
    rib = visible_rib(user, pk)
    rib.iban, rib.bic = ibans.compact(iban)[:34], bics.compact(bic)[:11]
    return find_rib_problems(facts_of(rib, [visible_entity(user, siret) for siret in dict.fromkeys(sirets)]))


def facts_of(rib: Rib, entities: Sequence[Entity]) -> RibFacts:
    """Gather what the controls need to know."""
    fields = (rib.reading or {}).get("fields", {})
    printed = {name: _printed(fields.get(name)) for name in ("iban", "bic", "holder", "address")}
    sirens = {entity.siret[:9] for entity in entities}
    return RibFacts(
        iban=rib.iban,
        bic=rib.bic,
        printed_iban=printed["iban"],
        printed_bic=printed["bic"],
        printed_holder=printed["holder"],
        printed_address=printed["address"],
        names=tuple(entity.name for entity in entities),
        is_akto=rib.iban in settings.AKTO_IBANS,
        other_siren=_is_used_by_others(rib, sirens),
        contradictions=tuple(
            check["message"] for check in (rib.reading or {}).get("checks", ()) if check["outcome"] == "failed"
        ),
    )


def _printed(field: "Mapping[str, object] | None") -> PrintedValue | None:
    return PrintedValue(str(field["value"]), bool(field["accepted"])) if field else None


def _is_used_by_others(rib: Rib, sirens: set[str]) -> bool:
    """Only an approved RIB counts: else a stranger could block an account by depositing it first."""
    scopes = RibScope.objects.filter(rib__iban=rib.iban, rib__state=RibState.APPROUVE).exclude(rib=rib)
    return any(siret[:9] not in sirens for siret in scopes.values_list("entity__siret", flat=True))
