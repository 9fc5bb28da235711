"""What the API answers when it refuses: one JSON object, with the status that fits the error."""

import logging
from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import Field, NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from akto_invoice.errors import AktoInvoiceError, DocumentError, OcrUnavailable, ReaderCrashed, ReadingTimeout
from akto_invoice.portal import errors

_log = logging.getLogger("django.request")


class Detail(Schema):
    """One value of the request that is not as the contract says."""

    where: str = Field(description="Où : query.page, body.total_ht...")
    message: str


class Problem(Schema):
    """Pourquoi la demande est refusée, et que faire ; rien n'a été changé."""

    code: str = Field(description="Stable, pour les programmes.")
    message: str = Field(description="En français, pour les personnes ; sa formulation peut changer.")
    details: list[Detail] = Field([], description="Avec invalid_request : chaque valeur refusée.")


# The first kind that an error belongs to counts.
STATUSES: Final[Mapping[type[AktoInvoiceError], int]] = {
    errors.NotVisible: 404,
    errors.NotAllowed: 403,
    errors.TooManyRequests: 429,
    errors.InvoiceClosed: 409,
    errors.TransitionRefused: 409,
    errors.RuleBroken: 422,
    DocumentError: 422,
    ReadingTimeout: 422,
    ReaderCrashed: 422,
    OcrUnavailable: 503,
}

_MESSAGES: Final = {
    "missing": "Ce champ est obligatoire.",
    "extra_forbidden": "Ce champ n'existe pas.",
}


def problem(
    status: int, code: str, message: str, *, headers: Mapping[str, str] | None = None, **more: object
) -> HttpResponse:
    """Return a refusal."""
    return JsonResponse({"code": code, "message": message, "details": [], **more}, status=status, headers=headers)


def answer_errors(api: NinjaAPI) -> None:
    """Make the API answer every error as a ``Problem``."""
    api.add_exception_handler(AktoInvoiceError, _refused)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(AuthenticationError, _unknown)
    api.add_exception_handler(HttpError, _unreadable)
    api.add_exception_handler(SuspiciousOperation, _suspicious)
    api.add_exception_handler(Http404, lambda request, _: not_found(request))
    api.add_exception_handler(PermissionDenied, lambda _, error: problem(403, "not_allowed", str(error)))
    api.add_exception_handler(Exception, _broken)


def not_found(_: HttpRequest, **__: str) -> HttpResponse:
    """Answer an address that is not the API's."""
    return problem(404, "not_found", "Cette adresse n'existe pas : voyez le contrat, /api/v1/openapi.json.")


def not_this_way(allowed: str) -> HttpResponse:
    """Answer a method that the address does not know."""
    return problem(
        405, "method_not_allowed", f"Cette adresse accepte seulement {allowed}.", headers={"Allow": allowed}
    )


def _refused(request: HttpRequest, error: AktoInvoiceError) -> HttpResponse:
    for kind, status in STATUSES.items():
        if isinstance(error, kind):
            headers = {"Retry-After": str(error.wait)} if isinstance(error, errors.TooManyRequests) else None
            return problem(status, error.code, str(error), headers=headers)
    return _broken(request, error)


def _invalid(_: HttpRequest, error: ValidationError) -> HttpResponse:
    details = [
        {
            "where": ".".join(map(str, one["loc"])),
            "message": _MESSAGES.get(one["type"], f"Valeur refusée ({one['type']})."),
        }
        for one in error.errors
    ]
    return problem(
        422, "invalid_request", "La demande n'est pas celle du contrat : voyez « details ».", details=details
    )


def _unknown(_: HttpRequest, __: Exception) -> HttpResponse:
    return problem(
        401,
        "not_authenticated",
        "Jeton absent, inconnu, expiré ou révoqué : envoyez « Authorization: Bearer VOTRE_JETON ».",
        headers={"WWW-Authenticate": "Bearer"},
    )


def _unreadable(_: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code, "unreadable_request", "Le corps de la demande est illisible : envoyez du JSON.")


def _suspicious(_: HttpRequest, error: Any) -> HttpResponse:
    if isinstance(error, RequestDataTooBig):
        return too_large()
    return problem(400, "unreadable_request", "La demande est malformée.")


def too_large() -> HttpResponse:
    """Answer a body that is larger than anything that the API takes."""
    return problem(413, "too_large", "La demande est trop volumineuse.")


def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    _log.error("Internal Server Error: %s", request.path, exc_info=error, extra={"status_code": 500})
    return problem(500, "internal", "Une erreur s'est produite de notre côté : réessayez, puis signalez-la-nous.")
