"""What the controls are told about a deposit: gathered from its values, its reading and the portal's tables."""

from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Any

from django.utils import timezone

from akto_invoice.portal.models import (
    Deposit,
    DepositState,
    DossierState,
    Entity,
    Invoice,
    PieceNature,
    User,
)
from akto_invoice.portal.models.keys import search_key
from akto_invoice.portal.models.status import WITHDRAWN
from akto_invoice.portal.workflows.deposit.entities import account_dossiers, depositing_entities
from akto_invoice.portal.workflows.deposit.split import amounts_of, remaining_on
from akto_invoice.portal.workflows.deposit.values import shown
from akto_invoice.rules import akto
from akto_invoice.rules.checks import Check, Outcome
from akto_invoice.rules.controls import DepositFacts, DossierFacts


def facts_of(deposit: Deposit, user: User) -> DepositFacts:
    """Return the facts as they are for the user's account, now."""
    reading = deposit.reading or {}
    issuers = list(depositing_entities(user))
    issuer = next((one for one in issuers if one.siret == deposit.siret), None)
    return DepositFacts(
        number=deposit.number or None,
        issued_on=deposit.issued_on,
        total_ht=deposit.total_ht,
        total_tva=_read_tva(deposit),
        total_ttc=deposit.total_ttc,
        siret=deposit.siret or None,
        dossiers=tuple(_dossiers(deposit, issuers)),
        entity_siret=deposit.entity.siret,
        account_sirets=frozenset(one.siret for one in issuers),
        is_avoir=deposit.is_avoir,
        is_first_instalment=deposit.is_first_instalment,
        document_type=reading.get("document_type"),
        addressee_is_akto=_addressee_is_akto(deposit),
        pieces=tuple(deposit.pieces.values_list("nature", flat=True)),
        same_number=tuple(_same_number(deposit, issuer)) if issuer else (),
        same_file=tuple(_same_file(deposit)),
        read_checks=tuple(_checks(reading)),
        today=timezone.localdate(),
    )


def _dossiers(deposit: Deposit, account: Collection[Entity]) -> Iterator[DossierFacts]:
    """A dossier that none of the account's entities is employer or provider of does not exist for this account."""
    found = account_dossiers(account).in_bulk(deposit.dossiers, field_name="key")
    remaining, amounts = remaining_on(deposit, account), amounts_of(deposit, account)
    for number in deposit.dossiers:
        dossier = found.get(number)
        if dossier is None:
            yield DossierFacts(number=number, known=False)
            continue
        yield DossierFacts(
            number=number,
            known=True,
            engaged=dossier.state == DossierState.ENGAGE,
            state_label=dossier.get_state_display(),
            subrogation=dossier.subrogation,
            employer_siret=dossier.employer.siret,
            provider_siret=dossier.provider.siret,
            employer_name=dossier.employer.name,
            provider_name=dossier.provider.name,
            remaining_ht=remaining[number],
            amount_ht=None if deposit.total_ht is None else amounts[number],
        )


def _same_number(deposit: Deposit, issuer: Entity) -> Iterator[str]:
    key = search_key(deposit.number)
    if not key:
        return
    for invoice in Invoice.objects.filter(issuer=issuer, reference_key=key).exclude(status__in=WITHDRAWN):
        yield f"{invoice.reference}, reçue le {invoice.received_on:%d/%m/%Y}"
    waiting = Deposit.objects.filter(siret=issuer.siret, state=DepositState.VALIDE).exclude(pk=deposit.pk)
    for other in waiting.only("number"):
        if search_key(other.number) == key:
            yield f"{other.number}, en cours de transmission"


def _same_file(deposit: Deposit) -> Iterator[str]:
    """Where the entity has deposited the very same file before."""
    invoices = Invoice.objects.filter(
        issuer=deposit.entity, pieces__nature=PieceNature.FACTURE, pieces__versions__sha256=deposit.sha256
    )
    for invoice in invoices.exclude(deposit=deposit).exclude(status__in=WITHDRAWN).distinct():
        yield f"facture {invoice.reference}, reçue le {invoice.received_on:%d/%m/%Y}"
    others = Deposit.objects.filter(entity=deposit.entity, sha256=deposit.sha256, pk__lt=deposit.pk)
    for other in others.exclude(state__in=[DepositState.ANNULE, DepositState.TRANSMIS]).only("name", "received_at"):
        yield f"« {other.name} », déposé le {timezone.localtime(other.received_at):%d/%m/%Y}"


def _read_tva(deposit: Deposit) -> Decimal | None:
    """The TVA read. Where the user has corrected a total, only one that may be used unseen, not reckoned from it."""
    fields = deposit.read_fields
    tva = fields.get("total_tva")
    if not tva:
        return None
    kept = all(fields[name] and fields[name]["value"] == shown(deposit, name) for name in ("total_ht", "total_ttc"))
    printed = tva["accepted"] and tva["source"] != "derived"
    return Decimal(tva["value"]) if kept or printed else None


def _checks(reading: dict[str, Any]) -> Iterator[Check]:
    for check in reading.get("checks", ()):
        yield Check(check["id"], Outcome(check["outcome"]), check["message"])


def _addressee_is_akto(deposit: Deposit) -> bool | None:
    """Whether AKTO is named on the pages; unknown where they had to be recognised and it was not seen."""
    words = [word[0] for page in deposit.pages.all() for word in page.words]
    text = search_key(" ".join(words))
    if "AKTO" in text or akto.SIREN in text:
        return True
    return False if words and not deposit.is_image else None
