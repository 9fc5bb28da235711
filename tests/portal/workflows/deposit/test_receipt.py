"""The accusé de dépôt says what was deposited, when, by whom, and why warnings were passed over."""

from datetime import UTC, datetime

import pymupdf
import pytest

from akto_invoice.portal.errors import NotVisible
from akto_invoice.portal.models import Deposit
from akto_invoice.portal.workflows.deposit.receipt import invoice_receipt
from akto_invoice.portal.workflows.deposit.validate import validate_deposit
from akto_invoice.portal.workflows.view_invoice import view_invoice
from tests.portal.deposits import make_deposit
from tests.portal.world import World


def transmitted(world: World) -> Deposit:
    deposit = make_deposit(world, entity=world.interim, sha256="ab" * 32, name="Facture <février> & mars.pdf")
    reason = "L'agence dépose pour le <campus> & lui"
    validate_deposit(world.owner, deposit.pk, revision=0, overrides={"SIRET_ERR_ENTITE": reason})
    moments = {
        "received_at": datetime(2025, 2, 10, 11, 48, 2, tzinfo=UTC),
        "validated_at": datetime(2025, 2, 10, 12, 3, 4, tzinfo=UTC),
        "transmitted_at": datetime(2025, 2, 10, 12, 3, 9, tzinfo=UTC),
    }
    Deposit.objects.filter(pk=deposit.pk).update(**moments)
    return Deposit.objects.get(pk=deposit.pk)


def test_it_says_what_when_by_whom_and_with_which_digests(world: World) -> None:
    deposit = transmitted(world)
    assert deposit.invoice is not None
    pdf, name = invoice_receipt(world.owner, deposit.invoice.pk)
    assert name == "Accusé de dépôt FAC2025-02.pdf"
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        assert document.metadata["title"] == "Accusé de dépôt FAC2025-02"
        text = " ".join(" ".join(page.get_text() for page in document).split())
    for words in (
        "Facture n° FAC2025-02 du",
        f"Identifiant AKTO {deposit.invoice.pk}",
        "Campus Alizé - SIRET 524 818 457 00029",
        "1 000,00 € HT, 1 200,00 € TTC",
        "2310AF000021 (1 000,00 € HT)",
        "le 10/02/2025 à 12:48:02 par Olivia Martin, pour Intérim Garonne",
        "le 10/02/2025 à 13:03:04 par Olivia Martin",
        "Transmise à AKTO le 10/02/2025 à 13:03:09",
        "Facture <février> & mars.pdf",
        "ab" * 32,
        "Certificat de réalisation",
        "0" * 64,
        "Motif donné : L'agence dépose pour le <campus> & lui",
    ):
        assert words in text, words
    assert invoice_receipt(world.owner, deposit.invoice.pk)[0] == pdf


def test_whoever_sees_the_invoice_sees_its_receipt(world: World) -> None:
    deposit = transmitted(world)
    assert deposit.invoice is not None
    for person in (world.owner, world.colleague, world.agent):
        assert invoice_receipt(person, deposit.invoice.pk)[0].startswith(b"%PDF-")
    with pytest.raises(NotVisible):
        invoice_receipt(world.outsider, deposit.invoice.pk)


def test_an_invoice_that_was_not_deposited_here_has_none(world: World) -> None:
    with pytest.raises(NotVisible, match="accusé"):
        invoice_receipt(world.owner, world.invoice.pk)


def test_agents_read_the_reasons_on_the_invoice(world: World) -> None:
    deposit = transmitted(world)
    assert deposit.invoice is not None
    [(finding, reason)] = view_invoice(world.agent, deposit.invoice.pk).overridden
    assert (finding.code, reason) == ("SIRET_ERR_ENTITE", "L'agence dépose pour le <campus> & lui")
    assert view_invoice(world.agent, world.invoice.pk).overridden == []
