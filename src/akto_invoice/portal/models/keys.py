"""The form in which numbers and references are compared: A-Z and 0-9 alone.

Search keys are stored in this form, so that a search tolerates spaces, dots, case and accents on both sides.
"""

import re
import unicodedata
from collections.abc import Iterable

_OTHER = re.compile(r"[^A-Z0-9]+")


def search_key(text: str) -> str:
    """Return ``text`` in capitals without accents, spaces and punctuation.

    >>> search_key("20.ph444241 cal"), search_key("FAC n° 2025/02-É")
    ('20PH444241CAL', 'FACN202502E')
    """
    return _OTHER.sub("", unicodedata.normalize("NFKD", text).upper())


def search_text(reference: str, siret: str, numbers: Iterable[str] = ()) -> str:
    """Return all that the quick search finds an invoice by; no key holds a space, so none is found across two.

    >>> search_text("FAC 2025-02", "52481845700029", ["2310AF000021"])
    'FAC202502 52481845700029 2310AF000021'
    """
    return " ".join([search_key(reference), siret, *sorted(map(search_key, numbers))])
