"""Lines of writing made level where they lean differently from place to place, as on curled or photographed paper.

How far a line leans is read off its letters; over the page the lean is taken for a smooth surface, and each column of
pixels is moved up or down by what the surface adds up to from the page's middle.
"""

from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from akto_invoice.extract.ocr.geometry import Chain
from akto_invoice.extract.ocr.lines import leans
from akto_invoice.extract.ocr.preprocess import Prepared

Numbers: TypeAlias = NDArray[np.float64]

_LEAST_LINES = 12
_WORTH_MOVING = 4.0  # pixels at 300 dpi: an eighth of a line
_OUTLIER = 3.0  # times the usual difference from the surface
_ROUNDS = 3
_STIFFNESS = 0.005  # against a surface that a few short lines bend
_GRID = 64  # points of the surface across and down
_MOST = 0.12  # of the page's height; more is no paper


@dataclass(frozen=True, slots=True)
class Bend:
    """The map from a level page's pixels to where they were: y' = y + the drop at (x, y); x' = x.

    The lean at (x, y) is a + b u + c v + d u² + e u v, where u and v count pixels from ``middle``.
    """

    lean: tuple[float, float, float, float, float]
    middle: tuple[float, float]

    def drop(self, x: Numbers, y: Numbers) -> Numbers:
        """By how many pixels a line through (x, y) has fallen since the page's middle."""
        u, v = x - self.middle[0], y - self.middle[1]
        a, b, c, d, e = self.lean
        return u * (a + b * u / 2 + c * v + d * u * u / 3 + e * u * v / 2)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Move a point of the level page to where it was."""
        return x, y + float(self.drop(np.asarray(x), np.asarray(y)))

    def inverse(self) -> "Unbend":
        """Return the map onto the level page."""
        return Unbend(self)


@dataclass(frozen=True, slots=True)
class Unbend:
    """The way back of a bend."""

    bend: Bend

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Move a point to where it is on the level page; the drop changes slowly, so a few steps find it."""
        level = y
        for _ in range(4):
            level = y - float(self.bend.drop(np.asarray(x), np.asarray(level)))
        return x, level

    def inverse(self) -> Bend:
        """Return the map from the level page."""
        return self.bend


def level(page: Prepared) -> Prepared:
    """Make the page's lines level; a page on which they are, or with few lines, stays as it is."""
    bend = bend_of(page)
    if bend is None:
        return page
    height, width = page.image.shape
    # The surface is smooth: a coarse grid of it, enlarged, is the same and takes a twentieth of the time.
    x, y = ((np.arange(_GRID) + 0.5) * side / _GRID - 0.5 for side in (width, height))
    coarse = bend.drop(x[None, :], y[:, None]).astype(np.float32)
    grid = np.asarray(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC), dtype=np.float32)
    grid = grid + np.arange(height, dtype=np.float32)[:, None]
    across = np.broadcast_to(np.arange(width, dtype=np.float32), (height, width))
    image = cv2.remap(page.image, np.ascontiguousarray(across), grid, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return Prepared(np.asarray(image, dtype=np.uint8), page.dpi, Chain((bend, page.to_page)))


def bend_of(page: Prepared) -> Bend | None:
    """Fit how the page's lines lean; None where nothing is worth moving."""
    found = leans(page.image, page.dpi)
    if len(found) < _LEAST_LINES:
        return None
    height, width = page.image.shape
    x, y, lean, length = np.array(found, dtype=np.float64).T
    u, v = x - width / 2, y - height / 2
    terms = np.stack([np.ones_like(u), u, v, u * u, u * v], axis=1)
    scale = np.array([1, width, height, width * width, width * height])
    weights = np.minimum(length, width / 4)
    kept = np.ones(len(lean), dtype=bool)
    for _ in range(_ROUNDS):
        if kept.sum() < _LEAST_LINES:
            return None
        weighted = (terms / scale)[kept] * weights[kept, None]
        ridge = np.diag([0.0, 1.0, 1.0, 1.0, 1.0]) * weights[kept].max() ** 2 * _STIFFNESS
        fit = np.linalg.solve(weighted.T @ weighted + ridge, weighted.T @ (lean[kept] * weights[kept])) / scale
        off = np.abs(lean - terms @ fit)
        kept = off <= _OUTLIER * max(float(np.median(off[kept])), 0.001)
    bend = Bend(tuple(map(float, fit)), (width / 2, height / 2))  # type: ignore[arg-type]
    drops = np.abs(bend.drop(x, y))
    worth = _WORTH_MOVING * page.dpi / 300
    return bend if worth < float(np.percentile(drops, 90)) < _MOST * height else None
