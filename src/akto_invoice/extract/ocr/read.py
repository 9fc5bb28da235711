"""Words from the image of a page, in the page's points."""

from typing import TYPE_CHECKING, Protocol

from akto_invoice.extract.model import Box, Source, Word
from akto_invoice.extract.ocr.engines import Engine, OcrWord
from akto_invoice.extract.ocr.geometry import Affine

if TYPE_CHECKING:
    from akto_invoice.extract.ocr.engines import Image

_POINTS_PER_INCH = 72


class Page(Protocol):
    """What reading needs of a page; sizes in points as displayed."""

    @property
    def width(self) -> float:
        """Points as displayed."""

    @property
    def height(self) -> float:
        """Points as displayed."""

    def render(self, dpi: int, clip: Box | None) -> "Image":
        """Draw the page, or the part in ``clip``, as grey pixels."""


def read_zone(page: Page, zone: Box | None, engine: Engine, *, dpi: int = 300) -> tuple[Word, ...]:
    """Read the words in ``zone``, or on the whole page, in no promised order. Trust is the engine's confidence.

    The image may be skewed by 5 degrees or turned by quarters; a turned word's box is the enclosing rectangle.
    Raises OcrUnavailable where the engine cannot work.
    """
    from akto_invoice.extract.ocr import preprocess

    prepared = preprocess.prepare(page.render(dpi, zone), dpi)
    origin_x, origin_y = (zone.x0, zone.y0) if zone else (0.0, 0.0)
    point = _POINTS_PER_INCH / dpi
    to_page = prepared.to_source.then(Affine(xx=point, x0=origin_x, yy=point, y0=origin_y))
    return tuple(
        Word(word.text, to_page.box(word.box), Source.OCR, word.confidence)
        for word in engine.read(prepared.image, prepared.dpi)
        if _is_writing(word)
    )


def _is_writing(word: OcrWord) -> bool:
    return any(character.isalnum() for character in word.text)
