"""The headings by which a list is sorted, and the numbers of its pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import Page
from django.http import QueryDict

_COLUMNS: Final = (
    ("reference", "Référence"),
    ("emission", "Date d'émission"),
    ("reception", "Date de réception"),
    ("emetteur", "Émetteur"),
    ("ht", "Montant HT"),
    ("ttc", "Montant TTC"),
    ("statut", "Statut"),
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its words, the query that sorts by it, and how it is sorted now, in the words of ``aria-sort``."""

    name: str
    label: str
    query: str
    sort: str


def headings(query: QueryDict, order: str) -> list[Heading]:
    """Return the columns; the query of the one in use turns its order round."""
    return [
        Heading(name, label, _sorted_by(query, f"-{name}" if order == name else name), _direction(name, order))
        for name, label in _COLUMNS
    ]


def shortened(query: QueryDict) -> str:
    """Return the query without what says nothing: the URL of a list is made to be kept and passed on."""
    short = query.copy()
    for name, values in query.lists():
        short.setlist(name, [value for value in values if value])
    return short.urlencode()


def page_numbers(page: Page[Any]) -> Iterator[int | str]:
    """Return the pages to link to: both ends, those around this one, and an ellipsis for what lies between."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)


def _direction(name: str, order: str) -> str:
    return {name: "ascending", f"-{name}": "descending"}.get(order, "")


def _sorted_by(query: QueryDict, order: str) -> str:
    again = query.copy()
    again["tri"] = order
    again.pop("page", None)
    return shortened(again)
