"""Which fonts of a page can be believed: whether their characters are what a person sees.

A font without ToUnicode gives U+FFFD, control or private-use characters; one whose ToUnicode is wrong gives
letters of other scripts, or letters as often as no French text has them. Judged per font: one broken font hides
in a page's average.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from string import ascii_lowercase

UNKNOWN = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # control
    "\u0180-\u0191\u0193-\u0217\u021c-\u02b9\u0400-\u1dff\u2e80-\ud7ff"  # scripts and letters of other languages
    "\ue000-\uf8ff\ufff0-\uffff\U000f0000-\U0010ffff"  # private use, U+FFFD
    "]"
)
"""Characters that French print does not have: they say that the font's text is not known."""

_MAX_UNKNOWN = 0.15  # of a font's characters; a few bullets or pictograms do not condemn a font
_LETTERS_TO_JUDGE = 40  # fewer letters than this have no statistics
_COMMON = "esaitnrulodcpm"
_RARE = "".join(set(ascii_lowercase) - set(_COMMON))
_MIN_COMMON = 0.70  # of letters; French invoices have 0.88 or more, capitals and codes included; shifted ones below 0.6
_FEW_STRANGE = 3  # a web address and a foreign name have as many
_ACCENTED = "éèêëàâçôîïûùü"
_STRANGE_PAIRS = re.compile(
    "[jkqvwz][bcdfghjkmpqvwxz]|x[bdfghjkmqvwxz]"
)  # in no French word; shifted text is full of them


def looks_wrong(text: str) -> bool:
    """Tell whether a page's text holds a sign of a font that cannot be believed; cheap, and often mistaken."""
    if UNKNOWN.search(text):
        return True
    lower = text.lower()
    return len(_STRANGE_PAIRS.findall(lower)) >= _FEW_STRANGE or not _is_french(lower)


def garbled_fonts(spans: Iterable[tuple[str, str]]) -> frozenset[str]:
    r"""Return the names of the fonts whose text is not what a person sees; ``spans`` are (font, text).

    >>> garbled_fonts([("Good", "Facture de formation"), ("Bad", "\ufffd\ufffd\ufffd 12")])
    frozenset({'Bad'})
    """
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for font, text in spans:
        texts[font].append(text)
    return frozenset(font for font, parts in texts.items() if _is_garbled("".join(parts)))


def _is_garbled(text: str) -> bool:
    characters = len(text) - text.count(" ")
    if characters and len(UNKNOWN.findall(text)) / characters > _MAX_UNKNOWN:
        return True
    return not _is_french(text.lower())


def _is_french(lower: str) -> bool:
    common = sum(map(lower.count, _COMMON + _ACCENTED))
    letters = common + sum(map(lower.count, _RARE))
    return letters < _LETTERS_TO_JUDGE or common / letters >= _MIN_COMMON
