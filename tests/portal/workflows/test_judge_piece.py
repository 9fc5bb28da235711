"""Judging pieces: the latest version only, with a remark where it is refused."""

import pytest
from django.core import mail

from akto_invoice.portal.errors import InvoiceClosed, NotAllowed, NotVisible, ReasonMissing
from akto_invoice.portal.models import Action, Conformity, Invoice, Status
from akto_invoice.portal.workflows.file_piece import file_version
from akto_invoice.portal.workflows.judge_piece import judge_piece
from tests.portal.world import World, upload


def test_a_refused_piece_says_why_and_its_issuer_is_told(world: World) -> None:
    version = world.piece.current
    judge_piece(world.agent, world.invoice.pk, version.pk, Conformity.NON_CONFORME, " Signature absente. ")
    version.refresh_from_db()
    assert (version.conformity, version.remark) == (Conformity.NON_CONFORME, "Signature absente.")
    (message,) = mail.outbox
    assert message.to == [world.owner.email]
    assert "n'est pas conforme : Signature absente." in message.body
    assert world.invoice.events.latest("pk").detail == {
        "piece": world.piece.pk,
        "nature": "certificat",
        "version": 1,
        "conformity": "non-conforme",
        "remark": "Signature absente.",
    }


def test_an_accepted_piece_makes_no_noise(world: World) -> None:
    judge_piece(world.agent, world.invoice.pk, world.piece.current.pk, Conformity.CONFORME)
    assert mail.outbox == []
    assert world.invoice.events.latest("pk").action == Action.PIECE_JUDGED


def test_a_refusal_without_a_remark_is_none(world: World) -> None:
    with pytest.raises(ReasonMissing):
        judge_piece(world.agent, world.invoice.pk, world.piece.current.pk, Conformity.NON_CONFORME, "  ")


def test_a_superseded_version_is_not_judged_any_more(world: World) -> None:
    old = world.piece.current
    file_version(world.owner, world.invoice.pk, world.piece.pk, upload())
    with pytest.raises(NotVisible, match="remplacée"):
        judge_piece(world.agent, world.invoice.pk, old.pk, Conformity.CONFORME)


def test_a_version_of_another_invoice_is_not_there(world: World) -> None:
    with pytest.raises(NotVisible):
        judge_piece(world.agent, world.proforma.pk, world.piece.current.pk, Conformity.CONFORME)


def test_pieces_of_a_closed_invoice_stay_as_they_are(world: World) -> None:
    Invoice.objects.filter(pk=world.invoice.pk).update(status=Status.REJETEE)
    with pytest.raises(InvoiceClosed):
        judge_piece(world.agent, world.invoice.pk, world.piece.current.pk, Conformity.CONFORME)


def test_only_agents_may(world: World) -> None:
    with pytest.raises(NotAllowed):
        judge_piece(world.owner, world.invoice.pk, world.piece.current.pk, Conformity.CONFORME)
