"""Corrections as rows of the corpus: of use to the extractor, and nobody's data."""

import json
from pathlib import Path
from random import Random

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from akto_invoice.extract.composition import lay_out
from akto_invoice.extract.model import Box, PageKind, PageText, Source, Word
from akto_invoice.extract.resolve import resolve
from akto_invoice.portal.models import Deposit, DepositState
from akto_invoice.portal.workflows.deposit.analyse import analyse_deposit
from akto_invoice.portal.workflows.deposit.correct import correct
from akto_invoice.portal.workflows.deposit.corrections import correction_rows
from akto_invoice.portal.workflows.deposit.disguise import disguised, edited_alike, fictitious_like, fictitious_siret
from akto_invoice.portal.workflows.deposit.validate import validate_deposit
from akto_invoice.rules import dossier as dossier_rules
from akto_invoice.rules import siret as siret_rules
from corpus.generator.manifest import read as read_manifest
from tests.portal.deposits import make_deposit
from tests.portal.papers import invoice_pdf
from tests.portal.world import World


def corrected(world: World, **changes: str) -> Deposit:
    """An invoice that was really read, corrected, validated and transmitted."""
    deposit = make_deposit(world, DepositState.EN_ANALYSE)
    deposit.file.save("facture.pdf", ContentFile(invoice_pdf(world.training, "FAC2025-02")))
    analyse_deposit(deposit.pk)
    deposit.refresh_from_db()
    deposit = correct(world.owner, deposit.pk, changes, revision=deposit.revision)
    overrides = dict.fromkeys((one["code"] for one in deposit.findings), "Vu avec AKTO")
    validate_deposit(world.owner, deposit.pk, revision=deposit.revision, overrides=overrides)
    return deposit


def test_what_was_not_corrected_is_no_material(world: World) -> None:
    corrected(world)
    assert list(correction_rows()) == []


def test_a_row_holds_the_truth_what_was_read_and_which_was_wrong(world: World) -> None:
    corrected(world, number="FAC2O25-02", total_ttc="1 055,00")
    [row] = correction_rows()
    assert row["id"] == "deposit-00001"
    assert row["corrected"] == ["invoice_number", "total_ttc"]
    assert (row["truth"]["total_ht"], row["truth"]["total_tva"], row["truth"]["total_ttc"]) == (
        "1000.00",
        "55.00",
        "1055.00",
    )
    assert row["read"]["total_ttc"]["value"] == "1200.00"
    assert row["read"]["total_ttc"]["bbox"]
    truth, read = row["truth"]["invoice_number"], row["read"]["invoice_number"]["value"]
    assert truth != "FAC2O25-02"
    assert [index for index in range(len(truth)) if truth[index] != read[index]] == [4]
    assert read[4] == "0"


def test_a_row_has_the_keys_of_the_corpus(world: World, tmp_path: Path) -> None:
    corrected(world, number="FAC-1")
    [row] = correction_rows()
    for name in ("corrected", "read", "pages"):
        del row[name]
    manifest = tmp_path / "manifest.jsonl"
    manifest.write_text(json.dumps(row) + "\n", encoding="utf-8")
    [known] = read_manifest(manifest)
    assert known.truth.siret == row["truth"]["siret"]


def test_no_row_names_anyone(world: World) -> None:
    corrected(world, number="FAC-1")
    text = json.dumps(list(correction_rows()), ensure_ascii=False).upper()
    for secret in (
        "ALIZ", "LILAS", "TOULOUSE", "31000", "DURAND", "INÈS", "FR76", "3006", "CMCIFRPP", "RIQUET", "76310941231",
        "52481845700029", "524818457", "524 818", "FAC2025", "FAC-1", "AF000021", "OLIVIA", "FACTURE.PDF",
    ):  # fmt: skip
        assert secret not in text, secret
    assert ["TOTAL", "HT"][0] in text


def test_the_extractor_reads_a_row_s_words_as_it_would_the_file(world: World) -> None:
    corrected(world, number="FAC-1")
    [row] = correction_rows()
    [page] = row["pages"]
    words = tuple(Word(text, Box(*box), Source.TEXT) for text, *box in page["words"])
    reading = resolve([lay_out(PageText(1, page["width"], page["height"], PageKind.TEXT, words))])
    assert reading.choices["siret"].value == row["truth"]["siret"]
    assert reading.choices["total_ttc"].value == "1200.00"
    assert reading.choices["invoice_number"].value == row["read"]["invoice_number"]["value"]
    assert [choice.value for choice in reading.dossiers] == row["truth"]["dossiers"]


def test_the_command_writes_them_all(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corrected(world, number="FAC-1")
    call_command("export_corrections", str(tmp_path / "rows.jsonl"))
    assert "Factures corrigées : 1," in capsys.readouterr().out
    [line] = (tmp_path / "rows.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["split"] == "deposits"


def test_what_tells_nothing_of_anyone_is_kept() -> None:
    kept = ["Total", "HT", "1", "152,00", "€", "TVA", "20,00", "%", "10/02/2025", "N°", "(1", "234,50)", "-"]
    assert disguised(kept, {}) == kept


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("Dupont", "Xxxxxx"),
        ("contact@alize.example", "xxxxxxx@xxxxx.xxxxxxx"),
        ("0561234567", "9999999999"),
        ("31000", "99999"),
        ("12", "99"),
        ("FR7630066699892778699B31765", "XX9999999999999999999X99999"),
        ("École", "Xxxxx"),
    ],
)
def test_of_all_else_the_shape_is_left(word: str, shape: str) -> None:
    assert disguised([word], {}) == [shape]


def test_a_short_identifier_is_not_found_within_other_words() -> None:
    assert disguised(["N°", "12", "rue", "3127,00", "A12"], {"12": "87"})[1] == "87"
    assert disguised(["A12"], {"12": "87"}) == ["X99"]


@given(st.integers(0, 10**6))
def test_stand_ins_are_of_the_same_form(seed: int) -> None:
    rng = Random(seed)  # noqa: S311
    assert siret_rules.is_valid(fictitious_siret(rng))
    assert dossier_rules.is_valid(fictitious_like("2310AF000021", rng))
    assert fictitious_like("FAC-2025/02", rng)[3::5] == "-/"


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_whatever_was_read_shows_only_where_it_was_misread(read: str, true: str, other: str) -> None:
    told = edited_alike(read, true, other)
    assert len(told) <= len(read)


@given(
    st.lists(st.text(max_size=12), max_size=20),
    st.dictionaries(st.text("ABC123", min_size=1, max_size=9), st.text("XYZ789", min_size=9, max_size=9)),
)
def test_whatever_the_page_holds_it_keeps_its_words_lengths(words: list[str], stand_ins: dict[str, str]) -> None:
    assert [len(word) for word in disguised(words, stand_ins)] == [len(word) for word in words]
