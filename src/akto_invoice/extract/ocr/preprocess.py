"""A page image made easy to read: lying pages stood up, skew removed, background evened out, small scans enlarged.

Every step is kept because it helps on measured pages; docs/ocr.md has the table. Greys stay grey: Tesseract
reads grey images better than any black-and-white version of them.
"""

from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from akto_invoice.extract.ocr.geometry import Affine

Image: TypeAlias = NDArray[np.uint8]

_GOOD_DPI = 300
_ENOUGH_DPI = 250
_SKEW_LIMIT = 5.0
_SKEW_WORTH_TURNING = 0.1
_ANALYSIS_DPI = 100
_BACKGROUND_DPI = 75


@dataclass(frozen=True, slots=True)
class Prepared:
    """An image ready for an engine, what a pixel of it is worth, and the way back to the source's pixels."""

    image: Image
    dpi: int
    to_source: Affine


def prepare(image: Image, dpi: int) -> Prepared:
    """Make a grey image of ``dpi`` easy to read. The text may lie on its side; it comes out upright or upside down."""
    upright = stand_up(Prepared(image, dpi, Affine()))
    return even_background(straighten(enlarge(upright)))


def enlarge(page: Prepared) -> Prepared:
    """Bring small scans to 300 dpi: Tesseract's model wants letters of about 30 pixels."""
    if page.dpi >= _ENOUGH_DPI:
        return page
    scale = _GOOD_DPI / page.dpi
    image = cv2.resize(page.image, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    return Prepared(_grey(image), _GOOD_DPI, Affine(xx=1 / scale, yy=1 / scale).then(page.to_source))


def stand_up(page: Prepared) -> Prepared:
    """Turn a page whose lines run vertically by 90 degrees, either way: its head may come out at the bottom."""
    letters = _letters(page)
    if _line_contrast(letters.T, 0) <= _line_contrast(letters, 0):
        return page
    return turn(page, cv2.ROTATE_90_CLOCKWISE)


def turn(page: Prepared, rotation: int) -> Prepared:
    """Turn by a multiple of 90 degrees, ``rotation`` as OpenCV names it."""
    height, width = page.image.shape
    back = {
        cv2.ROTATE_90_CLOCKWISE: Affine(0, 1, 0, -1, 0, height),
        cv2.ROTATE_180: Affine(-1, 0, width, 0, -1, height),
        cv2.ROTATE_90_COUNTERCLOCKWISE: Affine(0, -1, width, 1, 0, 0),
    }[rotation]
    return Prepared(_grey(cv2.rotate(page.image, rotation)), page.dpi, back.then(page.to_source))


def straighten(page: Prepared) -> Prepared:
    """Turn the page so that its lines are level."""
    angle = skew(page)
    if abs(angle) < _SKEW_WORTH_TURNING:
        return page
    height, width = page.image.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    image = cv2.warpAffine(page.image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    forward = Affine(*(float(number) for number in matrix.ravel()))
    return Prepared(_grey(image), page.dpi, forward.inverse().then(page.to_source))


def skew(page: Prepared) -> float:
    """By how many degrees lines fall to the right, within 5 degrees: the angle at which they are sharpest apart."""
    letters = _letters(page)
    best = 0.0
    for reach, step in ((_SKEW_LIMIT, 0.5), (0.5, 0.1), (0.1, 0.025)):
        angles = np.arange(best - reach, best + reach + step / 2, step)
        best = float(max(angles, key=lambda angle: _line_contrast(letters, float(angle))))
    return best if abs(best) <= _SKEW_LIMIT else 0.0


def even_background(page: Prepared) -> Prepared:
    """Divide by the paper's own shade, so that shadows and tints become white."""
    scale = min(1.0, _BACKGROUND_DPI / page.dpi)
    small = cv2.resize(page.image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 21)
    height, width = page.image.shape
    shade = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return Prepared(_grey(cv2.divide(page.image, shade, scale=255)), page.dpi, page.to_source)


def _letters(page: Prepared) -> NDArray[np.bool_]:
    """Where ink of the size of letters is, at 100 dpi: rules, pictures and specks would drown the lines of text."""
    scale = min(1.0, _ANALYSIS_DPI / page.dpi)
    small = cv2.resize(page.image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 15)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    sizes = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
    keep = (sizes.max(axis=1) <= 40) & (sizes.max(axis=1) >= 3)
    keep[0] = False
    letters: NDArray[np.bool_] = keep[labels]
    return letters


def _line_contrast(ink: NDArray[np.bool_], angle: float) -> float:
    """How sharply rows of ink stand apart when lines falling by ``angle`` degrees are followed."""
    rows, columns = np.nonzero(ink)
    if rows.size == 0:
        return 0.0
    levels = (rows - columns * np.tan(np.radians(angle))).round().astype(np.int64)
    profile = np.bincount(levels - levels.min()).astype(np.float64)
    return float(np.square(np.diff(profile)).sum())


def _grey(image: object) -> Image:
    return np.asarray(image, dtype=np.uint8)
