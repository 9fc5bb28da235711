"""Read French training invoices: totals, dossiers and issuer's SIRET, each with its evidence.

>>> from akto_invoice import extract_invoice
>>> extraction = extract_invoice("corpus/samples/facture-texte.pdf")
>>> extraction.fields.total_ttc.accepted
True

Importing the package loads no PDF, OCR or image library: each is loaded by the first document that needs it.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from akto_invoice.errors import (
    AktoInvoiceError,
    DamagedPdf,
    DocumentError,
    EmptyPdf,
    EncryptedPdf,
    InvalidNumber,
    NotAPdf,
    OcrUnavailable,
    OutOfMemory,
    ReaderCrashed,
    ReadingTimeout,
    TooLarge,
    TooManyPages,
    UnreadableFile,
)
from akto_invoice.extract.model import (
    Box,
    DocumentKind,
    DocumentType,
    Extraction,
    Fields,
    FieldValue,
    Options,
    PageKind,
    PageSource,
    PageSummary,
    Source,
    Status,
)
from akto_invoice.rules.checks import Check, Outcome

if TYPE_CHECKING:
    from akto_invoice.extract.batch import extract_many
    from akto_invoice.extract.pipeline import detect_kind, extract_invoice
    from akto_invoice.extract.rib import extract_rib

__all__ = [
    "AktoInvoiceError",
    "Box",
    "Check",
    "DamagedPdf",
    "DocumentError",
    "DocumentKind",
    "DocumentType",
    "EmptyPdf",
    "EncryptedPdf",
    "Extraction",
    "FieldValue",
    "Fields",
    "InvalidNumber",
    "NotAPdf",
    "OcrUnavailable",
    "Options",
    "OutOfMemory",
    "Outcome",
    "PageKind",
    "PageSource",
    "PageSummary",
    "ReaderCrashed",
    "ReadingTimeout",
    "Source",
    "Status",
    "TooLarge",
    "TooManyPages",
    "UnreadableFile",
    "detect_kind",
    "extract_invoice",
    "extract_many",
    "extract_rib",
]

_LOADED_ON_USE = {
    "detect_kind": "akto_invoice.extract.pipeline",
    "extract_invoice": "akto_invoice.extract.pipeline",
    "extract_many": "akto_invoice.extract.batch",
    "extract_rib": "akto_invoice.extract.rib",
}


def __getattr__(name: str) -> object:
    """Load a function with what it needs when it is first asked for."""
    if name not in _LOADED_ON_USE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LOADED_ON_USE[name]), name)
