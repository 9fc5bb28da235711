"""The demo's deposits: real files that the library reads, in every state."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from akto_invoice.portal.demo import cast
from akto_invoice.portal.demo.deposits import DROPPED, Dropped, Stage, load_deposits
from akto_invoice.portal.demo.load import load
from akto_invoice.portal.demo.papers import Paper, print_plainly
from akto_invoice.portal.models import Deposit, DepositState, User
from akto_invoice.portal.workflows.deposit.overview import awaiting, drafts
from tests.portal.demo.moments import afternoon_of

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)
STATES = {
    Stage.DRAFT: DepositState.BROUILLON,
    Stage.UNREADABLE: DepositState.ILLISIBLE,
    Stage.READ: DepositState.A_VALIDER,
    # The tests' queue does at once what is left to the worker.
    Stage.SENT: DepositState.A_VALIDER,
    Stage.VALIDATED: DepositState.TRANSMIS,
}


def print_quickly(paper: Paper) -> bytes:
    return f"%PDF-1.7 {paper}".encode()


@pytest.fixture(autouse=True, scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        load(afternoon_of(TODAY), print_quickly)
        load_deposits(TODAY, print_plainly)
        yield
        transaction.set_rollback(True)


def deposit_of(dropped: Dropped) -> Deposit:
    return Deposit.objects.get(name__endswith=f" {dropped.number}.pdf")


def test_each_stands_where_it_should() -> None:
    assert {dropped.number: deposit_of(dropped).state for dropped in DROPPED} == {
        dropped.number: STATES[dropped.stage] for dropped in DROPPED
    }


def test_what_is_read_is_what_was_invoiced() -> None:
    for dropped in DROPPED:
        deposit = deposit_of(dropped)
        if deposit.reading is not None:
            assert deposit.total_ht == dropped.price * len(dropped.trainees), dropped
            assert deposit.siret == dropped.company.siret
            assert len(deposit.dossiers) == len(dropped.trainees)


def test_scans_are_scans() -> None:
    assert {deposit_of(dropped).is_image for dropped in DROPPED if dropped.is_scanned} == {True}


def test_the_main_accounts_have_something_to_send_and_to_validate() -> None:
    claire, nadia = (User.objects.get(email=person.email) for person in (cast.CLAIRE, cast.NADIA))
    assert drafts(claire, cast.BELVEDERE_TOULOUSE.siret).count() == 2
    findings = {
        code
        for deposit in awaiting(claire, cast.BELVEDERE_TOULOUSE.siret)
        for code in (one["code"] for one in deposit.findings)
    }
    assert findings == {"REF_ERR_ETAT"}
    [missing] = awaiting(nadia, cast.GARONNE_TOULOUSE.siret)
    assert [one["code"] for one in missing.findings] == ["JUSTIF_ABS"]
