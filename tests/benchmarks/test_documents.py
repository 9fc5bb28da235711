from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.documents import CorpusMissing, Located, Selection, sample, select
from corpus.generator import manifest
from corpus.generator.samples import FOLDER
from tests.benchmarks.boards import row


def test_a_part_is_chosen_by_split_and_source() -> None:
    chosen = select(Selection(split="development", source="text", folder=FOLDER))
    assert chosen
    assert {(one.row.split, one.row.source) for one in chosen} == {("development", "text")}


def test_a_missing_corpus_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CorpusMissing, match="make corpus"):
        select(Selection(folder=tmp_path))
    manifest.write(tmp_path / "manifest.jsonl", [row()])
    with pytest.raises(CorpusMissing, match=r"1 of 1 files, first evaluation/a\.pdf"):
        select(Selection(folder=tmp_path))


@given(st.sets(st.text("abc", min_size=1)), st.integers(min_value=1, max_value=40))
def test_a_sample_has_the_size_wanted_keeps_the_order_and_stays_while_the_corpus_grows(
    names: set[str], limit: int
) -> None:
    documents = [Located(row(name), Path(name)) for name in sorted(names)]
    chosen = sample(documents, limit)
    assert len(chosen) == min(limit, len(documents))
    assert chosen == tuple(one for one in documents if one in chosen)
    grown = sample([*documents, Located(row("new"), Path("new"))], limit)
    assert len(set(chosen) - set(grown)) <= 1


def test_only_the_whole_corpus_is_everything() -> None:
    assert Selection().is_everything
    assert not Selection(limit=3).is_everything
    assert str(Selection(split="development", limit=3)) == "development-3"
