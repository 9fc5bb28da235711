"""The filtered list as rows of a file, the same for every format."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final, TypeAlias

from django.db.models import QuerySet

from akto_invoice.portal.models import Action, Invoice, User
from akto_invoice.portal.workflows.record import record
from akto_invoice.portal.workflows.search import Filters, find_invoices
from akto_invoice.rules import dossier

Cell: TypeAlias = str | date | Decimal | int

HEADINGS: Final = (
    "Référence",
    "Identifiant",
    "Type",
    "Date d'émission",
    "Date de réception",
    "Émetteur",
    "SIRET",
    "Montant HT",
    "Montant TTC",
    "Montant avoir HT",
    "Montant avoir TTC",
    "Statut",
    "Dossiers ou demandes",
)

_CHUNK = 2000  # rows fetched at a time


def found_for_export(user: User, filters: Filters, file_format: str, query: str) -> QuerySet[Invoice]:
    """Return what the list shows under these filters, and record that it was exported."""
    record(Action.LIST_EXPORTED, user, format=file_format, filters=query)
    return find_invoices(user, filters)


def rows(found: QuerySet[Invoice]) -> Iterator[tuple[Cell, ...]]:
    """Yield the cells of each invoice as values, a few thousand rows in memory at a time."""
    for invoice in found.iterator(_CHUNK):
        yield (
            invoice.reference,
            invoice.pk,
            invoice.get_kind_display(),
            invoice.issued_on,
            invoice.received_on,
            invoice.issuer.name,
            invoice.issuer.printed_siret,
            invoice.total_ht,
            invoice.total_ttc,
            invoice.credit_ht,
            invoice.credit_ttc,
            invoice.get_status_display(),
            ", ".join(map(dossier.format, invoice.numbers)),
        )
