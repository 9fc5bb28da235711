"""The form in which numbers and references are compared: A-Z and 0-9 alone.

Search keys are stored in this form, so that a search tolerates spaces, dots, case and accents on both sides.
"""

import re
import unicodedata

_OTHER = re.compile(r"[^A-Z0-9]+")


def search_key(text: str) -> str:
    """Return ``text`` in capitals without accents, spaces and punctuation.

    >>> search_key("20.ph444241 cal"), search_key("FAC n° 2025/02-É")
    ('20PH444241CAL', 'FACN202502E')
    """
    return _OTHER.sub("", unicodedata.normalize("NFKD", text).upper())
