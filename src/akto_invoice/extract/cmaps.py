"""Which codes of a font its ToUnicode CMap (ISO 32000-1, 9.10.3) reads as digits and other ASCII characters.

Stricter than MuPDF's own parser, so that no code can be a digit to MuPDF and none here: a CMap that is not plainly
understood gets no answer. Ranges are never expanded, however wide.
"""

import re
from collections.abc import Iterator, Sequence

_BLOCK = re.compile(rb"beginbf(char|range)(.*?)endbf\1", re.DOTALL)
_TOKEN = re.compile(rb"<([0-9A-Fa-f]+)>|([\[\]])")
_IN_BLOCK = b"0123456789ABCDEFabcdef<>[] \t\r\n\f\0"
_MAPPED_OTHERWISE = (b"usecmap", b"begincid")
_UNIT = 4  # hex digits of a UTF-16 code unit
_CODE = 8  # hex digits of the longest code
_FIRST, _LAST, _PAST = 0x21, 0x7E, b"007F"  # ASCII without the space, and what follows it in hex
_ZERO, _NINE = 0x30, 0x39

Characters = frozenset[tuple[int, int]]
"""Pairs of a code and the ASCII character, 0x21 to 0x7E, that it is read as."""

_Mapping = tuple[bytes, bytes, bytes]
"""First and last code, and what the first is read as, all in hex; the following codes are read as what follows."""


class _NotUnderstood(Exception):
    pass


def ascii_of(cmap: bytes) -> Characters | None:
    """Return the codes that ``cmap`` reads as one ASCII character; None where its digits are not beyond doubt.

    >>> sorted(ascii_of(b"1 beginbfrange <0010> <0015> <001f> endbfrange"))
    [(18, 33), (19, 34), (20, 35), (21, 36)]
    >>> ascii_of(b"1 beginbfchar <0003> <00310032> endbfchar") is None
    True
    """
    blocks = _BLOCK.findall(cmap)
    if len(blocks) != cmap.count(b"beginbf") or any(word in cmap for word in _MAPPED_OTHERWISE):
        return None
    try:
        return frozenset(
            pair for kind, block in blocks for mapping in _mappings(kind, block) for pair in _characters(*mapping)
        )
    except _NotUnderstood:
        return None


def _mappings(kind: bytes, block: bytes) -> Iterator[_Mapping]:
    tokens = [text or bracket for text, bracket in _TOKEN.findall(block)]
    if block.translate(None, _IN_BLOCK) or block.count(b"<") + block.count(b"[") + block.count(b"]") != len(tokens):
        raise _NotUnderstood
    if kind == b"range":
        yield from _ranges(tokens)
        return
    if len(tokens) % 2 or b"[" in block or b"]" in block:
        raise _NotUnderstood
    for code, text in zip(tokens[::2], tokens[1::2], strict=True):
        if _matters(text):
            yield code, code, text


def _ranges(tokens: Sequence[bytes]) -> Iterator[_Mapping]:
    rest = iter(tokens)
    for first in rest:
        last, text = next(rest, b""), next(rest, b"")
        if text != b"[":
            if _matters(text):
                yield first, last, text
            continue
        if not _is_code(first):
            raise _NotUnderstood
        for code, one in enumerate(iter(lambda: next(rest, b"]"), b"]"), int(first, 16)):
            yield b"%08x" % code, b"%08x" % code, one


def _matters(text: bytes) -> bool:
    """Tell whether a code that is read as ``text``, or one after it in a range, can be ASCII or hold a digit."""
    return text < _PAST or len(text) != _UNIT


def _characters(first: bytes, last: bytes, text: bytes) -> Iterator[tuple[int, int]]:
    if not (_is_code(first) and _is_code(last)) or not text or len(text) % _UNIT:
        raise _NotUnderstood
    code, read = int(first, 16), int(text[-_UNIT:], 16)
    top = read + int(last, 16) - code
    if len(text) == _UNIT:
        for character in range(max(read, _FIRST), min(top, _LAST) + 1):
            yield code + character - read, character
        return
    units = [int(text[at : at + _UNIT], 16) for at in range(0, len(text) - _UNIT, _UNIT)]
    if (read <= _NINE and top >= _ZERO) or any(_ZERO <= unit <= _NINE for unit in units):
        raise _NotUnderstood


def _is_code(text: bytes) -> bool:
    return 0 < len(text) <= _CODE and len(text) % 2 == 0
