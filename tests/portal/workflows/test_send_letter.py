"""Letters: sent once, as a PDF that says what was written."""

import pymupdf
import pytest
from django.core import mail

from akto_invoice.portal.errors import NotAllowed, ReasonMissing
from akto_invoice.portal.models import Action, LetterNature
from akto_invoice.portal.workflows.send_letter import make_letter_pdf, send_letter
from tests.portal.world import World

BODY = "Bonjour,\n\nIl manque le certificat <signé> & daté : 1 152,00 €.\nMerci d'avance."


def test_a_letter_is_a_pdf_that_says_what_was_written(world: World) -> None:
    letter = send_letter(world.agent, world.invoice.pk, LetterNature.DEMANDE_DE_PIECES, BODY)
    letter.refresh_from_db()
    with letter.file.open() as file, pymupdf.open(stream=file.read(), filetype="pdf") as document:
        assert document.metadata["title"] == "Demande de pièces justificatives"
        text = " ".join(document[0].get_text().split())
    for words in ("Campus Alizé", "524 818 457 00029", "facture FC21095780002", "<signé> & daté : 1 152,00 €."):
        assert words in text


def test_the_issuer_is_told_and_the_audit_knows(world: World) -> None:
    letter = send_letter(world.agent, world.invoice.pk, LetterNature.RELANCE, BODY)
    assert world.invoice.events.latest("pk").action == Action.LETTER_SENT
    assert world.invoice.events.latest("pk").detail == {"letter": letter.pk, "nature": "relance"}
    assert [message.to for message in mail.outbox] == [[world.owner.email]]


def test_the_pdf_is_made_once(world: World) -> None:
    letter = send_letter(world.agent, world.invoice.pk, LetterNature.RELANCE, BODY)
    letter.refresh_from_db()
    first = letter.file.name
    make_letter_pdf.call(letter.pk)
    letter.refresh_from_db()
    assert letter.file.name == first


def test_an_empty_letter_is_not_sent(world: World) -> None:
    with pytest.raises(ReasonMissing):
        send_letter(world.agent, world.invoice.pk, LetterNature.RELANCE, " \n ")


def test_only_agents_may(world: World) -> None:
    with pytest.raises(NotAllowed):
        send_letter(world.owner, world.invoice.pk, LetterNature.RELANCE, BODY)
