"""The list as CSV that Excel opens right in French: UTF-8 with its mark, semicolons, decimal commas."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from akto_invoice.portal.workflows.export import HEADINGS, Cell

_FORMULA_STARTS: Final = tuple("=+-@\t\r\n＝＋－＠")


def csv_lines(rows: Iterable[tuple[Cell, ...]]) -> Iterator[str]:
    """Yield the file line by line."""
    writer = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n")
    yield "\ufeff" + writer.writerow(HEADINGS)
    for row in rows:
        yield writer.writerow(map(_text, row))


def defused(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe goes before what would start one.

    >>> defused("=HYPERLINK(A1)"), defused("FAC-2025")
    ("'=HYPERLINK(A1)", 'FAC-2025')
    """
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _text(cell: Cell) -> str:
    match cell:
        case Decimal():
            return str(cell).replace(".", ",")
        case date():
            return f"{cell:%d/%m/%Y}"
        case str():
            return defused(cell)
        case _:
            return str(cell)


class _Echo:
    """A file that gives back what is written to it: a line leaves as soon as it is made."""

    def write(self, line: str) -> str:
        return line
