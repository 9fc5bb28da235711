"""Whether the digits that a page's fonts give are beyond doubt: the digits that a person sees.

A font says twice what its codes stand for: once by the glyph that is drawn, once by what programs read (ToUnicode,
or the encoding's glyph names). Nothing holds the two together, so the second is believed only where something else
speaks for it, from cheap to dear:

1. the codes themselves: a digit at its own ASCII code or under its own glyph name, or digits in order at the distance
   that they had in the font before it was cut to size;
2. the glyphs, drawn and compared with those of the base fonts.

Digits alone are judged: amounts, dates and numbers are made of them. Letters that are read wrongly make no French,
which :mod:`akto_invoice.extract.glyphs` sees.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from akto_invoice.errors import DocumentError
from akto_invoice.extract.cmaps import Digits, digits_of
from akto_invoice.extract.document import Page, bounded_stream, pdf_errors
from akto_invoice.extract.shapes import Reference, Shape, looks_like, shape_of
from akto_invoice.extract.visibility import Place, blocks_of, spans_of

_LATIN = ("WinAnsiEncoding", "MacRomanEncoding", "StandardEncoding")
_ZERO = 0x30
_IN_ORDER = 3  # digits; two may follow each other by chance where glyphs are numbered by first use
_MOST_RESOURCES = 300  # of a page: forms, patterns, fonts; an invoice has some ten
_MOST_DRAWN = 25  # codes of a font, and fonts
_MOST_DIFFERENCES = 1000
_LARGEST_CMAP = 400_000  # bytes
_FILES = ("FontFile", "FontFile2", "FontFile3")
_FACES = [
    *(f"{family}{style}" for family in ("Helvetica", "Courier") for style in ("", "-Bold", "-Oblique", "-BoldOblique")),
    *(f"Times{style}" for style in ("-Roman", "-Bold", "-Italic", "-BoldItalic")),
]
_SIZE, _CELL, _LEFT, _BASE = 48, 60, 8, 15  # pixels: of the letters, of a glyph's place, of the origin in it
_INKED = bytes(ord("1") if grey < 180 else ord("0") for grey in range(256))


class _Font(NamedTuple):
    """The names under which a page's spans may know a font, and whether its digits are beyond doubt."""

    names: frozenset[str]
    is_believed: bool


class _Claim(NamedTuple):
    """The codes, ``width`` bytes long, that a font reads as digits."""

    font: Any
    digits: Digits
    width: int


def doubted_spans(page: Page, textpage: Any) -> list[Place]:
    """Return the places of the spans in fonts that are not beyond doubt; ``textpage`` is the one of the page's words.

    Spans are listed, which costs as much as cutting words, only where some font is doubted.
    """
    try:
        with pdf_errors():
            fonts = _fonts(page)
    except DocumentError:
        fonts = [_Font(frozenset(), is_believed=False)]
    if all(font.is_believed for font in fonts):
        return []
    doubted = {name for font in fonts if not font.is_believed for name in font.names}
    believed = {name for font in fonts if font.is_believed for name in font.names} - doubted
    return [
        page.displayed(span["bbox"]) for span, _, _ in spans_of(blocks_of(textpage)) if span["font"] not in believed
    ]


def _fonts(page: Page) -> list[_Font]:
    known: dict[int, _Font] = page.kept
    found = {_mupdf().pdf_to_num(font): font for font in _listed(page)}
    new = {number: font for number, font in found.items() if number not in known}
    if new:
        known.update(_judge(page.raw.parent, new))
    return [known[number] for number in found]


def _listed(page: Page) -> Iterator[Any]:
    """Yield the fonts that the page, the forms and patterns on it and its annotations may write in."""
    mupdf = _mupdf()
    sheet = mupdf.pdf_page_from_fz_page(page.raw.this).obj()
    streams = [form for note in _values(_get(sheet, "Annots")) for form in _appearances(note)]
    pending = [mupdf.pdf_dict_get_inheritable(sheet, mupdf.pdf_new_name("Resources"))]
    seen: set[int] = set()
    listed = 0
    while pending or streams:
        while streams:
            stream = streams.pop()
            number = mupdf.pdf_to_num(stream)
            if number not in seen:
                seen.add(number)
                pending.append(_get(stream, "Resources"))
        resources = pending.pop()
        fonts = [*_values(_get(resources, "Font"))]
        fonts += [font for state in _values(_get(resources, "ExtGState")) for font in _values(_get(state, "Font"))[:1]]
        yield from fonts
        streams += [*_values(_get(resources, "XObject")), *_values(_get(resources, "Pattern"))]
        listed += len(fonts) + len(streams)
        if listed > _MOST_RESOURCES:
            raise LookupError("more resources than a page needs")


def _appearances(annotation: Any) -> list[Any]:
    normal = _get(_get(annotation, "AP"), "N")
    return [normal] if _mupdf().pdf_is_stream(normal) else _values(normal)


def _judge(document: Any, fonts: dict[int, Any]) -> dict[int, _Font]:
    verdicts: dict[int, bool] = {}
    claims: dict[int, _Claim] = {}
    for number, font in fonts.items():
        claim = _claim(document, font) if number else None
        if claim is not None and claim.digits and not _is_plain(claim):
            claims[number] = claim
        else:
            verdicts[number] = claim is not None
    verdicts |= _seen(document, claims)
    return {number: _Font(_names(font), verdicts[number]) for number, font in fonts.items()}


def _claim(document: Any, font: Any) -> _Claim | None:
    """Return what the font reads as digits, None where that cannot be known."""
    kind = _name(_get(font, "Subtype"))
    to_unicode = _get(font, "ToUnicode")
    read = _digits(document, to_unicode)
    if kind == "Type0":
        is_known = _name(_get(font, "Encoding")) == "Identity-H" and _is_embedded(_descendant(font))
        return _Claim(font, read, 2) if read is not None and to_unicode and is_known else None
    named = _differences(font)
    is_latin = _encoding(font) in _LATIN or not (_is_embedded(font) or kind == "Type3")
    if read is None or not (to_unicode or named or is_latin):
        return None
    by_name = {(code, character - _ZERO) for code, character in named.items() if 0 <= character - _ZERO <= 9}
    return _Claim(font, frozenset(pair for pair in read | by_name if pair[0] <= 0xFF), 1)


def _is_plain(claim: _Claim) -> bool:
    """Tell whether the codes themselves say which digits they are."""
    font = claim.font
    kind = _name(_get(font, "Subtype"))
    if kind == "Type0":
        in_order = Counter(code - digit for code, digit in claim.digits)
        mapped = _get(_descendant(font), "CIDToGIDMap")
        return (
            _name(mapped) in ("", "Identity")
            and not _mupdf().pdf_is_stream(mapped)
            and min(in_order.values()) >= _IN_ORDER
        )
    if kind == "Type3":
        return False
    named = _differences(font)
    return all(
        named.get(code, _ZERO + digit) == _ZERO + digit
        and (code == _ZERO + digit or (code in named and kind == "Type1"))
        for code, digit in claim.digits
    )


def _digits(document: Any, to_unicode: Any) -> Digits | None:
    if not to_unicode:
        return frozenset()
    if not _mupdf().pdf_is_stream(to_unicode) or _get(to_unicode, "UseCMap"):
        return None
    try:
        return digits_of(bounded_stream(document, _mupdf().pdf_to_num(to_unicode), _LARGEST_CMAP))
    except DocumentError:
        return None


def _encoding(font: Any) -> str:
    encoding = _get(font, "Encoding")
    return _name(encoding) or _name(_get(encoding, "BaseEncoding"))


def _differences(font: Any) -> dict[int, int]:
    """Return the characters that the font's encoding names, by their codes; ISO 32000-1, table 114."""
    mupdf = _mupdf()
    named: dict[int, int] = {}
    code = 0
    for item in _values(_get(_get(font, "Encoding"), "Differences"))[:_MOST_DIFFERENCES]:
        if mupdf.pdf_is_name(item):
            named[code] = mupdf.fz_unicode_from_glyph_name(mupdf.pdf_to_name(item))
            code += 1
        else:
            code = mupdf.pdf_to_int(item)
    return named


def _is_embedded(font: Any) -> bool:
    descriptor = _get(font, "FontDescriptor")
    return any(_get(descriptor, file) for file in _FILES)


def _descendant(font: Any) -> Any:
    return _mupdf().pdf_array_get(_get(font, "DescendantFonts"), 0)


def _names(font: Any) -> frozenset[str]:
    fonts = (font, _descendant(font))
    names = [_name(_get(one, "BaseFont")) for one in fonts]
    names += [_name(_get(_get(one, "FontDescriptor"), "FontName")) for one in fonts]
    return frozenset(name.split("+", 1)[-1] for name in names if name)


def _seen(document: Any, claims: dict[int, _Claim]) -> dict[int, bool]:
    """Tell which fonts draw every digit as it is read."""
    drawn = {number: claim for number, claim in claims.items() if len(claim.digits) <= _MOST_DRAWN}
    drawn = dict(list(drawn.items())[:_MOST_DRAWN])
    try:
        with pdf_errors():
            shapes = _shapes(document, list(drawn.values()))
    except DocumentError:
        return dict.fromkeys(claims, False)
    known = _references()
    looks = {
        number: all(
            shape is not None and looks_like(shape, digit, known)
            for (_, digit), shape in zip(sorted(claim.digits), row, strict=True)
        )
        for (number, claim), row in zip(drawn.items(), shapes, strict=True)
    }
    return {number: looks.get(number, False) for number in claims}


@cache
def _references() -> tuple[Reference, ...]:
    """Return how the digits of the base fonts look, as MuPDF has them."""
    import pymupdf

    digits = frozenset((_ZERO + digit, digit) for digit in range(10))
    with pymupdf.open() as document:
        faces = []
        for face in _FACES:
            number = document.get_new_xref()
            document.update_object(number, f"<</Type/Font/Subtype/Type1/BaseFont/{face}/Encoding/WinAnsiEncoding>>")
            faces.append(_Claim(_indirect(document, number), digits, 1))
        rows = _shapes(document, faces)
    return tuple((digit, shape) for row in rows for digit, shape in enumerate(row) if shape is not None)


def _shapes(document: Any, claims: Sequence[_Claim]) -> list[list[Shape | None]]:
    """Draw the digits that each font claims, by their codes, with MuPDF's own way from a code to a glyph."""
    if not claims:
        return []
    import pymupdf

    mupdf = _mupdf()
    pdf = mupdf.pdf_document_from_fz_document(document.this)
    columns = max(len(claim.digits) for claim in claims)
    width, height = columns * _CELL, len(claims) * _CELL
    fonts = mupdf.pdf_new_dict(pdf, len(claims))
    resources = mupdf.pdf_new_dict(pdf, 1)
    mupdf.pdf_dict_puts(resources, "Font", fonts)
    operators = []
    for row, claim in enumerate(claims):
        mupdf.pdf_dict_puts(fonts, f"F{row}", claim.font)
        bottom = height - (row + 1) * _CELL
        operators += [
            f"q {column * _CELL} {bottom} {_CELL} {_CELL} re W n BT /F{row} {_SIZE} Tf "
            f"{column * _CELL + _LEFT} {bottom + _BASE} Td <{code:0{2 * claim.width}X}> Tj ET Q"
            for column, (code, _) in enumerate(sorted(claim.digits))
        ]
    buffer = mupdf.fz_new_buffer_from_copied_data(" ".join(operators).encode())
    stream = mupdf.pdf_add_stream(pdf, buffer, mupdf.PdfObj(), 0)
    pixmap = mupdf.fz_new_pixmap_with_bbox(
        mupdf.fz_device_gray(), mupdf.fz_make_irect(0, 0, width, height), mupdf.FzSeparations(), 0
    )
    mupdf.fz_clear_pixmap_with_value(pixmap, 0xFF)
    device = mupdf.fz_new_draw_device(mupdf.FzMatrix(), pixmap)
    upright = mupdf.FzMatrix(1, 0, 0, -1, 0, height)
    cookie, state, colours = mupdf.FzCookie(), mupdf.PdfGstate(), mupdf.FzDefaultColorspaces()
    processor = mupdf.pdf_new_run_processor(pdf, device, upright, -1, "View", state, colours, cookie, state, state)
    try:
        mupdf.pdf_process_contents(processor, pdf, resources, stream, cookie)
        mupdf.pdf_close_processor(processor)
        mupdf.fz_close_device(device)
    finally:
        mupdf.pdf_delete_object(pdf, mupdf.pdf_to_num(stream))
    image = pymupdf.Pixmap("raw", pixmap)
    ink = image.samples.translate(_INKED).decode()
    return [
        [shape_of(_rows(ink, image.stride, row, column)) for column in range(len(claim.digits))]
        for row, claim in enumerate(claims)
    ]


def _rows(ink: str, stride: int, row: int, column: int) -> list[str]:
    starts = range(row * _CELL * stride + column * _CELL, (row + 1) * _CELL * stride, stride)
    return [ink[start : start + _CELL] for start in starts]


def _indirect(document: Any, number: int) -> Any:
    mupdf = _mupdf()
    return mupdf.pdf_new_indirect(mupdf.pdf_document_from_fz_document(document.this), number, 0)


def _get(holder: Any, key: str) -> Any:
    return _mupdf().pdf_dict_gets(holder, key)


def _values(holder: Any) -> list[Any]:
    """Return what a dictionary or an array holds."""
    mupdf = _mupdf()
    if mupdf.pdf_is_array(holder):
        return [mupdf.pdf_array_get(holder, index) for index in range(mupdf.pdf_array_len(holder))]
    return [mupdf.pdf_dict_get_val(holder, index) for index in range(mupdf.pdf_dict_len(holder))]


def _name(value: Any) -> str:
    name: str = _mupdf().pdf_to_name(value)
    return name


@cache
def _mupdf() -> Any:
    import pymupdf

    return pymupdf.mupdf
