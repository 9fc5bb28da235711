"""invoice2data with the templates that it brings, some seventy of them of French suppliers."""

from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.peers.catalogue import Read
from benchmarks.readings import Reading, Value

_NAMES = {
    "amount": "total_ttc",
    "amount_untaxed": "total_ht",
    "amount_tax": "total_tva",
    "currency": "currency",
    "invoice_number": "invoice_number",
    "date": "issue_date",
    "siret": "siret",
    "siren": "siren",
    "vat": "vat_number",
    "iban": "iban",
    "bic": "bic",
}
"""Its names of fields, and ours."""


def load() -> Read:
    """Load the templates once; without one that fits, a document has no fields."""
    module: Any = import_module("invoice2data")
    loader: Any = import_module("invoice2data.extract.loader")
    templates = loader.read_templates()

    def read(path: Path) -> Reading:
        found: dict[str, Any] = module.extract_data(str(path), templates=templates)
        values = {ours: (_value(found[name]),) for name, ours in _NAMES.items() if name in found}
        return Reading(None, None, values)

    return read


def _value(found: Any) -> Value:
    """Write its numbers with two decimals and its dates as ISO does, as the truth is written."""
    if isinstance(found, float):
        text = f"{found:.2f}"
    elif isinstance(found, date):
        text = f"{found:%Y-%m-%d}"
    else:
        text = str(found)
    return Value(text, confidence=1.0, accepted=False, source="text")
