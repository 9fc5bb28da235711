"""How an invoice may move from one status to another: the whole table, and nothing else."""

from typing import Final, NamedTuple

from akto_invoice.portal.errors import ReasonMissing, TransitionRefused
from akto_invoice.portal.models import Reason, Status


class Transition(NamedTuple):
    """One move, the words of its button, and whether it needs a reason that the issuer is told."""

    start: Status
    end: Status
    label: str
    needs_reason: bool = False


TRANSITIONS: Final = (
    Transition(Status.RECUE, Status.EN_INSTRUCTION, "Prendre en instruction"),
    Transition(Status.RECUE, Status.REJETEE, "Rejeter", needs_reason=True),
    Transition(Status.RECUE, Status.ANNULEE, "Annuler", needs_reason=True),
    Transition(Status.EN_INSTRUCTION, Status.VALIDEE, "Valider"),
    Transition(Status.EN_INSTRUCTION, Status.A_REGULARISER, "Demander une régularisation", needs_reason=True),
    Transition(Status.EN_INSTRUCTION, Status.REJETEE, "Rejeter", needs_reason=True),
    Transition(Status.EN_INSTRUCTION, Status.ANNULEE, "Annuler", needs_reason=True),
    Transition(Status.A_REGULARISER, Status.EN_INSTRUCTION, "Reprendre l'instruction"),
    Transition(Status.A_REGULARISER, Status.REJETEE, "Rejeter", needs_reason=True),
    Transition(Status.A_REGULARISER, Status.ANNULEE, "Annuler", needs_reason=True),
    Transition(Status.VALIDEE, Status.EN_COURS_PAIEMENT, "Mettre en paiement"),
    Transition(Status.VALIDEE, Status.EN_INSTRUCTION, "Revenir à l'instruction", needs_reason=True),
    Transition(Status.EN_COURS_PAIEMENT, Status.PAYEE, "Enregistrer le paiement"),
    Transition(Status.EN_COURS_PAIEMENT, Status.A_REGULARISER, "Demander une régularisation", needs_reason=True),
)


def transitions_from(status: str) -> tuple[Transition, ...]:
    """Return the moves that lead on from a status; none from a closed one."""
    return tuple(transition for transition in TRANSITIONS if transition.start == status)


def transition(start: str, end: Status, reason: Reason | None) -> Transition:
    """Return the move, or raise TransitionRefused or ReasonMissing."""
    for move in transitions_from(start):
        if move.end == end:
            if move.needs_reason and reason is None:
                raise ReasonMissing("Choisissez un motif : l'émetteur doit savoir quoi corriger.")
            return move
    raise TransitionRefused(
        f"Une facture « {Status(start).label} » ne peut pas devenir « {end.label} » : "
        "rechargez la page, son statut a pu changer."
    )
