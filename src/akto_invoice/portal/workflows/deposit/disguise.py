"""A page's words without anything that names a person or a company, and of use to the extractor all the same.

Kept are amounts, dates, punctuation, and the words that the extractor's lexicon knows. Of all else only the shape is
left: ``X`` and ``x`` for letters, ``9`` for digits. Fictitious identifiers of the same form, whose check digits hold,
stand in for the true ones wherever those stand on the page.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from random import Random
from typing import Final

from akto_invoice.extract import lexicon
from akto_invoice.extract.layout import plain
from akto_invoice.rules import siren, siret
from akto_invoice.rules.dates import parse_date

_ESCAPE = re.compile(r"\\.|\(\?P<\w+>")
_VOCABULARY: Final = frozenset({"ht", "ttc", "tva"}).union(
    word
    for pattern in vars(lexicon).values()
    if isinstance(pattern, re.Pattern)
    for word in re.findall(r"[a-z]{2,}", _ESCAPE.sub(" ", pattern.pattern))
)
_CENTS = re.compile(r"[-(]?(?:[0-9]{1,3}[ .']?)*[0-9]{1,3}[.,][0-9]{2}\)?(?:€|EUR)?%?")
_THOUSANDS = re.compile(r"[-(]?[0-9]{1,3}")
_CAPITALS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_LONG: Final = 9  # characters: a SIREN is also found within a word, as in a VAT number


def disguised(words: Sequence[str], fictitious: Mapping[str, str]) -> list[str]:
    """Return the words of a page, in their order; ``fictitious`` are what stands in for identifiers, compact both.

    >>> disguised(["Durand", "Alizé,", "SIRET", "524", "818", "457", "00029", "Total", "HT", "1", "152,00", "€"],
    ...           {"52481845700029": "73282932000074"})
    ['Xxxxxx', 'Xxxxx,', 'SIRET', '732', '829', '320', '00074', 'Total', 'HT', '1', '152,00', '€']
    """
    replaced = _replacements(words, fictitious)
    return [
        word if rank not in replaced and _is_harmless(word, after) else _masked(word, replaced.get(rank, {}))
        for rank, (word, after) in enumerate(zip_longest(words, words[1:], fillvalue=""))
    ]


def fictitious_siret(rng: Random) -> str:
    """Return a SIRET whose check digits hold."""
    return next(number for number in _drawn(rng) if siret.is_valid(number))


def fictitious_like(text: str, rng: Random) -> str:
    """Return a text with other letters and digits in the same places; the first four stay where they are digits.

    A dossier begins with its year and month, which are nobody's.
    """
    kept = 4 if text[:4].isdigit() else 0
    return text[:kept] + "".join(_other(char, rng) for char in text[kept:])


def edited_alike(read: str, true: str, fictitious: str) -> str:
    """Return what was read of the fictitious identifier, had it been misread as the true one was.

    >>> edited_alike("FAC-2O", "FAC-20", "KRT-71")
    'KRT-7O'
    """
    if not len(read) == len(true) == len(fictitious):
        return _masked(read, {})
    return "".join(char if char != right else other for char, right, other in zip(read, true, fictitious, strict=True))


def _is_harmless(word: str, after: str) -> bool:
    if not any(char.isalnum() for char in word) or _CENTS.fullmatch(word):
        return True
    if _THOUSANDS.fullmatch(word) and _CENTS.fullmatch(after):
        return True
    if any(char.isdigit() for char in word):
        return parse_date(word) is not None
    parts = re.findall(r"[a-z]+", plain(word))
    return all(len(part) == 1 or part in _VOCABULARY or part.removesuffix("s") in _VOCABULARY for part in parts)


def _replacements(words: Sequence[str], fictitious: Mapping[str, str]) -> dict[int, dict[int, str]]:
    """What stands in for which characters of which words."""
    places = [(rank, index) for rank, word in enumerate(words) for index in _compared(word)]
    stream = "".join(words[rank][index].upper() for rank, index in places)
    starts = {place for place, (_, index) in enumerate(places) if index == next(_compared(words[places[place][0]]))}
    found: dict[int, dict[int, str]] = {}
    for true, other in sorted(fictitious.items(), key=lambda pair: -len(pair[0])):
        for match in re.finditer(re.escape(true), stream):
            ends_a_word = match.end() == len(stream) or match.end() in starts
            if len(true) >= _LONG or (match.start() in starts and ends_a_word):
                for (rank, index), char in zip(places[match.start() : match.end()], other, strict=False):
                    found.setdefault(rank, {}).setdefault(index, char)
    return found


def _compared(word: str) -> Iterator[int]:
    """The places of the letters and digits that identifiers are compared by."""
    return (index for index, char in enumerate(word) if char.isascii() and char.isalnum())


def _masked(word: str, replaced: Mapping[int, str]) -> str:
    return "".join(replaced.get(index) or _shape(char) for index, char in enumerate(word))


def _shape(char: str) -> str:
    if char.isdigit():
        return "9"
    if char.isalpha():
        return "X" if char.isupper() else "x"
    return char


def _other(char: str, rng: Random) -> str:
    if char.isdigit():
        return rng.choice("0123456789")
    return rng.choice(_CAPITALS) if char.isalpha() else char


def _drawn(rng: Random) -> Iterator[str]:
    """Fourteen digits, of which the first nine make a SIREN that holds."""
    while True:
        company = f"{rng.randrange(10**9):09}"
        if siren.is_valid(company):
            yield f"{company}{rng.randrange(10**5):05}"
