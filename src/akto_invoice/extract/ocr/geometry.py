"""Plane geometry without NumPy: where a pixel of a prepared image lies on the page."""

import math
from dataclasses import dataclass
from typing import Self

from akto_invoice.extract.model import Box


@dataclass(frozen=True, slots=True)
class Plane:
    """A map of the plane: x' = (xx x + xy y + x0) / w, y' = (yx x + yy y + y0) / w, with w = wx x + wy y + 1.

    ``wx`` and ``wy`` are 0 but for a sheet photographed at an angle. The default moves nothing.

    >>> Plane(xx=2, yy=2).then(Plane(x0=1)).point(3, 4)
    (7.0, 8.0)
    """

    xx: float = 1
    xy: float = 0
    x0: float = 0
    yx: float = 0
    yy: float = 1
    y0: float = 0
    wx: float = 0
    wy: float = 0

    @classmethod
    def of_rows(cls, xx: float, xy: float, x0: float, yx: float, yy: float, y0: float, *w: float) -> Self:
        """Make a map of a matrix's numbers, row by row: six of an affine one, or nine, of any scale."""
        wx, wy, scale = w or (0.0, 0.0, 1.0)
        return cls(*(number / scale for number in (xx, xy, x0, yx, yy, y0, wx, wy)))

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Move a point; raises ZeroDivisionError on the horizon."""
        w = self.wx * x + self.wy * y + 1
        return (self.xx * x + self.xy * y + self.x0) / w, (self.yx * x + self.yy * y + self.y0) / w

    def box(self, box: tuple[float, float, float, float]) -> Box:
        """Enclose where a rectangle goes by a rectangle."""
        left, top, right, bottom = box
        xs, ys = zip(*(self.point(x, y) for x in (left, right) for y in (top, bottom)), strict=True)
        return Box(min(xs), min(ys), max(xs), max(ys))

    def then(self, after: "Plane") -> "Plane":
        """Compose: this map first, then ``after``."""
        (a, b, c), (d, e, f), (g, h, i) = self._rows()
        rows = [(p * a + q * d + r * g, p * b + q * e + r * h, p * c + q * f + r * i) for p, q, r in after._rows()]
        return Plane.of_rows(*rows[0], *rows[1], *rows[2])

    def quarter(self) -> int:
        """Return where the x axis goes, in degrees clockwise (y runs down) to the nearest quarter: 0, 90, 180 or 270.

        >>> Plane(0, -1, 0, 1, 0, 0).quarter()
        90
        """
        return round(math.degrees(math.atan2(self.yx, self.xx)) / 90) % 4 * 90

    def inverse(self) -> "Plane":
        """Return the map back; raises ZeroDivisionError where this one flattens the plane."""
        (a, b, c), (d, e, f), (g, h, i) = self._rows()
        return Plane.of_rows(
            e * i - f * h, c * h - b * i, b * f - c * e,
            f * g - d * i, a * i - c * g, c * d - a * f,
            d * h - e * g, b * g - a * h, a * e - b * d,
        )  # fmt: skip

    def _rows(self) -> tuple[tuple[float, float, float], ...]:
        return (self.xx, self.xy, self.x0), (self.yx, self.yy, self.y0), (self.wx, self.wy, 1.0)
