"""What the portal shows is kept by no cache: not by a proxy, not by the browser of a shared computer."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase


def keep_private(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware. Static files are answered before it."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response["Cache-Control"] = "private, no-store"
        return response

    return answer
