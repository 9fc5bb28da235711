"""The reference page: the contract in words, made on the server, with no script at all."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

_PLACES: Final = {"path": "adresse", "query": "requête", "header": "en-tête"}


@dataclass(frozen=True, slots=True)
class Value:
    """A parameter, or a property of an object."""

    name: str
    place: str
    form: str
    is_required: bool
    description: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One operation in words."""

    id: str
    group: str
    method: str
    path: str
    summary: str
    description: str
    values: list[Value]
    answer: str


class Reference(DocsBase):
    """Shows the OpenAPI document within the portal's pages."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **_: Any) -> HttpResponse:
        """Return the page."""
        text = json.dumps(api.get_openapi_schema())
        contract = _told(json.loads(text), _choices(json.loads(text)))
        objects = {
            name: (schema.get("description", ""), list(_properties(schema)))
            for name, schema in sorted(contract["components"]["schemas"].items())
            if "properties" in schema and f'/schemas/{name}"' in text
        }
        context = {"entries": list(_entries(contract)), "schemas": objects}
        return render(request, "portal/api.html", context)


def _choices(contract: Mapping[str, Any]) -> dict[str, Any]:
    """Return the choices of words, by their names."""
    schemas = contract["components"]["schemas"].items()
    return {name: {"enum": schema["enum"]} for name, schema in schemas if "enum" in schema}


def _told(part: Any, choices: Mapping[str, Any]) -> Any:
    """Put each choice of words in the place of its name."""
    match part:
        case {"$ref": str(target)} if (name := target.rsplit("/", 1)[-1]) in choices:
            return {key: value for key, value in part.items() if key != "$ref"} | choices[name]
        case dict():
            return {key: _told(value, choices) for key, value in part.items()}
        case list():
            return [_told(value, choices) for value in part]
        case _:
            return part


def _entries(contract: Mapping[str, Any]) -> Iterator[Entry]:
    for path, methods in contract["paths"].items():
        for method, operation in methods.items():
            yield Entry(
                id=operation["operationId"],
                group=operation["tags"][0],
                method=method.upper(),
                path=path,
                summary=operation["summary"],
                description=operation["description"],
                values=[*map(_parameter, operation["parameters"]), *_body(operation)],
                answer=_answer(operation["responses"]),
            )


def _answer(responses: Mapping[str, Any]) -> str:
    status = min(responses)
    for media, content in responses[status].get("content", {}).items():
        return f"{status}, {_form(content['schema']) if media == 'application/json' else media}"
    return status


def _parameter(one: Mapping[str, Any]) -> Value:
    return Value(one["name"], _PLACES[one["in"]], _form(one["schema"]), one["required"], one.get("description", ""))


def _body(operation: Mapping[str, Any]) -> Iterator[Value]:
    for media, content in operation.get("requestBody", {}).get("content", {}).items():
        schema = content["schema"]
        if "properties" in schema:
            yield from (
                Value(one.name, media, one.form, one.is_required, one.description) for one in _properties(schema)
            )
        else:
            yield Value("", media, _form(schema), True, schema.get("description", ""))


def _properties(schema: Mapping[str, Any]) -> Iterator[Value]:
    for name, one in schema["properties"].items():
        yield Value(name, "", _form(one), name in schema.get("required", ()), one.get("description", ""))


def _form(schema: Mapping[str, Any]) -> str:
    """Return the form of a value in a few characters.

    >>> _form({"anyOf": [{"type": "array", "items": {"$ref": "#/components/schemas/Piece"}}, {"type": "null"}]})
    'Piece[] | null'
    """
    match schema:
        case {"$ref": str(target)}:
            return target.rsplit("/", 1)[-1]
        case {"enum": values}:
            return " | ".join(map(str, values))
        case {"const": value}:
            return str(value)
        case {"anyOf": choices}:
            return " | ".join(map(_form, choices))
        case {"type": "array", "items": items}:
            form = _form(items)
            return f"({form})[]" if "|" in form else f"{form}[]"
        case {"type": str(kind), "format": str(more)}:
            return f"{kind} ({more})"
        case {"type": str(kind)}:
            return kind
        case _:
            return ""
