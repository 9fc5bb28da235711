"""What waits for agents, and what no longer does."""

import pytest

from akto_invoice.portal.errors import NotAllowed
from akto_invoice.portal.models import Conformity, Status
from akto_invoice.portal.workflows.file_piece import file_version
from akto_invoice.portal.workflows.worklist import worklist
from tests.portal.world import World, make_invoice, make_piece, upload


def test_received_and_in_hand_wait_oldest_first(world: World) -> None:
    made = {status: make_invoice(world.training, status=status) for status in Status}
    assert list(worklist(world.agent)) == [world.invoice, made[Status.RECUE], made[Status.EN_INSTRUCTION]]


def test_what_was_sent_back_waits_again_once_a_piece_is_filed(world: World) -> None:
    invoice = make_invoice(world.training, status=Status.A_REGULARISER)
    piece = make_piece(invoice, world.owner, conformity=Conformity.NON_CONFORME)
    assert invoice not in worklist(world.agent)
    version = file_version(world.owner, invoice.pk, piece.pk, upload())
    assert invoice in worklist(world.agent)
    type(version).objects.filter(pk=version.pk).update(conformity=Conformity.CONFORME)
    assert invoice not in worklist(world.agent)


def test_a_superseded_version_keeps_nothing_waiting(world: World) -> None:
    invoice = make_invoice(world.training, status=Status.A_REGULARISER)
    piece = make_piece(invoice, world.owner)
    version = file_version(world.owner, invoice.pk, piece.pk, upload())
    type(version).objects.filter(pk=version.pk).update(conformity=Conformity.CONFORME)
    assert invoice not in worklist(world.agent)


def test_only_agents_have_a_worklist(world: World) -> None:
    with pytest.raises(NotAllowed):
        worklist(world.owner)
