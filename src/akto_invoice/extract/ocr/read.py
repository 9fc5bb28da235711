"""Words from the image of a page, in the page's points."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from akto_invoice.extract.model import Box, Source, Word
from akto_invoice.extract.ocr.engines import Engine, OcrWord
from akto_invoice.extract.ocr.geometry import Affine

if TYPE_CHECKING:
    from akto_invoice.extract.ocr.engines import Image
    from akto_invoice.extract.ocr.preprocess import Prepared

_POINTS_PER_INCH = 72
_READING_DPI = 300
_DOUBTFUL = 0.65  # mean confidence; upside down a page reads below it, upright above unless the scan is very bad
_FEW_LETTERS = 20
_FAINTEST = 24  # grey levels between paper and ink


class Page(Protocol):
    """What reading needs of a page."""

    def render(self, dpi: float, clip: Box | None = None) -> "Image":
        """Draw the page as displayed, or the part in ``clip`` (points), as grey pixels."""


class ZoneReading(NamedTuple):
    """The words of a zone, and where its writing runs: degrees clockwise from the right, in quarters."""

    words: tuple[Word, ...]
    turned: int


def read_zone(page: Page, zone: Box | None, engine: Engine, *, dpi: int = _READING_DPI) -> ZoneReading:
    """Read the words in ``zone``, or on the whole page, in no promised order; trust is the engine's confidence.

    The image may be skewed by 5 degrees, or turned by quarters; boxes are those of the page as displayed, a turned
    word's the enclosing rectangle. Raises OcrUnavailable where the engine cannot work, and what ``page.render`` raises.
    """
    from akto_invoice.extract.ocr import preprocess

    image = page.render(dpi, zone)
    if not image.size:
        return ZoneReading((), 0)
    prepared = preprocess.prepare(image, dpi)
    words = _writing(engine, prepared)
    if _letters(words) >= _FEW_LETTERS and _belief(words) < _DOUBTFUL:
        turned = preprocess.upside_down(prepared)
        turned_words = _writing(engine, turned)
        if _belief(turned_words) > _belief(words):
            prepared, words = turned, turned_words
    to_page = prepared.to_source.then(_pixels_to_points(dpi, zone))
    found = tuple(Word(word.text, to_page.box(word.box), Source.OCR, word.confidence) for word in words)
    return ZoneReading(found, to_page.quarter())


def read_box(page: Page, box: Box, engine: Engine, *, turned: int = 0) -> tuple[str, float]:
    """Read one value again, alone: its text and the confidence of its weakest word.

    ``box`` holds one line, which runs as ``turned`` says (see :class:`ZoneReading`), and fits it closely. Without any
    writing there: an empty text, and no confidence. Raises what :func:`read_zone` raises.
    """
    from akto_invoice.extract.ocr import preprocess

    margin = 0.25 * min(box.x1 - box.x0, box.y1 - box.y0)
    clip = Box(box.x0 - margin, box.y0 - margin, box.x1 + margin, box.y1 + margin)
    image = page.render(_READING_DPI, clip)
    if not image.size or int(image.max()) - int(image.min()) < _FAINTEST:  # Tesseract invents words where none are
        return "", 0.0
    words = engine.read_line(preprocess.prepare_line(preprocess.turned_back(image, turned), _READING_DPI), _READING_DPI)
    return " ".join(word.text for word in words), min((word.confidence for word in words), default=0.0)


def _writing(engine: Engine, prepared: "Prepared") -> tuple[OcrWord, ...]:
    """What the engine reads, less what is no writing: rules read as bars, specks read as dots."""
    from akto_invoice.extract.ocr import preprocess

    return tuple(
        word._replace(box=_whole(part.to_source.box(word.box)))
        for part in preprocess.parts(prepared)
        for word in engine.read(part.image, part.dpi)
        if any(character.isalnum() or character in "€%-−" for character in word.text)
    )


def _whole(box: Box) -> tuple[int, int, int, int]:
    return round(box.x0), round(box.y0), round(box.x1), round(box.y1)


def _letters(words: Sequence[OcrWord]) -> int:
    return sum(len(word.text) for word in words)


def _belief(words: Sequence[OcrWord]) -> float:
    """Mean confidence by letter: low where a page is read upside down."""
    return sum(word.confidence * len(word.text) for word in words) / max(1, _letters(words))


def _pixels_to_points(dpi: int, zone: Box | None) -> Affine:
    point = _POINTS_PER_INCH / dpi
    x0, y0 = (max(0.0, zone.x0), max(0.0, zone.y0)) if zone else (0.0, 0.0)
    return Affine(xx=point, x0=x0, yy=point, y0=y0)
