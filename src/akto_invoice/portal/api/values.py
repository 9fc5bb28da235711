"""Forms of values that the API takes more strictly than its library would."""

import re
from datetime import date
from typing import Annotated, Final, Self

from ninja import Field, Schema
from pydantic import BeforeValidator, ValidationInfo, model_validator

_ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(value: object) -> object:
    """A number would be taken for seconds since 1970."""
    if value is None or isinstance(value, date) or (isinstance(value, str) and _ISO.fullmatch(value)):
        return value
    raise ValueError("Une date s'écrit AAAA-MM-JJ.")


Day = Annotated[date, BeforeValidator(_day)]
"""A date as ISO 8601 writes it."""


Siret = Annotated[str, Field(pattern="^[0-9]{14}$")]
"""A SIRET, compact."""

Text = Annotated[str, Field(pattern=r"^[^\x00]*$")]
"""What a person types: PostgreSQL stores and finds no NUL."""


class Asked(Schema):
    """What is asked for in the query: a filter that does not exist is refused, lest it be taken for applied."""

    @model_validator(mode="after")
    def _nothing_else(self, info: ValidationInfo) -> Self:
        unknown = set(info.context["request"].GET) - set(type(self).model_fields) if info.context else set()
        if unknown:
            raise ValueError(f"Ce paramètre n'existe pas : {min(unknown)}.")
        return self
