"""The pages of RIBs: what is shown to whom, what is asked again, what is kept of what was typed."""

import pytest
from django.test import Client
from django.urls import reverse

from akto_invoice.portal.models import Rib, RibState
from tests.portal.world import BIC, IBAN, PASSWORD, World, make_rib, rib_reading, upload

OTHER = "FR7630004000031234567890143"


@pytest.fixture
def owner(world: World, client: Client) -> Client:
    client.force_login(world.owner)
    return client


@pytest.fixture
def draft(world: World) -> Rib:
    return make_rib(world.owner, state=RibState.A_COMPLETER, reading=rib_reading())


def typed(**changes: object) -> dict[str, object]:
    values: dict[str, object] = {
        "iban": IBAN,
        "bic": BIC,
        "dispositifs": ["tous"],
        "entities": ["52481845700029"],
        "comment": "Changement de banque",
        "password": PASSWORD,
    }
    return {name: value for name, value in (values | changes).items() if value is not None}


def submit(client: Client, rib: Rib, **changes: object) -> tuple[int, str]:
    response = client.post(reverse("submit-rib", args=[rib.pk]), typed(**changes))
    rib.refresh_from_db()
    return response.status_code, response.content.decode()


def test_the_form_starts_from_what_was_read(owner: Client, draft: Rib) -> None:
    page = owner.get(reverse("rib", args=[draft.pk])).content.decode()
    assert "FR14 2004 1010 0505 0001 3M02 606" in page
    assert "Lu sur le PDF : " in page
    assert "CAMPUS ALIZE" in page
    assert "Campus Alizé (Organisme de formation)" in page
    assert "École Lointaine" not in page


def test_a_validated_rib_is_shown_masked_in_the_list(owner: Client, draft: Rib) -> None:
    assert submit(owner, draft)[0] == 302
    page = owner.get(reverse("ribs")).content.decode()
    assert "FR14 … 2606" in page
    assert IBAN not in page.replace(" ", "")
    assert draft.state == RibState.A_EXAMINER
    assert draft.comment == "Changement de banque"


def test_all_means_each_of_the_user_s_entities(owner: Client, draft: Rib, world: World) -> None:
    holder = "INTERIM GARONNE CAMPUS ALIZE"
    draft.reading = rib_reading(holder=holder)
    draft.save()
    reasons = {"motif-TITULAIRE_PROCHE": "Compte commun"}
    assert submit(owner, draft, entities=["tous"], dispositifs=["fpe", "car"], **reasons)[0] == 302
    assert {(scope.entity, scope.dispositif) for scope in draft.scopes.all()} == {
        (entity, dispositif) for entity in (world.training, world.interim) for dispositif in ("fpe", "car")
    }


def test_a_refused_rib_keeps_what_was_typed(owner: Client, draft: Rib) -> None:
    status, page = submit(owner, draft, iban=OTHER, **{"motif-BIC_BANQUE": "Il est juste"})
    assert status == 422
    assert OTHER in page
    assert "saisi n&#x27;est pas celui du PDF" in page
    assert "Il est juste" in page
    assert "Changement de banque" in page


def test_the_password_is_asked_once_in_a_while(owner: Client, draft: Rib, world: World) -> None:
    status, page = submit(owner, draft, password=None)
    assert (status, "Saisissez votre mot de passe" in page) == (422, True)
    status, page = submit(owner, draft, password="wrong")  # noqa: S106
    assert (status, "Ce mot de passe" in page) == (422, True)
    assert submit(owner, draft, iban="")[0] == 422
    assert submit(owner, draft, password=None)[0] == 302
    another = make_rib(world.owner, state=RibState.A_COMPLETER, reading=rib_reading())
    assert 'type="password"' not in owner.get(reverse("rib", args=[another.pk])).content.decode()


def test_wrong_passwords_lock_as_at_the_sign_in(owner: Client, draft: Rib) -> None:
    for _ in range(4):
        assert submit(owner, draft, password="wrong")[0] == 422  # noqa: S106
    assert owner.post(reverse("submit-rib", args=[draft.pk]), typed(password="wrong")).status_code == 429  # noqa: S106
    assert submit(owner, draft)[0] in (422, 429)
    assert draft.state == RibState.A_COMPLETER


def test_what_stands_in_the_way_is_said_while_one_types(owner: Client, draft: Rib) -> None:
    page = owner.post(reverse("check-rib", args=[draft.pk]), typed(bic="AGRIFRPP")).content.decode()
    assert "Le registre des banques donne un autre BIC" in page
    assert 'name="motif-BIC_BANQUE"' in page
    assert "rien ne s'oppose à l'envoi" in owner.post(reverse("check-rib", args=[draft.pk]), typed()).content.decode()


def test_only_a_pdf_is_taken(owner: Client) -> None:
    response = owner.post(reverse("add-rib"), {"file": upload(b"MZ not a PDF", "rib.pdf")})
    assert response.status_code == 422
    assert "n&#x27;est pas un PDF" in response.content.decode()
    assert owner.post(reverse("add-rib")).status_code == 422
    assert not Rib.objects.exists()


def test_the_agent_sees_the_account_in_full_beside_the_one_in_force(world: World, client: Client) -> None:
    make_rib(world.owner, world.training, iban=OTHER)
    waiting = make_rib(
        world.owner, world.training, state=RibState.A_EXAMINER, reading=rib_reading(failed=("Deux IBAN.",))
    )
    client.force_login(world.agent)
    page = client.get(reverse("review-rib", args=[waiting.pk])).content.decode()
    assert "FR14 2004 1010 0505 0001 3M02 606" in page
    assert "FR76 3000 4000 0312 3456 7890 143" in page
    assert "Deux IBAN." in page
    assert client.post(reverse("reject-rib", args=[waiting.pk]), {"reason": ""}).status_code == 422
    assert client.post(reverse("approve-rib", args=[waiting.pk])).status_code == 302
    assert client.post(reverse("approve-rib", args=[waiting.pk])).status_code == 422


def test_the_entity_s_page_shows_its_accounts_masked_to_those_without_the_right(world: World, client: Client) -> None:
    make_rib(world.owner, world.training, dispositifs=("", "fpe"))
    for user, shown in ((world.owner, True), (world.agent, True), (world.colleague, False)):
        client.force_login(user)
        page = client.get(reverse("entity", args=[world.training.siret])).content.decode()
        assert ("FR14 2004 1010 0505 0001 3M02 606" in page) is shown
        assert ("FR14 … 2606" in page) is not shown
        assert "Tous, sauf RIB particulier" in page


def test_a_colleague_sees_no_rib_and_no_menu_entry(world: World, client: Client) -> None:
    make_rib(world.owner, world.training)
    client.force_login(world.colleague)
    page = client.get(reverse("ribs")).content.decode()
    assert "Aucun RIB." in page
    assert f'href="{reverse("ribs")}"' not in page
