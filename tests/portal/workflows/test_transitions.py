"""The table of transitions, in full: what it allows, and that it allows nothing else."""

from itertools import product

import pytest

from akto_invoice.portal.errors import ReasonMissing, TransitionRefused
from akto_invoice.portal.models import Reason, Status
from akto_invoice.portal.models.status import CLOSED
from akto_invoice.portal.workflows.transitions import TRANSITIONS, transition, transitions_from

ALLOWED = {
    Status.RECUE: {Status.EN_INSTRUCTION, Status.REJETEE, Status.ANNULEE},
    Status.EN_INSTRUCTION: {Status.VALIDEE, Status.A_REGULARISER, Status.REJETEE, Status.ANNULEE},
    Status.A_REGULARISER: {Status.EN_INSTRUCTION, Status.REJETEE, Status.ANNULEE},
    Status.VALIDEE: {Status.EN_COURS_PAIEMENT, Status.EN_INSTRUCTION},
    Status.EN_COURS_PAIEMENT: {Status.PAYEE, Status.A_REGULARISER},
    Status.PAYEE: set(),
    Status.ANNULEE: set(),
    Status.REJETEE: set(),
}


@pytest.mark.parametrize(("start", "end"), list(product(Status, Status)))
def test_every_move(start: Status, end: Status) -> None:
    if end in ALLOWED[start]:
        assert transition(start, end, Reason.JUSTIF_ABS).end == end
    else:
        with pytest.raises(TransitionRefused, match="ne peut pas devenir"):
            transition(start, end, Reason.JUSTIF_ABS)


def test_closed_statuses_lead_nowhere_and_all_others_on() -> None:
    assert {status for status in Status if not transitions_from(status)} == CLOSED


@pytest.mark.parametrize("end", [Status.A_REGULARISER, Status.REJETEE, Status.ANNULEE])
def test_what_sends_an_invoice_back_needs_a_reason(end: Status) -> None:
    moves = [move for move in TRANSITIONS if move.end == end]
    assert moves
    for move in moves:
        with pytest.raises(ReasonMissing, match="motif"):
            transition(move.start, move.end, None)
