"""A font's digits drawn by their codes, as MuPDF draws them on a page, and those of the base fonts to compare."""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from akto_invoice.extract.cmaps import Characters
from akto_invoice.extract.shapes import Reference, Shape, shape_of

ZERO = 0x30
"""The code of the digit 0 in ASCII and Unicode."""

_FACES = [
    *(f"{family}{style}" for family in ("Helvetica", "Courier") for style in ("", "-Bold", "-Oblique", "-BoldOblique")),
    *(f"Times{style}" for style in ("-Roman", "-Bold", "-Italic", "-BoldItalic")),
]
_SIZE, _CELL, _LEFT, _BASE = 48, 60, 8, 15  # pixels: of the letters, of a glyph's place, of the origin in it
_DOT = 0xB7  # WinAnsiEncoding's code of a dot in the middle
_INKED = bytes(ord("1") if grey < 180 else ord("0") for grey in range(256))


class Claim(NamedTuple):
    """A font, as MuPDF's object of the PDF, and the codes, ``width`` bytes long, that it reads as ASCII characters."""

    font: Any
    characters: Characters
    width: int

    @property
    def digits(self) -> list[tuple[int, int]]:
        """The codes that are read as digits, in order, each with its digit, 0 to 9."""
        return sorted((code, character - ZERO) for code, character in self.characters if 0 <= character - ZERO <= 9)


@cache
def references() -> tuple[Reference, ...]:
    """Return how the digits of the base fonts look, in the faces that MuPDF has of them, and zeros with a dot."""
    import pymupdf

    digits = frozenset((code, code) for code in range(ZERO, ZERO + 10))
    claims = []
    with pymupdf.open() as document:
        pdf = pymupdf.mupdf.pdf_document_from_fz_document(document.this)
        for face in _FACES:
            number = document.get_new_xref()
            document.update_object(number, f"<</Type/Font/Subtype/Type1/BaseFont/{face}/Encoding/WinAnsiEncoding>>")
            font = pymupdf.mupdf.pdf_new_indirect(pdf, number, 0)
            claims.append(Claim(font, digits, 1))
            if face.startswith("Courier"):  # where the dot stands in the middle of the zero
                claims.append(Claim(font, frozenset({(_DOT, ZERO)}), 1))
        rows = _cells(document, claims)
    dotted = [_over(zeros[0], dot) for zeros, (dot, *others) in pairwise(rows) if not others]
    named = [(digit, cell) for row in rows if len(row) > 1 for digit, cell in enumerate(row)]
    shapes = [(digit, shape_of(cell)) for digit, cell in (*named, *((0, cell) for cell in dotted))]
    return tuple((digit, shape) for digit, shape in shapes if shape is not None)


def _over(one: Sequence[str], other: Sequence[str]) -> list[str]:
    return [f"{int(row, 2) | int(also, 2):0{_CELL}b}" for row, also in zip(one, other, strict=True)]


def drawn(document: Any, claims: Sequence[Claim]) -> list[list[Shape | None]]:
    """Return how the digits of each font look, in the order of their codes; None for one that leaves no ink.

    ``document`` is PyMuPDF's, of the fonts; pages that were read before have loaded them. Raises MuPDF's errors.
    """
    return [[shape_of(cell) for cell in row] for row in _cells(document, claims)]


def _cells(document: Any, claims: Sequence[Claim]) -> list[list[list[str]]]:
    if not claims:
        return []
    columns = max(len(claim.digits) for claim in claims)
    image = _painted(document, claims, columns * _CELL, len(claims) * _CELL)
    ink, stride = image.samples.translate(_INKED).decode(), image.stride
    return [
        [_cell(ink, stride, row, column) for column in range(len(claim.digits))] for row, claim in enumerate(claims)
    ]


def _painted(document: Any, claims: Sequence[Claim], width: int, height: int) -> Any:
    """Paint a row of digits for each font, with a stream that the document holds meanwhile."""
    import pymupdf

    mupdf = pymupdf.mupdf
    pdf = mupdf.pdf_document_from_fz_document(document.this)
    fonts, resources = mupdf.pdf_new_dict(pdf, len(claims)), mupdf.pdf_new_dict(pdf, 1)
    for row, claim in enumerate(claims):
        mupdf.pdf_dict_puts(fonts, f"F{row}", claim.font)
    mupdf.pdf_dict_puts(resources, "Font", fonts)
    pixmap = mupdf.fz_new_pixmap_with_bbox(
        mupdf.fz_device_gray(), mupdf.fz_make_irect(0, 0, width, height), mupdf.FzSeparations(), 0
    )
    mupdf.fz_clear_pixmap_with_value(pixmap, 0xFF)
    device = mupdf.fz_new_draw_device(mupdf.FzMatrix(), pixmap)
    upright, state = mupdf.FzMatrix(1, 0, 0, -1, 0, height), mupdf.PdfGstate()
    cookie, colours = mupdf.FzCookie(), mupdf.FzDefaultColorspaces()
    processor = mupdf.pdf_new_run_processor(pdf, device, upright, -1, "View", state, colours, cookie, state, state)
    operators = mupdf.fz_new_buffer_from_copied_data(_operators(claims, height))
    stream = mupdf.pdf_add_stream(pdf, operators, mupdf.PdfObj(), 0)
    try:
        mupdf.pdf_process_contents(processor, pdf, resources, stream, cookie)
    finally:
        mupdf.pdf_delete_object(pdf, mupdf.pdf_to_num(stream))
        mupdf.pdf_close_processor(processor)
        mupdf.fz_close_device(device)
    return pymupdf.Pixmap("raw", pixmap)


def _operators(claims: Sequence[Claim], height: int) -> bytes:
    """Write each code in a cell of its own, where no other can spill over."""
    written = []
    for row, claim in enumerate(claims):
        bottom = height - (row + 1) * _CELL
        for column, (code, _) in enumerate(claim.digits):
            left, text = column * _CELL, f"<{code:0{2 * claim.width}X}>"
            written.append(f"q {left} {bottom} {_CELL} {_CELL} re W n BT /F{row} {_SIZE} Tf")
            written.append(f"{left + _LEFT} {bottom + _BASE} Td {text} Tj ET Q")
    return " ".join(written).encode()


def _cell(ink: str, stride: int, row: int, column: int) -> list[str]:
    starts = range(row * _CELL * stride + column * _CELL, (row + 1) * _CELL * stride, stride)
    return [ink[start : start + _CELL] for start in starts]
