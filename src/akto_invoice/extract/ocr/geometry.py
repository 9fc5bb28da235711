"""Plane geometry without NumPy: where a pixel of a prepared image lies on the page."""

import math
from dataclasses import dataclass

from akto_invoice.extract.model import Box


@dataclass(frozen=True, slots=True)
class Affine:
    """x' = xx * x + xy * y + x0; y' = yx * x + yy * y + y0. The default moves nothing.

    >>> Affine(xx=2, yy=2).then(Affine(x0=1)).point(3, 4)
    (7, 8)
    """

    xx: float = 1
    xy: float = 0
    x0: float = 0
    yx: float = 0
    yy: float = 1
    y0: float = 0

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Move a point."""
        return self.xx * x + self.xy * y + self.x0, self.yx * x + self.yy * y + self.y0

    def box(self, box: tuple[float, float, float, float]) -> Box:
        """Enclose where a rectangle goes by a rectangle."""
        left, top, right, bottom = box
        xs, ys = zip(*(self.point(x, y) for x in (left, right) for y in (top, bottom)), strict=True)
        return Box(min(xs), min(ys), max(xs), max(ys))

    def then(self, after: "Affine") -> "Affine":
        """Compose: this map first, then ``after``."""
        x0, y0 = after.point(self.x0, self.y0)
        return Affine(
            xx=after.xx * self.xx + after.xy * self.yx,
            xy=after.xx * self.xy + after.xy * self.yy,
            x0=x0,
            yx=after.yx * self.xx + after.yy * self.yx,
            yy=after.yx * self.xy + after.yy * self.yy,
            y0=y0,
        )

    def quarter(self) -> int:
        """Return where the x axis goes, in degrees clockwise (y runs down) to the nearest quarter: 0, 90, 180 or 270.

        >>> Affine(0, -1, 0, 1, 0, 0).quarter()
        90
        """
        return round(math.degrees(math.atan2(self.yx, self.xx)) / 90) % 4 * 90

    def inverse(self) -> "Affine":
        """Return the map back; raises ZeroDivisionError where this one flattens the plane."""
        d = self.xx * self.yy - self.xy * self.yx
        xx, xy, yx, yy = self.yy / d, -self.xy / d, -self.yx / d, self.xx / d
        return Affine(xx, xy, -(xx * self.x0 + xy * self.y0), yx, yy, -(yx * self.x0 + yy * self.y0))
