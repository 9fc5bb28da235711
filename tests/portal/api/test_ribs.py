"""A RIB as a program deposits it."""

from typing import Any

import pytest

from akto_invoice.portal.api import ribs
from akto_invoice.portal.models import Rib, RibState
from akto_invoice.portal.workflows.limit_rate import Limit
from tests.portal.api.programs import Program, program_of
from tests.portal.papers import rib_pdf
from tests.portal.world import BIC, IBAN, PASSWORD, World, make_rib, rib_reading, upload


def validated(world: World, program: Program, rib: int, **changes: Any) -> Any:
    body = {"iban": IBAN, "bic": BIC, "sirets": [world.training.siret], "password": PASSWORD}
    return program.post(f"/ribs/{rib}/submit", body | changes, content_type="application/json")


def test_from_the_pdf_to_the_review(world: World, program: Program) -> None:
    rib = program.post("/ribs", {"file": upload(rib_pdf("SARL CAMPUS ALIZÉ"), "RIB.pdf")}).json()
    assert (rib["state"], rib["name"]) == (RibState.LECTURE, "RIB.pdf")
    seen = program.get(f"/ribs/{rib['id']}").json()  # background work is done at once in tests
    assert (seen["state"], seen["iban"]) == (RibState.A_COMPLETER, IBAN)
    assert seen["read"]["holder"] == {"value": "SARL CAMPUS ALIZÉ", "accepted": True}
    done = validated(world, program, rib["id"], dispositifs=["fpe"], comment="Nouvelle banque").json()
    assert done["state"] == RibState.A_EXAMINER
    assert done["scopes"] == [{"siret": world.training.siret, "dispositif": "fpe"}]
    listed = program.get("/ribs").json()["items"]
    assert [one["iban"] for one in listed] == ["FR14 … 2606"]


def test_what_blocks_is_said_in_findings(world: World, program: Program) -> None:
    rib = make_rib(world.owner, state=RibState.A_COMPLETER, reading=rib_reading(holder="ECOLE LOINTAINE"))
    answer = validated(world, program, rib.pk)
    assert (answer.status_code, answer.json()["code"]) == (422, "rib_refused")
    assert [one["code"] for one in answer.json()["findings"]] == ["TITULAIRE_DIFFERENT"]


def test_the_password_is_the_user_s_and_tried_ten_times_at_most(
    world: World, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ribs, "PASSWORDS", Limit(2, 900))
    rib = make_rib(world.owner, state=RibState.A_COMPLETER, reading=rib_reading())
    for _ in range(2):
        answer = validated(world, program, rib.pk, password="wrong")  # noqa: S106
        assert (answer.status_code, answer.json()["code"]) == (422, "identity_unconfirmed")
    assert validated(world, program, rib.pk).status_code == 429
    assert Rib.objects.get().state == RibState.A_COMPLETER


def test_a_token_without_bank_details_sees_no_rib(world: World) -> None:
    draft = make_rib(world.owner, state=RibState.A_COMPLETER, reading=rib_reading())
    done = make_rib(world.owner, world.training)
    program = program_of(world.owner, bank_details=False)
    assert program.get("/ribs").json()["items"] == []
    assert [program.get(f"/ribs/{one.pk}").status_code for one in (draft, done)] == [404, 404]
    assert program.post("/ribs", {"file": upload()}).status_code == 403
    assert program.get(f"/ribs/in-force/{world.training.siret}").status_code == 403


def test_accounts_in_force_are_told_in_full_to_those_with_the_right(world: World, program: Program) -> None:
    make_rib(world.owner, world.training, dispositifs=("", "fpe"))
    accounts = program.get(f"/ribs/in-force/{world.training.siret}").json()
    assert [(one["dispositif"], one["iban"]) for one in accounts] == [("", IBAN), ("fpe", IBAN)]


def test_nothing_else_can_be_set(world: World, program: Program) -> None:
    rib = make_rib(world.owner, state=RibState.A_COMPLETER, reading=rib_reading())
    answer = validated(world, program, rib.pk, state="approuve")
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")
