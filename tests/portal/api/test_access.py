"""Every address of the API, walked by everybody's program: who is answered, and how."""

from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from akto_invoice.portal.api.app import api
from akto_invoice.portal.models import ApiTokenGrant, Deposit, Membership, RibState, User
from tests.portal.api.programs import Program, make_deposit, program_of
from tests.portal.papers import invoice_upload
from tests.portal.web.test_access import walk
from tests.portal.world import BIC, IBAN, PASSWORD, PDF, World, make_rib, rib_reading, upload

PEOPLE = ("owner", "colleague", "outsider", "agent", "nobody")

# operation: method, path, then the answer for owner, colleague, outsider, agent, nobody
TABLE = {
    "list_entities": ("get", "/entities", 200, 200, 200, 401, 401),
    "search_dossiers": ("get", "/entities/{siret}/dossiers", 200, 404, 404, 401, 401),
    "search_invoices": ("get", "/invoices", 200, 200, 200, 401, 401),
    "see_invoice": ("get", "/invoices/{invoice}", 200, 200, 404, 401, 401),
    "download_document": ("get", "/invoices/{invoice}/documents/{version}", 200, 200, 404, 401, 401),
    "download_letter_file": ("get", "/invoices/{invoice}/letters/{letter}", 200, 200, 404, 401, 401),
    "file_piece_of_invoice": ("post", "/invoices/{invoice}/pieces", 201, 403, 404, 401, 401),
    "file_version_of_piece": ("post", "/invoices/{invoice}/pieces/{piece}", 201, 403, 404, 401, 401),
    "download_receipt": ("get", "/invoices/{invoice}/receipt", 404, 404, 404, 401, 401),
    "deposit_invoice": ("post", "/deposits", 201, 404, 404, 401, 401),
    "list_deposits": ("get", "/deposits", 200, 200, 200, 401, 401),
    "see_deposit": ("get", "/deposits/{deposit}", 200, 404, 404, 401, 401),
    "correct_deposit": ("patch", "/deposits/{deposit}", 200, 404, 404, 401, 401),
    "mark": ("put", "/deposits/{deposit}/marks", 200, 404, 404, 401, 401),
    "validate": ("post", "/deposits/{deposit}/validate", 200, 404, 404, 401, 401),
    "cancel": ("post", "/deposits/{deposit}/cancel", 200, 404, 404, 401, 401),
    "download_deposited": ("get", "/deposits/{deposit}/file", 200, 404, 404, 401, 401),
    "replace": ("post", "/deposits/{deposit}/file", 200, 404, 404, 401, 401),
    "attach": ("post", "/deposits/{deposit}/pieces", 201, 404, 404, 401, 401),
    "download_attached": ("get", "/deposits/{deposit}/pieces/{piece}", 200, 404, 404, 401, 401),
    "detach": ("delete", "/deposits/{deposit}/pieces/{piece}", 204, 404, 404, 401, 401),
    "deposit_rib": ("post", "/ribs", 201, 403, 201, 401, 401),
    "see_ribs": ("get", "/ribs", 200, 200, 200, 401, 401),
    "see_accounts": ("get", "/ribs/in-force/{siret}", 200, 403, 404, 401, 401),
    "see_rib": ("get", "/ribs/{rib}", 200, 404, 404, 401, 401),
    "check": ("post", "/ribs/{rib}/check", 200, 404, 404, 401, 401),
    "submit": ("post", "/ribs/{rib}/submit", 200, 404, 404, 401, 401),
    "cancel_deposited": ("post", "/ribs/{rib}/cancel", 200, 404, 404, 401, 401),
    "download_rib": ("get", "/ribs/{rib}/file", 200, 404, 404, 401, 401),
    "extract": ("post", "/extract", 422, 422, 422, 401, 401),
}
OPEN = {
    "openapi-json": ("/openapi.json", 200),
    "openapi-view": ("/docs", 200),
    "api-root": ("/", 404),
    "unknown": ("/nulle-part", 404),
}
"""What needs no token."""


def path_of(name: str, world: World, deposit: Deposit | None = None) -> str:
    return str(TABLE[name][1]).format(
        siret=world.training.siret,
        invoice=world.invoice.pk,
        version=world.piece.current.pk,
        letter=world.letter.pk,
        deposit=deposit.pk if deposit else 1,
        piece=deposit.pieces.get().pk if deposit else world.piece.pk,
        rib=world.owner.ribs.values_list("pk", flat=True).first() or 1,
    )


def sent(name: str, world: World) -> dict[str, Any]:
    """What goes with a request, as Django's client takes it."""
    known: dict[str, dict[str, Any]] = {
        "extract": {"data": {"file": upload(b"no PDF")}},
        "deposit_invoice": {
            "data": {"siret": world.training.siret, "file": invoice_upload(world.training, "FAC2025-03")},
            "headers": {"Idempotency-Key": "2025-03"},
        },
        "correct_deposit": {"data": {"revision": 2, "number": "FAC2025-04"}},
        "mark": {"data": {"is_avoir": True, "is_first_instalment": False}},
        "validate": {"data": {"revision": 2}},
        "file_piece_of_invoice": {"data": {"nature": "certificat", "file": upload()}},
        "file_version_of_piece": {"data": {"file": upload()}},
        "replace": {"data": {"file": invoice_upload(world.training, "FAC2025-05")}},
        "deposit_rib": {"data": {"file": upload()}},
        "check": {"data": {"iban": IBAN, "bic": BIC, "sirets": [world.training.siret]}},
        "submit": {"data": {"iban": IBAN, "bic": BIC, "sirets": [world.training.siret], "password": PASSWORD}},
        "attach": {"data": {"nature": "convention", "file": upload()}},
    }
    return known.get(name, {})


def ask(program: Program, name: str, world: World, deposit: Deposit | None = None) -> Any:
    method = str(TABLE[name][0])
    more = sent(name, world)
    if method in ("patch", "put") or name in ("validate", "check", "submit"):
        more["content_type"] = "application/json"
    return getattr(program.client, method)(f"/api/v1{path_of(name, world, deposit)}", **more)


def program_for(person: str, world: World) -> Program:
    return Program("") if person == "nobody" else program_of(getattr(world, person))


def test_every_operation_and_every_address_has_a_row() -> None:
    operations = {
        operation["operationId"]: (method, path.removeprefix("/api/v1"))
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method, operation in methods.items()
    }
    assert operations == {name: (row[0], row[1]) for name, row in TABLE.items()}
    routes = {name for route, name in walk(get_resolver().url_patterns) if route.startswith("api/")}
    assert routes - operations.keys() == OPEN.keys()


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("name", TABLE)
def test_who_is_answered(name: str, person: str, world: World) -> None:
    deposit = make_deposit(world) if "{deposit}" in str(TABLE[name][1]) else None
    if "{rib}" in str(TABLE[name][1]):
        make_rib(world.owner, state=RibState.A_COMPLETER, reading=rib_reading())
    response = ask(program_for(person, world), name, world, deposit)
    body = response.getvalue()  # a stream is closed at its end
    assert response.status_code == TABLE[name][2 + PEOPLE.index(person)], body
    if response.status_code >= 400:
        assert response.json().keys() == {"code", "message", "details", "findings"}


@pytest.mark.parametrize("name", OPEN)
def test_what_needs_no_token(name: str, world: World) -> None:
    path, status = OPEN[name]
    assert Client().get(f"/api/v1{path}").status_code == status


@pytest.mark.parametrize("name", TABLE)
def test_a_session_opens_nothing(name: str, world: World, client: Client) -> None:
    client.force_login(world.owner)
    assert getattr(client, str(TABLE[name][0]))(f"/api/v1{path_of(name, world)}").status_code == 401


@pytest.mark.parametrize("path", sorted({row[1] for row in TABLE.values()}))
def test_other_methods_are_refused_in_json(path: str, world: World, program: Program) -> None:
    here = [name for name, row in TABLE.items() if row[1] == path]
    response = program.client.options(f"/api/v1{path_of(here[0], world)}")
    assert response.status_code == 405
    assert response.json()["code"] == "method_not_allowed"
    assert set(response["Allow"].split(", ")) == {str(TABLE[name][0]).upper() for name in here}


def test_a_token_sees_only_the_entities_that_it_is_granted(world: World) -> None:
    program = program_of(world.owner)
    ApiTokenGrant.objects.filter(membership__entity=world.training).exclude(token=world.token).delete()
    assert [one["name"] for one in program.get("/entities").json()] == ["Intérim Garonne"]
    assert [one["reference"] for one in program.get("/invoices").json()["items"]] == ["2512PRFF000073"]
    assert program.get(f"/invoices/{world.invoice.pk}").status_code == 404
    assert program.get(f"/invoices/{world.proforma.pk}").status_code == 200


def test_a_token_loses_what_its_user_loses(world: World, program: Program) -> None:
    assert program.get("/entities").json()[0]["rights"] == {"deposit": True, "bank_details": True}
    Membership.objects.filter(user=world.owner).update(can_deposit=False)
    assert program.get("/entities").json()[0]["rights"] == {"deposit": False, "bank_details": True}
    Membership.objects.filter(user=world.owner, entity=world.training).delete()
    assert program.get(f"/invoices/{world.invoice.pk}").status_code == 404
    Membership.objects.create(user=world.owner, entity=world.training)
    assert program.get(f"/invoices/{world.invoice.pk}").status_code == 404, "the old token has nothing of new rights"


def test_a_token_gains_nothing_that_its_user_gains(world: World) -> None:
    program = program_of(world.colleague)
    Membership.objects.filter(user=world.colleague).update(can_deposit=True, can_manage_rib=True)
    assert program.get("/entities").json()[0]["rights"] == {"deposit": False, "bank_details": False}


def test_a_token_made_without_bank_details_gets_none(world: World) -> None:
    world.piece.nature = "rib"
    world.piece.save()
    path = f"/invoices/{world.invoice.pk}/documents/{world.piece.current.pk}"
    assert program_of(world.owner).get(path).getvalue() == PDF
    response = program_of(world.owner, bank_details=False).get(path)
    assert (response.status_code, response.json()["code"]) == (403, "not_allowed")


@pytest.mark.parametrize("change", [{"is_active": False}, {"profile": "agent"}])
def test_a_token_ends_with_its_user_s_part(change: dict[str, Any], world: World, program: Program) -> None:
    assert program.get("/entities").status_code == 200
    User.objects.filter(pk=world.owner.pk).update(**change)
    assert program.get("/entities").status_code == 401


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Bearer x", "Basic {}", "Bearer {}x", "{}", "Bearer  {}"])
def test_what_is_no_token_is_refused(header: str, world: World) -> None:
    response = Client().get("/api/v1/entities", headers={"Authorization": header.format(world.secret)})
    assert response.status_code == 401
    assert response["WWW-Authenticate"] == "Bearer"
    assert response.json()["code"] == "not_authenticated"
