"""Whether two names are of one organisation: the holder that a RIB prints, and the raison sociale that AKTO knows.

Compared are the words that tell one organisation from another: without accents, legal forms (SARL, SAS, association...)
and small words, ``St`` as ``Saint``. Banks cut, abbreviate and misprint names, so short of the same there is ``CLOSE``.

>>> compare("SARL L'Étoile du Nord", "ETOILE DU NORD")
<Closeness.SAME: 'same'>
>>> compare("Campus Belvédère", "Campus Belvédère Toulouse"), compare("CFA BTP", "Centre de formation d'apprentis BTP")
(<Closeness.CLOSE: 'close'>, <Closeness.CLOSE: 'close'>)
>>> compare("Campus Alizé", "École Lointaine")
<Closeness.DIFFERENT: 'different'>
"""

import re
import unicodedata
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final


class Closeness(StrEnum):
    """How much two names have in common."""

    SAME = "same"
    CLOSE = "close"
    DIFFERENT = "different"


_LIGATURES: Final = str.maketrans({"Œ": "OE", "Æ": "AE"})
_DOTTED: Final = re.compile(r"\b(?:[A-Z]\.){2,}")  # S.A.R.L.
_WORD: Final = re.compile(r"[A-Z0-9]+")
_LEGAL_FORMS: Final = frozenset(
    _WORD.findall(
        "SARL SARLU SAS SASU SA EURL EI EIRL SNC SCI SCOP SCIC SELARL SELAS SEM GIE GIP SOCIETE STE ASSOCIATION ASSO "
        "ASS LOI 1901 ETABLISSEMENT ETABLISSEMENTS ETS ENTREPRISE ENT CABINET COMPAGNIE CIE GROUPE MONSIEUR MADAME M "
        "MR MME MLLE"
    )
)
_SMALL: Final = frozenset(_WORD.findall("A AU AUX D DE DES DU EN ET L LA LE LES OU PAR POUR SUR"))
_EXPANDED: Final = {"ST": "SAINT"}  # STE is Société more often than Sainte
_SHORTEST_ABBREVIATION: Final = 3
_ALIKE: Final = 0.8
"""Two words whose letters agree that much are one word misread or misspelt: one letter of five."""
_MOST: Final = 0.6
"""The part of the shorter name's words that must be found in the longer one."""


def compare(holder: str, name: str) -> Closeness:
    """Compare two names, in any order; a name without any telling word is like no other."""
    mine, other = sorted((_words(holder), _words(name)), key=lambda words: (len(words), words))
    if not mine:
        return Closeness.DIFFERENT
    if sorted(mine) == sorted(other):
        return Closeness.SAME
    left = list(other)
    found = 0
    for word in mine:
        twin = next((one for one in left if _alike(word, one)), None)
        if twin is not None:
            left.remove(twin)
            found += 1
        elif initials := _spelt_out(word, left):
            del left[initials]
            found += 1
    return Closeness.CLOSE if found / len(mine) >= _MOST else Closeness.DIFFERENT


def _words(name: str) -> list[str]:
    spelt = name.upper().translate(_LIGATURES)
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    joined = _DOTTED.sub(lambda match: match[0].replace(".", "") + " ", plain)
    words = [_EXPANDED.get(word, word) for word in _WORD.findall(joined)]
    return [word for word in words if word not in _LEGAL_FORMS and word not in _SMALL]


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) >= _SHORTEST_ABBREVIATION and long.startswith(short):
        return True
    return SequenceMatcher(None, short, long).ratio() >= _ALIKE


def _spelt_out(word: str, words: list[str]) -> slice | None:
    """Find the run of words of which ``word`` are the initials."""
    for start in range(len(words) - len(word) + 1):
        run = slice(start, start + len(word))
        if len(word) > 1 and [one[0] for one in words[run]] == list(word):
            return run
    return None
