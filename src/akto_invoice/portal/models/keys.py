"""What the quick search looks in: keys, so that a search tolerates spaces, dots, case and accents on both sides."""

from collections.abc import Iterable

from akto_invoice.rules.keys import search_key

__all__ = ["search_key", "search_text"]


def search_text(reference: str, siret: str, numbers: Iterable[str] = ()) -> str:
    """Return all that the quick search finds an invoice by; no key holds a space, so none is found across two.

    >>> search_text("FAC 2025-02", "52481845700029", ["2310AF000021"])
    'FAC202502 52481845700029 2310AF000021'
    """
    return " ".join([search_key(reference), siret, *sorted(map(search_key, numbers))])
