"""Sessions that are not the one who signed in's."""

from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from tests.portal.world import PASSWORD, World

COOKIE = settings.SESSION_COOKIE_NAME


def sign_in(client: Client, world: World) -> None:
    client.post(reverse("login"), {"username": world.owner.email, "password": PASSWORD})


def test_a_session_that_was_foisted_on_somebody_is_not_theirs_after(world: World, client: Client) -> None:
    client.session["known"] = "to the attacker"
    client.session.save()
    client.cookies[COOKIE] = "k" * 32  # the attacker's own invention
    sign_in(client, world)
    assert client.get("/").status_code == 200
    assert client.cookies[COOKIE].value != "k" * 32
    thief = Client()
    thief.cookies[COOKIE] = "k" * 32
    assert thief.get("/").status_code == 302


def test_a_session_from_before_signing_in_is_worth_nothing_after(world: World) -> None:
    thief = Client()
    session = thief.session
    session["waiting"] = True
    session.save()
    known = str(session.session_key)
    client = Client()
    client.cookies[COOKIE] = known
    sign_in(client, world)
    assert client.get("/").status_code == 200
    thief.cookies[COOKIE] = known
    assert thief.get("/").status_code == 302
    assert not Session.objects.filter(session_key=known).exists()


def test_signing_out_ends_the_session_for_who_copied_it(world: World, client: Client) -> None:
    sign_in(client, world)
    thief = Client()
    thief.cookies[COOKIE] = client.cookies[COOKIE].value
    assert thief.get("/").status_code == 200
    client.post(reverse("logout"))
    assert thief.get("/").status_code == 302


def test_another_password_ends_every_other_session(world: World, client: Client) -> None:
    sign_in(client, world)
    thief = Client()
    sign_in(thief, world)
    new = "Acacia-et-glycine-19"
    client.post(reverse("password"), {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    assert client.get("/").status_code == 200
    assert thief.get("/").status_code == 302
