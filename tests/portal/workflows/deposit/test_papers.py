"""Files of deposits: pieces, pictures, downloads, and what becomes of them when a deposit is cancelled."""

import pytest
from django.core.files.storage import default_storage
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from akto_invoice.portal.errors import FileRefused, NotAllowed, NotVisible, TooManyFiles
from akto_invoice.portal.models import Action, AuditEvent, Deposit, DepositState, Membership, PieceNature
from akto_invoice.portal.workflows.deposit import attach as module
from akto_invoice.portal.workflows.deposit.attach import attach_piece, remove_piece
from akto_invoice.portal.workflows.deposit.cancel import cancel_deposit
from akto_invoice.portal.workflows.deposit.files import download_deposit, download_deposit_piece, page_image
from tests.portal.deposits import codes, make_deposit
from tests.portal.world import PDF, World, upload


def stored(deposit: Deposit) -> list[str]:
    """The names of all files of the deposit."""
    pages = [page.image for page in deposit.pages.all()]
    return [str(file.name) for file in (deposit.file, *(piece.file for piece in deposit.pieces.all()), *pages)]


def test_a_piece_is_kept_with_its_digest_and_the_controls_know_it(world: World) -> None:
    world.dossier.subrogation = False
    world.dossier.save()
    deposit = make_deposit(world, siret=world.interim.siret, entity=world.interim)
    assert codes(deposit) == ["JUSTIF_ABS"]
    piece = attach_piece(world.owner, deposit.pk, PieceNature.FACTURE_ACQUITTEE, upload(PDF, "Acquittée.pdf"))
    assert (piece.name, piece.size, piece.added_by) == ("Acquittée.pdf", len(PDF), world.owner)
    assert codes(deposit) == []
    remove_piece(world.owner, deposit.pk, piece.pk)
    assert codes(deposit) == ["JUSTIF_ABS"]
    assert Deposit.objects.get(pk=deposit.pk).revision == 2


@pytest.mark.parametrize("nature", ["", "poème", PieceNature.FACTURE])
def test_a_piece_has_a_nature_which_is_not_the_invoice_s(nature: str, world: World) -> None:
    with pytest.raises(FileRefused, match="nature"):
        attach_piece(world.owner, make_deposit(world).pk, nature, upload())


def test_a_piece_is_a_pdf(world: World) -> None:
    with pytest.raises(FileRefused, match="pas un PDF"):
        attach_piece(world.owner, make_deposit(world).pk, PieceNature.RIB, upload(b"GIF89a", "rib.pdf"))


def test_a_deposit_has_so_many_pieces(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_PIECES", 1)
    with pytest.raises(TooManyFiles):
        attach_piece(world.owner, make_deposit(world).pk, PieceNature.RIB, upload())


def test_a_piece_of_another_deposit_is_not_there(world: World) -> None:
    one, other = make_deposit(world), make_deposit(world)
    with pytest.raises(NotVisible):
        remove_piece(world.owner, one.pk, other.pieces.get().pk)
    with pytest.raises(NotVisible):
        download_deposit_piece(world.owner, one.pk, other.pieces.get().pk)


def test_cancelled_it_keeps_no_file_but_its_record(
    world: World, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    deposit = make_deposit(world)
    names = stored(deposit)
    assert all(default_storage.exists(name) for name in names)
    with django_capture_on_commit_callbacks(execute=True):
        cancel_deposit(world.owner, deposit.pk)
    assert not any(default_storage.exists(name) for name in names)
    deposit.refresh_from_db()
    assert (deposit.state, deposit.sha256 != "") == (DepositState.ANNULE, True)
    with pytest.raises(NotVisible):
        download_deposit(world.owner, deposit.pk)


def test_downloads_are_recorded_and_pictures_are_not(world: World) -> None:
    deposit = make_deposit(world)
    image = page_image(world.owner, deposit.pk, 1)
    with image.open() as file:
        assert file.read() == b"picture"
    assert not AuditEvent.objects.filter(action=Action.FILE_DOWNLOADED).exists()
    file_, name = download_deposit(world.owner, deposit.pk)
    with file_.open() as content:
        assert (content.read(), name) == (PDF, "Facture.pdf")
    download_deposit_piece(world.owner, deposit.pk, deposit.pieces.get().pk)
    assert AuditEvent.objects.filter(action=Action.FILE_DOWNLOADED, entity=world.training).count() == 2


@pytest.mark.parametrize("person", ["colleague", "outsider", "agent"])
def test_no_file_for_those_who_may_not_deposit(person: str, world: World) -> None:
    deposit = make_deposit(world)
    for hand_out in (
        lambda user: download_deposit(user, deposit.pk),
        lambda user: download_deposit_piece(user, deposit.pk, deposit.pieces.get().pk),
        lambda user: page_image(user, deposit.pk, 1),
    ):
        with pytest.raises(NotVisible):
            hand_out(getattr(world, person))


def test_a_rib_is_handed_to_those_who_may_see_bank_details(world: World) -> None:
    Membership.objects.filter(user=world.colleague, entity=world.training).update(can_deposit=True)
    deposit = make_deposit(world)
    theirs = attach_piece(world.owner, deposit.pk, PieceNature.RIB, upload())
    own = attach_piece(world.colleague, deposit.pk, PieceNature.RIB, upload())
    with pytest.raises(NotAllowed):
        download_deposit_piece(world.colleague, deposit.pk, theirs.pk)
    for person, piece in ((world.colleague, own), (world.owner, own)):
        assert download_deposit_piece(person, deposit.pk, piece.pk)[1] == piece.name


def test_a_page_that_there_is_not(world: World) -> None:
    with pytest.raises(NotVisible):
        page_image(world.owner, make_deposit(world).pk, 2)
