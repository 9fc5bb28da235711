"""What machines ask: is the process alive, can the portal work, and how much there is to do.

Answered before host names, HTTPS and sessions are looked at: who watches a server asks it by its address. Every few
seconds, too: so no line is logged.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.crypto import constant_time_compare
from prometheus_client import CONTENT_TYPE_LATEST

from akto_invoice.portal.workflows.metrics import exposition
from akto_invoice.portal.workflows.readiness import readiness


def answer_probes(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware, the outermost. Any other path goes on to the pages."""

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


def _measured(request: HttpRequest) -> HttpResponse:
    """The metrics, to who knows the token; without a token in the environment there are none."""
    if not settings.METRICS_TOKEN:
        return HttpResponse(status=404)
    given = request.headers.get("Authorization", "")
    if not constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}"):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    return HttpResponse(exposition(), content_type=CONTENT_TYPE_LATEST)


PROBES: Final[Mapping[str, Callable[[HttpRequest], HttpResponse]]] = MappingProxyType(
    {"/healthz": _alive, "/readyz": _ready, "/metrics": _measured}
)
