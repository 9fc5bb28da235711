"""A truth must be what is printed: each value it states is in the text, each one it leaves out is not."""

from dataclasses import fields
from datetime import date
from decimal import Decimal

import pymupdf
import regex

from corpus.generator import formats
from corpus.generator.facts import Document, Scenario, Truth
from corpus.generator.truth import truth_of

AMOUNTS = frozenset({"total_ht", "total_tva", "total_ttc", "net_payable"})
DATES = ("dd/mm/yyyy", "dd/mm/yy", "dd.mm.yyyy", "dd.mm.yy", "dd-mm-yyyy", "yyyy-mm-dd", "long", "1er")
EVERYTHING = frozenset(field.name for field in fields(Truth)) - {"document_type", "siren"}
_OFTEN_PRINTED_ANYWAY = AMOUNTS | {"currency", "issue_date", "dossiers"}


def problems(document: Document, scenario: Scenario) -> list[str]:
    """What contradicts the truth in the text layer, in words; empty when nothing does."""
    text = _squeezed(document.pdf)
    found = [
        f"{name}={value} n'est pas imprimé" for name, value in _values(document.truth) if not _in(text, name, value)
    ]
    everything = truth_of(scenario, EVERYTHING)
    for name, value in _values(everything):
        if name in _OFTEN_PRINTED_ANYWAY or getattr(document.truth, name) is not None:
            continue
        if _in(text, name, value):
            found.append(f"{name}={value} est imprimé mais absent de la vérité")
    return found


def _values(truth: Truth) -> list[tuple[str, str]]:
    single = [
        (f.name, getattr(truth, f.name)) for f in fields(truth) if f.name not in ("document_type", "dossiers", "siren")
    ]
    return [(name, value) for name, value in single if value is not None] + [("dossiers", d) for d in truth.dossiers]


def _in(text: str, name: str, value: str) -> bool:
    if name in AMOUNTS:
        return (name == "total_tva" and Decimal(value) == 0) or _amount_pattern(value).search(text) is not None
    if name == "issue_date":
        day = date.fromisoformat(value)
        return any("".join(formats.day(day, pattern).split()).lower() in text for pattern in DATES)
    if name == "currency":
        return regex.search("€|eur", text) is not None
    return regex.sub(r"\W", "", value).lower() in regex.sub(r"\W|nic", "", text)


def _amount_pattern(value: str) -> regex.Pattern[str]:
    whole, cents = value.split(".")
    thousands = "[.,'’]?".join(regex.findall(r"\d{1,3}(?=(?:\d{3})*$)", whole))
    end = f"[.,]{cents}" + ("|(?![.,]?\\d)" if cents == "00" else "")
    return regex.compile(f"{thousands}(?:{end})")


def _squeezed(pdf: bytes) -> str:
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        return "".join("".join(page.get_text().split()) for page in document).lower()
