"""Words from the image of a page, in the page's points."""

from typing import TYPE_CHECKING, Protocol

from akto_invoice.extract.model import Box
from akto_invoice.extract.ocr.engines import Engine, belief
from akto_invoice.extract.ocr.geometry import Plane, composed

if TYPE_CHECKING:
    from akto_invoice.extract.ocr.engines import Image
    from akto_invoice.extract.ocr.sheet import Sheet

_POINTS_PER_INCH = 72
_READING_DPI = 300
_FEWEST_DPI = 200
_FINER = 1.6  # times a scan's own resolution; drawn finer still, its steps look like strokes, and it takes longer
_FEW_LETTERS = 20
_A4, _LONGEST = 842.0, 1300.0  # points: an A4's longer side, and a bit more than an A3's
_FAINTEST = 24  # grey levels between paper and ink


class Page(Protocol):
    """What reading needs of a page."""

    def render(self, dpi: float, clip: Box | None = None) -> "Image":
        """Draw the page as displayed, or the part in ``clip`` (points), as grey pixels."""

    def resolution(self, shown: Box) -> float:
        """Pixels an inch of the picture that fills ``shown``, infinite where none does."""


def read_zone(page: Page, zone: Box, engine: Engine) -> "Sheet":
    """Read the words in ``zone``, in no promised order.

    The image may be skewed by 5 degrees, or turned by quarters; boxes are those of the page as displayed, a turned
    word's the enclosing rectangle. Raises OcrUnavailable where the engine cannot work, and what ``page.render`` raises.
    """
    from akto_invoice.extract.ocr import preprocess
    from akto_invoice.extract.ocr.sheet import DOUBTFUL, Sheet, sheet_of

    scale = _scale(zone)
    dpi = round(min(_READING_DPI, max(_FEWEST_DPI, _FINER * page.resolution(zone) / scale)))
    rendered = dpi * scale
    image = page.render(rendered, zone)
    if not image.size:
        return Sheet(zone, (), ())
    to_points = _pixels_to_points(rendered, zone)
    prepared = preprocess.prepare(image, dpi)
    sheet = sheet_of(zone, tuple(preprocess.parts(prepared)), composed(prepared.to_page, to_points), engine)
    if _is_full(sheet) and _belief(sheet) < DOUBTFUL:
        turned = preprocess.upside_down(prepared)
        other = sheet_of(zone, tuple(preprocess.parts(turned)), composed(turned.to_page, to_points), engine)
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


def _scale(zone: Box) -> float:
    """How much finer than its size says a zone is to be drawn.

    Photos become pages of any size, as of a point for each pixel: one no sheet has is taken for an A4.
    """
    longer = max(zone.x1 - zone.x0, zone.y1 - zone.y0)
    return 1.0 if longer <= _LONGEST else _A4 / longer


def _pixels_to_points(dpi: float, zone: Box) -> Plane:
    point = _POINTS_PER_INCH / dpi
    return Plane(xx=point, x0=max(0.0, zone.x0), yy=point, y0=max(0.0, zone.y0))
