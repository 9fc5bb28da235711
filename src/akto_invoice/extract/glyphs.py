"""Which fonts of a page can be believed: whether their characters are what a person sees.

A font without ToUnicode gives U+FFFD, control or private-use characters; one whose ToUnicode is wrong gives
letters that no French text has. Judged per font: one broken font hides in a page's average.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

UNKNOWN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufff0-\uffff\U000f0000-\U0010ffff]")
"""Characters that say that the font's text is not known: control, private use, U+FFFD."""

_MAX_UNKNOWN = 0.15  # of a font's characters; a few bullets or pictograms do not condemn a font
_LETTERS_TO_JUDGE = 40  # fewer letters than this have no statistics
_COMMON = "esaitnrulodcpm"
_MIN_COMMON = 0.70  # of letters; French invoices have 0.88 or more, capitals and codes included; shifted ones below 0.6
_IMPLAUSIBLE_WORDS = 3
_CONSONANT = "bcdfghjklmnpqrstvwxz"
_IMPLAUSIBLE = re.compile(
    rf"\b(?=[a-zà-ÿ]{{4}})(?:[{_CONSONANT}]+\b|[a-z]*[{_CONSONANT}]{{5}}|[a-z]*(?:[aeiouy]{{4}}|[jkqvwxz]{{2}}))",
    re.IGNORECASE,
)
_FOLDED = str.maketrans("àâäçéèêëîïôöùûüÿ", "aaaceeeeiioouuuy")


def looks_wrong(text: str) -> bool:
    """Tell whether a page's text holds a sign of a font that cannot be believed; cheap, and often mistaken."""
    if UNKNOWN.search(text):
        return True
    return sum(1 for _ in _IMPLAUSIBLE.finditer(text)) >= _IMPLAUSIBLE_WORDS or not _is_french(text)


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
    return not _is_french(text)


def _is_french(text: str) -> bool:
    folded = text.lower().translate(_FOLDED)
    letters = sum(1 for letter in folded if "a" <= letter <= "z")
    if letters < _LETTERS_TO_JUDGE:
        return True
    return sum(map(folded.count, _COMMON)) / letters >= _MIN_COMMON
