"""Other people's numbers behind one's own: each address with two of them, the first mine, the second not."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import get_resolver, reverse

from akto_invoice.portal.api.app import api
from akto_invoice.portal.models import Deposit, DepositPage, DepositState, Invoice, InvoiceDossier, Piece, Rib, RibState
from tests.portal.api.programs import program_of
from tests.portal.deposits import make_deposit
from tests.portal.web.test_access import API, walk
from tests.portal.world import (
    BIC,
    IBAN,
    PASSWORD,
    World,
    make_dossier,
    make_invoice,
    make_letter,
    make_piece,
    make_rib,
    rib_reading,
    upload,
)


@pytest.fixture
def theirs(world: World) -> dict[str, int]:
    """What hangs on the owner's things: the outsider asks for it beside things of the outsider's own."""
    deposit = make_deposit(world)
    DepositPage.objects.create(deposit=deposit, number=7, width=1, height=1, image=ContentFile(b"x", "p.jpg"), words=[])
    return {
        "piece": world.piece.pk,
        "version": world.piece.current.pk,
        "letter": world.letter.pk,
        "number": 7,
        "deposit_piece": deposit.pieces.get().pk,
    }


@pytest.fixture
def mine(world: World) -> dict[str, Any]:
    """The outsider's invoice and deposit, with pieces of their own."""
    invoice = make_invoice(world.elsewhere)
    make_piece(invoice, world.outsider)
    make_letter(invoice, world.agent)
    deposit = make_deposit(world, user=world.outsider, entity=world.elsewhere)
    return {"invoice": invoice.pk, "deposit": deposit.pk}


def nested_pages() -> list[str]:
    """The names of routes with two numbers."""
    routes = [(route, name) for route, name in walk(get_resolver().url_patterns) if name and route not in API]
    return [name for route, name in routes if route.count("<int:") == 2 and not route.startswith("administration/")]


def nested_operations() -> list[tuple[str, str]]:
    paths = api.get_openapi_schema()["paths"]
    return [(method, path) for path, methods in paths.items() for method in methods if path.count("{") == 2]


def test_there_are_such_addresses() -> None:
    assert set(nested_pages()) >= {
        "version-file",
        "letter-file",
        "add-version",
        "deposit-page",
        "deposit-piece-remove",
        "judge",
    }
    assert len(nested_operations()) >= 5


@pytest.mark.parametrize("name", nested_pages())
def test_what_hangs_on_another_s_is_not_there_on_one_s_own(
    name: str, world: World, mine: dict[str, Any], theirs: dict[str, int], client: Client
) -> None:
    person = world.agent if name == "judge" else world.outsider  # only agents judge: of another invoice there is none
    client.force_login(person)
    whole = mine["deposit"] if name.startswith("deposit") else mine["invoice"]
    of_deposit = {"deposit-page": theirs["number"], "deposit-piece-remove": theirs["deposit_piece"]}
    part = {"letter-file": theirs["letter"], "add-version": theirs["piece"]} | of_deposit
    path = reverse(name, args=[whole, part.get(name, theirs["version"])])
    before = standing()
    if name.endswith("-file") or name == "deposit-page":
        assert client.get(path).status_code == 404
    else:
        client.post(path, {"file": upload(), "conformity": "conforme"})
        assert standing() == before


def standing() -> list[Any]:
    return [list(model.objects.order_by("pk").values()) for model in (Deposit, Piece, Invoice, Rib)] + [
        list(Piece.objects.order_by("versions__pk").values("versions__pk", "versions__conformity"))
    ]


@pytest.mark.parametrize(("method", "path"), nested_operations())
def test_nor_for_a_program(method: str, path: str, world: World, mine: dict[str, Any], theirs: dict[str, int]) -> None:
    numbers = {
        "invoice": mine["invoice"],
        "deposit": mine["deposit"],
        "version": theirs["version"],
        "letter": theirs["letter"],
        "piece": theirs["deposit_piece" if "/deposits/" in path else "piece"],
    }
    data = {"file": upload()} if method == "post" else None
    before = standing()
    response = getattr(program_of(world.outsider).client, method)(path.format(**numbers), data)
    assert (response.status_code, response.json()["code"]) == (404, "not_visible")
    assert standing() == before


def test_another_s_company_is_named_in_no_body(world: World) -> None:
    program = program_of(world.outsider)
    draft = make_rib(world.outsider, state=RibState.A_COMPLETER, reading=rib_reading())
    account = {"iban": IBAN, "bic": BIC, "sirets": [world.training.siret]}
    for path, body in (
        (f"/ribs/{draft.pk}/check", account),
        (f"/ribs/{draft.pk}/submit", account | {"password": PASSWORD}),
    ):
        response = program.post(path, body, content_type="application/json")
        assert (response.status_code, response.json()["code"]) == (404, "not_visible")
    draft.refresh_from_db()
    assert draft.state == RibState.A_COMPLETER


def test_another_s_dossier_is_told_in_no_way_from_none(world: World) -> None:
    deposit = make_deposit(world, user=world.outsider, entity=world.elsewhere, siret=world.elsewhere.siret)
    program, told = program_of(world.outsider), []
    make_dossier("2310AF000022", employer=world.interim, provider=world.training)
    for number in ("2310AF000022", "2310AF999999"):
        deposit.refresh_from_db()
        body = {"revision": deposit.revision, "dossiers": [number]}
        answer = program.client.patch(f"/api/v1/deposits/{deposit.pk}", body, content_type="application/json")
        assert answer.status_code == 200
        findings = answer.json()["findings"]
        told.append(str(findings).replace(number, "?"))
    assert told[0] == told[1]
    assert "REF_ERR" in told[0]


def test_a_transmission_of_another_s_deposit_is_not_asked_for(world: World) -> None:
    deposit = make_deposit(world)
    body = {"revision": deposit.revision}
    program = program_of(world.outsider)
    answer = program.post(f"/deposits/{deposit.pk}/validate", body, content_type="application/json")
    assert answer.status_code == 404
    assert Deposit.objects.get(pk=deposit.pk).state == DepositState.A_VALIDER
    assert not InvoiceDossier.objects.filter(invoice__reference=deposit.number).exists()
