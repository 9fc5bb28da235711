"""Which codes a ToUnicode CMap reads as digits; what is not plainly understood gets no answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akto_invoice.extract.cmaps import ascii_of


def char(*pairs: str) -> bytes:
    return f"{len(pairs)} beginbfchar\n{chr(10).join(pairs)}\nendbfchar\n".encode()


def span(*triples: str) -> bytes:
    return f"{len(triples)} beginbfrange\n{chr(10).join(triples)}\nendbfrange\n".encode()


@pytest.mark.parametrize(
    ("cmap", "digits"),
    [
        (b"", set()),
        (char("<0001> <0041>", "<0002> <0020>"), set()),
        (char("<13> <0030>", "<0014><0037>"), {(0x13, 0), (0x14, 7)}),
        (char("<0001> <0038>") + char("<0002> <0039>"), {(1, 8), (2, 9)}),
        (span("<0003> <0015> <0020>"), {(0x13, 0), (0x14, 1), (0x15, 2)}),
        (span("<0017> <001b> <0034>", "<0024> <0026> <0041>"), {(0x17 + n, 4 + n) for n in range(5)}),
        (span("<0000> <FFFF> <0000>"), {(0x30 + n, n) for n in range(10)}),
        (span("<00000000> <FFFFFFFF> <0031>"), {(n, 1 + n) for n in range(9)}),
        (span("<0005> <0007> [<0041> <0037> <0031>]"), {(6, 7), (7, 1)}),
        (span("<0009> <0003> <0030>"), set()),
        (char("<0001> <0066006C>"), set()),
        (char("<0001> <0037>", "<0001> <0031>"), {(1, 7), (1, 1)}),
    ],
)
def test_digits(cmap: bytes, digits: set[tuple[int, int]]) -> None:
    read = ascii_of(cmap)
    assert read is not None
    assert {(code, character - 0x30) for code, character in read if 0x30 <= character <= 0x39} == digits


@pytest.mark.parametrize(
    "cmap",
    [
        char("<0001> <00310032>"),  # one glyph, two digits
        char("<0001> <31>", "<0002> <003>"),
        char("<0001> (1)"),
        char("<0001> /one"),
        char("<0001> <00 31>"),
        char("<0001> % <0041>\n<0031>"),
        char("<0001>", "<0002> <0031>"),
        char("<001> <0031>"),
        char("<0000000001> <0031>"),
        span("<0001> <0002>"),
        span("[ [ <0031> ]"),
        span("<0001> <0005> <00410030>"),
        b"beginbfchar <0001> <0031>",
        b"1 beginbfchar <0001> <0031> endbfrange",
        b"/Other usecmap",
        b"1 begincidrange <0001> <0009> 48 endcidrange",
    ],
)
def test_what_is_not_plain_gets_no_answer(cmap: bytes) -> None:
    assert ascii_of(cmap) is None


_PIECES = st.sampled_from([*b"<>[]%/( \n09Aa".decode(), "<0001>", "<0031>", "beginbfchar", "endbfchar", "beginbfrange"])


@given(st.one_of(st.binary(), st.lists(_PIECES).map(lambda pieces: "".join(pieces).encode())))
def test_any_bytes_get_characters_or_none(cmap: bytes) -> None:
    read = ascii_of(char() + cmap)
    assert read is None or all(chr(character).isascii() for _, character in read)
