"""A page's own words, as far as they can be trusted, and the zones that they leave unread.

Cheap signs first: one text page gives the words, and MuPDF's HTML of it shows in one search whether a span is
hidden. Spans, pictures and drawings are only listed, and the page only rendered, where a sign says so.

``TEXT_CLIP`` alone, of MuPDF's flags, makes characters that are off the page or clipped away disappear, expands
ligatures, turns every kind of white space (U+00A0 and U+202F too) into a plain space, so that words are cut there,
and gives U+FFFD for a character that the font does not name, where the default flags invent one. Text that the
producer gives in place of what is drawn (ActualText) is not asked for: nobody sees it.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from akto_invoice.errors import DamagedPdf, DocumentError
from akto_invoice.extract.document import POINTS_PER_INCH, Page, pdf_errors
from akto_invoice.extract.fonts import doubted_spans
from akto_invoice.extract.glyphs import UNKNOWN, garbled_fonts, looks_wrong
from akto_invoice.extract.model import DOUBTED_TEXT, Box, PageKind, PageText, Source, Word
from akto_invoice.extract.overlays import overlaid
from akto_invoice.extract.visibility import Block, Place, blocks_of, hidden, may_hide_text, spans_of
from akto_invoice.extract.zones import (
    ZONE_SHARE,
    Drawn,
    Operators,
    drawn,
    has_pictures,
    hull,
    merged,
    operators,
    share_of_page,
    share_within,
)

OCR_LAYER_TRUST = 0.5
"""Trust in words that nobody sees and that lie over a picture: someone else's OCR, perhaps of another version."""

_FEW_WORDS = 15  # a stamp, a date, a header: not enough to call a page text without looking at what else it shows
_SCAN_SHARE = 0.5  # of the page; a picture this large is the page
_BANDS = 30  # horizontal bands of the page
_BANDS_OF_TEXT = 10  # that words must reach for a page over a full-page picture to be text
_WORDS_OF_TEXT = 50
_SMALLEST_PRINT = 2.0  # points of height
_INK = 215  # grey level, of 255, that some pixel of a page with writing goes below at _INK_DPI
_INK_DPI = 50
_JOIN_GARBLED = 6.0  # points
_OF_SPAN = 0.3  # share of a word's box within a span's, from which the word has characters of the span
_IN_ZONE = 0.9  # share of a word's box within a zone

_UNUSUAL = re.compile("[\u00ad\u0300-\u036f\u200b-\u200f\u2010\u2011\u2060-\u2064\ufb00-\ufb06\ufeff\uff01-\uff5e"
                      "\U0001d400-\U0001d7ff]")  # fmt: skip
_REPLACED = {**dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x2060, 0x2065), 0xFEFF]), 0x2010: "-", 0x2011: "-"}


def read_page(page: Page) -> PageText:
    """Return what the page's text layer gives, never raising for a broken page: what is unread is for the OCR."""
    try:
        with pdf_errors():
            return _read(page)
    except DamagedPdf:
        return _unusable(page, PageKind.GARBLED)


_Found = tuple[float, float, float, float, str, int, int, int]
"""A word as PyMuPDF cuts it: x0, y0, x1, y1, text, numbers of its block, line and place. Making 500 named tuples
of these would cost a tenth of reading the page."""


@dataclass(frozen=True, slots=True)
class _Layer:
    """The words of a text layer sorted by what a person sees of them."""

    seen: Sequence[_Found]
    unseen: Sequence[_Found] = ()
    garbled: Sequence[_Found] = ()


def _read(page: Page) -> PageText:
    import pymupdf

    drawing = operators(page)
    vectors = 0 if drawing.are_too_many else pymupdf.TEXT_COLLECT_VECTORS
    flags = pymupdf.TEXT_CLIP | pymupdf.TEXT_IGNORE_ACTUALTEXT
    textpage = page.raw.get_textpage(flags=flags | vectors)
    found = _words(page, textpage)
    has_words = len(found) >= _FEW_WORDS
    beside = drawn(page, drawing, has_words) if not has_words or has_pictures(page) or drawing.may_write else Drawn()
    text = " ".join([word[4] for word in found])
    if _UNUSUAL.search(text):
        found = [(*word[:4], _plain(word[4]), *word[5:]) for word in found]
    is_wrong = looks_wrong(text)
    if is_wrong or _large(page, beside.pictures) or may_hide_text(textpage.extractHTML()):
        layer = _sorted_out(page, found, blocks_of(textpage), is_wrong)
        if has_words and len(layer.seen) < _FEW_WORDS and beside == Drawn():
            beside = drawn(page, drawing, has_words=False)
    else:
        layer = _Layer(found)
    return _judge(page, layer, beside, _doubted(page, textpage, drawing, layer.seen))


def _words(page: Page, textpage: Any) -> Sequence[_Found]:
    words: list[_Found] = textpage.extractWORDS()
    if page.to_displayed is None:
        return words
    return [(*page.displayed(word[:4]), *word[4:]) for word in words]


def _sorted_out(page: Page, found: Sequence[_Found], blocks: Sequence[Block], is_wrong: bool) -> _Layer:
    hidden_at = _by_line(hidden(page, blocks))
    garbled_at = _by_line(_garbled(page, blocks)) if is_wrong else {}
    if not (hidden_at or is_wrong):
        return _Layer(found)
    seen: list[_Found] = []
    unseen: list[_Found] = []
    garbled: list[_Found] = []
    for word in found:
        line = word[5:7]
        if line in hidden_at and _is_of(word, hidden_at[line]):
            unseen.append(word)
        elif UNKNOWN.search(word[4]) or (line in garbled_at and _is_of(word, garbled_at[line])):
            garbled.append(word)
        else:
            seen.append(word)
    return _Layer(seen, unseen, garbled)


def _garbled(page: Page, blocks: Sequence[Block]) -> list[Place]:
    fonts = garbled_fonts((span["font"], span["text"]) for span, _, _ in spans_of(blocks))
    return [Place(page.displayed(span["bbox"]), line) for span, line, _ in spans_of(blocks) if span["font"] in fonts]


def _by_line(places: Iterable[Place]) -> dict[tuple[int, int], list[Box]]:
    boxes: defaultdict[tuple[int, int], list[Box]] = defaultdict(list)
    for box, line in places:
        boxes[line].append(box)
    return dict(boxes)


def _is_of(word: _Found, spans: Iterable[Box]) -> bool:
    return any(share_within(_box(word), span) > _OF_SPAN for span in spans)


def _doubted(page: Page, textpage: Any, drawing: Operators, seen: Sequence[_Found]) -> frozenset[_Found]:
    """Return the words that may not be what a person sees."""
    if not seen:
        return frozenset()
    over = frozenset(overlaid(page, textpage, drawing))
    by_line = _by_line(doubted_spans(page, textpage))
    if not (over or by_line):
        return frozenset()
    return frozenset(word for word in seen if word[:4] in over or _is_of(word, by_line.get(word[5:7], ())))


def _judge(page: Page, layer: _Layer, beside: Drawn, doubted: frozenset[_Found]) -> PageText:
    """Decide what the page is, by area, and what of it is trusted, how far."""
    covered = [word for word in layer.seen if _lies_in(word, beside.covered)] if beside.covered else []
    seen = [word for word in layer.seen if word not in covered] if covered else layer.seen
    if layer.garbled and _characters(layer.garbled) > _characters(seen):
        return _unusable(page, PageKind.GARBLED)
    kind = _kind(page, seen, beside)
    if kind is PageKind.BLANK:
        return PageText(page.number, page.width, page.height, kind)
    pictures = _large(page, beside.pictures) or (beside.pictures if kind is PageKind.IMAGE else ())
    outlines = (hull(beside.outlines),) if kind is PageKind.OUTLINES else beside.outlines
    garbled = merged([_box(word) for word in layer.garbled if not _is_pictogram(word[4])], _JOIN_GARBLED)
    ocr_layer = [word for word in (*layer.unseen, *covered) if _lies_in(word, pictures)]
    words = (
        *_trusted([word for word in seen if word not in doubted] if doubted else seen, 1.0),
        *_trusted([word for word in seen if word in doubted] if doubted else (), DOUBTED_TEXT),
        *_trusted(ocr_layer, OCR_LAYER_TRUST),
    )
    unread = (*(picture for picture in pictures if _shows_more(page, picture, seen)), *outlines, *garbled)
    return PageText(page.number, page.width, page.height, kind, words, unread)


def _box(word: _Found) -> Box:
    return Box(*word[:4])


def _lies_in(word: _Found, zones: Iterable[Box]) -> bool:
    box = _box(word)
    return any(share_within(box, zone) > _IN_ZONE for zone in zones)


def _large(page: Page, zones: Iterable[Box]) -> tuple[Box, ...]:
    return tuple(zone for zone in zones if share_of_page([zone], page) >= ZONE_SHARE)


def _kind(page: Page, seen: Sequence[_Found], beside: Drawn) -> PageKind:
    scanned = share_of_page(beside.pictures, page)
    if seen:
        if scanned >= _SCAN_SHARE and not _fills(page, seen):
            return PageKind.IMAGE
        if len(seen) < _FEW_WORDS and max(scanned, share_of_page(beside.outlines, page)) >= ZONE_SHARE:
            return PageKind.IMAGE if beside.pictures else PageKind.OUTLINES
        return PageKind.TEXT
    if not (beside.pictures or beside.outlines) or not _has_ink(page):
        return PageKind.BLANK
    return PageKind.IMAGE if beside.pictures else PageKind.OUTLINES


def _fills(page: Page, words: Sequence[_Found]) -> bool:
    """Tell whether words are spread over the page as text is; a stamp and a header are not."""
    bands = {int(top / page.height * _BANDS) for _, top, *_ in words}
    return len(words) >= _WORDS_OF_TEXT and len(bands) >= _BANDS_OF_TEXT


def _has_ink(page: Page) -> bool:
    try:
        return bool(page.render(_INK_DPI).min() < _INK)
    except DocumentError:
        return True


def _shows_more(page: Page, picture: Box, words: Iterable[_Found]) -> bool:
    """Tell whether a picture has marks beside the words over it; a letterhead's paper has none."""
    over = [word for word in words if share_within(_box(word), picture) > 0]
    if not over:
        return True
    try:
        image = page.render(_INK_DPI, picture).copy()
    except DocumentError:
        return True
    scale = _INK_DPI / POINTS_PER_INCH
    for x0, y0, x1, y1, *_ in over:
        left, top = max(0, int((x0 - picture.x0) * scale) - 1), max(0, int((y0 - picture.y0) * scale) - 1)
        image[top : int((y1 - picture.y0) * scale) + 2, left : int((x1 - picture.x0) * scale) + 2] = 255
    return bool(image.min() < _INK)


def _is_pictogram(text: str) -> bool:
    return len(text) == 1 and UNKNOWN.search(text) is not None


def _characters(words: Iterable[_Found]) -> int:
    return sum([len(word[4]) for word in words])


def _trusted(found: Iterable[_Found], trust: float) -> list[Word]:
    source = Source.TEXT
    return [
        Word(text, Box(x0, y0, x1, y1), source, trust)
        for x0, y0, x1, y1, text, _, _, _ in found
        if text and y1 - y0 >= _SMALLEST_PRINT
    ]


def _plain(text: str) -> str:
    r"""Drop soft hyphens and zero-width characters, compose accents, undo presentation forms; nothing else.

    Full NFKC would turn "²" into "2" and "№" into "No".

    >>> _plain("co\u00adopérative"), _plain("e\u0301te\u0301"), _plain("12\u2011A"), _plain("m²")
    ('coopérative', 'été', '12-A', 'm²')
    """
    kept = text.translate(_REPLACED)
    return unicodedata.normalize("NFC", _UNUSUAL.sub(lambda match: _compatible(match[0]), kept))


def _compatible(character: str) -> str:
    return character if unicodedata.combining(character) else unicodedata.normalize("NFKC", character)


def _unusable(page: Page, kind: PageKind) -> PageText:
    return PageText(page.number, page.width, page.height, kind, unread=(page.box,))
