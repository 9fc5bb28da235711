"""What waits for the user, counted; each count is that of the list it leads to."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Count

from akto_invoice.portal.models import Status, User
from akto_invoice.portal.models.status import CLOSED
from akto_invoice.portal.workflows.access import visible_invoices

NEW: Final = Status.RECUE
"""« Nouvelles factures » are those received that nobody at AKTO has taken up yet (inferred: the guide does not say)."""


_COUNTED: Final = tuple(status for status in Status if status not in CLOSED)


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Number of invoices per status, for those that are not closed."""

    counts: dict[Status, int]

    @property
    def new(self) -> int:
        """The number of « nouvelles factures »."""
        return self.counts[NEW]

    @property
    def to_correct(self) -> int:
        """The number of « factures à régulariser »."""
        return self.counts[Status.A_REGULARISER]


def dashboard_of(user: User) -> Dashboard:
    """Count the invoices that the user may see and that are not closed, by status."""
    open_ones = visible_invoices(user).filter(status__in=_COUNTED).order_by()
    counts = open_ones.values_list("status").annotate(count=Count("pk"))
    return Dashboard(dict.fromkeys(_COUNTED, 0) | {Status(status): count for status, count in counts})
