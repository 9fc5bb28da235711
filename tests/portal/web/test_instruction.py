"""The back office's page: each change from its form, and refusals shown with what was typed."""

import pytest
from django.test import Client
from django.urls import reverse

from akto_invoice.portal.models import Conformity, Invoice, LetterNature, Status
from tests.portal.web.test_lists import page
from tests.portal.world import World, make_rib


@pytest.fixture
def agent(world: World, client: Client) -> Client:
    client.force_login(world.agent)
    return client


def post(client: Client, name: str, arguments: list[int], **data: str) -> tuple[int, str]:
    response = client.post(reverse(name, args=arguments), data, follow=True)
    return response.status_code, response.content.decode()


def test_an_invoice_from_instruction_to_payment(world: World, agent: Client) -> None:
    pk = world.invoice.pk
    assert post(agent, "judge", [pk, world.piece.current.pk], conformity="conforme")[0] == 200
    assert "désormais « Validée »" in post(agent, "set-status", [pk], status="validee")[1]
    status, html = post(agent, "set-status", [pk], status="en-cours-de-paiement")
    assert (status, "pas de RIB approuvé en vigueur" in html) == (200, True)
    make_rib(world.owner, world.training)
    assert "FR14 2004 1010 0505 0001 3M02 606" in agent.get(reverse("instruct", args=[pk])).content.decode()
    status, html = post(agent, "pay", [pk], means="virement", paid_on="2025-12-20")
    assert (status, "Le paiement est enregistré." in html) == (200, True)
    assert Invoice.objects.get(pk=pk).status == Status.PAYEE


@pytest.mark.parametrize(
    ("status", "reason", "said"),
    [
        ("", "", "obligatoire"),
        ("payee", "", "choix valide"),
        ("a-regulariser", "", "Choisissez un motif"),
        ("a-regulariser", "PAS_UN_MOTIF", "choix valide"),
        ("validee", "", "toutes les pièces doivent être conformes"),
    ],
)
def test_a_refused_decision_says_why_and_keeps_what_was_typed(
    status: str, reason: str, said: str, world: World, agent: Client
) -> None:
    answer = post(agent, "set-status", [world.invoice.pk], status=status, reason=reason, message="Gardez ceci.")
    assert answer[0] == 422
    assert said in answer[1]
    assert "Gardez ceci." in answer[1]
    assert Invoice.objects.get(pk=world.invoice.pk).status == Status.EN_INSTRUCTION


def test_a_refused_payment_says_why(world: World, agent: Client) -> None:
    status, html = post(agent, "pay", [world.proforma.pk], means="cheque", paid_on="2999-12-20")
    assert status == 422
    assert "dans l&#x27;avenir" in html


def test_a_piece_is_refused_with_a_reason_only(world: World, agent: Client) -> None:
    version = world.piece.current
    status, html = post(agent, "judge", [world.invoice.pk, version.pk], conformity="non-conforme")
    assert (status, "Dites en quoi" in html) == (422, True)
    post(agent, "judge", [world.invoice.pk, version.pk], conformity="non-conforme", remark="Illisible")
    version.refresh_from_db()
    assert (version.conformity, version.remark) == (Conformity.NON_CONFORME, "Illisible")


def test_a_letter_is_sent_and_can_be_downloaded(world: World, agent: Client) -> None:
    html = post(agent, "write-letter", [world.proforma.pk], nature="relance", body="Bonjour.")[1]
    assert "« Courrier de relance sur facture » est envoyé." in html
    letter = world.proforma.letters.get()
    assert letter.nature == LetterNature.RELANCE
    response = agent.get(reverse("letter-file", args=[world.proforma.pk, letter.pk]))
    assert b"".join(response).startswith(b"%PDF-")
    assert (
        response["Content-Disposition"] == 'attachment; filename="Courrier de relance sur facture 2512PRFF000073.pdf"'
    )


def test_a_closed_invoice_can_only_be_read_and_written_about(world: World, agent: Client) -> None:
    Invoice.objects.filter(pk=world.invoice.pk).update(status=Status.REJETEE)
    html = page(agent, reverse("instruct", args=[world.invoice.pk]))
    assert "son statut ne change plus" in html
    assert 'value="non-conforme"' not in html
    assert "Enregistrer le paiement" not in html
