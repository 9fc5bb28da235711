"""Whether the digits that a page's fonts give are beyond doubt: the digits that a person sees.

A font says twice what its codes stand for: once by the glyph that is drawn, once by what programs read (ToUnicode,
or the encoding's glyph names). Nothing holds the two together, so the second is believed only where something else
speaks for it, from cheap to dear:

1. the codes themselves: a digit at its own ASCII code or under its own glyph name, or as far from it as other
   characters are from theirs, because the glyphs stand in the order that they had in the whole font;
2. the glyphs, drawn and compared with those of the base fonts.

What is not caught: glyphs exchanged within a font program whose codes are in order.

Digits alone are judged: amounts, dates and numbers are made of them. Letters that are read wrongly make no French,
which :mod:`akto_invoice.extract.glyphs` sees.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from akto_invoice.errors import DocumentError
from akto_invoice.extract.cmaps import Characters, ascii_of
from akto_invoice.extract.document import Page, bounded_stream, pdf_errors
from akto_invoice.extract.shapes import looks_like
from akto_invoice.extract.specimen import ZERO, Claim, drawn, references
from akto_invoice.extract.visibility import Place, blocks_of, spans_of

_SIMPLE = ("Type1", "MMType1", "TrueType", "Type3")
_LATIN = ("WinAnsiEncoding", "MacRomanEncoding", "StandardEncoding")
_IN_ORDER = 3  # characters as far from their codes; two are by chance where glyphs are numbered by first use
_MOST_RESOURCES = 300  # of a page: forms, patterns, fonts; an invoice has some ten
_MOST_DRAWN = 25  # codes of a font, and fonts
_MOST_DIFFERENCES = 1000
_LARGEST_CMAP = 400_000  # bytes
_FILES = ("FontFile", "FontFile2", "FontFile3")


_EVERYTHING = re.compile("")


class _Font(NamedTuple):
    """The names under which a page's spans may know a font, and what it says that is not beyond doubt, if anything."""

    names: frozenset[str]
    doubted: re.Pattern[str] | None


def doubted_spans(page: Page, textpage: Any) -> list[Place]:
    """Return the places of the spans that are not beyond doubt; ``textpage`` is the one of the page's words.

    Spans are listed, which costs as much as cutting words, only where some font is doubted.
    """
    try:
        with pdf_errors():
            fonts = _fonts(page)
    except DocumentError:
        fonts = [_Font(frozenset(), _EVERYTHING)]
    if all(font.doubted is None for font in fonts):
        return []
    doubted: dict[str, list[re.Pattern[str] | None]] = {}
    for font in fonts:
        for name in font.names:
            doubted.setdefault(name, []).append(font.doubted)
    return [
        Place(page.displayed(span["bbox"]), line)
        for span, line, _ in spans_of(blocks_of(textpage))
        if any(doubt and doubt.search(span["text"]) for doubt in doubted.get(span["font"], (_EVERYTHING,)))
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
    doubts: dict[int, re.Pattern[str] | None] = {}
    claims: dict[int, Claim] = {}
    for number, font in fonts.items():
        claim = _claim(document, font) if number else None
        if claim is not None and claim.digits and not _is_plain(claim):
            claims[number] = claim
        else:
            doubts[number] = None if claim is not None else _EVERYTHING
    doubts |= _unlike(document, claims)
    return {number: _Font(_names(font), doubts[number]) for number, font in fonts.items()}


def _claim(document: Any, font: Any) -> Claim | None:
    """Return what the font reads as digits, None where that cannot be known."""
    kind = _name(_get(font, "Subtype"))
    to_unicode = _get(font, "ToUnicode")
    read = _read(document, to_unicode)
    if kind == "Type0":
        is_known = _name(_get(font, "Encoding")) == "Identity-H" and _is_embedded(_descendant(font))
        return Claim(font, read, 2) if read is not None and to_unicode and is_known else None
    named = _differences(font)
    is_latin = _encoding(font) in _LATIN or not (_is_embedded(font) or kind == "Type3")
    if kind not in _SIMPLE or read is None or not (to_unicode or named or is_latin):
        return None
    return Claim(font, frozenset(pair for pair in read | set(named.items()) if pair[0] <= 0xFF), 1)


def _is_plain(claim: Claim) -> bool:
    """Tell whether the codes themselves say which digits they are."""
    font = claim.font
    kind = _name(_get(font, "Subtype"))
    if kind == "Type0":
        in_order = Counter(code - character for code, character in claim.characters)
        mapped = _get(_descendant(font), "CIDToGIDMap")
        return (
            _name(mapped) in ("", "Identity")
            and not _mupdf().pdf_is_stream(mapped)
            and all(in_order[code - digit - ZERO] >= _IN_ORDER for code, digit in claim.digits)
        )
    if kind == "Type3":  # draws by operators of its own, whatever its codes and names
        return False
    named = _differences(font)
    return all(
        named.get(code, ZERO + digit) == ZERO + digit
        and (code == ZERO + digit or (code in named and kind != "TrueType"))
        for code, digit in claim.digits
    )


def _read(document: Any, to_unicode: Any) -> Characters | None:
    if not to_unicode:
        return frozenset()
    if not _mupdf().pdf_is_stream(to_unicode) or _get(to_unicode, "UseCMap"):
        return None
    try:
        return ascii_of(bounded_stream(document, _mupdf().pdf_to_num(to_unicode), _LARGEST_CMAP))
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
            named[code] = _character(mupdf.pdf_to_name(item))
            code += 1
        else:
            code = mupdf.pdf_to_int(item)
    return named


@lru_cache(maxsize=1000)
def _character(glyph_name: str) -> int:
    character: int = _mupdf().fz_unicode_from_glyph_name(glyph_name)
    return character


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


def _unlike(document: Any, claims: dict[int, Claim]) -> dict[int, re.Pattern[str] | None]:
    """Return, by font, the digits that it draws otherwise than they are read, or not at all."""
    few = {number: claim for number, claim in claims.items() if len(claim.digits) <= _MOST_DRAWN}
    doubts: dict[int, re.Pattern[str] | None] = dict.fromkeys(claims, _EVERYTHING)
    for number, shapes in zip(few, drawn(document, list(few.values())[:_MOST_DRAWN]), strict=False):
        unlike = {
            str(digit)
            for (_, digit), shape in zip(few[number].digits, shapes, strict=True)
            if shape is None or not looks_like(shape, digit, references())
        }
        doubts[number] = re.compile(f"[{''.join(sorted(unlike))}]") if unlike else None
    return doubts


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
