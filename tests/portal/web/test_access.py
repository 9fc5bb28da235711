"""Every URL of the portal, walked by everybody: who gets in, who is sent away, and how.

The table must have a row for each URL that the resolver knows: a new page fails the test until it has one.
"""

import re
from collections.abc import Iterator

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from akto_invoice.portal.models import DepositState, Profile, Rib, RibState, User
from tests.portal.deposits import make_deposit
from tests.portal.world import BIC, IBAN, PASSWORD, World, make_rib, make_user, rib_reading, upload

PEOPLE = ("owner", "colleague", "outsider", "agent", "anonymous")
LOGIN = 302
"""To the sign-in page."""

# name: method, then the answer for owner, colleague, outsider, agent, anonymous
TABLE = {
    "dashboard": ("get", 200, 200, 200, 200, LOGIN),
    "invoices": ("get", 200, 200, 200, 200, LOGIN),
    "invoices-csv": ("get", 200, 200, 200, 200, LOGIN),
    "invoices-xlsx": ("get", 200, 200, 200, 200, LOGIN),
    "invoice": ("get", 200, 200, 404, 200, LOGIN),
    "add-piece": ("post", 302, 403, 404, 403, LOGIN),
    "add-version": ("post", 302, 403, 404, 403, LOGIN),
    "version-file": ("get", 200, 200, 404, 200, LOGIN),
    "letter-file": ("get", 200, 200, 404, 200, LOGIN),
    "receipt": ("get", 200, 200, 404, 200, LOGIN),
    "deposit-entities": ("get", 200, 200, 200, 200, LOGIN),
    "deposit": ("get", 200, 404, 404, 404, LOGIN),
    "deposit-files": ("post", 302, 404, 404, 404, LOGIN),
    "deposit-send": ("post", 302, 404, 404, 404, LOGIN),
    "deposit-validation": ("get", 200, 404, 404, 404, LOGIN),
    "deposit-review": ("get", 200, 404, 404, 404, LOGIN),
    "deposit-mark": ("post", 302, 404, 404, 404, LOGIN),
    "deposit-pieces": ("post", 302, 404, 404, 404, LOGIN),
    "deposit-piece-remove": ("post", 302, 404, 404, 404, LOGIN),
    "deposit-file": ("get", 200, 404, 404, 404, LOGIN),
    "deposit-replace": ("post", 302, 404, 404, 404, LOGIN),
    "deposit-cancel": ("post", 302, 404, 404, 404, LOGIN),
    "deposit-values": ("post", 302, 404, 404, 404, LOGIN),
    "deposit-dossiers": ("get", 200, 404, 404, 404, LOGIN),
    "deposit-validate": ("post", 302, 404, 404, 404, LOGIN),
    "deposit-page": ("get", 200, 404, 404, 404, LOGIN),
    "dossier": ("get", 200, 200, 404, 200, LOGIN),
    "entity": ("get", 200, 200, 404, 200, LOGIN),
    "worklist": ("get", 403, 403, 403, 200, LOGIN),
    "instruct": ("get", 403, 403, 403, 200, LOGIN),
    "set-status": ("post", 403, 403, 403, 302, LOGIN),
    "pay": ("post", 403, 403, 403, 302, LOGIN),
    "judge": ("post", 403, 403, 403, 302, LOGIN),
    "write-letter": ("post", 403, 403, 403, 302, LOGIN),
    "ribs": ("get", 200, 200, 200, 200, LOGIN),
    "add-rib": ("get", 200, 403, 200, 403, LOGIN),
    "rib": ("get", 200, 404, 404, 200, LOGIN),
    "rib-file": ("get", 200, 404, 404, 200, LOGIN),
    "rib-picture": ("get", 200, 404, 404, 200, LOGIN),
    "check-rib": ("post", 200, 404, 404, 404, LOGIN),
    "submit-rib": ("post", 302, 404, 404, 404, LOGIN),
    "cancel-rib": ("post", 302, 404, 404, 404, LOGIN),
    "review-rib": ("get", 403, 403, 403, 200, LOGIN),
    "approve-rib": ("post", 403, 403, 403, 302, LOGIN),
    "reject-rib": ("post", 403, 403, 403, 302, LOGIN),
    "tokens": ("get", 200, 200, 200, 200, LOGIN),
    "revoke-token": ("post", 302, 404, 404, 404, LOGIN),
    "login": ("get", 200, 200, 200, 200, 200),
    "logout": ("post", 302, 302, 302, 302, 302),
    "password": ("get", 200, 200, 200, 200, LOGIN),
    "password-changed": ("get", 200, 200, 200, 200, LOGIN),
}


def arguments(name: str, world: World) -> list[int | str]:
    version = world.piece.current.pk
    if name == "receipt":
        now = timezone.now()
        make_deposit(
            world,
            DepositState.TRANSMIS,
            invoice=world.invoice,
            validated_at=now,
            validated_by=world.owner,
            transmitted_at=now,
        )
    if name.startswith("deposit"):
        return deposit_arguments(name, world)
    if "rib" in name and name not in ("ribs", "add-rib"):
        return [rib_of(name, world).pk]
    known: dict[str, list[int | str]] = {
        "receipt": [world.invoice.pk],
        "invoice": [world.invoice.pk],
        "add-piece": [world.invoice.pk],
        "add-version": [world.invoice.pk, world.piece.pk],
        "version-file": [world.invoice.pk, version],
        "letter-file": [world.invoice.pk, world.letter.pk],
        "dossier": [world.dossier.key],
        "entity": [world.training.siret],
        "instruct": [world.invoice.pk],
        "set-status": [world.invoice.pk],
        "pay": [world.proforma.pk],
        "judge": [world.invoice.pk, version],
        "write-letter": [world.invoice.pk],
        "revoke-token": [world.token.pk],
    }
    return known.get(name, [])


def deposit_arguments(name: str, world: World) -> list[int | str]:
    if name == "deposit-entities":
        return []
    if name in ("deposit", "deposit-files", "deposit-send", "deposit-validation"):
        return [world.training.siret]
    deposit = make_deposit(world)
    if name == "deposit-piece-remove":
        return [deposit.pk, deposit.pieces.get().pk]
    return [deposit.pk, 1] if name == "deposit-page" else [deposit.pk]


def rib_of(name: str, world: World) -> Rib:
    """A RIB on which the page may be used: a draft of the owner's, or one that the owner has validated."""
    is_draft = name in ("check-rib", "submit-rib", "cancel-rib")
    payees = () if is_draft else (world.training,)
    state = RibState.A_COMPLETER if is_draft else RibState.A_EXAMINER
    rib = make_rib(world.owner, *payees, state=state, reading=rib_reading())
    rib.picture.save("image.jpg", ContentFile(b"RIFF"))
    return rib


def data(name: str) -> dict[str, object]:
    known: dict[str, dict[str, object]] = {
        "add-piece": {"nature": "certificat", "file": upload()},
        "add-version": {"file": upload()},
        "set-status": {"status": "a-regulariser", "reason": "JUSTIF_ABS"},
        "pay": {"means": "cheque", "paid_on": "2025-12-01"},
        "judge": {"conformity": "conforme"},
        "write-letter": {"nature": "relance", "body": "Bonjour"},
        "deposit-files": {"file": upload()},
        "deposit-pieces": {"nature": "certificat", "file": upload()},
        "deposit-replace": {"file": upload()},
        "deposit-values": {"revision": "0", "number": "FAC-1"},
        "deposit-validate": {"revision": "0"},
        "submit-rib": {
            "iban": IBAN,
            "bic": BIC,
            "dispositifs": "tous",
            "entities": "52481845700029",
            "password": PASSWORD,
        },
        "reject-rib": {"reason": "Illisible"},
    }
    return known.get(name, {})


def walk(patterns: list[URLPattern | URLResolver], path: str = "") -> Iterator[tuple[str, str | None]]:
    """Every route with its name."""
    for pattern in patterns:
        route = path + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, route)
        else:
            yield route, pattern.name


ROUTES = list(walk(get_resolver().url_patterns))
ADMIN = [route for route, _ in ROUTES if route.startswith("administration/")]
API = [route for route, _ in ROUTES if route.startswith("api/")]
"""Walked by ``tests.portal.api.test_access``."""


def test_every_url_has_a_row() -> None:
    assert {name for route, name in ROUTES if route not in [*ADMIN, *API]} == TABLE.keys()


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("name", TABLE)
def test_who_gets_in(name: str, person: str, world: World, client: Client) -> None:
    method, *answers = TABLE[name]
    if person != "anonymous":
        client.force_login(getattr(world, person))
    response = getattr(client, str(method))(reverse(name, args=arguments(name, world)), data(name))
    response.getvalue()  # a stream is closed at its end
    assert response.status_code == answers[PEOPLE.index(person)]
    if person == "anonymous" and name not in ("login", "logout"):
        assert response["Location"].startswith(reverse("login"))


@pytest.mark.parametrize("method", ["get", "put", "delete"])
@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if row[0] == "post"])
def test_changes_are_posted(name: str, method: str, world: World, client: Client) -> None:
    client.force_login(world.owner)
    assert getattr(client, method)(reverse(name, args=arguments(name, world))).status_code == 405


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if row[0] == "post"])
def test_changes_need_the_form_s_token(name: str, world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.owner)
    response = client.post(reverse(name, args=arguments(name, world)), data(name))
    assert response.status_code == 403
    assert "Formulaire expiré" in response.content.decode()


@pytest.mark.parametrize("person", ["owner", "agent"])
def test_the_administration_is_for_staff(person: str, world: World, client: Client) -> None:
    client.force_login(getattr(world, person))
    for route in ADMIN:
        response = client.get("/" + re.sub(r"\^?[(<].*?[)>]\$?", "1", route))
        assert response.status_code in (301, 302, 404), route


def test_staff_administers(world: World, client: Client) -> None:
    staff = make_user("sam@akto.example", "Sam", "Roux", Profile.AGENT, is_staff=True)
    User.objects.filter(pk=staff.pk).update(is_superuser=True)
    client.force_login(User.objects.get(pk=staff.pk))
    for model in ("user", "entity", "dossier", "invoice", "auditevent"):
        assert client.get(reverse(f"admin:portal_{model}_changelist")).status_code == 200
    assert client.get(reverse("admin:portal_invoice_change", args=[world.invoice.pk])).status_code == 200
    assert client.get(reverse("admin:portal_invoice_add")).status_code == 403
    assert 'rel="icon"' in client.get(reverse("admin:index")).content.decode()
    assert client.post(reverse("admin:portal_invoice_delete", args=[world.invoice.pk])).status_code == 403
