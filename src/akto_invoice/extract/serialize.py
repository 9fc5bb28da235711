"""The stable contract of the command line: one JSON object, or one CSV row, per file.

``data/extraction.schema.json`` describes the JSON. The CSV is for French spreadsheets: ``;`` between cells,
decimal commas, and no cell that a spreadsheet would run as a formula.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields as fields_of
from typing import Final

from akto_invoice.errors import AktoInvoiceError
from akto_invoice.extract.model import Extraction, Fields, FieldValue
from akto_invoice.rules.checks import Check, Outcome

SCHEMA: Final = 1

_SINGLE_FIELDS: Final = tuple(field.name for field in fields_of(Fields) if field.name != "dossiers")
_AMOUNTS: Final = frozenset({"total_ht", "total_tva", "total_ttc", "net_payable"})

CSV_COLUMNS: Final = (
    "file",
    "status",
    "error_code",
    "error_message",
    "kind",
    "pages",
    "document_type",
    *_SINGLE_FIELDS,
    "dossiers",
    "to_check",
    "failed_checks",
)


def to_json(file: str, result: Extraction | AktoInvoiceError) -> str:
    """One file's JSON object on one line, accents as they are."""
    found = error_dict(file, result) if isinstance(result, AktoInvoiceError) else to_dict(file, result)
    return json.dumps(found, ensure_ascii=False)


def to_dict(file: str, extraction: Extraction) -> dict[str, object]:
    """One file's reading as the JSON object of the contract; coordinates to 0.01 point."""
    return {
        "schema": SCHEMA,
        "file": file,
        "status": extraction.status.value,
        "error": _problem(extraction.problem),
        "kind": extraction.kind.value,
        "pages": [
            {"number": page.number, "kind": page.kind.value, "source": page.source.value} for page in extraction.pages
        ],
        "document_type": extraction.document_type.value,
        "fields": _fields(extraction.fields),
        "checks": [_check(check) for check in extraction.checks],
        "elapsed_ms": round(extraction.elapsed_ms, 1),
    }


def error_dict(file: str, error: AktoInvoiceError) -> dict[str, object]:
    """The JSON object of a file that could not be read: the same keys, and null for all that is unknown."""
    return {
        "schema": SCHEMA,
        "file": file,
        "status": "error",
        "error": _problem((error.code, str(error))),
        "kind": None,
        "pages": [],
        "document_type": None,
        "fields": None,
        "checks": [],
        "elapsed_ms": None,
    }


def csv_header() -> str:
    """The CSV's first line: the names of ``CSV_COLUMNS``."""
    return _csv_line(dict(zip(CSV_COLUMNS, CSV_COLUMNS, strict=True)))


def csv_row(file: str, result: Extraction | AktoInvoiceError) -> str:
    """One file's line; an absent value is an empty cell.

    Several dossiers share a cell, separated by spaces. ``to_check`` names the fields that were read but are not
    accepted, ``failed_checks`` the ids of the checks that failed.
    """
    if isinstance(result, AktoInvoiceError):
        return _csv_line({"file": file, "status": "error", "error_code": result.code, "error_message": str(result)})
    code, message = result.problem or ("", "")
    named = list(_named_values(result.fields))
    return _csv_line(
        {
            "file": file,
            "status": result.status.value,
            "error_code": code,
            "error_message": message,
            "kind": result.kind.value,
            "pages": str(len(result.pages)),
            "document_type": result.document_type.value,
            **{name: _csv_value(name, value.value) for name, value in named if name != "dossiers"},
            "dossiers": " ".join(dossier.value for dossier in result.fields.dossiers),
            "to_check": " ".join(dict.fromkeys(name for name, value in named if not value.accepted)),
            "failed_checks": " ".join(check.id for check in result.checks if check.outcome is Outcome.FAILED),
        }
    )


def _csv_line(cells: Mapping[str, str]) -> str:
    line = io.StringIO()
    writer = csv.DictWriter(line, CSV_COLUMNS, restval="", delimiter=";", lineterminator="\r\n")
    writer.writerow({name: _inert(cell) for name, cell in cells.items()})
    return line.getvalue()


def _csv_value(name: str, value: str) -> str:
    """French spreadsheets take 12.05 for a day of May, and 12,05 for an amount."""
    return value.replace(".", ",") if name in _AMOUNTS else value


def _inert(cell: str) -> str:
    """Put text that a spreadsheet would run as a formula behind an apostrophe, as OWASP advises.

    >>> _inert("=1+1"), _inert("-12,05"), _inert("FA-12")
    ("'=1+1", '-12,05', 'FA-12')
    """
    runs = cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) and not re.fullmatch(r"-\d+,\d{2}", cell)
    return f"'{cell}" if runs else cell


def _named_values(fields: Fields) -> Iterator[tuple[str, FieldValue]]:
    for name in _SINGLE_FIELDS:
        value: FieldValue | None = getattr(fields, name)
        if value is not None:
            yield name, value
    for dossier in fields.dossiers:
        yield "dossiers", dossier


def _fields(fields: Fields) -> dict[str, object]:
    return {
        **{name: _field(getattr(fields, name)) for name in _SINGLE_FIELDS},
        "dossiers": [_field(dossier) for dossier in fields.dossiers],
    }


def _field(value: FieldValue | None) -> dict[str, object] | None:
    if value is None:
        return None
    return {
        "value": value.value,
        "confidence": round(value.confidence, 4),
        "accepted": value.accepted,
        "source": value.source.value,
        "page": value.page,
        "bbox": None if value.bbox is None else [round(edge, 2) for edge in value.bbox],
        "text": value.text,
    }


def _check(check: Check) -> dict[str, object]:
    return {"id": check.id, "outcome": check.outcome.value, "message": check.message}


def _problem(problem: tuple[str, str] | None) -> dict[str, object] | None:
    return None if problem is None else {"code": problem[0], "message": problem[1]}
