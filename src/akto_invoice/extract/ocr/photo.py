"""A sheet photographed on a table: found by its edges, and laid flat as if scanned.

The sheet is the largest four-sided area that is brighter than what lies around it, or that sharp edges enclose:
shadows on it have soft edges. Several thresholds are tried, and the sides with the sharpest edges win; without any
plausible sheet the picture stays as it is.
"""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from akto_invoice.extract.ocr.geometry import Plane, composed
from akto_invoice.extract.ocr.preprocess import Image, Prepared

Corners = NDArray[np.float64]
"""Four points (x, y), clockwise from the upper left."""

_LOOKED_AT = 480  # pixels of the longer side: edges of a sheet survive, its print does not
_PRINT = 9  # pixels there: wider than a letter, so that closing wipes print off
_OF_OTSU = (1.0, 0.8, 1.15, 0.6)  # of the threshold that best parts light from dark
_EDGES = (25, 40, 60, 90)  # grey levels per pixel
_SHEET = (0.2, 0.97)  # share of the picture; more is a scan, of which the edges are the paper's
_SIDES = (1.15, 1.75)  # longer over shorter: A4 has 1.41, and perspective changes it
_LEAST_ANGLE = 65  # degrees
_FILLED = 0.93  # share of the four-sided area that belongs to what was found
_PAPER = 0.9  # of the usual light; a table is darker, or darker in places
_LEAST_EDGE = 12  # grey levels per pixel along the faintest side


def flatten(page: Prepared) -> Prepared:
    """Cut a photographed sheet out and undo its perspective; a picture that shows no sheet's edges stays as it is."""
    found = corners(page.image)
    if found is None:
        return page
    across = (np.hypot(*(found[1] - found[0])) + np.hypot(*(found[2] - found[3]))) / 2
    down = (np.hypot(*(found[3] - found[0])) + np.hypot(*(found[2] - found[1]))) / 2
    width, height = round(across), round(down)
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(found.astype(np.float32), flat)
    image = cv2.warpPerspective(page.image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255,))
    back = Plane.of_rows(*map(float, np.linalg.inv(matrix).ravel()))
    return Prepared(np.asarray(image, dtype=np.uint8), page.dpi, composed(back, page.to_page))


def corners(image: Image) -> Corners | None:
    """Return where the sheet's corners are, in pixels; None where no sheet with a rim around it is seen."""
    scale = min(1.0, _LOOKED_AT / max(image.shape))
    if scale * min(image.shape) < 2 * _PRINT:  # no sheet; too narrow to look at
        return None
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    without_print = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((_PRINT, _PRINT), np.uint8))
    blank = np.asarray(cv2.GaussianBlur(without_print, (0, 0), 1.2), dtype=np.uint8)
    if _is_paper_to_the_rim(blank):
        return None
    edges = np.hypot(cv2.Sobel(blank, cv2.CV_32F, 1, 0), cv2.Sobel(blank, cv2.CV_32F, 0, 1))
    sheets = [sheet for area in _areas(blank, edges) if (sheet := _sheet(area)) is not None]
    ranked = [(_sharpness(sheet, edges) * np.sqrt(_area(sheet)), sheet) for sheet in sheets]
    if not ranked:
        return None
    _, best = max(ranked, key=lambda one: one[0])
    return best / scale if _sharpness(best, edges) >= _LEAST_EDGE else None


def _is_paper_to_the_rim(blank: Image) -> bool:
    """Whether what lies along the rim is as light as most of the picture: a scan, or a sheet that fills the photo."""
    rim = np.concatenate([blank[_PRINT], blank[-_PRINT], blank[:, _PRINT], blank[:, -_PRINT]])
    return bool(np.percentile(rim, 10) >= _PAPER * np.median(blank))


def _areas(blank: Image, edges: NDArray[np.float32]) -> Iterator[Image]:
    """What may be the sheet: the brighter part; what has no edge within; what no edgeless way from the rim leads to."""
    otsu, _ = cv2.threshold(blank, 0, 255, cv2.THRESH_OTSU)
    for share in _OF_OTSU:
        yield np.asarray(blank > share * otsu, dtype=np.uint8)
    for least in _EDGES:
        smooth = 1 - cv2.dilate((edges > least).astype(np.uint8), np.ones((3, 3), np.uint8))
        yield np.asarray(smooth, dtype=np.uint8)
        _, labels = cv2.connectedComponents(smooth, connectivity=4)
        rim = np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]))
        inner = (~np.isin(labels, rim[rim > 0])).astype(np.uint8)
        opened = cv2.morphologyEx(inner, cv2.MORPH_OPEN, np.ones((_PRINT, _PRINT), np.uint8))
        yield np.asarray(opened, dtype=np.uint8)


def _sheet(area: Image) -> Corners | None:
    """The corners of the largest connected part, where it has four sides like a sheet of paper."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(area, connectivity=4)
    if count < 2:
        return None
    largest = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    outlines, _ = cv2.findContours((labels == largest).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    hull = cv2.convexHull(max(outlines, key=cv2.contourArea))
    around = cv2.arcLength(hull, True)
    for tolerance in np.arange(0.01, 0.12, 0.01):
        shape = cv2.approxPolyDP(hull, tolerance * around, True)
        if len(shape) <= 4:
            break
    if len(shape) != 4:
        return None
    sheet = _clockwise(shape[:, 0].astype(np.float64))
    filled = _FILLED < cv2.contourArea(hull) / max(_area(sheet), 1) < 2 - _FILLED
    return sheet if filled and _is_plausible(sheet, area.size) else None


def _is_plausible(sheet: Corners, picture: int) -> bool:
    if not _SHEET[0] * picture < _area(sheet) < _SHEET[1] * picture:
        return False
    sides = np.roll(sheet, -1, axis=0) - sheet
    lengths = np.hypot(*sides.T)
    cosines = [abs(np.dot(sides[i], sides[i - 1]) / (lengths[i] * lengths[i - 1])) for i in range(4)]
    ratio = (lengths[0] + lengths[2]) / (lengths[1] + lengths[3])
    return bool(max(cosines) < np.cos(np.radians(_LEAST_ANGLE)) and _SIDES[0] < max(ratio, 1 / ratio) < _SIDES[1])


def _sharpness(sheet: Corners, edges: NDArray[np.float32]) -> float:
    """The median edge, in grey levels per pixel, along the faintest of the four sides."""
    faintest = np.inf
    height, width = edges.shape
    for start, end in zip(sheet, np.roll(sheet, -1, axis=0), strict=True):
        along = start + (end - start) * np.linspace(0.05, 0.95, 60)[:, None]
        across = np.array([start[1] - end[1], end[0] - start[0]]) / np.hypot(*(end - start))
        points = [(along + shift * across).round().astype(int) for shift in range(-2, 3)]
        seen = [edges[point[:, 1].clip(0, height - 1), point[:, 0].clip(0, width - 1)] for point in points]
        faintest = min(faintest, float(np.median(np.max(seen, axis=0))))
    return faintest


def _area(sheet: Corners) -> float:
    return float(cv2.contourArea(sheet.astype(np.float32)))


def _clockwise(points: Corners) -> Corners:
    around = points - points.mean(axis=0)
    turned = points[np.argsort(np.arctan2(around[:, 1], around[:, 0]))]
    return np.roll(turned, -int(np.argmin(turned.sum(axis=1))), axis=0)
