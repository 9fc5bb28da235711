"""A page drawn by ReportLab, in millimetres from its top left corner."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any, Self

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Table, TableStyle

from corpus.generator.development import fonts

BLACK, WHITE, GREY = HexColor(0x000000), HexColor(0xFFFFFF), HexColor(0x808080)


def colour(code: int) -> Color:
    """Return a colour from its hexadecimal RGB code."""
    return HexColor(code)


class Family:
    """A regular and a bold face, by the names that ReportLab knows."""

    def __init__(self, regular: str, bold: str) -> None:
        self.regular = regular
        self.bold = bold


HELVETICA = Family("Helvetica", "Helvetica-Bold")
TIMES = Family("Times-Roman", "Times-Bold")
COURIER = Family("Courier", "Courier-Bold")


def caladea() -> Family:
    """Register Caladea and return it."""
    pdfmetrics.registerFont(TTFont("Caladea", fonts.caladea("Regular")))
    pdfmetrics.registerFont(TTFont("Caladea-Bold", fonts.caladea("Bold")))
    return Family("Caladea", "Caladea-Bold")


def vera() -> Family:
    """Register Bitstream Vera, which comes with ReportLab, and return it."""
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    pdfmetrics.registerFont(TTFont("Vera-Bold", "VeraBd.ttf"))
    return Family("Vera", "Vera-Bold")


class Sheet:
    """Draws on the pages of one document; the same calls always give the same bytes."""

    def __init__(self, family: Family, producer: str, *, wide: bool = False) -> None:
        self._bytes = BytesIO()
        size = landscape(A4) if wide else A4
        self._canvas = Canvas(self._bytes, pagesize=size, invariant=1)
        self._canvas.setCreator(producer)
        self._height = size[1]
        self.width = size[0] / mm
        self.family = family

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 9,
        *,
        bold: bool = False,
        align: str = "left",
        ink: Color = BLACK,
        spacing: float = 0,
    ) -> Self:
        """Write one line with its baseline at ``y``; ``align`` is ``left``, ``right`` or ``centre`` of ``x``."""
        face = self.family.bold if bold else self.family.regular
        self._canvas.setFillColor(ink)
        self._canvas.setFont(face, size)
        at = (x * mm, self._height - y * mm)
        if align == "right":
            self._canvas.drawRightString(*at, text, charSpace=spacing)
        elif align == "centre":
            self._canvas.drawCentredString(*at, text, charSpace=spacing)
        else:
            self._canvas.drawString(*at, text, charSpace=spacing)
        return self

    def sideways(self, x: float, y: float, text: str, size: float) -> None:
        """Write one line that runs upwards from a point."""
        self._canvas.saveState()
        self._canvas.translate(x * mm, self._height - y * mm)
        self._canvas.rotate(90)
        self._canvas.setFillColor(GREY)
        self._canvas.setFont(self.family.regular, size)
        self._canvas.drawString(0, 0, text)
        self._canvas.restoreState()

    def lines(self, x: float, y: float, texts: Sequence[str], size: float = 9, step: float = 4.4, **how: Any) -> float:
        """Write lines below one another and return the baseline that comes next."""
        for text in texts:
            self.text(x, y, text, size, **how)
            y += step
        return y

    def rect(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        *,
        fill: Color | None = None,
        line: Color | None = BLACK,
        radius: float = 0,
    ) -> None:
        """Draw a box from its top left corner."""
        if fill:
            self._canvas.setFillColor(fill)
        if line:
            self._canvas.setStrokeColor(line)
        self._canvas.setLineWidth(0.6)
        self._canvas.roundRect(
            x * mm, self._height - (y + h) * mm, w * mm, h * mm, radius * mm, fill=bool(fill), stroke=bool(line)
        )

    def circle(self, x: float, y: float, r: float, fill: Color) -> None:
        """Draw a disc."""
        self._canvas.setFillColor(fill)
        self._canvas.circle(x * mm, self._height - y * mm, r * mm, fill=1, stroke=0)

    def polygon(self, points: Sequence[tuple[float, float]], fill: Color) -> None:
        """Draw a filled polygon."""
        path = self._canvas.beginPath()
        path.moveTo(points[0][0] * mm, self._height - points[0][1] * mm)
        for x, y in points[1:]:
            path.lineTo(x * mm, self._height - y * mm)
        path.close()
        self._canvas.setFillColor(fill)
        self._canvas.drawPath(path, fill=1, stroke=0)

    def rule(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5, ink: Color = BLACK) -> None:
        """Draw a straight line, ``width`` in points."""
        self._canvas.setStrokeColor(ink)
        self._canvas.setLineWidth(width)
        self._canvas.line(x0 * mm, self._height - y0 * mm, x1 * mm, self._height - y1 * mm)

    def paragraph(self, x: float, y: float, w: float, markup: str, size: float = 9, *, ink: Color = BLACK) -> float:
        """Write wrapped text from its top and return where it ends."""
        block = Paragraph(markup, self._style(size, ink))
        _, height = block.wrapOn(self._canvas, w * mm, 1000)
        block.drawOn(self._canvas, x * mm, self._height - y * mm - height)
        return float(y + height / mm)

    def table(
        self,
        x: float,
        y: float,
        widths: Sequence[float],
        rows: Sequence[Sequence[str]],
        style: Sequence[tuple[Any, ...]],
        *,
        size: float = 8.5,
        wrap: int | None = None,
        height: float | None = None,
    ) -> float:
        """Draw a table and return where it ends; texts of column ``wrap`` wrap, an empty row fills up ``height``."""
        cells: list[list[object]] = [list(row) for row in rows]
        if wrap is not None:
            for row in cells[1:]:
                row[wrap] = Paragraph(str(row[wrap]), self._style(size, BLACK))
        base = [("FONT", (0, 0), (-1, -1), self.family.regular, size), ("LEADING", (0, 0), (-1, -1), size * 1.2)]
        table = Table(cells, colWidths=[w * mm for w in widths], style=TableStyle([*base, *style]))
        _, used = table.wrapOn(self._canvas, 1000, 1000)
        if height and used < height * mm:
            cells.append([""] * len(widths))
            heights = [None] * (len(cells) - 1) + [height * mm - used]
            table = Table(
                cells, colWidths=[w * mm for w in widths], rowHeights=heights, style=TableStyle([*base, *style])
            )
            _, used = table.wrapOn(self._canvas, 1000, 1000)
        table.drawOn(self._canvas, x * mm, self._height - y * mm - used)
        return float(y + used / mm)

    def next_page(self) -> None:
        """Go on to another page."""
        self._canvas.showPage()

    def pdf(self) -> bytes:
        """Finish the document."""
        self._canvas.save()
        return self._bytes.getvalue()

    def _style(self, size: float, ink: Color) -> ParagraphStyle:
        return ParagraphStyle("p", fontName=self.family.regular, fontSize=size, leading=size * 1.25, textColor=ink)
