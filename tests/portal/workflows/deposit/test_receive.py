"""Dropping a file: what is kept, what is refused at once, who may."""

import hashlib
from pathlib import Path

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from akto_invoice.errors import ReadingTimeout
from akto_invoice.portal.errors import FileRefused, NotVisible, StateRefused, TooManyFiles
from akto_invoice.portal.models import Action, AuditEvent, Deposit, DepositState
from akto_invoice.portal.workflows.deposit import analyse
from akto_invoice.portal.workflows.deposit import receive as module
from akto_invoice.portal.workflows.deposit.receive import receive_invoice, replace_file
from tests.portal.deposits import make_deposit
from tests.portal.papers import invoice_pdf, invoice_upload
from tests.portal.world import World, upload

SAMPLES = Path(__file__).parents[4] / "corpus" / "samples"


def test_a_draft_has_name_size_digest_and_nothing_of_its_name_on_the_disk(world: World) -> None:
    content = invoice_pdf(world.training)
    draft = receive_invoice(world.owner, world.training.siret, upload(content, "../Février\r\n2025.PDF"))
    draft.refresh_from_db()
    assert (draft.name, draft.size, draft.sha256) == (
        "Février 2025.pdf",
        len(content),
        hashlib.sha256(content).hexdigest(),
    )
    assert (draft.state, draft.depositor, draft.entity) == ("brouillon", world.owner, world.training)
    assert "vrier" not in str(draft.file.name)
    with draft.file.open() as file:
        assert file.read() == content
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.actor, event.entity) == (Action.DEPOSIT_RECEIVED, world.owner, world.training)
    assert event.detail == {"deposit": draft.pk, "sha256": draft.sha256}


def test_a_scan_is_announced_at_once(world: World) -> None:
    scan = upload((SAMPLES / "facture-scannee.pdf").read_bytes())
    assert receive_invoice(world.owner, world.training.siret, scan).is_image
    assert not receive_invoice(world.owner, world.training.siret, invoice_upload(world.training)).is_image


def encrypted(content: bytes, path: Path) -> bytes:
    path.write_bytes(content)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.save(path, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return path.read_bytes()


def test_what_cannot_be_read_is_refused_with_what_to_do(world: World, tmp_path: Path) -> None:
    good = invoice_pdf(world.training)
    for content, message in (
        (b"", "vide"),
        (b"PK\x03\x04 a spreadsheet", "pas un PDF"),
        (b"%PDF-1.7\nnothing more", "endommagé"),
        (encrypted(good, tmp_path / "secret.pdf"), "mot de passe"),
    ):
        with pytest.raises(FileRefused, match=message):
            receive_invoice(world.owner, world.training.siret, upload(content, "facture.pdf"))
    assert not Deposit.objects.exists()


def test_too_many_pages_are_refused(world: World, tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    with pikepdf.new() as document:
        for _ in range(61):
            document.add_blank_page()
        document.save(path)
    with pytest.raises(FileRefused, match="61 pages"):
        receive_invoice(world.owner, world.training.siret, upload(path.read_bytes()))


def test_a_file_that_hangs_the_detection_is_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(_: bytes) -> None:
        raise ReadingTimeout("La lecture a été arrêtée au bout de 15 secondes.")

    monkeypatch.setattr(module, "detected", hang)
    with pytest.raises(FileRefused, match="15 secondes"):
        receive_invoice(world.owner, world.training.siret, invoice_upload(world.training))


def test_an_entity_has_so_many_drafts_at_a_time(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_DRAFTS", 2)
    make_deposit(world, DepositState.BROUILLON)
    make_deposit(world, DepositState.A_VALIDER)
    receive_invoice(world.owner, world.training.siret, invoice_upload(world.training))
    with pytest.raises(TooManyFiles, match="2 fichiers"):
        receive_invoice(world.owner, world.training.siret, invoice_upload(world.training))


@pytest.mark.parametrize("person", ["colleague", "outsider", "agent"])
def test_an_entity_that_one_may_not_deposit_for_does_not_exist(person: str, world: World) -> None:
    with pytest.raises(NotVisible):
        receive_invoice(getattr(world, person), world.training.siret, invoice_upload(world.training))


def test_another_file_takes_the_place_of_a_draft_s(
    world: World, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    draft = make_deposit(world, DepositState.BROUILLON)
    old = str(draft.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        replaced = replace_file(world.owner, draft.pk, invoice_upload(world.training, name="Bonne.pdf"))
    replaced.refresh_from_db()
    assert (replaced.state, replaced.name) == (DepositState.BROUILLON, "Bonne.pdf")
    assert default_storage.exists(str(replaced.file.name))
    assert not default_storage.exists(old)


def test_another_file_takes_the_place_of_one_that_could_not_be_read_and_is_analysed(world: World) -> None:
    bad = make_deposit(world, DepositState.ILLISIBLE)
    replace_file(world.owner, bad.pk, invoice_upload(world.training))
    bad.refresh_from_db()
    assert (bad.state, bad.error_code, bad.number) == (DepositState.A_VALIDER, "", "FAC2025-02")


def test_what_is_not_the_invoice_is_replaced_before_it_is_validated(world: World) -> None:
    deposit = make_deposit(world, number="")
    assert deposit.findings
    old = replace_file(world.owner, deposit.pk, invoice_upload(world.training, "FAC2025-09"))
    deposit.refresh_from_db()
    assert (old.findings, deposit.state, deposit.number) == ([], DepositState.A_VALIDER, "FAC2025-09")
    assert deposit.pages.get().words != [["AKTO", 10, 20, 60, 30]]


def test_nothing_of_the_old_file_stays_where_the_new_one_cannot_be_read(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hang(_: bytes) -> None:
        raise ReadingTimeout("La lecture a été arrêtée au bout de 180 secondes.")

    monkeypatch.setattr(analyse, "read", hang)
    deposit = make_deposit(world)
    replace_file(world.owner, deposit.pk, invoice_upload(world.training))
    deposit.refresh_from_db()
    assert (deposit.state, deposit.reading, deposit.findings) == (DepositState.ILLISIBLE, None, [])
    assert not deposit.pages.exists()


@pytest.mark.parametrize("state", [DepositState.EN_ANALYSE, DepositState.VALIDE, DepositState.ANNULE])
def test_any_other_keeps_its_file(state: DepositState, world: World) -> None:
    deposit = make_deposit(world, state)
    with pytest.raises(StateRefused, match="remplacer"):
        replace_file(world.owner, deposit.pk, SimpleUploadedFile("x.pdf", b""))
