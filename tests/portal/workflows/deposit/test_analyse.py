"""The analysis: what is proposed, what cannot be read, and that nothing is done twice."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile

from akto_invoice.errors import AktoInvoiceError, OutOfMemory, ReaderCrashed, ReadingTimeout
from akto_invoice.portal.models import Action, AuditEvent, Deposit, DepositState
from akto_invoice.portal.workflows.deposit import analyse as module
from akto_invoice.portal.workflows.deposit import reading
from akto_invoice.portal.workflows.deposit.analyse import MAX_ATTEMPTS, analyse
from akto_invoice.portal.workflows.deposit.receive import receive_invoice
from akto_invoice.portal.workflows.deposit.send import send_deposits
from akto_invoice.portal.workflows.deposit.values import prefill
from tests.portal.deposits import codes, make_deposit, read_field, reading_of, run
from tests.portal.papers import invoice_pdf
from tests.portal.world import World, upload

SAMPLES = Path(__file__).parents[4] / "corpus" / "samples"


def waiting(world: World, content: bytes) -> Deposit:
    deposit = make_deposit(world, DepositState.EN_ANALYSE)
    deposit.file.save("facture.pdf", ContentFile(content))
    return deposit


def failing(error: Exception) -> Callable[[bytes], Any]:
    def read(_: bytes) -> Any:
        raise error

    return read


def test_the_values_start_from_what_was_read_and_the_reading_stays_beside(world: World) -> None:
    deposit = waiting(world, invoice_pdf(world.training, "FAC-77", amount="250.00"))
    run(analyse, deposit)
    deposit.refresh_from_db()
    assert deposit.state == DepositState.A_VALIDER
    assert (deposit.number, str(deposit.total_ht), str(deposit.total_ttc)) == ("FAC-77", "250.00", "300.00")
    assert deposit.reading is not None
    assert deposit.reading["fields"]["total_ht"]["value"] == "250.00"
    assert deposit.reading["fields"]["total_ht"]["confidence"] > 0.9
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.actor) == (Action.DEPOSIT_ANALYSED, None)
    assert event.detail == {"deposit": deposit.pk, "state": "a-valider", "error": ""}


def test_a_scan_has_the_words_that_were_recognised(world: World) -> None:
    deposit = waiting(world, (SAMPLES / "facture-scannee.pdf").read_bytes())
    run(analyse, deposit)
    deposit.refresh_from_db()
    page = deposit.pages.get()
    value = deposit.read_fields["total_ttc"]
    x0, y0, x1, y1 = value["bbox"]
    inside = [
        text for text, a0, b0, a1, b1 in page.words if x0 - 3 <= a0 and a1 <= x1 + 3 and y0 - 3 <= b0 and b1 <= y1 + 3
    ]
    assert value["text"].replace(" ", "").startswith("".join(inside)[:4])
    assert max(word[3] for word in page.words) <= page.width


@pytest.mark.parametrize("chosen", [False, True])
def test_an_avoir_is_ticked_unless_the_user_has_decided(chosen: bool, world: World) -> None:
    deposit = waiting(world, (SAMPLES / "avoir.pdf").read_bytes())
    Deposit.objects.filter(pk=deposit.pk).update(is_avoir_chosen=chosen)
    run(analyse, deposit)
    deposit.refresh_from_db()
    assert deposit.is_avoir is not chosen
    assert ("AVOIR_NON_COCHE" in codes(deposit)) is chosen


@pytest.mark.parametrize("error", [ReadingTimeout("Arrêtée."), OutOfMemory(), ReaderCrashed("Morte.")])
def test_what_cannot_be_read_says_why(error: AktoInvoiceError, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "read", failing(error))
    deposit = make_deposit(world, DepositState.EN_ANALYSE)
    run(analyse, deposit)
    deposit.refresh_from_db()
    assert (deposit.state, deposit.error_code, deposit.error_message) == ("illisible", error.code, str(error))


def test_a_damaged_file_ends_in_a_message(world: World) -> None:
    content = invoice_pdf(world.training)
    deposit = waiting(world, content[: len(content) // 3])
    run(analyse, deposit)
    deposit.refresh_from_db()
    assert (deposit.state, deposit.error_code) == (DepositState.ILLISIBLE, "damaged")


def test_a_file_that_no_worker_survives_is_given_up(world: World) -> None:
    deposit = make_deposit(world, DepositState.EN_ANALYSE)
    run(analyse, deposit, attempt=MAX_ATTEMPTS + 1)
    deposit.refresh_from_db()
    assert (deposit.state, deposit.error_code) == (DepositState.ILLISIBLE, "crashed")


def test_run_again_it_changes_nothing(world: World) -> None:
    deposit = waiting(world, invoice_pdf(world.training))
    for number in (1, 2):
        run(analyse, deposit, attempt=number)
    assert Deposit.objects.get(pk=deposit.pk).revision == 1
    assert deposit.pages.count() == 1
    assert AuditEvent.objects.filter(action=Action.DEPOSIT_ANALYSED).count() == 1


@pytest.mark.parametrize(
    "meanwhile", [{"state": DepositState.ANNULE}, {"file": "00/other.pdf"}, {"state": DepositState.A_VALIDER}]
)
def test_what_was_read_of_a_deposit_that_has_moved_on_is_dropped(
    meanwhile: dict[str, Any], world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    deposit = make_deposit(world, DepositState.EN_ANALYSE)

    def read(_: bytes) -> Any:
        Deposit.objects.filter(pk=deposit.pk).update(**meanwhile)
        raise ReadingTimeout("Arrêtée.")

    monkeypatch.setattr(module, "read", read)
    run(analyse, deposit)
    deposit.refresh_from_db()
    assert (deposit.revision, deposit.error_code) == (0, "")


def test_what_postgresql_cannot_hold_is_replaced(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(content: bytes) -> Any:
        extraction, (page, *_) = reading.read(content)
        odd = page.words[0]._replace(text="A\x00K\ud800TO")
        return extraction, (type(page)(1, page.width, page.height, page.image, (odd,)),)

    monkeypatch.setattr(module, "read", read)
    deposit = waiting(world, invoice_pdf(world.training))
    run(analyse, deposit)
    assert deposit.pages.get().words[0][0] == "A\ufffdK\ufffdTO"


def test_what_is_likelier_wrong_than_right_is_left_to_the_user(world: World) -> None:
    deposit = make_deposit(world, reading=reading_of(world))
    assert deposit.reading is not None
    deposit.reading["fields"]["invoice_number"] = read_field("1", confidence=0.09, accepted=False)
    deposit.reading["fields"]["total_ht"] = read_field("999.00", confidence=0.6, accepted=False)
    deposit.reading["fields"]["siret"] = read_field("12345678901234", confidence=0.6, accepted=False)
    deposit.reading["fields"]["dossiers"] = [read_field("2310AF000021"), read_field("2310AF000022", confidence=0.2)]
    prefill(deposit)
    assert (deposit.number, str(deposit.total_ht), deposit.dossiers) == ("", "999.00", ["2310AF000021"])
    assert (
        deposit.siret == "12345678901234"
    )  # its check digits are wrong: the user finds which, and the control says so


def test_all_drafts_of_the_user_are_sent_once(world: World) -> None:
    mine = receive_invoice(world.owner, world.training.siret, upload(invoice_pdf(world.training)))
    elsewhere = make_deposit(world, DepositState.BROUILLON, entity=world.interim)
    other = make_deposit(world, DepositState.BROUILLON, user=world.outsider)
    assert [one.pk for one in send_deposits(world.owner, world.training.siret)] == [mine.pk]
    assert send_deposits(world.owner, world.training.siret) == []
    assert {one.state for one in Deposit.objects.filter(pk__in=[elsewhere.pk, other.pk])} == {DepositState.BROUILLON}
    mine.refresh_from_db()
    assert mine.sent_at is not None
    assert mine.state == DepositState.A_VALIDER
