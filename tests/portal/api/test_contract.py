"""The contract holds: schemathesis asks what it allows and what it forbids, and reads every answer against it."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from akto_invoice.portal.api import bearer, extract
from akto_invoice.portal.workflows.limit_rate import Limit
from akto_invoice.portal.wsgi import application
from tests.portal.world import World

contract = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)

UNBOUND = Limit(10**9, 60)


@pytest.fixture
def token(world: World, monkeypatch: pytest.MonkeyPatch) -> str:
    for module, limit in ((bearer, "PER_TOKEN"), (bearer, "FAILURES"), (extract, "PER_TOKEN")):
        monkeypatch.setattr(module, limit, UNBOUND)
    return world.secret


@contract.parametrize()
@settings(max_examples=15, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_answer_is_in_the_contract(case: schemathesis.Case[Any], token: str) -> None:
    # A schema cannot say that a file is a PDF, that an object exists or what the rules of the portal are.
    has_rules = case.operation.method.upper() != "GET"
    case.call_and_validate(
        headers={"Authorization": f"Bearer {token}"}, excluded_checks=[positive_data_acceptance] if has_rules else []
    )
