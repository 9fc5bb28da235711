"""What waits for the user, counted; each count is that of the list it leads to."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Count

from akto_invoice.portal.models import Status, User
from akto_invoice.portal.workflows.access import visible_invoices

NEW: Final = Status.RECUE
"""« Nouvelles factures » are those received that nobody at AKTO has taken up yet (inferred: the guide does not say)."""


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Number of invoices per status."""

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
    """Count the invoices that the user may see, by status, in one query."""
    counts = visible_invoices(user).order_by().values_list("status").annotate(count=Count("pk"))
    return Dashboard(dict.fromkeys(Status, 0) | {Status(status): count for status, count in counts})
