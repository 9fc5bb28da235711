"""Store the demo, in bulk and in one transaction."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from django.contrib.auth.hashers import make_password
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from akto_invoice.portal.demo import cast
from akto_invoice.portal.demo.documents import Archivist
from akto_invoice.portal.demo.history import History, history_of
from akto_invoice.portal.demo.papers import Printer, with_cents
from akto_invoice.portal.demo.plan import PlannedDossier, Planner
from akto_invoice.portal.demo.ribs import store_ribs
from akto_invoice.portal.models import (
    Dossier,
    DossierState,
    Entity,
    EntityKind,
    Invoice,
    InvoiceDossier,
    Membership,
    PaymentMeans,
    ReimbursementRequest,
    User,
)
from akto_invoice.portal.models.keys import search_key, search_text

_FIRST_IDENTIFIER: Final = 729_423
_NIGHT: Final = timedelta(hours=10)  # a day starts for the demo once something had time to happen in it
_SOLDE_AFTER: Final = timedelta(days=60)  # from the last payment


def is_loaded() -> bool:
    """Tell whether the demo's accounts exist."""
    return User.objects.filter(email=cast.CLAIRE.email).exists()


@transaction.atomic
def load(now: datetime, print_paper: Printer) -> int:
    """Store the two years before ``now`` and return the number of invoices; files go to the media folder."""
    rng, today = Random(729423), timezone.localtime(now - _NIGHT).date()  # noqa: S311
    histories = [history_of(plan, rng, now) for plan in Planner(today).invoices()]
    entities = _store_entities()
    people = _store_people(entities)
    dossiers = _store_dossiers(histories, entities, today)
    invoices = _store_invoices(histories, entities)
    _store_lines(histories, invoices, dossiers)
    Archivist(rng, people, print_paper).store(list(zip(histories, invoices, strict=True)))
    store_ribs(entities, people, now, print_paper)
    return len(invoices)


def _store_entities() -> dict[str, Entity]:
    """Store the companies and return them by SIRET."""
    rows = [
        Entity(
            name=company.name,
            siret=company.siret,
            kind=EntityKind.ADHERENT if company.branch else EntityKind.ORGANISME,
            branch=company.branch or "",
            address=company.address,
        )
        for company in cast.COMPANIES
    ]
    return {row.siret: row for row in Entity.objects.bulk_create(rows)}


def _store_people(entities: Mapping[str, Entity]) -> dict[str, User]:
    """Store the accounts with their rights and return them by address; only those shown can sign in."""
    password = make_password(cast.PASSWORD)
    rows = [
        User(
            email=person.email,
            first_name=person.first_name,
            last_name=person.last_name,
            profile=person.profile,
            password=password if person in cast.SHOWN else make_password(None),
            is_staff=person.is_staff,
            is_superuser=person.is_staff,
        )
        for person in cast.PEOPLE
    ]
    people = {row.email: row for row in User.objects.bulk_create(rows)}
    Membership.objects.bulk_create(
        Membership(
            user=people[person.email],
            entity=entities[company.siret],
            can_deposit=right != "consult",
            can_manage_rib=right == "rib",
        )
        for person in cast.PEOPLE
        for company, right in person.rights
    )
    return people


def _store_dossiers(histories: Iterable[History], entities: Mapping[str, Entity], today: date) -> dict[str, Dossier]:
    """Store the dossiers and return them by number."""
    told: dict[PlannedDossier, list[History]] = {}
    for history in histories:
        for planned in history.plan.dossiers:
            told.setdefault(planned, []).append(history)
    rows = [
        Dossier(
            number=planned.number,
            key=search_key(planned.number),
            dispositif=planned.dispositif,
            title=planned.title,
            trainee=planned.trainee,
            state=_state(planned, about, today),
            subrogation=planned.subrogation,
            employer=entities[planned.employer.siret],
            provider=entities[planned.provider.siret],
            engaged_ht=planned.engaged_ht,
        )
        for planned, about in told.items()
    ]
    return {row.number: row for row in Dossier.objects.bulk_create(rows)}


def _state(planned: PlannedDossier, histories: Iterable[History], today: date) -> DossierState:
    if not planned.is_engaged:
        return DossierState.EN_COURS_INSTRUCTION
    if planned.is_broken:
        return DossierState.RUPTURE
    paid = sum(
        line.amount_ht
        for history in histories
        for line in history.plan.paper.lines
        if line.dossier == planned.number and history.paid_on and history.paid_on < today - _SOLDE_AFTER
    )
    return DossierState.SOLDE if paid >= planned.engaged_ht else DossierState.ENGAGE


def _store_invoices(histories: Iterable[History], entities: Mapping[str, Entity]) -> list[Invoice]:
    """Store the invoices under the identifiers that follow AKTO's latest."""
    latest = Invoice.objects.aggregate(latest=Max("pk"))["latest"] or _FIRST_IDENTIFIER
    rows = [
        _invoice(history, latest + rank * 3 + 1, entities[history.plan.paper.issuer.siret])
        for rank, history in enumerate(histories)
    ]
    Invoice.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Invoice]):
            cursor.execute(statement)
    return rows


def _invoice(history: History, pk: int, issuer: Entity) -> Invoice:
    plan, paper = history.plan, history.plan.paper
    by_transfer = history.paid_by == PaymentMeans.VIREMENT
    return Invoice(
        pk=pk,
        reference=paper.number,
        reference_key=search_key(paper.number),
        search_text=search_text(paper.number, issuer.siret, {line.dossier for line in paper.lines}),
        kind=paper.kind,
        issuer=issuer,
        issued_on=paper.issued_on,
        received_on=plan.received_on,
        total_ht=paper.total_ht,
        total_ttc=paper.total_ttc,
        credit_ht=plan.credit_ht,
        credit_ttc=plan.credit_ht + with_cents(plan.credit_ht * paper.rate / 100),
        status=history.status,
        paid_on=history.paid_on,
        paid_by=history.paid_by or "",
        paid_iban=paper.issuer.iban if by_transfer else "",
        paid_bic=paper.issuer.bic if by_transfer else "",
    )


def _store_lines(histories: Iterable[History], invoices: Iterable[Invoice], dossiers: Mapping[str, Dossier]) -> None:
    lines, requests = [], []
    for history, invoice in zip(histories, invoices, strict=True):
        plan = history.plan
        for dossier, line in zip(plan.dossiers, plan.paper.lines, strict=False):
            lines.append(InvoiceDossier(invoice=invoice, dossier=dossiers[dossier.number], amount_ht=line.amount_ht))
        for dispositif, line in zip(plan.requests, plan.paper.lines, strict=False):
            requests.append(
                ReimbursementRequest(
                    number=line.dossier,
                    key=search_key(line.dossier),
                    invoice=invoice,
                    dispositif=dispositif,
                    reference=f"{plan.paper.issuer.prefix}{line.dossier[-5:]}",
                    total_ht=line.amount_ht,
                    total_ttc=line.amount_ht + with_cents(line.amount_ht * plan.paper.rate / 100),
                )
            )
    InvoiceDossier.objects.bulk_create(lines)
    ReimbursementRequest.objects.bulk_create(requests)
