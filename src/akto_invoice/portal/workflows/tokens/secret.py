"""The form of a token, and the digest that is kept of it.

A token is 256 random bits, so a plain SHA-256 of it cannot be turned round: no slow hash is needed.
"""

import hashlib
import secrets
from typing import Final

_MARK: Final = "akto_"  # by which programs that look for leaked secrets know one
PREFIX_LENGTH: Final = len(_MARK) + 8


def new_secret() -> str:
    """Return a token that nobody has."""
    return _MARK + secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(secret.encode()).hexdigest()
