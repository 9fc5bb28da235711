"""The page of tokens."""

from django.test import Client
from django.urls import reverse

from akto_invoice.portal.models import ApiToken
from akto_invoice.portal.workflows.tokens.make import MAX_TOKENS
from akto_invoice.portal.workflows.tokens.use import user_of_token
from tests.portal.world import World

ASKED = {"name": "Compta", "days": "90", "grants": ["52481845700029:depot", "73282932000074"]}


def test_a_token_is_made_shown_once_and_revoked(world: World, client: Client) -> None:
    client.force_login(world.owner)
    made = client.post(reverse("tokens"), ASKED)
    secret = made.context["secret"]
    assert secret in made.content.decode()
    assert made["Cache-Control"] == "private, no-store"
    user = user_of_token(secret)
    assert user == world.owner
    token = ApiToken.objects.get(name="Compta")
    granted = token.grants.order_by("membership__entity__siret")
    assert [(one.membership.entity.siret, one.can_deposit, one.can_manage_rib) for one in granted] == [
        ("52481845700029", True, False),
        ("73282932000074", False, False),
    ]
    again = client.get(reverse("tokens")).content.decode()
    assert secret not in again
    assert token.prefix in again
    client.post(reverse("revoke-token", args=[token.pk]))
    assert user_of_token(secret) is None


def test_the_form_says_what_is_missing(world: World, client: Client) -> None:
    client.force_login(world.owner)
    for missing in ASKED:
        response = client.post(reverse("tokens"), {name: value for name, value in ASKED.items() if name != missing})
        assert response.status_code == 422
        assert missing in response.context["form"].errors
    for wrong in ({"days": "400"}, {"grants": ["44306184100047"]}, {"grants": ["52481845700029:tout"]}):
        assert client.post(reverse("tokens"), ASKED | wrong).status_code == 422
    assert ApiToken.objects.get() == world.token


def test_only_rights_that_one_has_are_offered_and_given(world: World, client: Client) -> None:
    client.force_login(world.colleague)
    offered = client.get(reverse("tokens")).content.decode()
    assert "Déposer" not in offered
    assert client.post(reverse("tokens"), ASKED).status_code == 422
    assert client.post(reverse("tokens"), ASKED | {"grants": ["52481845700029"]}).status_code == 200


def test_the_page_says_when_there_are_too_many(world: World, client: Client) -> None:
    client.force_login(world.owner)
    for number in range(MAX_TOKENS - 1):
        client.post(reverse("tokens"), ASKED | {"name": f"Compta {number}"})
    response = client.post(reverse("tokens"), ASKED)
    assert response.status_code == 422
    assert "révoquez ceux qui ne servent plus" in response.content.decode()


def test_agents_and_people_without_entities_are_told(world: World, client: Client) -> None:
    client.force_login(world.agent)
    assert "votre compte n&#x27;en a pas" in client.get(reverse("tokens")).content.decode().replace("'", "&#x27;")
    assert client.post(reverse("tokens"), ASKED).status_code == 422
