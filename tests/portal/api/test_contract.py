"""The contract holds: schemathesis asks what it allows and what it forbids, and reads every answer against it."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.dispatch import Signal
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from akto_invoice.portal.api import bearer, deposits, extract, invoices, ribs
from akto_invoice.portal.models import Deposit, RibState
from akto_invoice.portal.workflows.limit_rate import Limit
from akto_invoice.portal.wsgi import application
from tests.portal.api.programs import Program, make_deposit
from tests.portal.world import World, make_rib, rib_reading


def portal(environ: Any, start_response: Any) -> list[bytes]:
    """The portal, with its answers read and closed as a web server does."""
    answer: Any = application(environ, start_response)
    try:
        return [b"".join(answer)]
    finally:
        answer.close()


contract = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", portal)

UNBOUND = Limit(10**9, 60)


@pytest.fixture(autouse=True)
def kept_connection() -> Iterator[None]:
    """The test's transaction is its connection's: no request closes it."""
    with suspended(request_started, close_old_connections), suspended(request_finished, close_old_connections):
        yield


@contextmanager
def suspended(signal: Signal, receiver: Callable[..., object]) -> Iterator[None]:
    signal.disconnect(receiver)
    yield
    signal.connect(receiver)


@pytest.fixture
def known(world: World, monkeypatch: pytest.MonkeyPatch) -> dict[str, str | int]:
    """The parts of addresses that lead somewhere."""
    for module, limit in (
        (bearer, "PER_TOKEN"),
        (bearer, "FAILURES"),
        (extract, "PER_TOKEN"),
        (deposits, "PER_TOKEN"),
        (ribs, "PER_TOKEN"),
        (ribs, "PASSWORDS"),
        (invoices, "FILES"),
    ):
        monkeypatch.setattr(module, limit, UNBOUND)
    deposit = make_deposit(world)
    return {
        "siret": world.training.siret,
        "invoice": world.invoice.pk,
        "version": world.piece.current.pk,
        "letter": world.letter.pk,
        "deposit": deposit.pk,
        "piece": deposit.pieces.get().pk,
        "rib": make_rib(world.owner, state=RibState.A_COMPLETER, reading=rib_reading()).pk,
    }


@contract.parametrize()
@settings(max_examples=15, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_answer_is_in_the_contract(
    case: schemathesis.Case[Any], known: dict[str, str | int], world: World
) -> None:
    for name, value in case.path_parameters.items():
        if re.fullmatch("[0-9]{14}" if name == "siret" else "[0-9]+", str(value)):
            is_filed = name == "piece" and "/invoices/" in case.operation.path
            case.path_parameters[name] = world.piece.pk if is_filed else known[name]
    body: Any = case.body
    match body:
        case {"revision": int(number)} if number in range(2**31) and not isinstance(number, bool):
            body["revision"] = Deposit.objects.get(pk=known["deposit"]).revision
    # A schema cannot say that a file is a PDF, that a period ends after it starts or what the rules of the portal are.
    has_rules = case.operation.method.upper() != "GET" or case.operation.path == "/api/v1/invoices"
    case.call_and_validate(
        headers={"Authorization": f"Bearer {world.secret}"},
        excluded_checks=[positive_data_acceptance] if has_rules else [],
    )


def test_the_reference_tells_the_contract_in_french(world: World, program: Program) -> None:
    page = program.get("/docs").content.decode()
    for operation in ("GET /api/v1/invoices", "PATCH /api/v1/deposits/{deposit}", "POST /api/v1/extract"):
        assert operation in page
    assert "facture | avoir | proforma" in page
    assert "Idempotency-Key" in page
    assert "<script" not in page.partition("</head>")[2]
    assert "What a" not in page, "the words of a docstring of ours"
