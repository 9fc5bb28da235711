"""Programs that ask too often, or guess, are told to wait."""

import pytest
from django.test import Client

from akto_invoice.portal.api import app, bearer, extract
from akto_invoice.portal.workflows.limit_rate import Limit
from tests.portal.api.programs import Program, program_of
from tests.portal.world import World, upload

TWO = Limit(2, 600)


def test_a_token_has_its_share(world: World, program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bearer, "PER_TOKEN", TWO)
    other = program_of(world.owner)
    assert [program.get("/entities").status_code for _ in range(3)] == [200, 200, 429]
    refused = program.get("/invoices")
    assert refused.json()["code"] == "too_many_requests"
    assert 0 < int(refused["Retry-After"]) <= 600
    assert other.get("/entities").status_code == 200


def test_reading_has_a_share_of_its_own(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "PER_TOKEN", TWO)
    answers = [program.post("/extract", {"file": upload(b"no PDF")}).status_code for _ in range(3)]
    assert answers == [422, 422, 429]
    assert program.get("/entities").status_code == 200


def test_wrong_tokens_of_one_address_are_counted(
    world: World, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bearer, "FAILURES", TWO)
    guesses = Client(headers={"Authorization": "Bearer faux"})
    answers = [guesses.get("/api/v1/entities", REMOTE_ADDR="192.0.2.7").status_code for _ in range(3)]
    assert answers == [401, 401, 429]
    assert guesses.get("/api/v1/entities", REMOTE_ADDR="192.0.2.8").status_code == 401
    there = program.client.get("/api/v1/entities", REMOTE_ADDR="192.0.2.7")
    assert there.status_code == 200, "a neighbour's guesses do not lock a right token out"


@pytest.mark.parametrize("length", [str(app.MAX_BODY + 1), "-1", "beaucoup"])
def test_a_body_beyond_all_measure_is_not_read(length: str, program: Program) -> None:
    response = program.client.post("/api/v1/extract", CONTENT_LENGTH=length)
    assert (response.status_code, response.json()["code"]) == (413, "too_large")
