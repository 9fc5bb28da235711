"""What every operation's entry in the OpenAPI document shares, and the command line's contract within it."""

import json
from importlib.resources import files
from typing import Any, Final

from akto_invoice.portal.api.problems import Problem

REFUSALS: Final[dict[Any, Any]] = {frozenset({400, 401, 403, 404, 409, 413, 422, 429, 503}): Problem}
"""How any operation may refuse."""

PDF: Final = {"responses": {200: {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}}}
"""An answer that is a PDF."""

EXTRACTION: Final = {
    "responses": {200: {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Extraction"}}}}}
}
"""An answer that is the command line's JSON."""


def extraction_schemas() -> dict[str, Any]:
    """Return the command line's contract as components of the OpenAPI document."""
    text = files("akto_invoice").joinpath("data/extraction.schema.json").read_text(encoding="utf-8")
    schema = json.loads(text.replace("#/$defs/", "#/components/schemas/Extraction-"))
    parts = {f"Extraction-{name}": part for name, part in schema.pop("$defs").items()}
    return {"Extraction": schema} | parts
