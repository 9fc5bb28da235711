"""The ladder of evidence: text layers first, then OCR of what they leave unread, until the answer stands on proofs.

Each rung costs a hundred times the one below it, so it is climbed for what is missing or doubtful only.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from akto_invoice.errors import OcrUnavailable
from akto_invoice.extract.choice import Choice
from akto_invoice.extract.document import Document
from akto_invoice.extract.images import read_images, read_texts
from akto_invoice.extract.model import Box, Options, PageKind, PageText
from akto_invoice.extract.ocr import engines
from akto_invoice.extract.proof import Difference, Reader, confirmed, differences, hold_doubted, needs_a_look
from akto_invoice.extract.resolve import Reading, Resolver, resolve
from akto_invoice.extract.textlayer import read_page
from akto_invoice.extract.turning import direction, displayed

OCR_TURNED_OFF: Final = ("ocr_disabled", "Des pages sont des images et l'OCR est désactivée : relancez sans --no-ocr.")

# A zone of words that a broken font has spoilt costs little to read; a picture may be a whole page.
_SMALL_ZONE: Final = 0.03  # of the page's area
_BELIEVED: Final = 3  # values that the page's image confirms: then a doubtful number is simply wrong on the paper
_VISIBLE: Final = 0.9  # trust of words that a person sees, in doubt or not; an invisible layer's is lower
_LIES: Final = 2  # values that the page's image shows otherwise: one may be a slip of the OCR's


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages' words and what was made of them.

    ``lies`` are values that the text layer states and the page's image shows otherwise, None where nothing was
    compared; ``problem`` says why some pages could not be read: an error's code and message.
    """

    texts: tuple[PageText, ...]
    reading: Reading
    lies: tuple[Difference, ...] | None = None
    problem: tuple[str, str] | None = None


def on_display(pages: Pages) -> Reading:
    """The reading with its boxes on the pages as displayed."""
    turned = {text.number: text for text in pages.texts if text.turned}
    if not turned:
        return pages.reading

    def shown(_: str, choice: Choice) -> Choice:
        one = choice.candidate
        if one is None or one.page not in turned:
            return choice
        return replace(choice, candidate=one._replace(box=displayed(one.box, turned[one.page])))

    return pages.reading.with_each(shown)


def read_pages(document: Document, options: Options, resolver: Resolver = resolve) -> Pages:
    """Read every page as far up the ladder as its doubts require; ``resolver`` says what is looked for."""
    texts = [_upright(read_page(page)) for page in document]
    trusted = _trusted(texts)
    reading = read_texts(trusted, resolver)
    try:
        return _climb(document, texts, trusted, reading, options, resolver)
    except OcrUnavailable as error:
        return Pages(tuple(texts), read_texts(texts, resolver), problem=(error.code, str(error)))


def _upright(text: PageText) -> PageText:
    turned = direction(text.words)
    return replace(text, turned=turned) if turned else text


def _climb(
    document: Document,
    texts: Sequence[PageText],
    trusted: Sequence[PageText],
    reading: Reading,
    options: Options,
    resolver: Resolver,
) -> Pages:
    if not options.ocr:
        return _without_ocr(texts, reading, resolver)
    hidden = _hidden_layer(document, texts, trusted, resolver)
    if hidden is not None:
        return hidden
    pages, reading, lies = _held_against_the_image(document, trusted, reading, options, resolver)
    texts_read, reading = read_images(
        document, pages, reading, resolver, second_engine=options.second_engine, worth_reading=_is_small
    )
    return Pages(texts_read, reading, lies)


def _held_against_the_image(
    document: Document, texts: Sequence[PageText], reading: Reading, options: Options, resolver: Resolver
) -> tuple[Sequence[PageText], Reading, tuple[Difference, ...] | None]:
    """Look at what a text layer says where numbers do not prove themselves, or its fonts are in doubt.

    A page that lies becomes an image; the lies are None where nothing made a look worth while.
    """
    lies: tuple[Difference, ...] | None = None
    if reading.any_choice(needs_a_look):
        with suppress(OcrUnavailable):  # without a look the values stay in doubt, and are read all the same
            reader = _reader(document, texts, engines.load_engine())
            reading, lies = hold_doubted(reading, reader, lambda: _second_reader(document, texts, options))
    if not lies and reading.is_doubtful and any(text.words for text in texts):
        found = differences(reading, _reader(document, texts, engines.load_engine()), enough=_BELIEVED)
        lies = found if len(found) >= _LIES else ()
    if not lies:
        return texts, reading, lies
    liars = {lie.page for lie in lies}
    pages = [_as_image(page) if page.number in liars else page for page in texts]
    return pages, read_texts(pages, resolver), lies


def _without_ocr(texts: Sequence[PageText], reading: Reading, resolver: Resolver) -> Pages:
    """Better the doubtful words of a hidden layer, at their low trust, than none."""
    if not any(text.unread and text.kind is not PageKind.TEXT for text in texts):
        return Pages(tuple(texts), reading)
    return Pages(tuple(texts), read_texts(texts, resolver), problem=OCR_TURNED_OFF)


def _hidden_layer(
    document: Document, texts: Sequence[PageText], trusted: Sequence[PageText], resolver: Resolver
) -> Pages | None:
    """The reading of a scan's invisible OCR layer, where all of it proves right against the image; else None."""
    if texts == trusted:
        return None
    reading = read_texts(texts, resolver)
    if not reading.is_proven or differences(reading, _reader(document, texts, engines.load_engine())):
        return None
    return Pages(tuple(texts), confirmed(reading))


def _trusted(texts: Sequence[PageText]) -> list[PageText]:
    """The pages without the words of low trust, which OCR will read anew."""
    return [
        text
        if all(word.trust > _VISIBLE for word in text.words)
        else replace(text, words=tuple(word for word in text.words if word.trust > _VISIBLE))
        for text in texts
    ]


def _as_image(page: PageText) -> PageText:
    """A page whose text layer lies: nothing of it is kept, all of it is to be read."""
    return replace(page, kind=PageKind.GARBLED, words=(), unread=(Box(0.0, 0.0, page.width, page.height),))


def _is_small(zone: Box, page: PageText) -> bool:
    return (zone.x1 - zone.x0) * (zone.y1 - zone.y0) < _SMALL_ZONE * page.width * page.height


def _second_reader(document: Document, texts: Sequence[PageText], options: Options) -> Reader | None:
    engine = engines.load_second_engine() if options.second_engine else None
    return _reader(document, texts, engine) if engine else None


def _reader(document: Document, pages: Sequence[PageText], engine: engines.Engine) -> Reader:
    from akto_invoice.extract.ocr.read import read_box

    texts = {page.number: page for page in pages}

    def read(number: int, box: Box) -> str:
        text = texts[number]
        return read_box(document.page(number), displayed(box, text), engine, turned=text.turned)[0]

    return read
