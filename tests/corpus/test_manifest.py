import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.generator import __main__, manifest, samples
from corpus.generator.installed import __main__ as installed

ROWS = manifest.read(samples.FOLDER / "manifest.jsonl")
COMMITTED = manifest.read(__main__.COMMITTED / "manifest.jsonl")


def test_samples_and_their_manifest_agree() -> None:
    assert len(ROWS) == len(samples.CHOSEN)
    assert manifest.differences(ROWS, samples.FOLDER) == []


@pytest.mark.parametrize("file", [file for file, (_, _, severity) in samples.CHOSEN.items() if severity is None])
def test_samples_regenerate_byte_for_byte(file: str) -> None:
    assert samples.make(file).pdf == (samples.FOLDER / file).read_bytes()


def test_committed_files_and_their_manifest_agree() -> None:
    assert manifest.differences(COMMITTED, __main__.COMMITTED) == []


def test_committed_truth_is_what_the_pages_say() -> None:
    assert list(installed.committed_problems()) == []


def test_every_id_is_of_one_document_of_its_split() -> None:
    ids = [(row.split, row.id) for row in (*COMMITTED, *manifest.read(__main__.MANIFEST))]
    assert len(set(ids)) == len(ids)


def test_no_template_is_in_both_splits() -> None:
    rows = (*COMMITTED, *manifest.read(__main__.MANIFEST))
    of_split = {
        split: {(row.maker, row.template) for row in rows if row.split == split}
        for split in ("development", "evaluation")
    }
    assert of_split["development"] & of_split["evaluation"] == set()


def test_differences_are_found_both_ways(tmp_path: Path) -> None:
    for row in ROWS:
        shutil.copy(samples.FOLDER / row.file, tmp_path)
    kept = next(row for row in ROWS if row.sha256)
    lost = next(row for row in ROWS if row != kept)
    (tmp_path / lost.file).unlink()
    (tmp_path / "inconnu.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / kept.file).write_bytes(b"%PDF-1.7")
    assert manifest.differences(ROWS, tmp_path) == [
        f"no file for row: {lost.file}",
        "no row for file: inconnu.pdf",
        f"other bytes than the row says: {kept.file}",
    ]


def test_rows_survive_writing_and_reading(tmp_path: Path) -> None:
    rows = (replace(ROWS[0], traps=("a", "b")), *ROWS[1:])
    manifest.write(tmp_path / "manifest.jsonl", rows)
    assert set(manifest.read(tmp_path / "manifest.jsonl")) == set(rows)


def test_a_missing_manifest_is_empty(tmp_path: Path) -> None:
    assert manifest.read(tmp_path / "manifest.jsonl") == ()


def test_the_corpus_is_large_and_varied_enough() -> None:
    rows = [row for row in manifest.read(__main__.MANIFEST) if row.split == "development"]
    assert sum(row.source == "text" for row in rows) >= 110
    assert sum(row.source.startswith("scan") for row in rows) >= 55
    assert {"taxed", "exempt", "franchise", "multi_rate", "overseas"} == {row.regime for row in rows}
    types = {"invoice", "credit_note", "deposit_invoice", "proforma", "rib", "other"}
    assert types == {row.document_type for row in rows}
