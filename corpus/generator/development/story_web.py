"""Pages set by PyMuPDF's Story from HTML and CSS, with shapes painted below the text."""

from collections.abc import Callable, Sequence
from html import escape
from io import BytesIO

import pymupdf

from corpus.generator.development import fonts
from corpus.generator.finish import fixed

MM = 72 / 25.4
A4 = pymupdf.paper_rect("a4")


def area(x: float, y: float, w: float, h: float) -> pymupdf.Rect:
    """Return a rectangle from its top left corner and its size, all in millimetres."""
    return pymupdf.Rect(x * MM, y * MM, (x + w) * MM, (y + h) * MM)


def rgb(code: int) -> tuple[float, float, float]:
    """Return a colour as PyMuPDF wants it, from its hexadecimal number."""
    return (code >> 16) / 255, (code >> 8 & 255) / 255, (code & 255) / 255


def table(
    rows: Sequence[Sequence[str]], *, kind: str = "", widths: Sequence[int] = (), aligns: str = "", head: bool = True
) -> str:
    """Return an HTML table; ``widths`` in percent, ``aligns`` one of l, r, c per column; texts may hold markup."""
    names = {"l": "left", "r": "right", "c": "center"}
    parts = [f'<table class="{kind}">']
    for number, row in enumerate(rows):
        tag = "th" if head and number == 0 else "td"
        parts.append("<tr>")
        for column, cell in enumerate(row):
            style = f"width:{widths[column]}%;" if widths else ""
            style += f"text-align:{names[aligns[column]]};" if aligns else ""
            parts.append(f'<{tag} style="{style}">{cell}</{tag}>')
        parts.append("</tr>")
    return "".join((*parts, "</table>"))


def lines(texts: Sequence[str]) -> str:
    """Return texts escaped, a line each."""
    return "<br/>".join(escape(text) for text in texts)


Page = Sequence[tuple[pymupdf.Rect, str]]


def web(
    pages: Sequence[Page],
    css: str,
    faces: dict[str, str],
    producer: str,
    seed: int,
    paint: Callable[[int, pymupdf.Page], None] | None = None,
) -> bytes:
    """Set boxes of HTML on pages and finish the document.

    ``faces`` maps CSS family names (a trailing ``*`` means its bold) to codes of pymupdf-fonts. ``paint`` draws
    shapes under the text of a page, by number from 0. Raises ``ValueError`` when a box is too small for its text.
    """
    archive = pymupdf.Archive()
    rules = [css]
    for name, code in faces.items():
        archive.add((fonts.buffer(code), f"{code}.ttf"))
        weight = "bold" if name.endswith("*") else "normal"
        rules.append(f"@font-face {{font-family: {name.rstrip('*')}; font-weight: {weight}; src: url({code}.ttf);}}")
    buffer = BytesIO()
    writer = pymupdf.DocumentWriter(buffer)
    for page in pages:
        device = writer.begin_page(A4)
        for box, html in page:
            story = pymupdf.Story(html, user_css="".join(rules), archive=archive)
            more, _ = story.place(box)
            if more:
                raise ValueError(f"box {box} is too small")
            story.draw(device)
        writer.end_page()
    writer.close()
    document = pymupdf.open(stream=buffer.getvalue())
    if paint:
        for number in range(document.page_count):
            paint(number, document[number])
    document.subset_fonts()
    return fixed(document, producer, seed)
