"""What machines ask: is the process alive, can the portal work, and how much there is to do.

Answered before host names, HTTPS and sessions are looked at: who watches a server asks it by its address.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

from akto_invoice.portal.workflows.readiness import readiness


def answer_probes(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware. Any other path goes on to the pages."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        probe = PROBES.get(request.path_info)
        if probe is None or request.method not in ("GET", "HEAD"):
            return get_response(request)
        response = probe(request)
        response["Cache-Control"] = "no-store"
        return response

    return answer


def _alive(_: HttpRequest) -> HttpResponse:
    """The process answers. Nothing else is tried: a database that is down is no reason to kill the web server."""
    return HttpResponse("ok\n", content_type="text/plain")


def _ready(_: HttpRequest) -> HttpResponse:
    """200 where every part holds, else 503; which one fails is all that is told to anybody."""
    parts = readiness()
    told = {name: "ok" if holds else "failed" for name, holds in parts.items()}
    return JsonResponse(told, status=200 if all(parts.values()) else 503)


PROBES: Final[Mapping[str, Callable[[HttpRequest], HttpResponse]]] = MappingProxyType(
    {"/healthz": _alive, "/readyz": _ready}
)
