"""What is read of the pages' images: by the first engine, then, where doubt is left, by the second.

The second engine is dearer and surer. It reads the numbers that the first one was not sure of and looks at every
value; where the answer stands on no proofs, it reads all words that are in doubt.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

from akto_invoice.extract.choice import REREAD_DIFFERS, SECOND_ENGINE
from akto_invoice.extract.composition import lay_out
from akto_invoice.extract.document import Document, intersection
from akto_invoice.extract.model import Box, DocumentType, PageText
from akto_invoice.extract.proof import Look, prove
from akto_invoice.extract.resolve import Reading, Resolver
from akto_invoice.extract.turning import displayed
from akto_invoice.extract.zones import area, share_within

if TYPE_CHECKING:
    from akto_invoice.extract.ocr.engines import Engine, OcrWord
    from akto_invoice.extract.ocr.sheet import Sheet, Stretch

Sheets: TypeAlias = "Mapping[int, tuple[Sheet, ...]]"
"""The images read so far, by page number."""

# A word that is believed this much is read alike by both engines: of digits read differently, 96 in 100 stand on lines
# with a word below it, which are a third of all lines (docs/ocr.md).
_SURE: Final = 0.9
_HALF: Final = 0.5  # of a word in one of the text layer: then it is that one
_DIGITS: Final = 4  # of a number worth reading again
# Pages without a value of the invoice, one after the other, behind one that has some: what follows is annexes.
_ANNEXES: Final = 2


def read_images(
    document: Document,
    pages: Sequence[PageText],
    reading: Reading,
    resolver: Resolver,
    *,
    second_engine: bool,
    worth_reading: Callable[[Box, PageText], bool],
) -> tuple[tuple[PageText, ...], Reading]:
    """Read what the pages leave unread, page by page until the answer is proven, and look at every value again.

    ``reading`` is what the pages' own words say. Where it is proven, only the zones ``worth_reading`` are read.
    """
    from akto_invoice.extract.ocr.engines import load_engine, load_second_engine
    from akto_invoice.extract.ocr.read import read_zone

    sheets: dict[int, tuple[Sheet, ...]] = {}
    for page in pages:
        if _is_behind_annexes(page, reading, sheets):
            break
        zones = [zone for zone in page.unread if not reading.is_proven or worth_reading(zone, page)]
        if zones:
            engine, handle = load_engine(), document.page(page.number)
            sheets[page.number] = tuple([read_zone(handle, zone, engine) for zone in zones])
            reading = read_texts(_with_images(pages, sheets), resolver)
    if not sheets:
        return tuple(pages), reading
    return _settled(pages, sheets, load_engine(), load_second_engine() if second_engine else None, resolver)


def read_texts(texts: Sequence[PageText], resolver: Resolver) -> Reading:
    """What the pages' words say."""
    return resolver([lay_out(text) for text in texts])


def _settled(
    pages: Sequence[PageText], sheets: Sheets, first: "Engine", second: "Engine | None", resolver: Resolver
) -> tuple[tuple[PageText, ...], Reading]:
    """Let the second engine read doubtful numbers and, where the answer is not proven then, all doubtful words."""
    if second is None:
        return _looked_at(pages, sheets, first, None, resolver)
    texts, reading = pages, Reading(DocumentType.OTHER)
    for wanted in (_doubtful_number, _doubtful):
        holding = _pages_of(reading) or sheets.keys()
        sheets = {
            number: tuple([sheet.reread(second, wanted) for sheet in found]) if number in holding else found
            for number, found in sheets.items()
        }
        texts, reading = _looked_at(pages, sheets, first, second, resolver)
        if reading.is_proven and reading.document_type is not DocumentType.OTHER and not _differs(reading):
            break
    return tuple(texts), reading


def _looked_at(
    pages: Sequence[PageText], sheets: Sheets, first: "Engine", second: "Engine | None", resolver: Resolver
) -> tuple[tuple[PageText, ...], Reading]:
    texts = _with_images(pages, sheets)
    turned = {text.number: text for text in texts}

    def look(number: int, box: Box) -> Look:
        shown = displayed(box, turned[number])
        found = max(sheets[number], key=lambda sheet: area(intersection(sheet.zone, shown)))
        if second is None:
            return Look(found.close_up(shown, first)[0])
        by_second = second.name in found.readers(shown)
        text, _ = found.close_up(shown, first if by_second else second)
        return Look(text, SECOND_ENGINE, is_weaker=by_second)

    return texts, prove(read_texts(texts, resolver), look)


def _with_images(pages: Sequence[PageText], sheets: Sheets) -> tuple[PageText, ...]:
    return tuple([_with_image(page, sheets[page.number]) if page.number in sheets else page for page in pages])


def _with_image(page: PageText, sheets: "Sequence[Sheet]") -> PageText:
    """The page with the words of its images that stand outside of the text layer's own."""
    found = [sheet.words for sheet in sheets]
    new = [
        word
        for words in found
        for word in words
        if not any(share_within(word.box, own.box) > _HALF for own in page.words)
    ]
    zones = {sheet.zone for sheet in sheets}
    fullest = max(range(len(sheets)), key=lambda index: len(found[index]))
    return replace(
        page,
        words=(*page.words, *new),
        unread=tuple(zone for zone in page.unread if zone not in zones),
        turned=page.turned if page.words else sheets[fullest].turned,
    )


def _is_behind_annexes(page: PageText, reading: Reading, sheets: Sheets) -> bool:
    """Whether the pages just before are annexes of an invoice that was read: then so is what follows."""
    holding = _pages_of(reading)
    before = range(page.number - _ANNEXES, page.number)
    return bool(holding) and min(holding) < before.start and all(n in sheets and n not in holding for n in before)


def _pages_of(reading: Reading) -> set[int]:
    """The pages that some value stands on."""
    choices = (*reading.choices.values(), *reading.dossiers)
    return {choice.candidate.page for choice in choices if choice.candidate is not None}


def _differs(reading: Reading) -> bool:
    return reading.any_choice(lambda _, choice: REREAD_DIFFERS in choice.doubts)


def _doubtful_number(words: "Sequence[OcrWord]") -> "Stretch | None":
    """What is in doubt on a line where an identifier or an amount may have been misread, or missed altogether."""
    misread = any(word.confidence < _SURE and (_digits(word) or "€" in word.text) for word in words)
    return _doubtful(words) if not words or (misread and sum(map(_digits, words)) >= _DIGITS) else None


def _doubtful(words: "Sequence[OcrWord]") -> "Stretch | None":
    """From the first doubtful word to the last, with the rest of their numbers; of a line without words all."""
    doubtful = [index for index, word in enumerate(words) if word.confidence < _SURE]
    if not doubtful:
        return None if words else (0, 0)
    start, end = doubtful[0], doubtful[-1] + 1
    while start and _digits(words[start - 1]):
        start -= 1
    while end < len(words) and _digits(words[end]):
        end += 1
    return start, end


def _digits(word: "OcrWord") -> int:
    return sum(map(str.isdigit, word.text))
