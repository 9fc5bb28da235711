"""The controls speak the portal's own words, which the rules may not import."""

from dataclasses import replace

from hypothesis import given

from akto_invoice.portal.models import PieceNature, Reason
from akto_invoice.rules.controls import CONTROLS, DepositFacts
from tests.rules.controls.deposits import codes, facts


@given(deposit=facts(is_avoir=False, document_type=None, is_first_instalment=False))
def test_pieces_are_known_by_the_portal_s_natures(deposit: DepositFacts) -> None:
    for proof in (PieceNature.CERTIFICAT, PieceNature.EMARGEMENT):
        assert codes(replace(deposit, pieces=(PieceNature.FACTURE_ACQUITTEE.value, proof.value))) == set()


def test_every_reason_that_an_agent_may_give_is_foreseen_but_for_bank_details() -> None:
    foreseen = {reason for reason in Reason.values if any(code.startswith(reason) for code in CONTROLS)}
    assert set(Reason.values) - foreseen == {Reason.COORD_BANC_ERR}
