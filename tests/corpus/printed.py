"""Whether a value of the truth stands on a page, in any of the ways layouts print it."""

import re
from datetime import date

import pymupdf

from corpus.generator import formats
from corpus.generator.facts import Scenario, Truth

IDENTIFIERS = ("invoice_number", "siret", "siren", "vat_number", "nda", "iban", "bic")
AMOUNTS = ("total_ht", "total_tva", "total_ttc", "net_payable")


def text_of(pdf: bytes) -> str:
    """All text that a reader sees on the pages, form fields and notes included."""
    with pymupdf.open(stream=pdf) as document:
        parts = []
        for number in range(document.page_count):
            page = document[number]
            parts.append(page.get_text())
            parts += [widget.field_value for widget in page.widgets()]
            parts += [note.info["content"] for note in page.annots()]
    return "\n".join(parts)


def compact(text: str) -> str:
    return re.sub(r"[^0-9A-Za-z]", "", text)


def amount_is_printed(amount: str, text: str) -> bool:
    whole, cents = amount.split(".")
    groups = f"{int(whole):,}".split(",")
    number = r"(?:[.,'\u00a0\u202f]| \n?)?".join(groups)
    ending = rf"(?:[.,]{cents})" + ("?" if cents == "00" else "")
    return re.search(rf"(?<![\d.,]){number}{ending}(?!\d)", text) is not None


def date_is_printed(iso: str, text: str) -> bool:
    day = date.fromisoformat(iso)
    patterns = [f"dd{mark}mm{mark}{year}" for mark in "/.-" for year in ("yyyy", "yy")]
    patterns.append("yyyy-mm-dd")
    return any(formats.day(day, pattern) in text for pattern in (*patterns, "long", "1er", "CAPS"))


def missing(truth: Truth, pdf: bytes) -> list[str]:
    """Names of the fields whose value is nowhere in the text; a sure zero of VAT need not be."""
    text = text_of(pdf)
    letters = compact(text)
    absent = []
    for name in IDENTIFIERS:
        value = getattr(truth, name)
        if value and compact(value) not in letters and not (name == "iban" and value[4:] in letters):
            absent.append(name)
    absent += [number for number in truth.dossiers if compact(number) not in letters]
    for name in AMOUNTS:
        value = getattr(truth, name)
        if value and not amount_is_printed(value, text) and (name, value) != ("total_tva", "0.00"):
            absent.append(name)
    if truth.issue_date and not date_is_printed(truth.issue_date, text):
        absent.append("issue_date")
    return absent


def unstated(scenario: Scenario, truth: Truth, pdf: bytes) -> list[str]:
    """Names of facts of the issuer that stand on the pages although the truth says that they do not."""
    letters = compact(text_of(pdf))
    facts = {name: getattr(scenario.issuer, name) for name in ("siret", "vat_number", "nda")}
    facts |= {name: getattr(scenario.bank, name, None) for name in ("iban", "bic")}
    facts["invoice_number"] = scenario.invoice_number if len(scenario.invoice_number) > 6 else None
    found = [name for name, value in facts.items() if value and compact(value) in letters and not getattr(truth, name)]
    return found + [
        number for number in scenario.dossiers if compact(number) in letters and number not in truth.dossiers
    ]
