"""What was read of a file, laid out for a person at a terminal."""

from collections.abc import Iterable
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from akto_invoice.errors import AktoInvoiceError
from akto_invoice.extract.model import Extraction, Fields
from akto_invoice.extract.wording import DOCUMENT_KINDS, DOCUMENT_TYPES, PAGE_KINDS, SOURCES, labelled, percent
from akto_invoice.rules.checks import Outcome

_NO_LIMIT = 10_000  # characters; what is not a terminal gets its lines whole


def write_report(results: Iterable[tuple[str, Extraction | AktoInvoiceError]], stream: TextIO) -> None:
    """Write each file's name, then its values as a table and what to look at, or its error."""
    console = Console(
        file=stream, width=None if stream.isatty() else _NO_LIMIT, markup=False, emoji=False, highlight=False
    )
    for file, result in results:
        console.print(_visible(file), style="bold", soft_wrap=True)
        if isinstance(result, AktoInvoiceError):
            _print_line(console, f"Erreur : {result} ({result.code})", "red")
        else:
            _print_extraction(console, result)
        console.print()


def _print_extraction(console: Console, extraction: Extraction) -> None:
    _print_line(console, _headline(extraction))
    if any(labelled(extraction.fields)):
        console.print(Padding(_table(extraction.fields), (0, 0, 0, 2), expand=False))
    else:
        _print_line(console, "Aucune valeur trouvée.", "yellow")
    if extraction.problem is not None:
        code, message = extraction.problem
        _print_line(console, f"Lecture partielle : {message} ({code})", "yellow")
    for check in extraction.checks:
        if check.outcome is Outcome.FAILED:
            _print_line(console, f"Contrôle en échec : {check.message} ({check.id})", "red")


def _headline(extraction: Extraction) -> str:
    kinds = [PAGE_KINDS[page.kind] for page in extraction.pages]
    pages = "1 page" if len(kinds) == 1 else f"{len(kinds)} pages"
    detail = "" if len(set(kinds)) == 1 else f" ({', '.join(kinds)})"
    return f"{DOCUMENT_TYPES[extraction.document_type]}, {DOCUMENT_KINDS[extraction.kind]}, {pages}{detail}"


def _table(fields: Fields) -> Table:
    table = Table(box=None, pad_edge=False, header_style="underline")
    for header in ("Champ", "Valeur", "Confiance", "État", "Source", "Page", "Texte imprimé"):
        table.add_column(header, justify="right" if header in {"Confiance", "Page"} else "left", overflow="fold")
    for name, value in labelled(fields):
        table.add_row(
            name,
            _visible(value.value),
            percent(value.confidence),
            Text("accepté", "green") if value.accepted else Text("à vérifier", "yellow"),
            SOURCES[value.source],
            "" if value.page is None else str(value.page),
            _visible(value.text or ""),
        )
    return table


def _print_line(console: Console, text: str, style: str | None = None) -> None:
    console.print(Padding(Text(_visible(text), style or ""), (0, 0, 0, 2), expand=False))


def _visible(text: str) -> str:
    r"""``text`` on one line, with nothing in it that could steer a terminal: documents come from strangers.

    >>> _visible("1\u202f152,00\n\x1b[2J€")
    '1 152,00 ·[2J€'
    """
    return "".join(c if c.isprintable() else " " if c.isspace() else "·" for c in text)
