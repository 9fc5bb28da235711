"""Words from the image of a page, in the page's points."""

from typing import TYPE_CHECKING, Protocol

from akto_invoice.extract.model import Box
from akto_invoice.extract.ocr.engines import Engine, belief
from akto_invoice.extract.ocr.geometry import Plane

if TYPE_CHECKING:
    from akto_invoice.extract.ocr.engines import Image
    from akto_invoice.extract.ocr.sheet import Sheet

_POINTS_PER_INCH = 72
_READING_DPI = 300
_FEW_LETTERS = 20
_FAINTEST = 24  # grey levels between paper and ink


class Page(Protocol):
    """What reading needs of a page."""

    def render(self, dpi: float, clip: Box | None = None) -> "Image":
        """Draw the page as displayed, or the part in ``clip`` (points), as grey pixels."""


def read_zone(page: Page, zone: Box, engine: Engine, *, dpi: int = _READING_DPI) -> "Sheet":
    """Read the words in ``zone``, in no promised order.

    The image may be skewed by 5 degrees, or turned by quarters; boxes are those of the page as displayed, a turned
    word's the enclosing rectangle. Raises OcrUnavailable where the engine cannot work, and what ``page.render`` raises.
    """
    from akto_invoice.extract.ocr import preprocess
    from akto_invoice.extract.ocr.sheet import DOUBTFUL, Sheet, sheet_of

    image = page.render(dpi, zone)
    if not image.size:
        return Sheet(zone, (), ())
    to_points = _pixels_to_points(dpi, zone)
    prepared = preprocess.prepare(image, dpi)
    sheet = sheet_of(zone, tuple(preprocess.parts(prepared)), prepared.to_page.then(to_points), engine)
    if _is_full(sheet) and _belief(sheet) < DOUBTFUL:
        turned = preprocess.upside_down(prepared)
        other = sheet_of(zone, tuple(preprocess.parts(turned)), turned.to_page.then(to_points), engine)
        if _belief(other) > _belief(sheet):
            return other
    return sheet


def read_box(page: Page, box: Box, engine: Engine, *, turned: int = 0) -> tuple[str, float]:
    """Read one value of a text layer on the page's image: its text and the confidence of its weakest word.

    ``box`` holds one line, which runs as ``turned`` says (degrees clockwise), and fits it closely. Without any
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


def _is_full(sheet: "Sheet") -> bool:
    return sum(len(word.text) for one in sheet.lines for word in one.line.words) >= _FEW_LETTERS


def _belief(sheet: "Sheet") -> float:
    return belief([one.line for one in sheet.lines])


def _pixels_to_points(dpi: int, zone: Box) -> Plane:
    point = _POINTS_PER_INCH / dpi
    return Plane(xx=point, x0=max(0.0, zone.x0), yy=point, y0=max(0.0, zone.y0))
