"""Fills the portal's tables with a million invoices, by COPY on PostgreSQL and by prepared inserts on SQLite."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from random import Random
from typing import Any, Final

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model
from stdnum import luhn

from akto_invoice.portal.models import (
    Branch,
    Dispositif,
    Dossier,
    DossierState,
    Entity,
    EntityKind,
    Invoice,
    InvoiceDossier,
    InvoiceKind,
    Membership,
    PaymentMeans,
    Profile,
    Status,
    User,
)

AGENT: Final = "agent@bench.example"
LARGE: Final = "grand-compte@bench.example"

_ENTITIES: Final = 3000
_DAYS: Final = 1095
_FIRST_PK: Final = 700_000
_STATUSES: Final = (Status.PAYEE, *Status)
_WEIGHTS: Final = (85, 2, 2, 2, 2, 3, 0, 2, 2)
_NAMES: Final = ("Institut", "Campus", "École", "Atelier", "Centre", "Groupe", "Académie", "Pôle")
_BATCH: Final = 20_000


def fill(invoices: int, today: date) -> None:
    """Fill empty tables. The agent sees everything; the large account has the three entities that issue most."""
    rng, ranks = Random(1), range(1, invoices + 1)
    entities = [_entity(rng, rank) for rank in range(_ENTITIES)]
    _store(Entity, (_row(Entity, pk=pk, **values) for pk, values in enumerate(entities, 1)))
    User.objects.create_user(AGENT, None, profile=Profile.AGENT)
    large = User.objects.create_user(LARGE, None, profile=Profile.ORGANISME)
    for pk in (1, 2, 3):
        Membership.objects.create(user=large, entity_id=pk, can_deposit=True, can_manage_rib=True)
    days = [issue_date(rank, invoices, today) for rank in ranks]
    _store(Dossier, (_row(Dossier, **_dossier(rng, rank, day)) for rank, day in zip(ranks, days, strict=True)))
    rows = (_invoice(rng, rank, entities, day, today) for rank, day in zip(ranks, days, strict=True))
    _store(Invoice, (_row(Invoice, **values) for values in rows))
    lines = ({"pk": rank, "invoice": _FIRST_PK + rank, "dossier": rank, "amount_ht": "900.00"} for rank in ranks)
    _store(InvoiceDossier, (_row(InvoiceDossier, **values) for values in lines))
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Entity, Dossier, Invoice, InvoiceDossier]):
            cursor.execute(statement)


def _entity(rng: Random, rank: int) -> dict[str, Any]:
    siren = f"{rng.randint(30_000_000, 99_999_999)}"
    siren += luhn.calc_check_digit(siren)
    siret = f"{siren}{rank % 29 + 1:04}"
    siret += luhn.calc_check_digit(siret)
    is_company = rank % 3 == 2
    return {
        "name": f"{rng.choice(_NAMES)} {rank:04}",
        "siret": siret,
        "kind": EntityKind.ADHERENT if is_company else EntityKind.ORGANISME,
        "branch": rng.choice(Branch.values) if is_company else "",
        "address": "1 rue de la République\n75001 Paris",
    }


def issue_date(rank: int, invoices: int, today: date) -> date:
    """Return the day of invoice number ``rank``: they are stored in the order in which they came, as in life."""
    return today - timedelta(days=_DAYS - rank * _DAYS // invoices)


def dossier_number(rank: int, issued: date) -> str:
    """Return the number of the dossier that invoice number ``rank`` bears."""
    opened = issued - timedelta(days=30 + rank % 45)
    return f"{opened:%y%m}AF{rank % 1_000_000:06}"


def _dossier(rng: Random, rank: int, issued: date) -> dict[str, Any]:
    number = dossier_number(rank, issued)
    return {
        "pk": rank,
        "number": number,
        "key": number,
        "dispositif": Dispositif.ACTION_DE_FORMATION,
        "title": "Excel perfectionnement",
        "trainee": "Inès Durand",
        "state": DossierState.ENGAGE,
        "subrogation": True,
        "employer": rng.randint(1, _ENTITIES // 3) * 3,
        "provider": rng.randint(1, _ENTITIES),
        "engaged_ht": "5000.00",
    }


def _invoice(rng: Random, rank: int, entities: Sequence[dict[str, Any]], issued: date, today: date) -> dict[str, Any]:
    issuer = int(_ENTITIES * rng.random() ** 2)
    received = issued + timedelta(days=rng.randint(0, 9))
    status = rng.choices(_STATUSES, _WEIGHTS)[0]
    is_paid = status == Status.PAYEE
    key = f"F{issuer:04}{issued:%y%m}{rank:07}"
    cents = rng.randint(10_000, 900_000)
    return {
        "pk": _FIRST_PK + rank,
        "reference": f"F{issuer:04}-{issued:%y%m}-{rank:07}",
        "reference_key": key,
        "search_text": f"{key} {entities[issuer]['siret']} {dossier_number(rank, issued)}",
        "kind": rng.choices(InvoiceKind.values, (94, 3, 3))[0],
        "issuer": issuer + 1,
        "issued_on": issued,
        "received_on": min(received, today),
        "total_ht": f"{cents / 100:.2f}",
        "total_ttc": f"{cents * 1.2 / 100:.2f}",
        "credit_ht": "0.00",
        "credit_ttc": "0.00",
        "status": status,
        "paid_on": min(received + timedelta(days=20), today) if is_paid else None,
        "paid_by": PaymentMeans.VIREMENT if is_paid else "",
        "paid_iban": "FR1420041010050500013M02606" if is_paid else "",
        "paid_bic": "PSSTFRPPXXX" if is_paid else "",
    }


def _row(model: type[Model], **values: Any) -> tuple[Any, ...]:
    """Order values by the model's columns; a field that nobody named is a mistake of this module."""
    names = ("pk" if field.primary_key else field.name for field in model._meta.concrete_fields)
    return tuple(values[name] for name in names)


def _store(model: type[Model], rows: Iterable[tuple[Any, ...]]) -> None:
    table = model._meta.db_table
    columns = [field.column for field in model._meta.concrete_fields]
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row([str(value) if isinstance(value, str) else value for value in row])
            return
        marks = ", ".join(["%s"] * len(columns))
        for batch in _batches(rows):
            with transaction.atomic():
                cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', batch)  # noqa: S608


def _batches(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    remaining = iter(rows)
    while batch := [
        tuple(value.isoformat() if isinstance(value, date) else value for value in row)
        for row in islice(remaining, _BATCH)
    ]:
        yield batch
