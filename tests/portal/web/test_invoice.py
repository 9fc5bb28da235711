"""The page of an invoice, its files, and filing from it."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from akto_invoice.portal.models import (
    Action,
    AuditEvent,
    Conformity,
    InvoiceDossier,
    Letter,
    PieceNature,
    PieceVersion,
    Status,
)
from akto_invoice.portal.workflows.file_piece import file_version
from tests.portal.web.test_lists import page
from tests.portal.world import (
    IBAN,
    PDF,
    World,
    make_dossier,
    make_invoice,
    make_letter,
    make_piece,
    upload,
)


@pytest.fixture
def owner(world: World, client: Client) -> Client:
    client.force_login(world.owner)
    return client


def test_the_cartouche_says_what_it_is_and_where_it_stands(world: World, owner: Client) -> None:
    invoice, proforma = (page(owner, reverse("invoice", args=[one.pk])) for one in (world.invoice, world.proforma))
    assert "<h1>Facture n° FC21095780002 <span>(En cours d'instruction)</span></h1>" in invoice
    assert "<h1>Facture Proforma n° 2512PRFF000073 <span>(En cours de paiement)</span></h1>" in proforma
    assert "Liste des dossiers" in invoice
    assert "Liste des demandes de remboursement" not in invoice
    assert "Liste des demandes de remboursement" in proforma
    assert "Liste des dossiers" not in proforma


def test_no_account_number_before_payment_nor_without_the_right(world: World, client: Client) -> None:
    paid = make_invoice(world.training, status=Status.PAYEE)
    for person, shown in ((world.owner, True), (world.colleague, False), (world.agent, True)):
        client.force_login(person)
        html = page(client, reverse("invoice", args=[paid.pk])).replace(" ", "")
        assert ("Informationsbancaires" in html, IBAN in html) == (True, shown)
        assert "Informations bancaires" not in page(client, reverse("invoice", args=[world.proforma.pk]))


def test_a_file_comes_as_an_attachment_under_its_name(world: World, owner: Client) -> None:
    response = owner.get(reverse("version-file", args=[world.invoice.pk, world.piece.current.pk]))
    assert b"".join(response) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''Certificat%20de%20r")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.actor) == (Action.FILE_DOWNLOADED, world.owner)


def test_a_file_of_another_invoice_is_not_there(world: World, owner: Client) -> None:
    version, letter = world.piece.current.pk, world.letter.pk
    for pk in (world.proforma.pk, 999_999):
        assert owner.get(reverse("version-file", args=[pk, version])).status_code == 404
        assert owner.get(reverse("letter-file", args=[pk, letter])).status_code == 404


def test_a_letter_in_preparation_is_not_there_yet(world: World, owner: Client) -> None:
    Letter.objects.update(file="")
    assert owner.get(reverse("letter-file", args=[world.invoice.pk, world.letter.pk])).status_code == 404
    assert "En préparation" in page(owner, reverse("invoice", args=[world.invoice.pk]))


def test_filing_leads_back_and_says_what_was_done(world: World, owner: Client) -> None:
    response = owner.post(
        reverse("add-version", args=[world.invoice.pk, world.piece.pk]), {"file": upload()}, follow=True
    )
    assert response.redirect_chain == [(f"/factures/{world.invoice.pk}/#pieces", 302)]
    assert "Certificat de réalisation, version 2 est déposée" in response.content.decode()
    assert PieceVersion.objects.filter(piece=world.piece).count() == 2


@pytest.mark.parametrize(
    "data", [{}, {"nature": "rib"}, {"nature": "poème", "file": upload()}, {"nature": "rib", "file": upload(b"GIF89a")}]
)
def test_what_cannot_be_filed_is_explained(data: dict[str, object], world: World, owner: Client) -> None:
    response = owner.post(reverse("add-piece", args=[world.invoice.pk]), data, follow=True)
    assert 'class="notice error" role="alert"' in response.content.decode()
    assert PieceVersion.objects.count() == 1


def test_a_closed_invoice_offers_no_filing(world: World, owner: Client) -> None:
    closed = make_invoice(world.training, status=Status.REJETEE)
    make_piece(closed, world.owner)
    html = page(owner, reverse("invoice", args=[closed.pk]))
    assert 'type="file"' not in html
    assert "on ne peut plus y déposer de document" in html


def test_text_from_people_is_shown_as_text(world: World, owner: Client) -> None:
    world.dossier.title = "<script>alert(1)</script>"
    world.dossier.save()
    response = owner.get(reverse("invoice", args=[world.invoice.pk]))
    assert b"<script>alert" not in response.content


def test_queries_do_not_grow_with_what_hangs_on_an_invoice(
    world: World, owner: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        dossier = make_dossier(f"2401AF{number:06}", employer=world.interim, provider=world.training)
        InvoiceDossier.objects.create(invoice=world.invoice, dossier=dossier, amount_ht=1)
        piece = make_piece(world.invoice, world.owner, PieceNature.EMARGEMENT, Conformity.NON_CONFORME)
        file_version(world.owner, world.invoice.pk, piece.pk, upload())
        make_letter(world.invoice, world.agent)
    # session, user, branches, right to RIBs;
    # entities, invoice, audit, rights, pieces, versions, their people, dossiers, letters, timeline, deposit
    with django_assert_num_queries(4 + 11):
        page(owner, reverse("invoice", args=[world.invoice.pk]))
