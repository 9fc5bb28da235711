"""What a page is for, by its title: the largest, highest words that name a kind of document."""

from collections.abc import Sequence
from statistics import median
from typing import Final, NamedTuple

from akto_invoice.extract import lexicon
from akto_invoice.extract.layout import Cell, PageLayout
from akto_invoice.extract.model import DocumentType

_TITLE_LENGTH: Final = 60
_FEW_DIGITS: Final = 8  # a date's; an account has more


class Title(NamedTuple):
    """What a page's best title says, and how sure that is (1 and more is a title, less is a word in passing)."""

    type: DocumentType
    weight: float
    text: str


def title_of(page: PageLayout) -> Title | None:
    """The strongest title on the page; None when no words name a kind of document."""
    heights = [word[1][3] - word[1][1] for line in page.lines for word in line.words]
    if not heights:
        return None
    usual = median(heights) or 1.0
    best: Title | None = None
    seen: set[Cell] = set()
    for match in page.matches(lexicon.TITLE_STEMS):
        cell = match.cell
        if cell in seen:
            continue
        seen.add(cell)
        kind = _kind(cell.plain)
        if kind is None:
            continue
        weight = _weight(page, cell, match.box[3] - match.box[1], usual)
        if kind is DocumentType.OTHER and (cell is not cell.line.cells[-1] or cell.plain.endswith(":")):
            weight -= 1.0  # the label of another paper's number
        if kind is DocumentType.RIB and sum(char.isdigit() for char in cell.plain) > _FEW_DIGITS:
            weight -= 1.0  # "RIB : FR76 3000 ...", the label of an account
        if best is None or weight > best.weight:
            best = Title(kind, weight, cell.text)
    return best


def document_type(titles: Sequence[Title | None]) -> DocumentType:
    """What the document is: its first page with a clear title decides, an invoice anywhere beats other papers."""
    clear = [title for title in titles if title is not None and title.weight >= 1]
    for title in clear:
        if title.type not in (DocumentType.OTHER, DocumentType.RIB):
            return title.type
    if clear:
        return clear[0].type
    named = [title for title in titles if title is not None]
    return max(named, key=lambda title: title.weight).type if named else DocumentType.OTHER


def is_own_page(title: Title | None) -> bool:
    """Whether the page may hold the invoice itself: not a certificate, general conditions, a RIB behind it."""
    return title is None or title.weight < 1 or title.type not in (DocumentType.OTHER, DocumentType.RIB)


def _kind(words: str) -> DocumentType | None:
    for name, pattern in lexicon.TITLES:
        if pattern.search(words):
            return DocumentType(name)
    return None


def _weight(page: PageLayout, cell: Cell, height: float, usual: float) -> float:
    """Type size against the page's, a little for standing high and alone; long sentences are no titles."""
    size = height / usual - 1.0
    high = 1.0 - cell.box[1] / page.height
    short = 0.5 if len(cell.plain) <= _TITLE_LENGTH else -1.5
    starts = 0.4 if _kind(cell.plain[:24]) is not None else 0.0
    return min(size, 1.5) * 1.2 + 0.6 * high + short + starts
