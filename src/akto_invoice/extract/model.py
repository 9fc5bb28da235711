"""The values that flow through the pipeline; all frozen, none knows how it was made.

Boxes are in PDF points (1/72 inch), origin at the top left of the page *as displayed*
(rotation applied).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from akto_invoice.rules.checks import Check


class PageKind(StrEnum):
    """What a page's content is, judged by area and by font, not by the existence of a character."""

    TEXT = "text"
    IMAGE = "image"
    GARBLED = "garbled"
    OUTLINES = "outlines"
    BLANK = "blank"


class DocumentKind(StrEnum):
    """What the document's pages are together."""

    TEXT = "text"
    IMAGE = "image"
    MIXED = "mixed"


class DocumentType(StrEnum):
    """What the document is for."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    DEPOSIT_INVOICE = "deposit_invoice"
    PROFORMA = "proforma"
    RIB = "rib"
    OTHER = "other"


class PageSource(StrEnum):
    """Where a page's words were read."""

    TEXT = "text"
    OCR = "ocr"
    NONE = "none"


class Source(StrEnum):
    """Where a value was read; DERIVED is computed from other values, never read."""

    XML = "xml"
    TEXT = "text"
    OCR = "ocr"
    DERIVED = "derived"


class Box(NamedTuple):
    """A rectangle in points, origin top-left of the page as displayed."""

    x0: float
    y0: float
    x1: float
    y1: float


FULL_TRUST: Final = 0.99
"""Words trusted less are used unseen only once a look at the page's image has confirmed them."""

DOUBTED_TEXT: Final = 0.98
"""Trust in visible words whose font, or what is painted over them, leaves open what a person sees: they are most
likely right, so they are read like any others, but below FULL_TRUST, so that none is used unseen."""


class Word(NamedTuple):
    """Characters without white space, as read.

    ``trust`` is the reader's belief, 0 to 1, that ``text`` is what a person sees there: 1.0 for a visible
    text layer that is beyond doubt, DOUBTED_TEXT for one in doubt, less for an invisible OCR layer, the engine's own
    confidence for OCR.
    """

    text: str
    box: Box
    source: Source
    trust: float = 1.0


@dataclass(frozen=True, slots=True)
class PageText:
    """The words of one page and the zones whose content they do not cover.

    ``unread`` are zones, in points, where a reader may see writing that is in no word: images, outlines.
    ``words`` is empty for a page whose text layer must not be used. ``number`` starts at 1. ``turned`` is where the
    writing runs on the page as displayed, in degrees clockwise: 0 to the right, 180 on a page scanned upside down.
    """

    number: int
    width: float
    height: float
    kind: PageKind
    words: tuple[Word, ...] = ()
    unread: tuple[Box, ...] = ()
    turned: int = 0


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One value read, with its evidence; the command line's ``F``.

    ``value`` is normalised (amounts "1152.00", dates ISO, identifiers compact). ``confidence`` is the measured
    probability that it is right; ``accepted`` says that it may be used unseen. ``page`` (from 1), ``bbox`` and
    ``text`` (as printed) are None where the value stands on no page: embedded XML only, or derived.

    ``proofs`` and ``doubts`` say what stands for and against it, by rung: ``xml``; ``check-digits``, ``same-company``,
    ``adds-up``, ``rate``, ``rows-sum``, ``exempt``... of the numbers themselves; ``reread``, a second look by the same
    engine; ``second-engine``, the same read by another; ``reread-differs``, something else seen.
    """

    value: str
    confidence: float
    accepted: bool
    source: Source
    page: int | None = None
    bbox: Box | None = None
    text: str | None = None
    proofs: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fields:
    """All fields of a document; None, or an empty tuple of dossiers, means not on it."""

    total_ht: FieldValue | None = None
    total_tva: FieldValue | None = None
    total_ttc: FieldValue | None = None
    net_payable: FieldValue | None = None
    currency: FieldValue | None = None
    invoice_number: FieldValue | None = None
    issue_date: FieldValue | None = None
    siret: FieldValue | None = None
    siren: FieldValue | None = None
    vat_number: FieldValue | None = None
    nda: FieldValue | None = None
    iban: FieldValue | None = None
    bic: FieldValue | None = None
    holder: FieldValue | None = None
    address: FieldValue | None = None
    bank_name: FieldValue | None = None
    dossiers: tuple[FieldValue, ...] = ()


@dataclass(frozen=True, slots=True)
class PageSummary:
    """What a page is and where its words were read."""

    number: int
    kind: PageKind
    source: PageSource


class Status(StrEnum):
    """How a document's reading ended: PARTIAL when a page with content could not be read."""

    OK = "ok"
    PARTIAL = "partial"


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read of one document. ``problem`` says why a PARTIAL one is partial: an error's code and message."""

    status: Status
    kind: DocumentKind
    pages: tuple[PageSummary, ...]
    document_type: DocumentType
    fields: Fields
    checks: tuple[Check, ...]
    elapsed_ms: float
    problem: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """How to read; the defaults are safe for files from strangers.

    ``embedded_xml``, ``ocr`` and ``second_engine`` (which reads again what OCR leaves in doubt) are rungs that may be
    left out.

    The limits are kept before what they bound is paid for: ``max_bytes`` of the file, and of its attachments together;
    ``max_pages`` of the document; ``max_content_bytes`` of one page's content, unpacked; ``max_pixels`` of one rendered
    page; ``max_image_pixels`` of a picture on a page that is rendered; ``max_attachments``; ``max_xml_bytes`` and
    ``max_xml_depth``, elements within elements, of an attached invoice. Seconds and memory are limits of the process
    that reads (``extract_many``).
    """

    embedded_xml: bool = True
    ocr: bool = True
    second_engine: bool = True
    max_bytes: int = 50_000_000
    max_pages: int = 500
    max_content_bytes: int = 100_000_000
    max_pixels: int = 60_000_000
    max_image_pixels: int = 150_000_000
    max_attachments: int = 100
    max_xml_bytes: int = 10_000_000
    max_xml_depth: int = 100
