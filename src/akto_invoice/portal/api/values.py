"""Forms of values that the API takes more strictly than its library would."""

import re
from datetime import date
from typing import Annotated, Final

from pydantic import BeforeValidator

_ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(value: object) -> object:
    """A number would be taken for seconds since 1970."""
    if value is None or isinstance(value, date) or (isinstance(value, str) and _ISO.fullmatch(value)):
        return value
    raise ValueError("Une date s'écrit AAAA-MM-JJ.")


Day = Annotated[date, BeforeValidator(_day)]
"""A date as ISO 8601 writes it."""
