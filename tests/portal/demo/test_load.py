from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import RequestFactory
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from akto_invoice.portal import models
from akto_invoice.portal.demo import cast
from akto_invoice.portal.demo.cast import Person
from akto_invoice.portal.demo.load import load
from akto_invoice.portal.demo.papers import Paper
from akto_invoice.portal.models import Action, Conformity, Invoice, InvoiceKind, Profile, Reason, Status, User
from akto_invoice.portal.workflows.access import rights_on, visible_invoices
from akto_invoice.portal.workflows.dashboard import dashboard_of
from akto_invoice.portal.workflows.timeline import timeline_of
from akto_invoice.portal.workflows.transitions import TRANSITIONS
from akto_invoice.portal.workflows.worklist import worklist
from tests.portal.demo.moments import afternoon_of

pytestmark = pytest.mark.django_db

NOW = afternoon_of(date(2026, 11, 24))
MOVES = {(move.start, move.end) for move in TRANSITIONS}


def print_quickly(paper: Paper) -> bytes:
    return f"%PDF-1.7 {paper}".encode()


@pytest.fixture(autouse=True, scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo, loaded once for all tests of this module, which only read it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(NOW, print_quickly)
        yield
        transaction.set_rollback(True)


def user(person: Person) -> User:
    return User.objects.get(email=person.email)


def test_those_shown_can_sign_in_and_nobody_else() -> None:
    for person in cast.PEOPLE:
        request = RequestFactory().post("/connexion/")
        found = authenticate(request, username=person.email, password=cast.PASSWORD)
        assert (found is not None) == (person in cast.SHOWN), person


def test_every_status_and_kind_is_there_to_see() -> None:
    assert set(Invoice.objects.values_list("status", flat=True)) == set(Status)
    assert set(Invoice.objects.values_list("kind", flat=True)) == set(InvoiceKind)
    assert Invoice.objects.count() > 300


def test_there_is_something_to_do_for_each_main_account() -> None:
    for person in (cast.CLAIRE, cast.NADIA):
        board = dashboard_of(user(person))
        assert board.new
        assert board.to_correct
    assert worklist(user(cast.SOPHIE)).count() > 5
    assert visible_invoices(user(cast.NADIA)).filter(kind=InvoiceKind.PROFORMA).exists()
    assert not visible_invoices(user(cast.CLAIRE)).filter(kind=InvoiceKind.PROFORMA).exists()


def test_rights_are_those_of_the_cast() -> None:
    for person in cast.SHOWN:
        if person.profile == Profile.AGENT:
            continue
        who, rights = user(person), {company.siret: right for company, right in person.rights}
        assert {invoice.issuer.siret for invoice in visible_invoices(who)} == set(rights)
        for entity in who.entities.all():
            allowed = rights_on(who, entity)
            assert allowed.deposit == (rights[entity.siret] != "consult")
            assert allowed.bank_details == (rights[entity.siret] == "rib")


def test_events_tell_how_each_invoice_came_to_its_status() -> None:
    for invoice in Invoice.objects.prefetch_related("events__actor"):
        events = sorted(invoice.events.all(), key=lambda event: (event.at, event.pk))
        assert events[0].action == Action.INVOICE_RECEIVED
        assert timezone.localdate(events[0].at) == invoice.received_on
        status: str = Status.RECUE
        for event in events:
            if event.action == Action.STATUS_CHANGED:
                assert event.detail["start"] == status
                assert (status, event.detail["end"]) in MOVES
                status = event.detail["end"]
            elif event.action == Action.INVOICE_PAID:
                assert (status, Status.PAYEE) in MOVES
                assert event.detail["paid_on"] == str(invoice.paid_on)
                status = Status.PAYEE
            assert event.actor
            assert event.actor.is_agent == (event.action not in (Action.INVOICE_RECEIVED, Action.PIECE_FILED))
            assert event.at <= NOW
        assert status == invoice.status


def test_every_timeline_reads() -> None:
    reader = user(cast.CLAIRE)
    for invoice in visible_invoices(reader):
        assert timeline_of(invoice, reader)


def test_pieces_agree_with_the_status() -> None:
    for invoice in Invoice.objects.prefetch_related("pieces__versions"):
        current = [piece.current.conformity for piece in invoice.pieces.all()]
        assert current
        if invoice.status in (Status.VALIDEE, Status.EN_COURS_PAIEMENT, Status.PAYEE):
            assert set(current) == {Conformity.CONFORME}, invoice
        if invoice.status == Status.A_REGULARISER:
            assert invoice.letters.exists()
            mended = [piece.current for piece in invoice.pieces.all() if piece.current.number > 1]
            assert Conformity.NON_CONFORME in current or mended
    versions = models.PieceVersion.objects.filter(number__gt=1)
    assert versions.exists()
    for version in versions.select_related("piece"):
        assert version.piece.versions.get(number=version.number - 1).filed_at < version.filed_at


def test_events_name_the_rows_they_are_about() -> None:
    for event in models.AuditEvent.objects.filter(action__in=(Action.PIECE_FILED, Action.PIECE_JUDGED)):
        version = models.PieceVersion.objects.get(piece=event.detail["piece"], number=event.detail["version"])
        assert version.piece.invoice_id == event.invoice_id
        assert version.piece.nature == event.detail["nature"]
        if event.action == Action.PIECE_FILED:
            assert (version.sha256, version.filed_at, version.filed_by) == (
                event.detail["sha256"],
                event.at,
                event.actor,
            )
    for event in models.AuditEvent.objects.filter(action=Action.LETTER_SENT):
        letter = models.Letter.objects.get(pk=event.detail["letter"])
        assert (letter.invoice_id, letter.sent_by) == (event.invoice_id, event.actor)


def test_amounts_add_up() -> None:
    for invoice in Invoice.objects.prefetch_related("lines", "requests"):
        amounts = [part.total_ht for part in invoice.requests.all()] + [line.amount_ht for line in invoice.lines.all()]
        assert sum(amounts) == invoice.total_ht
        assert invoice.is_proforma == bool(invoice.requests.all())
    credits = Invoice.objects.filter(kind=InvoiceKind.AVOIR)
    assert sum(credits.values_list("total_ht", flat=True)) == sum(Invoice.objects.values_list("credit_ht", flat=True))


def test_fields_hold_what_their_models_allow() -> None:
    """SQLite stores longer texts than a column says; PostgreSQL would refuse them."""
    for model in (models.Entity, models.Dossier, Invoice, models.PieceVersion, models.Letter, models.Membership):
        for row in model._default_manager.all():
            row.clean_fields()


def test_search_text_is_what_saving_would_make_it() -> None:
    for invoice in Invoice.objects.all()[::7]:
        before = invoice.search_text
        invoice.refresh_search_text()
        assert invoice.search_text == before


def test_dossiers_without_an_agreement_are_not_paid() -> None:
    lines = models.InvoiceDossier.objects.filter(dossier__state=models.DossierState.EN_COURS_INSTRUCTION)
    assert not lines.filter(invoice__status=Status.PAYEE).exists()
    for dossier in models.Dossier.objects.filter(state=models.DossierState.SOLDE):
        paid = dossier.lines.filter(invoice__status=Status.PAYEE).values_list("amount_ht", flat=True)
        assert sum(paid) == dossier.engaged_ht


def test_identifiers_follow_one_another_after_the_demo() -> None:
    latest = Invoice.objects.latest("pk")
    latest.pk, latest.reference, latest._state.adding = None, "APRES-DEMO", True
    with transaction.atomic():
        latest.save()
        assert latest.pk > Invoice.objects.exclude(pk=latest.pk).latest("pk").pk
        latest.delete()


def test_a_second_copy_is_rejected_as_such() -> None:
    events = models.AuditEvent.objects.filter(action=Action.STATUS_CHANGED, detail__reason=Reason.DOUBLON)
    assert events
    for event in events:
        assert event.invoice
        same = Invoice.objects.filter(issuer=event.invoice.issuer, reference=event.invoice.reference)
        assert same.count() == 2


def test_recent_invoices_are_many() -> None:
    recent = Invoice.objects.filter(received_on__gte=NOW.date() - timedelta(days=30))
    assert recent.count() > 20


def test_loading_again_adds_nothing() -> None:
    before = [model._default_manager.count() for model in (User, Invoice, models.AuditEvent, models.PieceVersion)]
    out = StringIO()
    call_command("load_demo", stdout=out)
    assert "déjà" in out.getvalue()
    after = [model._default_manager.count() for model in (User, Invoice, models.AuditEvent, models.PieceVersion)]
    assert after == before


def test_production_is_spared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_MODE", "production")
    monkeypatch.setenv("SECRET_KEY", "x" * 50)
    with pytest.raises(CommandError, match="production"):
        call_command("load_demo")
