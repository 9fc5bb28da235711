"""Changes of status: who, along which path, what is written and who is told."""

import pytest
from django.core import mail

from akto_invoice.portal.errors import NotAllowed, NotVisible, ReasonMissing, TransitionRefused
from akto_invoice.portal.models import Action, Conformity, PieceVersion, Reason, Status
from akto_invoice.portal.workflows.change_status import change_status
from tests.portal.world import World


def test_an_invoice_is_sent_back_with_a_reason(world: World) -> None:
    change_status(world.agent, world.invoice.pk, Status.A_REGULARISER, Reason.JUSTIF_ABS, "Certificat non signé.")
    world.invoice.refresh_from_db()
    assert world.invoice.status == Status.A_REGULARISER
    event = world.invoice.events.latest("pk")
    assert (event.action, event.actor) == (Action.STATUS_CHANGED, world.agent)
    assert event.detail == {
        "start": "en-instruction",
        "end": "a-regulariser",
        "reason": "JUSTIF_ABS",
        "message": "Certificat non signé.",
    }


def test_those_who_file_for_the_issuer_are_told_and_nobody_else(world: World) -> None:
    change_status(world.agent, world.invoice.pk, Status.REJETEE, Reason.DOUBLON, "Voir FC21095780001.")
    (message,) = mail.outbox
    assert message.to == [world.owner.email]
    assert message.subject == "Facture FC21095780002 : Rejetée"
    assert "Facture déjà reçue" in message.body
    assert "Voir FC21095780001." in message.body


def test_nobody_is_told_of_internal_steps(world: World) -> None:
    PieceVersion.objects.update(conformity=Conformity.CONFORME)
    change_status(world.agent, world.invoice.pk, Status.VALIDEE)
    mail.outbox.clear()
    change_status(world.agent, world.invoice.pk, Status.EN_COURS_PAIEMENT)
    assert mail.outbox == []


@pytest.mark.parametrize("person", ["owner", "colleague", "outsider"])
def test_only_agents_may(person: str, world: World) -> None:
    with pytest.raises(NotAllowed):
        change_status(getattr(world, person), world.invoice.pk, Status.VALIDEE)


def test_nothing_changes_when_a_move_is_refused(world: World) -> None:
    before = world.invoice.events.count()
    with pytest.raises(ReasonMissing):
        change_status(world.agent, world.invoice.pk, Status.A_REGULARISER)
    with pytest.raises(TransitionRefused):
        change_status(world.agent, world.invoice.pk, Status.RECUE)
    with pytest.raises(TransitionRefused, match="enregistrez son paiement"):
        change_status(world.agent, world.proforma.pk, Status.PAYEE)
    with pytest.raises(NotVisible):
        change_status(world.agent, 999_999, Status.VALIDEE)
    world.invoice.refresh_from_db()
    assert world.invoice.status == Status.EN_INSTRUCTION
    assert world.invoice.events.count() == before
    assert mail.outbox == []


@pytest.mark.parametrize("conformity", [Conformity.A_VERIFIER, Conformity.NON_CONFORME])
def test_only_conforming_pieces_let_an_invoice_be_validated(conformity: Conformity, world: World) -> None:
    PieceVersion.objects.update(conformity=conformity, remark="Illisible")
    with pytest.raises(TransitionRefused, match="Restent : Certificat de réalisation"):
        change_status(world.agent, world.invoice.pk, Status.VALIDEE)
    PieceVersion.objects.update(conformity=Conformity.CONFORME)
    assert change_status(world.agent, world.invoice.pk, Status.VALIDEE).status == Status.VALIDEE
