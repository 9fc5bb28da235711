"""Payments: their facts, who may record them, and what is refused."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils.timezone import localdate

from akto_invoice.portal.errors import NotAllowed, PaymentIncomplete, TransitionRefused
from akto_invoice.portal.models import Action, PaymentMeans, Status
from akto_invoice.portal.workflows.record_payment import record_payment
from tests.portal.world import BIC, IBAN, World

PAID_ON = date(2025, 12, 20)


def test_a_transfer_names_its_account(world: World) -> None:
    record_payment(
        world.agent, world.proforma.pk, PaymentMeans.VIREMENT, PAID_ON, "fr14 2004 1010 0505 0001 3m02 606", BIC
    )
    world.proforma.refresh_from_db()
    assert world.proforma.status == Status.PAYEE
    assert (world.proforma.paid_on, world.proforma.paid_by) == (PAID_ON, PaymentMeans.VIREMENT)
    assert (world.proforma.paid_iban, world.proforma.paid_bic) == (IBAN, BIC)


def test_no_account_number_leaves_the_invoice_s_row(world: World) -> None:
    record_payment(world.agent, world.proforma.pk, PaymentMeans.VIREMENT, PAID_ON, IBAN, BIC)
    event = world.proforma.events.latest("pk")
    assert (event.action, event.detail) == (Action.INVOICE_PAID, {"means": "virement", "paid_on": "2025-12-20"})
    (message,) = mail.outbox
    assert "payée le 20/12/2025 par virement" in message.body
    assert IBAN[-8:] not in message.body.replace(" ", "")


def test_a_cheque_has_no_account(world: World) -> None:
    record_payment(world.agent, world.proforma.pk, PaymentMeans.CHEQUE, PAID_ON, IBAN, BIC)
    world.proforma.refresh_from_db()
    assert (world.proforma.paid_iban, world.proforma.paid_bic) == ("", "")


@pytest.mark.parametrize(
    ("iban", "bic", "message"),
    [
        ("", "", "IBAN"),
        ("FR1420041010050500013M02607", BIC, "clés de contrôle"),
        (IBAN, "", "BIC"),
        (IBAN, "PSSTFR", "BIC"),
        (IBAN, "DEUTDEFF", "banque du pays"),
    ],
)
def test_an_account_that_cannot_be_is_refused(iban: str, bic: str, message: str, world: World) -> None:
    with pytest.raises(PaymentIncomplete, match=message):
        record_payment(world.agent, world.proforma.pk, PaymentMeans.VIREMENT, PAID_ON, iban, bic)
    world.proforma.refresh_from_db()
    assert world.proforma.status == Status.EN_COURS_PAIEMENT


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
