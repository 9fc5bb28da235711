"""The API put together: its operations, its refusals, and its contract."""

from collections.abc import Callable
from typing import Any, Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path, re_path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from akto_invoice.portal.api import deposits, entities, extract, invoices, ribs
from akto_invoice.portal.api.bearer import Bearer
from akto_invoice.portal.api.contract import extraction_schemas
from akto_invoice.portal.api.problems import answer_errors, not_found, not_this_way, too_large
from akto_invoice.portal.api.reference import Reference

MAX_BODY: Final = 40 * 1024 * 1024


class PortalApi(NinjaAPI):
    """The API; operations are named by their functions, and the contract holds the command line's."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return the function's name."""
        return operation.view_func.__name__

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """Return the contract."""
        schema = super().get_openapi_schema(**options)
        schema["components"]["schemas"] |= extraction_schemas()
        _forget_docstrings(schema)
        return schema


def _forget_docstrings(part: Any) -> None:
    """Take away what the portal's own choices say of themselves: it is in English, and for its programmers."""
    match part:
        case {"enum": _}:
            part.pop("description", None)
        case dict():
            for one in part.values():
                _forget_docstrings(one)
        case list():
            for one in part:
                _forget_docstrings(one)


api = PortalApi(
    title="Mon Espace - Les Factures",
    version="1",
    description="L'API du portail : mêmes règles, mêmes contrôles et mêmes droits que ses pages.",
    auth=Bearer(),
    docs=Reference(),
    urls_namespace="api",
)
answer_errors(api)
api.add_router("/entities", entities.router)
api.add_router("/invoices", invoices.router)
api.add_router("/deposits", deposits.router)
api.add_router("/ribs", ribs.router)
api.add_router("/extract", extract.router)


def urls() -> tuple[list[URLPattern], str, str]:
    """Return the addresses, which need a token and no session; any other below them is answered as a refusal."""
    patterns, app, namespace = api.urls
    found = [
        path(str(pattern.pattern), _for_programs(pattern.callback), name=pattern.name)
        for pattern in patterns
        if isinstance(pattern, URLPattern) and pattern.name != "api-root"
    ]
    nothing = _for_programs(not_found)
    return [*found, path("", nothing, name="api-root"), re_path("", nothing, name="unknown")], app, namespace


def _for_programs(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @login_not_required
    @csrf_exempt
    def answer(request: HttpRequest, **found: Any) -> HttpResponseBase:
        length = str(request.META.get("CONTENT_LENGTH") or 0)
        if not length.isdecimal() or int(length) > MAX_BODY:
            return too_large()
        response = view(request, **found)
        return not_this_way(response["Allow"]) if response.status_code == 405 else response

    return answer
