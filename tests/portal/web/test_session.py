"""Signing in and out, what locks an account, and what every answer tells browsers."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.portal.world import PASSWORD, World


def sign_in(client: Client, email: str, password: str, address: str = "192.0.2.7") -> int:
    data = {"username": email, "password": password}
    return client.post(reverse("login"), data, REMOTE_ADDR=address).status_code


def test_one_signs_in_by_e_mail_in_any_case_and_out_again(world: World, client: Client) -> None:
    assert sign_in(client, "Olivia.Martin@ALIZE.example", PASSWORD) == 302
    assert client.get("/").status_code == 200
    assert client.get(reverse("logout")).status_code == 405
    client.post(reverse("logout"))
    assert client.get("/").status_code == 302


def test_a_page_asked_for_is_shown_after_signing_in(world: World, client: Client) -> None:
    login = client.get("/factures/?q=fc")["Location"]
    assert login == "/connexion/?next=/factures/%3Fq%3Dfc"
    data = {"username": world.owner.email, "password": PASSWORD, "next": "/factures/?q=fc"}
    assert client.post(login, data)["Location"] == "/factures/?q=fc"
    data["next"] = "https://elsewhere.example/"
    assert client.post(reverse("login"), data)["Location"] == "/"


def test_five_wrong_passwords_lock_the_account_for_that_address(world: World, client: Client) -> None:
    email = world.owner.email
    for _ in range(settings.AXES_FAILURE_LIMIT - 1):
        assert sign_in(client, email, "faux") == 200
    assert sign_in(client, email, "faux") == 429
    assert sign_in(client, email, PASSWORD) == 429
    assert sign_in(client, email.upper(), PASSWORD) == 429
    assert sign_in(client, email, PASSWORD, address="198.51.100.9") == 302
    assert sign_in(client, world.colleague.email, PASSWORD) == 302


def test_the_right_password_forgives_the_wrong_ones(world: World, client: Client) -> None:
    for _ in range(2):
        for _ in range(settings.AXES_FAILURE_LIMIT - 1):
            assert sign_in(client, world.owner.email, "faux") == 200
        assert sign_in(client, world.owner.email, PASSWORD) == 302
        client.post(reverse("logout"))


def test_a_person_who_left_signs_in_no_more(world: World, client: Client) -> None:
    client.force_login(world.owner)
    world.owner.is_active = False
    world.owner.save()
    assert client.get("/").status_code == 302
    assert sign_in(client, world.owner.email, PASSWORD) == 200


def test_a_password_is_changed_with_the_old_one(world: World, client: Client) -> None:
    client.force_login(world.owner)
    new = "Acacia-et-glycine-19"
    data = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post(reverse("password"), data | {"old_password": "faux"}).status_code == 200
    assert (
        client.post(reverse("password"), data | {"new_password1": "court", "new_password2": "court"}).status_code == 200
    )
    assert client.post(reverse("password"), data)["Location"] == reverse("password-changed")
    world.owner.refresh_from_db()
    assert world.owner.check_password(new)


@pytest.mark.parametrize("path", ["/", "/connexion/", "/factures/", "/nulle-part/", "/administration/"])
def test_every_answer_is_strict(path: str, world: World, client: Client) -> None:
    client.force_login(world.owner)
    headers = client.get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "private, no-store"


def test_cookies_are_for_the_server_alone(world: World, client: Client) -> None:
    client.get(reverse("login"))
    sign_in(client, world.owner.email, PASSWORD)
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        assert client.cookies[name]["httponly"]
        assert client.cookies[name]["samesite"] == "Lax"


def test_errors_are_pages_in_french(world: World, client: Client) -> None:
    client.force_login(world.owner)
    for path, status, words in (
        ("/nulle-part/", 404, "n'existe pas, ou n'est pas ouverte"),
        (reverse("worklist"), 403, "réservée aux agents"),
        ("/factures/99999999999999999999999/", 404, "n'existe pas"),
        ("/dossiers/%00/", 404, "n'existe pas"),
        ("/entites/%00/", 404, "n'existe pas"),
    ):
        response = client.get(path)
        assert response.status_code == status
        assert words in response.content.decode().replace("&#x27;", "'")


def test_a_request_for_another_host_is_refused_before_anybody_is_known(client: Client) -> None:
    response = client.get("/", HTTP_HOST="elsewhere.example")
    assert response.status_code == 400
    assert "Demande mal formée" in response.content.decode()


def test_a_fault_of_ours_is_a_page_too(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(_: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("akto_invoice.portal.web.views.dashboard.dashboard_of", break_down)
    client = Client(raise_request_exception=False)
    client.force_login(world.owner)
    response = client.get("/")
    assert response.status_code == 500
    assert "Une erreur est survenue de notre côté" in response.content.decode()
    assert "broken on purpose" not in response.content.decode()
