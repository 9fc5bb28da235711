"""A page of fpdf2 with fixed dates and the fonts that the layouts use."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal

from fpdf import FPDF

from corpus.generator.development import fonts

Align = Literal["L", "R", "C"]
_FACES = {
    "Caladea": ("font_caladea", "Caladea-Regular.ttf", "Caladea-Bold.ttf"),
    "Manrope": ("font_manrope", "Manrope-Regular.ttf", "Manrope-Bold.ttf"),
    "Serif": ("font_source_serif_pro", "SourceSerifPro-Regular.ttf", "SourceSerifPro-Bold.ttf"),
}


class Paper(FPDF):
    """An A4 document in millimetres; ``family`` is one of _FACES, or a core font, which lacks the euro sign."""

    def __init__(self, family: str, producer: str) -> None:
        super().__init__(format="A4")
        self.set_creation_date(datetime(2025, 1, 2, 9, tzinfo=UTC))
        self.set_producer(producer)
        self.set_auto_page_break(auto=False)
        self.family = family
        if family in _FACES:
            package, regular, bold = _FACES[family]
            self.add_font(family, "", fonts.path(package, regular))
            self.add_font(family, "B", fonts.path(package, bold))
        self.add_page()
        self.set_font(family, size=10)

    def put(
        self, x: float, y: float, text: str, size: float = 10, *, bold: bool = False, align: Align = "L", ink: int = 0
    ) -> None:
        """Write one line whose top is at ``y``; ``x`` is its left, right or middle. ``ink`` is a RGB number."""
        self.set_font(self.family, "B" if bold else "", size)
        self.set_text_color(ink >> 16, ink >> 8 & 255, ink & 255)
        width = self.get_string_width(text) + 2 * self.c_margin
        left = {"L": x - self.c_margin, "R": x - width + self.c_margin, "C": x - width / 2}[align]
        self.set_xy(left, y)
        self.cell(width, size * 0.42, text)

    def stack(self, x: float, y: float, texts: Sequence[str], size: float = 10, step: float = 5, ink: int = 0) -> float:
        """Write lines below one another; return where the next would go."""
        for text in texts:
            self.put(x, y, text, size, ink=ink)
            y += step
        return y

    def block(
        self, x: float, y: float, w: float, text: str, size: float = 10, *, align: Align = "L", ink: int = 0
    ) -> float:
        """Write wrapped text, ``**bold**`` allowed; return where it ends."""
        self.set_font(self.family, "", size)
        self.set_text_color(ink >> 16, ink >> 8 & 255, ink & 255)
        self.set_xy(x, y)
        self.multi_cell(w, size * 0.5, text, align=align, markdown=True)
        return float(self.get_y())

    def fill(self, x: float, y: float, w: float, h: float, tone: int) -> None:
        """Fill a rectangle."""
        self.set_fill_color(tone >> 16, tone >> 8 & 255, tone & 255)
        self.rect(x, y, w, h, style="F")

    def grid(
        self,
        x: float,
        y: float,
        widths: Sequence[float],
        rows: Sequence[Sequence[str]],
        aligns: str,
        *,
        size: float = 9,
        height: float = 7,
        borders: str = "ALL",
        head: int | None = None,
    ) -> float:
        """Write a table with its first row in bold, on the tone ``head``; return where it ends."""
        for number, row in enumerate(rows):
            self.set_font(self.family, "B" if number == 0 else "", size)
            self.set_text_color(0)
            tall = (
                max(self._lines(width, text) for width, text in zip(widths, row, strict=True)) * size * 0.45
                + height
                - 4
            )
            if number == 0 and head is not None:
                self.fill(x, y, sum(widths), tall, head)
            left = x
            for width, text, align in zip(widths, row, aligns, strict=True):
                if borders == "ALL":
                    self.rect(left, y, width, tall)
                self.set_xy(left, y + 1.6)
                self.multi_cell(width, size * 0.45, text, align=align)
                left += width
            y += tall
            if borders == "ROWS":
                self.line(x, y, x + sum(widths), y)
        return y

    def data(self) -> bytes:
        """Finish the document."""
        return bytes(self.output())

    def _lines(self, width: float, text: str) -> int:
        lines = self.multi_cell(width, 4, text, dry_run=True, output="LINES")
        return len(lines) if isinstance(lines, list) else 1
