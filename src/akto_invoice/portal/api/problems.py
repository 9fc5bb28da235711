"""What the API answers when it refuses: one JSON object, with the status that fits the error."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, Final

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from ninja import Field, NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from akto_invoice.errors import AktoInvoiceError, DocumentError, OcrUnavailable, ReaderCrashed, ReadingTimeout
from akto_invoice.portal import errors
from akto_invoice.rules.controls import Level

_log = logging.getLogger("django.request")


class Detail(Schema):
    """Une valeur de la demande qui n'est pas celle du contrat."""

    where: str = Field(description="Où : query.page, body.total_ht...")
    message: str


class FindingOut(Schema):
    """Ce qu'un contrôle reproche à un dépôt."""

    code: str = Field(description="Stable, pour les programmes.")
    level: Level = Field(description="blocks : à corriger ; warns : à corriger, ou à motiver.")
    message: str
    remedy: str
    field: str | None = Field(description="La valeur dont il s'agit ; null pour le document entier.")


class Problem(Schema):
    """Pourquoi la demande est refusée, et que faire ; rien n'a été changé."""

    code: str = Field(description="Stable, pour les programmes.")
    message: str = Field(description="En français, pour les personnes ; sa formulation peut changer.")
    details: list[Detail] = Field(description="Avec invalid_request et wrong_value : chaque valeur refusée.")
    findings: list[FindingOut] = Field(
        description="Avec controls_failed et rib_refused : ce qui bloque, ou manque d'un motif."
    )


# The first kind that an error belongs to counts.
STATUSES: Final[Mapping[type[AktoInvoiceError], int]] = {
    errors.NotVisible: 404,
    errors.NotAllowed: 403,
    errors.TooManyRequests: 429,
    errors.Busy: 503,
    errors.InvoiceClosed: 409,
    errors.TransitionRefused: 409,
    errors.StateRefused: 409,
    errors.StaleRevision: 409,
    errors.TooManyFiles: 409,
    errors.NotStored: 503,
    errors.RuleBroken: 422,
    DocumentError: 422,
    ReadingTimeout: 422,
    ReaderCrashed: 422,
    OcrUnavailable: 503,
}

ASKED: Final = "asked"
"""The name of the argument that holds many values: it is ours, so it is left out where one of them is refused."""

_MESSAGES: Final = {
    "missing": "Ce champ est obligatoire.",
    "extra_forbidden": "Ce champ n'existe pas.",
}


def problem(
    status: int, code: str, message: str, *, headers: Mapping[str, str] | None = None, **more: object
) -> HttpResponse:
    """Return a refusal."""
    body = {"code": code, "message": message, "details": [], "findings": []} | more
    return JsonResponse(body, status=status, headers=headers)


def answer_errors(api: NinjaAPI) -> None:
    """Make the API answer every error as a ``Problem``."""
    answers: dict[type[Exception], Callable[..., HttpResponse]] = {
        AktoInvoiceError: _refused,
        ValidationError: _invalid,
        AuthenticationError: _unknown,
        HttpError: _unreadable,
        SuspiciousOperation: _suspicious,
        MultiPartParserError: _suspicious,
        UnreadablePostError: _suspicious,
        Exception: _broken,
    }
    for kind, answer in answers.items():
        api.add_exception_handler(kind, answer)


def not_found(_: HttpRequest, **__: str) -> HttpResponse:
    """Answer an address that is not the API's."""
    return problem(404, "not_found", "Cette adresse n'existe pas : voyez le contrat, /api/v1/openapi.json.")


def not_this_way(allowed: str) -> HttpResponse:
    """Answer a method that the address does not know."""
    return problem(405, "method_not_allowed", f"Cette adresse accepte seulement {allowed}.", headers={"Allow": allowed})


def _refused(request: HttpRequest, error: AktoInvoiceError) -> HttpResponse:
    for kind, status in STATUSES.items():
        if isinstance(error, kind):
            return problem(status, error.code, str(error), headers=_patience(error), **_reasons(error))
    return _broken(request, error)


def _patience(error: AktoInvoiceError) -> dict[str, str]:
    match error:
        case errors.TooManyRequests(wait=wait):
            return {"Retry-After": str(wait)}
        case errors.Busy():
            return {"Retry-After": "5"}
        case _:
            return {}


def _reasons(error: AktoInvoiceError) -> dict[str, object]:
    match error:
        case errors.WrongValue(field=field):
            return {"details": [{"where": f"body.{field}", "message": str(error)}]}
        case errors.ControlsFailed(findings=findings) | errors.RibRefused(findings=findings):
            return {"findings": [asdict(one) for one in findings]}
        case _:
            return {}


def _invalid(_: HttpRequest, error: ValidationError) -> HttpResponse:
    details = [
        {
            "where": ".".join(str(part) for part in one["loc"] if part != ASKED),
            "message": _message(one),
        }
        for one in error.errors
    ]
    return problem(
        422, "invalid_request", "La demande n'est pas celle du contrat : voyez « details ».", details=details
    )


def _message(one: Mapping[str, Any]) -> str:
    if one["type"] == "value_error":  # one of ours: its words are French
        return str(one["ctx"]["error"])
    return _MESSAGES.get(one["type"], f"Valeur refusée ({one['type']}).")


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
