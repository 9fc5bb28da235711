"""The values that flow through the pipeline; all frozen, none knows how it was made.

Boxes are in PDF points (1/72 inch), origin at the top left of the page *as displayed*
(rotation applied).
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


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


class Word(NamedTuple):
    """Characters without white space, as read.

    ``trust`` is the reader's belief, 0 to 1, that ``text`` is what a person sees there: 1.0 for a visible,
    well-encoded text layer, less for an invisible OCR layer, the engine's own confidence for OCR.
    """

    text: str
    box: Box
    source: Source
    trust: float = 1.0


@dataclass(frozen=True, slots=True)
class PageText:
    """The words of one page and the zones whose content they do not cover.

    ``unread`` are zones, in points, where a reader may see writing that is in no word: images, outlines.
    ``words`` is empty for a page whose text layer must not be used. ``number`` starts at 1.
    """

    number: int
    width: float
    height: float
    kind: PageKind
    words: tuple[Word, ...] = ()
    unread: tuple[Box, ...] = field(default=())
