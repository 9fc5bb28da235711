"""A page image made easy to read: stood up, straightened, background evened out.

Every step is kept because it helps on measured pages; docs/ocr.md has the table. Greys stay grey: Tesseract
reads grey images better than any black-and-white version of them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from akto_invoice.extract.ocr.geometry import Map, Plane, composed

Image: TypeAlias = NDArray[np.uint8]
Points: TypeAlias = tuple[NDArray[np.float64], NDArray[np.float64]]
"""Rows and columns of ink."""

_SKEW_LIMIT = 5.0  # degrees
_SKEW_WORTH_TURNING = 0.1
_ANALYSIS_DPI = 100
_MANY_POINTS = 30_000
_USUAL = 98  # percentile of ink in a row of pixels; fuller rows count as much
_BACKGROUND_DPI = 75
_DARK = 120  # grey level; a ground darker than this has light writing
_DARK_BLUR = 9  # pixels at 75 dpi: the width of a few letters, whose median is their ground
_DARK_SIDE = 9  # pixels at 75 dpi: about a line of writing
_DARK_FILL = 0.75  # of its rectangle


@dataclass(frozen=True, slots=True)
class Prepared:
    """An image ready for an engine, what a pixel of it is worth, and the way back to the source's pixels."""

    image: Image
    dpi: int
    to_page: Map


def prepare(image: Image, dpi: int) -> Prepared:
    """Make a grey image of ``dpi`` easy to read. A page may come out upside down: only reading can tell."""
    from akto_invoice.extract.ocr.level import level
    from akto_invoice.extract.ocr.photo import flatten

    return level(straighten(stand_up(flatten(Prepared(image, dpi, Plane())))))


def parts(page: Prepared) -> Iterator[Prepared]:
    """Cut a straight page into what is read alike: the page, rows of its boxes, then each dark area, inverted.

    All come with an even background; ``to_page`` leads back to ``page``'s own pixels.
    """
    from akto_invoice.extract.ocr.boxes import without_boxes

    dark = dark_areas(page)
    light = page.image
    if dark:
        light = light.copy()
        paper = int(np.percentile(_small(page, _BACKGROUND_DPI), 90))
        for x0, y0, x1, y1 in dark:
            light[y0:y1, x0:x1] = paper
    yield from without_boxes(even_background(Prepared(light, page.dpi, Plane())))
    for x0, y0, x1, y1 in dark:
        inverted = _grey(255 - page.image[y0:y1, x0:x1])
        yield even_background(Prepared(inverted, page.dpi, Plane(x0=x0, y0=y0)))


def dark_areas(page: Prepared) -> list[tuple[int, int, int, int]]:
    """Return the rectangles, in pixels, of bands and columns where writing is light on dark."""
    small = _small(page, _BACKGROUND_DPI)
    ground = cv2.medianBlur(small, _DARK_BLUR)
    count, _, stats, _ = cv2.connectedComponentsWithStats(_grey(ground < _DARK), connectivity=4)
    scale = page.dpi / _BACKGROUND_DPI if page.dpi > _BACKGROUND_DPI else 1.0
    found = []
    for x, y, width, height, area in stats[1:count].tolist():
        if min(width, height) >= _DARK_SIDE and area >= _DARK_FILL * width * height:
            found.append((round(x * scale), round(y * scale), round((x + width) * scale), round((y + height) * scale)))
    return found


def turned_back(image: Image, turned: int) -> Image:
    """Turn an image whose writing runs ``turned`` degrees clockwise from the right until it runs to the right."""
    return np.ascontiguousarray(np.rot90(image, turned // 90))


def prepare_line(image: Image, dpi: int) -> Image:
    """Make a close crop of one line dark on white; most of it is background, whatever its shade."""
    light_on_dark = np.median(image) < (int(image.min()) + int(image.max())) / 2
    upright = Prepared(255 - image if light_on_dark else image, dpi, Plane())
    return even_background(upright).image


def stand_up(page: Prepared) -> Prepared:
    """Turn a page whose lines run vertically by 90 degrees."""
    rows, columns = _ink(page)
    angles = range(-5, 6)
    lying = max(_contrasts((columns, rows), angles))
    return _turned(page, cv2.ROTATE_90_CLOCKWISE) if lying > max(_contrasts((rows, columns), angles)) else page


def upside_down(page: Prepared) -> Prepared:
    """Turn by 180 degrees."""
    return _turned(page, cv2.ROTATE_180)


def turned_part(page: Prepared, box: tuple[int, int, int, int], rotation: int) -> Prepared:
    """Cut ``box`` (pixels) out, with some room, and turn it by OpenCV's ``rotation``."""
    x0, y0, x1, y1 = box
    room = (x1 - x0) // 2
    left, top = max(0, x0 - room), max(0, y0 - room)
    cut = page.image[top : y1 + room, left : x1 + room]
    return _turned(Prepared(cut, page.dpi, composed(Plane(x0=left, y0=top), page.to_page)), rotation)


def straighten(page: Prepared) -> Prepared:
    """Turn the page so that its lines are level."""
    angle = skew(page)
    if abs(angle) < _SKEW_WORTH_TURNING:
        return page
    height, width = page.image.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    image = cv2.warpAffine(page.image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    forward = Plane(*(float(number) for number in matrix.ravel()))
    return Prepared(_grey(image), page.dpi, composed(forward.inverse(), page.to_page))


def skew(page: Prepared) -> float:
    """By how many degrees lines fall to the right, within 5 degrees: the angle at which they are sharpest apart."""
    ink = _ink(page)
    best = 0.0
    for reach, step in ((_SKEW_LIMIT, 0.5), (0.4, 0.1), (0.075, 0.025)):
        angles = np.arange(best - reach, best + reach + step / 2, step).tolist()
        contrasts = list(_contrasts(ink, angles))
        best = angles[int(np.argmax(contrasts))] if max(contrasts) > 0 else best
    return max(-_SKEW_LIMIT, min(best, _SKEW_LIMIT))


def even_background(page: Prepared) -> Prepared:
    """Divide by the paper's own shade, so that shadows and tints become white."""
    small = _small(page, _BACKGROUND_DPI)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 21)
    height, width = page.image.shape
    shade = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return Prepared(_grey(cv2.divide(page.image, shade, scale=255)), page.dpi, page.to_page)


def _turned(page: Prepared, rotation: int) -> Prepared:
    height, width = page.image.shape
    back = {
        cv2.ROTATE_90_CLOCKWISE: Plane(0, 1, 0, -1, 0, height),
        cv2.ROTATE_90_COUNTERCLOCKWISE: Plane(0, -1, width, 1, 0, 0),
        cv2.ROTATE_180: Plane(-1, 0, width, 0, -1, height),
    }
    return Prepared(_grey(cv2.rotate(page.image, rotation)), page.dpi, composed(back[rotation], page.to_page))


def _ink(page: Prepared) -> Points:
    """Where ink of the size of letters is, at 100 dpi: rules, pictures and specks would drown the lines of text."""
    small = _small(page, _ANALYSIS_DPI)
    ink = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 15)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    largest = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1)
    letters = (largest >= 3) & (largest <= 40)
    letters[0] = False
    rows, columns = np.nonzero(letters[labels])
    if rows.size > _MANY_POINTS:  # by lot: every nth would beat against the columns
        kept = np.random.default_rng(0).integers(0, rows.size, _MANY_POINTS)
        rows, columns = rows[kept], columns[kept]
    return rows.astype(np.float64), columns.astype(np.float64)


def _contrasts(ink: Points, angles: Iterable[float]) -> Iterable[float]:
    """How sharply rows of ink stand apart when lines falling by each angle (degrees) are followed."""
    rows, columns = ink
    for angle in angles:
        levels = np.rint(rows - columns * np.tan(np.radians(angle))).astype(np.int64)
        profile = np.bincount(levels - levels.min(initial=0)).astype(np.float64)
        # A fold or a scratch lies in one row: it must not outweigh all writing.
        usual = np.percentile(profile[profile > 0], _USUAL) if profile.any() else 0.0
        yield float(np.square(np.diff(np.minimum(profile, usual))).sum())


def _small(page: Prepared, dpi: int) -> Image:
    scale = min(1.0, dpi / page.dpi)
    height, width = (max(1, round(side * scale)) for side in page.image.shape)
    return _grey(cv2.resize(page.image, (width, height), interpolation=cv2.INTER_AREA))


def _grey(image: object) -> Image:
    return np.asarray(image, dtype=np.uint8)
