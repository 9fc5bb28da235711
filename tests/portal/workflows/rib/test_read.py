"""The reading of a RIB in the background: what it proposes, what it says of a bad file, and that it ends."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.base import ContentFile

from akto_invoice.errors import ReadingTimeout
from akto_invoice.portal.models import Rib, RibState
from akto_invoice.portal.workflows.rib import read as module
from akto_invoice.portal.workflows.rib.read import MAX_ATTEMPTS, read_rib
from tests.portal.papers import rib_pdf
from tests.portal.world import BIC, IBAN, World, make_rib


def received(world: World, pdf: bytes) -> Rib:
    rib = make_rib(world.owner, state=RibState.LECTURE, iban="", bic="")
    rib.file.save("rib.pdf", ContentFile(pdf))
    return rib


def run(rib: Rib, attempt: int = 1) -> None:
    task: Any = read_rib
    task.call(SimpleNamespace(attempt=attempt), rib.pk)
    rib.refresh_from_db()


def test_what_is_read_is_proposed_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    rib = received(world, rib_pdf("SARL CAMPUS ALIZÉ"))
    run(rib)
    assert (rib.state, rib.iban, rib.bic) == (RibState.A_COMPLETER, IBAN, BIC)
    assert rib.reading
    assert rib.reading["fields"]["holder"]["value"] == "SARL CAMPUS ALIZÉ"
    with rib.picture.open("rb") as picture:
        assert picture.read(2) == b"\xff\xd8", "a JPEG"
    monkeypatch.setattr(module, "outcome_of", lambda *_: pytest.fail("read again"))
    run(rib)


def test_a_file_that_is_broken_says_so(world: World) -> None:
    rib = received(world, b"%PDF-1.7 broken beyond repair")
    run(rib)
    assert rib.state == RibState.ILLISIBLE
    assert "endommagé" in rib.problem


def test_a_reading_that_takes_too_long_ends(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "outcome_of", lambda *_: ReadingTimeout("Trop long."))
    rib = received(world, rib_pdf("SARL CAMPUS ALIZÉ"))
    run(rib)
    assert (rib.state, rib.problem) == (RibState.ILLISIBLE, "Trop long.")


def test_what_has_failed_too_often_is_given_up(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "outcome_of", lambda *_: pytest.fail("tried once more"))
    rib = received(world, rib_pdf("SARL CAMPUS ALIZÉ"))
    run(rib, MAX_ATTEMPTS + 1)
    assert rib.state == RibState.ILLISIBLE
    assert "plusieurs fois" in rib.problem


def test_a_deposit_that_was_given_up_meanwhile_stays_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    rib = received(world, rib_pdf("SARL CAMPUS ALIZÉ"))

    def cancelled_meanwhile(*_: object) -> ReadingTimeout:
        Rib.objects.update(state=RibState.ANNULE)
        return ReadingTimeout("Trop long.")

    monkeypatch.setattr(module, "outcome_of", cancelled_meanwhile)
    run(rib)
    assert rib.state == RibState.ANNULE
