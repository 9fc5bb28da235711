"""Pages set by hand for tests: a line of text each, ``|`` between columns."""

from akto_invoice.extract.composition import lay_out
from akto_invoice.extract.layout import PageLayout
from akto_invoice.extract.model import Box, PageKind, PageText, Source, Word

WIDTH, HEIGHT = 595.0, 842.0
LETTER, LINE, LEADING, MARGIN = 5.0, 12.0, 14.0, 40.0


def page_text(*lines: str, top: float = 60.0, leading: float = LEADING, source: Source = Source.TEXT) -> PageText:
    """Set ``lines`` from ``top`` down in a face whose letters are all as wide; columns stand every 130 points."""
    words = []
    for row, line in enumerate(lines):
        y = top + row * leading
        x = MARGIN
        for column, cell in enumerate(line.split("|")):
            x = max(x + 10 if column else x, MARGIN + 130.0 * column)
            for word in cell.split():
                width = LETTER * len(word)
                words.append(Word(word, Box(x, y, x + width, y + LINE), source))
                x += width + LETTER / 2
    return PageText(1, WIDTH, HEIGHT, PageKind.TEXT, tuple(words))


def page(*lines: str, top: float = 60.0, leading: float = LEADING) -> PageLayout:
    """Lay out a page set by :func:`page_text`."""
    return lay_out(page_text(*lines, top=top, leading=leading))
