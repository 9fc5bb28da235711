"""Payments: their facts, who may record them, and what is refused."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils.timezone import localdate

from akto_invoice.portal.errors import NotAllowed, PaymentIncomplete, TransitionRefused
from akto_invoice.portal.models import Action, Dispositif, PaymentMeans, ReimbursementRequest, RibState, Status
from akto_invoice.portal.workflows.record_payment import record_payment
from tests.portal.world import BIC, IBAN, World, make_rib

PAID_ON = date(2025, 12, 20)


def test_a_transfer_goes_to_the_rib_in_force(world: World) -> None:
    make_rib(world.owner, world.interim)
    record_payment(world.agent, world.proforma.pk, PaymentMeans.VIREMENT, PAID_ON)
    world.proforma.refresh_from_db()
    assert world.proforma.status == Status.PAYEE
    assert (world.proforma.paid_on, world.proforma.paid_by) == (PAID_ON, PaymentMeans.VIREMENT)
    assert (world.proforma.paid_iban, world.proforma.paid_bic) == (IBAN, BIC)


def test_no_account_number_leaves_the_invoice_s_row(world: World) -> None:
    make_rib(world.owner, world.interim)
    record_payment(world.agent, world.proforma.pk, PaymentMeans.VIREMENT, PAID_ON)
    event = world.proforma.events.latest("pk")
    assert (event.action, event.detail) == (Action.INVOICE_PAID, {"means": "virement", "paid_on": "2025-12-20"})
    (message,) = mail.outbox
    assert "payée le 20/12/2025 par virement" in message.body
    assert IBAN[-8:] not in message.body.replace(" ", "")


def test_a_cheque_has_no_account(world: World) -> None:
    record_payment(world.agent, world.proforma.pk, PaymentMeans.CHEQUE, PAID_ON)
    world.proforma.refresh_from_db()
    assert (world.proforma.paid_iban, world.proforma.paid_bic) == ("", "")


@pytest.mark.parametrize("state", [RibState.A_EXAMINER, RibState.REJETE])
def test_without_an_approved_rib_no_transfer(state: RibState, world: World) -> None:
    make_rib(world.owner, world.interim, state=state)
    with pytest.raises(PaymentIncomplete, match="RIB approuvé"):
        record_payment(world.agent, world.proforma.pk, PaymentMeans.VIREMENT, PAID_ON)
    world.proforma.refresh_from_db()
    assert world.proforma.status == Status.EN_COURS_PAIEMENT


def test_dispositifs_on_different_accounts_are_not_paid_at_once(world: World) -> None:
    make_rib(world.owner, world.interim, dispositifs=(Dispositif.FPE,))
    make_rib(world.owner, world.interim, iban="FR7630004000031234567890143", dispositifs=(Dispositif.CAR,))
    ReimbursementRequest.objects.create(
        number="2512TT00043", invoice=world.proforma, dispositif=Dispositif.CAR, reference="Z", total_ht=1, total_ttc=1
    )
    with pytest.raises(PaymentIncomplete, match="comptes différents"):
        record_payment(world.agent, world.proforma.pk, PaymentMeans.VIREMENT, PAID_ON)


def test_tomorrow_is_refused_and_today_is_not(world: World) -> None:
    with pytest.raises(PaymentIncomplete, match="avenir"):
        record_payment(world.agent, world.proforma.pk, PaymentMeans.CHEQUE, localdate() + timedelta(days=1))
    record_payment(world.agent, world.proforma.pk, PaymentMeans.CHEQUE, localdate())


def test_only_what_is_being_paid_can_be_paid_and_once(world: World) -> None:
    with pytest.raises(TransitionRefused):
        record_payment(world.agent, world.invoice.pk, PaymentMeans.CHEQUE, PAID_ON)
    record_payment(world.agent, world.proforma.pk, PaymentMeans.CHEQUE, PAID_ON)
    with pytest.raises(TransitionRefused):
        record_payment(world.agent, world.proforma.pk, PaymentMeans.CHEQUE, PAID_ON)


def test_only_agents_may(world: World) -> None:
    with pytest.raises(NotAllowed):
        record_payment(world.owner, world.proforma.pk, PaymentMeans.CHEQUE, PAID_ON)
