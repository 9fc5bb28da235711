"""The last step of a document that PyMuPDF writes: the same bytes every time."""

import hashlib

import pymupdf

_DATE = "D:20250102090000+01'00'"


def fixed(document: pymupdf.Document, producer: str, seed: int) -> bytes:
    """Return the document's bytes with fixed dates and an identifier that depends on ``seed`` alone; closes it."""
    document.set_metadata({"producer": producer, "creator": producer, "creationDate": _DATE, "modDate": _DATE})
    identifier = hashlib.md5(f"{producer}/{seed}".encode(), usedforsecurity=False).hexdigest().upper()
    document.xref_set_key(-1, "ID", f"[<{identifier}><{identifier}>]")
    data: bytes = document.tobytes(garbage=3, deflate=True, no_new_id=True)
    document.close()
    return data
