"""The list as XLSX. Each cell says what it is, so that no text is ever taken for a formula."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO, Final

from xlsxwriter import Workbook

from akto_invoice.portal.errors import ExportTooLarge
from akto_invoice.portal.workflows.export import HEADINGS, Cell

MAX_ROWS: Final = 1_048_575
"""What a sheet holds beside its heading."""

_WIDTHS = (22, 12, 18, 16, 18, 34, 20, 14, 14, 18, 18, 24, 40)


def xlsx_file(rows: Iterable[tuple[Cell, ...]]) -> IO[bytes]:
    """Return an open file, written row by row and gone once closed; raise ExportTooLarge."""
    file = TemporaryFile()  # noqa: SIM115  (the caller closes it)
    try:
        with Workbook(file, {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
            _fill(book, rows)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def _fill(book: Workbook, rows: Iterable[tuple[Cell, ...]]) -> None:
    amount = book.add_format({"num_format": "#,##0.00 €"})
    heading = book.add_format({"bold": True, "bottom": 1})
    sheet = book.add_worksheet("Factures")
    sheet.freeze_panes(1, 0)
    for column, (title, width) in enumerate(zip(HEADINGS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, heading)
    for line, row in enumerate(rows, start=1):
        if line > MAX_ROWS:
            raise ExportTooLarge(
                f"Une feuille Excel ne contient pas plus de {MAX_ROWS} factures : filtrez la liste, ou exportez en CSV."
            )
        for column, cell in enumerate(row):
            match cell:
                case Decimal():
                    sheet.write_number(line, column, cell, amount)
                case date():
                    sheet.write_datetime(line, column, cell)
                case str():
                    sheet.write_string(line, column, cell)
                case _:
                    sheet.write_number(line, column, cell)
