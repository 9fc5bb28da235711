"""Find invoices: what the quick search, the filters and the headings of the list ask for."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.core.paginator import Page, Paginator
from django.db.models import F, OrderBy, QuerySet
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property

from akto_invoice.portal.models import Invoice, InvoiceKind, Status, User
from akto_invoice.portal.models.keys import search_key
from akto_invoice.portal.workflows.access import visible_invoices
from akto_invoice.portal.workflows.periods import ALWAYS, Period

PAGE_SIZE: Final = 25
MAX_LISTED: Final = 10_000
"""Nobody pages further: a list that is longer asks for a filter. Exports hold everything."""

_TRIGRAM = 3  # characters
_SELECTIVE = 6  # characters, from which on few invoices bear a text

_ORDERS: Final = {
    "reference": ("reference_key",),
    "emission": ("issued_on",),
    "reception": ("received_on",),
    "emetteur": ("issuer__name", "issuer", "received_on"),
    "ht": ("total_ht",),
    "ttc": ("total_ttc",),
    "statut": ("status", "received_on"),
}
ORDERS: Final = tuple(_ORDERS) + tuple(f"-{name}" for name in _ORDERS)
"""What a list may be sorted by; with ``-`` the other way round."""
DEFAULT_ORDER: Final = "-reception"


@dataclass(frozen=True, slots=True)
class Filters:
    """What to look for; what is empty does not filter."""

    text: str = ""
    kind: InvoiceKind | None = None
    statuses: frozenset[Status] = frozenset()
    received: Period = ALWAYS
    issued: Period = ALWAYS
    order: str = DEFAULT_ORDER


def find_invoices(user: User, filters: Filters) -> QuerySet[Invoice]:
    """Return what the user may see of the invoices that pass the filters, in order.

    The text is looked for anywhere in reference, dossier numbers and SIRET, whatever the spaces, dots and case on
    either side. Fewer than three letters and digits find the reference that they are.
    """
    found, key = visible_invoices(user), search_key(filters.text)
    if filters.text:
        found = _with_text(found, key)
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.statuses:
        found = found.filter(status__in=sorted(filters.statuses))
    found = _within(found, "received_on", filters.received)
    found = _within(found, "issued_on", filters.issued)
    return found.order_by(*_order(filters.order, by_index=user.is_agent and len(key) < _SELECTIVE))


def page_of(found: QuerySet[Invoice], number: str | int) -> Page[Invoice]:
    """Return one page of the list, the nearest that exists."""
    return ListPaginator(found, PAGE_SIZE).get_page(number)


class ListPaginator(Paginator[Invoice]):
    """Pages through the first ``MAX_LISTED`` invoices, so that no page is far from the start.

    The keys of a page are found first, then its rows: what is found is sorted without reading the rows that are not
    shown.
    """

    object_list: QuerySet[Invoice]

    @cached_property
    def count(self) -> int:
        """The number of invoices found, up to ``MAX_LISTED``."""
        return min(self._found, MAX_LISTED)

    @property
    def is_cut(self) -> bool:
        """Tell whether there are more than are listed."""
        return self._found > MAX_LISTED

    @cached_property
    def _found(self) -> int:
        return self.object_list.order_by()[: MAX_LISTED + 1].count()

    def page(self, number: int | str) -> Page[Invoice]:
        """Return the page, or raise EmptyPage or PageNotAnInteger."""
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        keys = list(self.object_list.values_list("pk", flat=True)[start : min(start + self.per_page, self.count)])
        rows = Invoice.objects.select_related("issuer").in_bulk(keys)
        return Page([rows[key] for key in keys if key in rows], number, self)


def _with_text(found: QuerySet[Invoice], key: str) -> QuerySet[Invoice]:
    """Keep what bears the key. Fewer than three characters are in nearly everything: they must be the reference."""
    if len(key) < _TRIGRAM:
        return found.filter(reference_key=key)
    return found.filter(search_text__contains=key)


def _within(found: QuerySet[Invoice], field: str, period: Period) -> QuerySet[Invoice]:
    if period.first:
        found = found.filter(**{f"{field}__gte": period.first})
    if period.last:
        found = found.filter(**{f"{field}__lte": period.last})
    return found


def _order(order: str, *, by_index: bool) -> Iterator[OrderBy]:
    """Yield what to order by. With ``by_index`` False no index gives that order, so what is found is sorted.

    PostgreSQL takes it that what is found lies evenly along an index, and would walk it until it has met a page. But
    the dossiers of one month, or the references of one issuer, lie close together, and perhaps at the far end.
    """
    first, *others = (*_ORDERS[order.removeprefix("-")], "pk")
    for expression in (F(first) if by_index else Coalesce(first, first), *map(F, others)):
        yield expression.desc() if order.startswith("-") else expression.asc()
