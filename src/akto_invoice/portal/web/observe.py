"""One line in the log for each request: what was asked for by its route, never by its path, which may name somebody."""

import logging
import re
from collections.abc import Callable
from time import perf_counter
from typing import Final
from uuid import uuid4

from django.http import HttpRequest, HttpResponseBase

from akto_invoice.portal.logs import enter, leave

logger = logging.getLogger(__name__)

_GIVEN: Final = re.compile(r"[0-9a-f-]{16,36}")  # as proxies make them; nothing else gets into the log
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def observe(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware. The request's id is the proxy's ``X-Request-ID``, or a new one; the answer bears it too."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get("X-Request-ID", "")
        identity = given if _GIVEN.fullmatch(given) else uuid4().hex
        started = perf_counter()
        enter(request=identity)
        try:
            response = get_response(request)
            figures = {
                "method": request.method if request.method in _METHODS else "?",
                "route": request.resolver_match.route if request.resolver_match else None,
                "status": response.status_code,
                "ms": round((perf_counter() - started) * 1000, 1),
            }
            logger.info("request", extra={"figures": figures})
        finally:
            leave("request")
        response["X-Request-ID"] = identity
        return response

    return answer
