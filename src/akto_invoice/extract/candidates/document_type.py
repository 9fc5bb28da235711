"""What a page is for, by its title: the largest, highest words that name a kind of document."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from akto_invoice.extract import lexicon
from akto_invoice.extract.layout import Cell, PageLayout
from akto_invoice.extract.model import DocumentType

_TITLE_LENGTH: Final = 60
_FEW_DIGITS: Final = 8  # a date's; an account has more
_AMOUNT: Final = re.compile(r"\d,\d{2}\b")
_WORD_IN_PASSING: Final = 0.5  # weight
_SUBTITLE: Final = 1.5  # heights between a title and what says more of it
_KINDS_OF_INVOICE: Final = (DocumentType.CREDIT_NOTE, DocumentType.DEPOSIT_INVOICE, DocumentType.PROFORMA)


class Title(NamedTuple):
    """What a page's best title says, and how sure that is (1 and more is a title, less is a word in passing)."""

    type: DocumentType
    weight: float
    text: str


def title_of(page: PageLayout) -> Title | None:
    """The strongest title on the page; None when no words name a kind of document.

    What stands right under or over the word invoice may say which kind: "Acompte n° 1", "Type : avoir".
    """
    titles = sorted(_titles(page), key=lambda found: -found[0].weight)
    if not titles:
        return None
    best, place = titles[0]
    if best.type is DocumentType.INVOICE:
        for other, cell in titles:
            if other.type in _KINDS_OF_INVOICE and other.weight > _WORD_IN_PASSING and _are_close(place, cell):
                return other._replace(weight=best.weight)
    return best


def _titles(page: PageLayout) -> Iterator[tuple[Title, Cell]]:
    seen: set[Cell] = set()
    for match in page.matches(lexicon.TITLE_STEMS):
        cell = match.cell
        if cell in seen:
            continue
        seen.add(cell)
        kind = _kind(cell.plain)
        if kind is None:
            continue
        weight = _weight(page, cell, match.box[3] - match.box[1])
        if kind is DocumentType.OTHER and (cell is not cell.line.cells[-1] or cell.plain.endswith(":")):
            weight -= 1.0  # the label of another paper's number
        if kind is DocumentType.RIB and sum(char.isdigit() for char in cell.plain) > _FEW_DIGITS:
            weight -= 1.0  # "RIB : FR76 3000 ...", the label of an account
        if kind is DocumentType.INVOICE and _names_another(cell):
            weight -= 1.0  # "s/ facture", which an avoir is on
        elif kind is DocumentType.INVOICE and lexicon.INVOICE_NUMBER.match(cell.plain):
            weight += 0.3
        elif kind in _KINDS_OF_INVOICE and _AMOUNT.search(cell.line.text, cell.start):
            weight -= 1.0  # a deposit or an avoir that is deducted
        yield Title(kind, weight, cell.text), cell


def _names_another(cell: Cell) -> bool:
    words = f"{cell.left.plain} {cell.plain}" if cell.left else cell.plain
    return lexicon.ANOTHER_INVOICE.search(words) is not None


def _are_close(title: Cell, other: Cell) -> bool:
    """Whether ``other`` stands right under the title, or over it."""
    x0, y0, x1, y1 = title.box
    a0, b0, a1, b1 = other.box
    gap = max(b0 - y1, y0 - b1)
    return gap < _SUBTITLE * (b1 - b0) and a0 < x1 and a1 > x0


def document_type(titles: Sequence[Title | None]) -> DocumentType | None:
    """What the document is: its first page with a clear title decides, an invoice anywhere beats other papers.

    None where no words name it.
    """
    clear = [title for title in titles if title is not None and title.weight >= 1]
    for title in clear:
        if title.type not in (DocumentType.OTHER, DocumentType.RIB):
            return title.type
    if clear:
        return clear[0].type
    named = [title for title in titles if title is not None]
    return max(named, key=lambda title: title.weight).type if named else None


def is_own_page(title: Title | None) -> bool:
    """Whether the page may hold the invoice itself: not a certificate, general conditions, a RIB behind it."""
    return title is None or title.weight < 1 or title.type not in (DocumentType.OTHER, DocumentType.RIB)


def _kind(words: str) -> DocumentType | None:
    for name, pattern in lexicon.TITLES:
        if pattern.search(words):
            return DocumentType(name)
    return None


def _weight(page: PageLayout, cell: Cell, height: float) -> float:
    """Type size against the page's, a little for standing high and alone; long sentences are no titles."""
    size = height / page.usual_height - 1.0
    high = 1.0 - cell.box[1] / page.height
    short = 0.5 if len(cell.plain) <= _TITLE_LENGTH else -1.5
    starts = 0.4 if _kind(cell.plain[:24]) is not None else 0.0
    return min(size, 1.5) * 1.2 + 0.6 * high + short + starts
