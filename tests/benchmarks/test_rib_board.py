from dataclasses import replace
from pathlib import Path

import pytest

from akto_invoice import Check, DocumentKind, DocumentType, Extraction, Fields, FieldValue, Outcome, Source, Status
from benchmarks import results, ribs, ribs_report
from benchmarks.ribs import Read
from corpus.generator.manifest import Row
from corpus.generator.ribs.facts import RibTruth

TRUTH = RibTruth("rib", iban="FR76", bic="BNPAFRPP", holder="SARL Cap", address="12 rue Haute", bank_name="BNP")
ROW = Row("a-00", "build/a-00.pdf", "evaluation", "typst", "a", "text", "", "rib", (), None, TRUTH)


def extraction(values: dict[str, str], *failed: str) -> Extraction:
    fields = {name: FieldValue(value, 0.99, accepted=True, source=Source.TEXT) for name, value in values.items()}
    return Extraction(
        Status.OK,
        DocumentKind.TEXT,
        (),
        DocumentType.RIB,
        Fields(**fields),  # type: ignore[arg-type]
        tuple(Check(one, Outcome.FAILED, "") for one in failed),
        1.0,
    )


ALL = {"iban": "FR76", "bic": "BNPAFRPP", "holder": "SARL Cap", "address": "12 rue Haute", "bank_name": "BNP"}
FLAWED = replace(ROW, file="build/b.pdf", truth=replace(TRUTH, failed_checks=("iban-matches-rib",)))


def tally(measured: ribs.Ribs, field: str) -> ribs.Tally:
    return next(one for one in measured.tallies if one.field == field and one.group == "text")


def test_right_and_wrong_answers_are_counted() -> None:
    measured = ribs.count([Read(ROW, extraction(ALL)), Read(ROW, extraction({**ALL, "iban": "FR67"}))])
    assert (tally(measured, "iban").right, tally(measured, "iban").accepted_wrong) == (1, 1)
    assert (tally(measured, "bic").right, tally(measured, "bic").accepted_wrong) == (2, 0)


def test_a_file_that_failed_has_all_its_answers_wrong() -> None:
    measured = ribs.count([Read(ROW, None)])
    assert all((one.files, one.right, one.accepted) == (1, 0, 0) for one in measured.tallies)


def test_what_a_contradiction_forbids_is_wrong_to_accept() -> None:
    measured = ribs.count([Read(FLAWED, extraction(ALL))])
    assert tally(measured, "iban").accepted_wrong == 1
    assert tally(measured, "holder").accepted_wrong == 0
    (flaw,) = measured.flaws
    assert (flaw.flaw, flaw.seen, flaw.accepted) == ("iban-matches-rib", 0, 1)


def test_a_check_that_fails_on_a_sound_rib_is_a_false_alarm() -> None:
    (flaw,) = ribs.count([Read(ROW, extraction(ALL, "rib-key"))]).flaws
    assert (flaw.flaw, flaw.files, flaw.seen) == ("", 1, 1)


def test_failures_of_the_evaluation_split_are_not_told() -> None:
    wrong = extraction({**ALL, "iban": "FR67"})
    development = replace(ROW, split="development")
    assert ribs.count([Read(ROW, wrong)]).failures == ()
    assert ribs.count([Read(development, wrong)]).failures == ("a-00: iban: 'FR76' was read 'FR67'",)


def test_scans_are_counted_together_and_by_kind() -> None:
    measured = ribs.count([Read(replace(ROW, source="fax"), extraction(ALL))])
    assert {one.group for one in measured.tallies} == {"scans", "fax"}


def test_the_tables_mark_what_is_below_its_target() -> None:
    page = ribs_report.report(ribs.count([Read(ROW, extraction({**ALL, "iban": "FR67"}))]))
    assert "| evaluation | text | 1 | **0.0** | 100.0 |" in page
    assert "1 of 5" in page


def test_results_are_written(tmp_path: Path) -> None:
    results.write(tmp_path / "rib.json", ribs.count([Read(ROW, extraction(ALL))]))
    assert '"accepted_wrong": 0' in (tmp_path / "rib.json").read_text()


@pytest.mark.parametrize("name", ["one-account", "iban-check-digits", "holder-is-not-akto"])
def test_every_flaw_of_the_corpus_forbids_something(name: str) -> None:
    row = replace(ROW, truth=replace(TRUTH, failed_checks=(name,)))
    assert tally(ribs.count([Read(row, extraction(ALL))]), "iban").accepted_wrong == 1
