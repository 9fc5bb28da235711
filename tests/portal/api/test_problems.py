"""Every error of the library and the portal has a status, and what breaks is told without its cause."""

import inspect
import re
from pathlib import Path
from types import ModuleType

import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation

from akto_invoice import errors as library
from akto_invoice.errors import AktoInvoiceError, InvalidNumber
from akto_invoice.portal import errors as portal
from akto_invoice.portal.api.problems import STATUSES
from tests.portal.api.programs import Program

ROOTS = {AktoInvoiceError, portal.PortalError, InvalidNumber}
"""Never raised themselves; InvalidNumber is what ``rules`` say of a number, which workflows turn into words."""


def kinds(module: ModuleType) -> list[type[AktoInvoiceError]]:
    return [
        kind
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, AktoInvoiceError) and kind not in ROOTS
    ]


@pytest.mark.parametrize("kind", [*kinds(library), *kinds(portal)])
def test_every_error_has_a_status(kind: type[AktoInvoiceError]) -> None:
    assert any(issubclass(kind, known) for known in STATUSES)


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (RuntimeError("secret"), 500, "internal"),
        (AktoInvoiceError("secret"), 500, "internal"),
        (SuspiciousOperation("secret"), 400, "unreadable_request"),
        (RequestDataTooBig("secret"), 413, "too_large"),
        (portal.InvoiceClosed("Trop tard."), 409, "invoice_closed"),
        (portal.FileRefused("Pas un PDF."), 422, "file_refused"),
        (portal.NotAllowed("Non."), 403, "not_allowed"),
        (portal.NotVisible("Rien."), 404, "not_visible"),
    ],
)
def test_errors_are_answered(
    error: Exception, status: int, code: str, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("akto_invoice.portal.api.invoices.view_invoice", fail)
    response = program.get("/invoices/1")
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert "secret" not in response.content.decode()
    if status < 500 and isinstance(error, portal.PortalError):
        assert response.json()["message"] == str(error)


def test_a_body_that_cannot_be_read_is_told(program: Program) -> None:
    response = program.post("/extract", b"--x\r\n\r\n", content_type="multipart/form-data; boundary=")
    assert response.status_code == 400
    assert response.json()["code"] == "unreadable_request"


def test_every_refusal_is_in_the_docs_under_its_status() -> None:
    text = (Path(__file__).parents[3] / "docs" / "api.md").read_text(encoding="utf-8")
    rows = {int(status): codes for status, codes in re.findall(r"^\| (\d{3}) \| (.*) \|$", text, re.MULTILINE)}
    of_pages = {"reason_missing", "payment_incomplete", "export_too_large", "token_refused", "same_eyes"}
    for kind in kinds(portal):
        status = next(status for known, status in STATUSES.items() if issubclass(kind, known))
        if kind is not portal.RuleBroken and kind.code not in of_pages:
            assert f"`{kind.code}`" in rows[status]
