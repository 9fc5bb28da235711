"""Find invoices: what the quick search, the filters and the headings of the list ask for."""

from dataclasses import dataclass
from typing import Final

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from akto_invoice.portal.models import Invoice, InvoiceKind, Status, User
from akto_invoice.portal.models.keys import search_key
from akto_invoice.portal.workflows.access import visible_invoices
from akto_invoice.portal.workflows.periods import ALWAYS, Period

PAGE_SIZE: Final = 25

_ORDERS: Final = {
    "reference": ("reference_key",),
    "emission": ("issued_on",),
    "reception": ("received_on",),
    "emetteur": ("issuer__name", "issuer"),
    "ht": ("total_ht",),
    "ttc": ("total_ttc",),
    "statut": ("status", "received_on"),
}
ORDERS: Final = tuple(_ORDERS) + tuple(f"-{name}" for name in _ORDERS)
"""What a list may be sorted by; with ``-`` the other way round."""


@dataclass(frozen=True)
class Filters:
    """What to look for; what is empty does not filter."""

    text: str = ""
    kind: InvoiceKind | None = None
    statuses: frozenset[Status] = frozenset()
    received: Period = ALWAYS
    issued: Period = ALWAYS
    order: str = "-reception"


def find_invoices(user: User, filters: Filters) -> QuerySet[Invoice]:
    """Return what the user may see of the invoices that pass the filters, in order.

    The text is looked for anywhere in reference, dossier numbers and SIRET, whatever the spaces, dots and case on
    either side. A text without any letter or digit finds nothing.
    """
    found = visible_invoices(user)
    if filters.text:
        key = search_key(filters.text)
        found = found.filter(search_text__contains=key) if key else found.none()
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.statuses:
        found = found.filter(status__in=sorted(filters.statuses))
    found = _within(found, "received_on", filters.received)
    found = _within(found, "issued_on", filters.issued)
    return found.order_by(*_order(filters.order))


def page_of(found: QuerySet[Invoice], number: str | int) -> Page[Invoice]:
    """Return one page of the list, the nearest that exists."""
    return NearEndPaginator(found, PAGE_SIZE).get_page(number)


class NearEndPaginator(Paginator[Invoice]):
    """Counts rows from the nearer end: the last page costs what the first does."""

    object_list: QuerySet[Invoice]

    def page(self, number: int | str) -> Page[Invoice]:
        """Return the page, or raise EmptyPage or PageNotAnInteger."""
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        end = min(start + self.per_page, self.count)
        if start <= self.count // 2:
            return super().page(number)
        rows = list(self.object_list.reverse()[self.count - end : self.count - start])
        return Page(rows[::-1], number, self)


def _within(found: QuerySet[Invoice], field: str, period: Period) -> QuerySet[Invoice]:
    if period.first:
        found = found.filter(**{f"{field}__gte": period.first})
    if period.last:
        found = found.filter(**{f"{field}__lte": period.last})
    return found


def _order(order: str) -> list[str]:
    sign = "-" if order.startswith("-") else ""
    return [sign + field for field in (*_ORDERS[order.removeprefix("-")], "pk")]
