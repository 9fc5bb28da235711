"""A page's own words, as far as they can be trusted, and the zones that they leave unread.

Cheap signs first: one text page gives the words, and MuPDF's HTML of it shows in one search whether a span is
hidden. Spans, pictures and drawings are only listed, and the page only rendered, where a sign says so.

``TEXT_CLIP`` alone, of MuPDF's flags, makes characters that are off the page or clipped away disappear, expands
ligatures, turns every kind of white space (U+00A0 and U+202F too) into a plain space, so that words are cut there,
and gives U+FFFD for a character that the font does not name, where the default flags invent one.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from akto_invoice.errors import DamagedPdf, DocumentError
from akto_invoice.extract.document import Page, pdf_errors
from akto_invoice.extract.glyphs import UNKNOWN, garbled_fonts, looks_wrong
from akto_invoice.extract.model import Box, PageKind, PageText, Source, Word
from akto_invoice.extract.visibility import Span, may_hide_text, spans_of, unseen
from akto_invoice.extract.zones import (
    ZONE_SHARE,
    Drawn,
    displayed,
    drawn,
    has_curves,
    has_pictures,
    merged,
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


class _Found(NamedTuple):
    """A word as PyMuPDF cuts it, in points of the page as displayed."""

    text: str
    box: Box
    block: int
    line: int


@dataclass(frozen=True, slots=True)
class _Layer:
    """The words of a text layer sorted by what a person sees of them."""

    seen: tuple[_Found, ...]
    unseen: tuple[_Found, ...] = ()
    garbled: tuple[_Found, ...] = ()


def _read(page: Page) -> PageText:
    import pymupdf

    textpage = page.raw.get_textpage(flags=pymupdf.TEXT_CLIP)
    found = _words(page, textpage)
    shows_pictures = has_pictures(page)
    text = " ".join([word.text for word in found])
    if shows_pictures or looks_wrong(text) or may_hide_text(textpage.extractHTML()):
        layer = _sorted_out(page, found, tuple(spans_of(page, textpage)))
    else:
        layer = _Layer(found)
    beside = drawn(page) if shows_pictures or len(layer.seen) < _FEW_WORDS or has_curves(page) else Drawn()
    return _judge(page, layer, beside)


def _words(page: Page, textpage: Any) -> tuple[_Found, ...]:
    words = textpage.extractWORDS()
    if page.raw.rotation:
        matrix = page.raw.rotation_matrix
        found = [_Found(text, displayed(box, matrix), block, line) for *box, text, block, line, _ in words]
    else:
        found = [_Found(text, Box(x0, y0, x1, y1), block, line) for x0, y0, x1, y1, text, block, line, _ in words]
    return tuple(found)


def _sorted_out(page: Page, found: Iterable[_Found], spans: Sequence[Span]) -> _Layer:
    hidden = unseen(page, spans)
    distrusted = garbled_fonts((span.font, span.text) for span in spans if span not in hidden)
    by_line: defaultdict[tuple[int, int], list[Span]] = defaultdict(list)
    for span in spans:
        if span in hidden or span.font in distrusted:
            by_line[span.block, span.line].append(span)
    seen, not_seen, garbled = [], [], []
    for word in found:
        suspects = [s for s in by_line.get((word.block, word.line), ()) if share_within(word.box, s.box) > 0.3]
        if any(span in hidden for span in suspects):
            not_seen.append(word)
        elif suspects or UNKNOWN.search(word.text):
            garbled.append(word)
        else:
            seen.append(word)
    return _Layer(tuple(seen), tuple(not_seen), tuple(garbled))


def _judge(page: Page, layer: _Layer, beside: Drawn) -> PageText:
    """Decide what the page is, by area, and what of it is trusted."""
    covered = [word for word in layer.seen if any(share_within(word.box, box) > 0.9 for box in beside.covered)]
    seen = tuple(word for word in layer.seen if word not in covered) if covered else layer.seen
    pictures = [box for box in beside.pictures if share_of_page([box], page) >= ZONE_SHARE]
    outlines = [box for box in beside.outlines if share_of_page([box], page) >= ZONE_SHARE]
    ocr_layer = [word for word in (*layer.unseen, *covered) if any(share_within(word.box, p) > 0.5 for p in pictures)]
    if _characters(layer.garbled) > _characters(seen):
        return _unusable(page, PageKind.GARBLED)
    kind = _kind(page, seen, beside)
    if kind is PageKind.BLANK:
        return PageText(page.number, page.width, page.height, kind)
    if kind is PageKind.IMAGE and not pictures:
        pictures = list(beside.pictures)
    if kind is PageKind.OUTLINES and not outlines:
        outlines = list(beside.outlines)
    garbled = merged([word.box for word in layer.garbled if len(word.text) > 1], _JOIN_GARBLED)
    return PageText(
        page.number,
        page.width,
        page.height,
        kind,
        (*_trusted(seen, 1.0), *_trusted(ocr_layer, OCR_LAYER_TRUST)),
        (*pictures, *outlines, *garbled),
    )


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
    bands = {int(word.box.y0 / page.height * _BANDS) for word in words}
    return len(words) >= _WORDS_OF_TEXT and len(bands) >= _BANDS_OF_TEXT


def _has_ink(page: Page) -> bool:
    try:
        return bool(page.render(_INK_DPI).min() < _INK)
    except DocumentError:
        return True


def _characters(words: Iterable[_Found]) -> int:
    return sum(len(word.text) for word in words)


def _trusted(found: Iterable[_Found], trust: float) -> list[Word]:
    return [
        Word(text, word.box, Source.TEXT, trust)
        for word in found
        if word.box.y1 - word.box.y0 >= _SMALLEST_PRINT and (text := _plain(word.text))
    ]


def _plain(text: str) -> str:
    r"""Drop soft hyphens and zero-width characters, compose accents, undo presentation forms; nothing else.

    Full NFKC would turn "²" into "2" and "№" into "No".

    >>> _plain("co\u00adopérative"), _plain("e\u0301te\u0301"), _plain("12\u2011A"), _plain("m²")
    ('coopérative', 'été', '12-A', 'm²')
    """
    if text.isascii() or not _UNUSUAL.search(text):
        return text
    kept = text.translate(_REPLACED)
    return unicodedata.normalize("NFC", _UNUSUAL.sub(lambda match: _compatible(match[0]), kept))


def _compatible(character: str) -> str:
    return character if unicodedata.combining(character) else unicodedata.normalize("NFKC", character)


def _unusable(page: Page, kind: PageKind) -> PageText:
    return PageText(page.number, page.width, page.height, kind, unread=(page.box,))
