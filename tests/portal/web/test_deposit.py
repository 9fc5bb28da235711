"""« 1. Dépôt »: the entity, the files, their boxes and pieces, and what leaves."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from akto_invoice.portal.models import Deposit, DepositPiece, DepositState, FileKind
from tests.portal.deposits import make_deposit
from tests.portal.papers import invoice_upload
from tests.portal.web.test_lists import page
from tests.portal.world import PDF, World, upload

HTMX = {"HX-Request": "true"}


@pytest.fixture
def owner(world: World, client: Client) -> Client:
    client.force_login(world.owner)
    return client


def url(name: str, *arguments: object) -> str:
    return reverse(f"deposit-{name}", args=arguments)


def drop(world: World) -> str:
    return reverse("deposit", args=[world.training.siret])


def test_entities_to_deposit_for_say_what_waits(world: World, owner: Client) -> None:
    make_deposit(world)
    make_deposit(world, DepositState.EN_ANALYSE)
    make_deposit(world, DepositState.BROUILLON)
    html = page(owner, url("entities"))
    assert html.count("Déposer<span") == 2
    assert "2 factures à valider" in html
    assert "École Lointaine" not in html


def test_who_may_not_deposit_is_told_whom_to_ask(world: World, client: Client) -> None:
    client.force_login(world.colleague)
    assert "demandez le droit « dépôt »" in page(client, url("entities"))
    for path in (reverse("dashboard"), reverse("invoices")):
        assert "Déposer une facture" not in page(client, path)


@pytest.mark.parametrize("path", ["dashboard", "invoices"])
def test_the_way_in_is_on_the_dashboard_and_on_the_list(path: str, owner: Client) -> None:
    assert f'href="{url("entities")}">Déposer une facture</a>' in page(owner, reverse(path))


def test_nothing_leaves_while_there_is_nothing(world: World, owner: Client) -> None:
    html = page(owner, drop(world))
    assert "<strong>0</strong> FICHIER CHARGÉ<" in html.replace("</p>", "<")
    assert 'id="envoyer" disabled' in html
    response = owner.post(url("send", world.training.siret), follow=True)
    assert "Aucune facture n'attend d'être envoyée" in response.content.decode().replace("&#x27;", "'")


def test_each_file_of_a_form_is_for_itself(world: World, owner: Client) -> None:
    files = [invoice_upload(world.training), SimpleUploadedFile("photo.pdf", b"JFIF"), invoice_upload(world.training)]
    html = owner.post(url("files", world.training.siret), {"file": files}, follow=True).content.decode()
    assert Deposit.objects.filter(state=DepositState.BROUILLON).count() == 2
    assert "photo.pdf : Ce fichier n&#x27;est pas un PDF" in html
    assert "<strong>2</strong> FICHIERS CHARGÉS" in html


def test_a_file_sent_alone_is_answered_with_its_entry_and_the_counter(world: World, owner: Client) -> None:
    path = url("files", world.training.siret)
    html = owner.post(path, {"file": invoice_upload(world.training)}, headers=HTMX).content.decode()
    deposit = Deposit.objects.get()
    assert html.lstrip().startswith(f'<li class="panel draft" id="depot-{deposit.pk}">')
    assert "Facture 2025-02.pdf" in html
    assert 'hx-swap-oob="true"' in html
    assert "<strong>1</strong> FICHIER CHARGÉ" in html
    refused = owner.post(path, {"file": SimpleUploadedFile("photo.pdf", b"JFIF")}, headers=HTMX)
    assert (refused.status_code, refused["Content-Type"]) == (422, "text/plain; charset=utf-8")
    assert refused.content.decode().startswith("Ce fichier n'est pas un PDF")


def test_no_file_at_all_is_refused_too(world: World, owner: Client) -> None:
    assert "choisissez le document" in owner.post(url("files", world.training.siret), follow=True).content.decode()


def test_a_draft_shows_what_it_is(world: World, owner: Client) -> None:
    text = make_deposit(world, DepositState.BROUILLON, is_avoir=True)
    image = make_deposit(world, DepositState.BROUILLON, kind=FileKind.IMAGE, name="<b>Été</b>.pdf", size=77722)
    html = owner.get(drop(world)).content.decode()
    first, second = (html.partition(f'id="depot-{one.pk}"')[2].partition("</li>\n<li")[0] for one in (text, image))
    assert 'name="is_avoir" checked' in first
    assert "de type Image" not in first.partition('id="depot-')[0]
    assert "Attention : le fichier PDF est de type Image" in second
    assert "&lt;b&gt;Été&lt;/b&gt;.pdf" in second
    assert "75,9\N{NO-BREAK SPACE}ko" in second


def test_boxes_are_ticked_and_unticked(world: World, owner: Client) -> None:
    deposit = make_deposit(world, DepositState.BROUILLON)
    for boxes in ({"is_avoir": "on"}, {"is_first_instalment": "on"}, {}):
        response = owner.post(url("mark", deposit.pk), boxes)
        assert response["Location"] == f"{drop(world)}#depot-{deposit.pk}"
        deposit.refresh_from_db()
        assert (deposit.is_avoir, deposit.is_first_instalment) == ("is_avoir" in boxes, "is_first_instalment" in boxes)


def test_pieces_come_and_go(world: World, owner: Client) -> None:
    deposit = make_deposit(world, DepositState.BROUILLON)
    path, data = url("pieces", deposit.pk), {"nature": "emargement"}
    html = owner.post(path, data | {"file": upload(name="Présence.pdf")}, headers=HTMX).content.decode()
    piece = DepositPiece.objects.latest("pk")
    assert (piece.nature, piece.name) == ("emargement", "Présence.pdf")
    assert html.lstrip().startswith(f'<li id="piece-{piece.pk}"')
    assert "<strong>3</strong> FICHIERS CHARGÉS" in html
    assert owner.post(path, data | {"file": upload(b"JFIF")}, headers=HTMX).status_code == 422
    html = owner.post(url("piece-remove", deposit.pk, piece.pk), headers=HTMX).content.decode()
    assert "<strong>2</strong> FICHIERS CHARGÉS" in html
    assert owner.post(path, data | {"file": [upload(), upload(PDF + b"%")]})["Location"].startswith(drop(world))
    assert deposit.pieces.count() == 3


def test_a_draft_is_taken_away(world: World, owner: Client) -> None:
    one, other = (make_deposit(world, DepositState.BROUILLON) for _ in range(2))
    html = owner.post(url("cancel", one.pk), headers=HTMX).content.decode()
    assert "<strong>2</strong> FICHIERS CHARGÉS" in html
    assert owner.post(url("cancel", other.pk)).status_code == 302
    assert 'class="panel draft"' not in page(owner, drop(world))


def test_what_another_tab_has_sent_is_refused_in_words(world: World, owner: Client) -> None:
    deposit = make_deposit(world, DepositState.VALIDE)
    response = owner.post(url("mark", deposit.pk), {"is_avoir": "on"}, headers=HTMX)
    assert response.status_code == 409
    assert response.content.decode().startswith("Le dépôt « Facture.pdf » est « Validée")
    assert owner.post(url("mark", deposit.pk), {"is_avoir": "on"}).status_code == 302


def test_documents_are_sent(world: World, owner: Client) -> None:
    deposit = make_deposit(world, DepositState.BROUILLON)
    response = owner.post(url("send", world.training.siret))
    assert response["Location"] == url("validation", world.training.siret)
    deposit.refresh_from_db()
    assert deposit.state == DepositState.ILLISIBLE  # an empty PDF, read at once in these tests
    html = page(owner, drop(world))
    assert "restantes à valider : <strong>1</strong>" in html
    assert f'id="depot-{deposit.pk}"' not in html


def test_an_invoice_is_replaced_beside_its_page(world: World, owner: Client) -> None:
    deposit = make_deposit(world, number="LU-1")
    assert "Remplacer le fichier" in page(owner, url("review", deposit.pk))
    response = owner.post(url("replace", deposit.pk), {"file": invoice_upload(world.training)})
    assert response["Location"] == url("review", deposit.pk)
    deposit.refresh_from_db()
    assert deposit.number == "FAC2025-02"


def test_a_file_that_cannot_be_read_is_replaced(world: World, owner: Client) -> None:
    deposit = make_deposit(world, DepositState.ILLISIBLE)
    html = page(owner, url("review", deposit.pk))
    assert "La lecture a été arrêtée." in html
    assert "Remplacer le fichier" in html
    response = owner.post(url("replace", deposit.pk), {"file": upload(b"JFIF")}, follow=True)
    assert "n&#x27;est pas un PDF" in response.content.decode()
    owner.post(url("replace", deposit.pk), {"file": invoice_upload(world.training)})
    deposit.refresh_from_db()
    assert (deposit.state, deposit.number) == (DepositState.A_VALIDER, "FAC2025-02")
