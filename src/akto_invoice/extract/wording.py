"""The French words for what was read, as people see them in tables and on annotated pages."""

from collections.abc import Iterator, Mapping
from math import floor
from types import MappingProxyType
from typing import Final

from akto_invoice.extract.model import DocumentKind, DocumentType, Fields, FieldValue, PageKind, Source

FIELD_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "total_ht": "Total HT",
        "total_tva": "Total TVA",
        "total_ttc": "Total TTC",
        "net_payable": "Net à payer",
        "currency": "Devise",
        "invoice_number": "N° de facture",
        "issue_date": "Date",
        "siret": "SIRET",
        "siren": "SIREN",
        "vat_number": "N° de TVA",
        "nda": "N° d'activité (NDA)",
        "iban": "IBAN",
        "bic": "BIC",
        "holder": "Titulaire",
        "address": "Adresse",
        "bank_name": "Banque",
        "dossiers": "Dossier",
    }
)

DOCUMENT_TYPES: Final[Mapping[DocumentType, str]] = MappingProxyType(
    {
        DocumentType.INVOICE: "facture",
        DocumentType.CREDIT_NOTE: "avoir",
        DocumentType.DEPOSIT_INVOICE: "facture d'acompte",
        DocumentType.PROFORMA: "proforma",
        DocumentType.RIB: "RIB",
        DocumentType.OTHER: "autre document",
    }
)

DOCUMENT_KINDS: Final[Mapping[DocumentKind, str]] = MappingProxyType(
    {DocumentKind.TEXT: "texte", DocumentKind.IMAGE: "image", DocumentKind.MIXED: "texte et image"}
)

PAGE_KINDS: Final[Mapping[PageKind, str]] = MappingProxyType(
    {
        PageKind.TEXT: "texte",
        PageKind.IMAGE: "image",
        PageKind.GARBLED: "texte illisible",
        PageKind.OUTLINES: "texte en tracés",
        PageKind.BLANK: "vide",
    }
)

SOURCES: Final[Mapping[Source, str]] = MappingProxyType(
    {Source.XML: "XML", Source.TEXT: "texte", Source.OCR: "OCR", Source.DERIVED: "calculé"}
)


def labelled(fields: Fields) -> Iterator[tuple[str, FieldValue]]:
    """Each value on the document with its French name, in the contract's order."""
    for name, label in FIELD_NAMES.items():
        found: FieldValue | tuple[FieldValue, ...] | None = getattr(fields, name)
        values = found if isinstance(found, tuple) else (found,)
        yield from ((label, value) for value in values if value is not None)


def percent(confidence: float) -> str:
    """A confidence for people; never rounded up to certainty.

    >>> percent(0.998), percent(0.9999), percent(0.71)
    ('99,8 %', '99,9 %', '71 %')
    """
    tenths = floor(round(confidence * 1000, 6))
    return f"{tenths / 10:g}".replace(".", ",") + " %"
