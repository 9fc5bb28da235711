import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import __main__, results
from benchmarks.accuracy import Scoreboard, Tally, scoreboard
from benchmarks.answers import FIELDS
from benchmarks.bundle import Bundle
from benchmarks.costs import Times
from benchmarks.processes import Process
from benchmarks.report import CURVE, END, START, NoMarkers, page, summary, write_between_markers
from benchmarks.rungs import Rung
from benchmarks.speed import Comparison, Speed
from benchmarks.targets import is_exact_enough, percent, verdicts
from corpus.generator import manifest
from corpus.generator.samples import FOLDER
from tests.benchmarks.boards import answer, row

TIMES = Times(p50_ms=9.0, p95_ms=50.0, cpu_p50_ms=8.0, cpu_p95_ms=40.0)
TEXT = Comparison("text", 4, 1, 5, 3, ratio=2.4, wall_ratio=2.6, ours=TIMES, reference=TIMES)
SPEED = Speed(
    machine="Linux",
    text=TEXT,
    scans="no tesseract program",
    by_source=(TEXT,),
    rungs=(Rung("text", "text layer", files=4, climbed=4, times=TIMES),),
    text_process=Process("a.pdf", seconds=0.25, mebibytes=151.0),
    first_engine_process="the command ended with exit code 1",
    scan_process="the command ended with exit code 1",
    bundle=Bundle(41, 3, 6.0, 5.0, 2.0, 1.0),
)


def board(right: int, wrong: int) -> Scoreboard:
    answers = [answer("1", "1", of=row(f"r{n}"), field=field, accepted=True) for n in range(right) for field in FIELDS]
    return scoreboard(
        [*answers, *(answer("1", "2", of=row(f"w{n}"), confidence=0.5, accepted=True) for n in range(wrong))]
    )


def met(scoreboard: Scoreboard | None, speed: Speed | None) -> dict[str, bool | None]:
    return {one.what: one.met for one in verdicts(scoreboard, speed)}


def test_nothing_measured_is_neither_met_nor_missed() -> None:
    assert set(met(None, None).values()) == {None}


def test_speed_is_held_against_its_targets() -> None:
    found = met(None, SPEED)
    assert found["text PDF against `page.get_text` of all pages"] is False
    assert found["text PDF, half of the files"] is True
    assert found["text PDF, 95 % of the files"] is True
    assert found["scan against `pytesseract.image_to_data` at 300 dpi"] is None
    assert found["memory, one text PDF"] is False
    assert found["memory, one scan"] is None


def tally_for(source: str, right: int, wrong: int, split: str = "evaluation") -> Tally:
    return Tally(split, "source", source, "siret", right + wrong, right, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("source", "right", "reached"),
    [("text", 990, True), ("text", 989, False), ("scan300", 985, True), ("worn", 984, False), ("fax", 950, True)],
)
def test_each_source_has_its_target(source: str, right: int, reached: bool) -> None:
    assert is_exact_enough(tally_for(source, right, 1000 - right)) is reached


def test_there_are_targets_on_unseen_layouts_only_and_for_whole_documents() -> None:
    assert is_exact_enough(tally_for("text", 1, 0, "development")) is None
    assert is_exact_enough(tally_for("trap", 1, 0)) is None
    assert is_exact_enough(tally_for("text", 0, 0)) is None


def test_accepted_and_wrong_is_one_in_a_thousand_at_most() -> None:
    what = "accepted values that are wrong"
    judged = len(FIELDS) - 2
    assert met(board(right=999 // judged + 1, wrong=1), None)[what] is True
    assert met(board(right=900 // judged, wrong=1), None)[what] is False


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_only_all_is_a_hundred_percent_and_only_none_is_zero(part: int, whole: int) -> None:
    part = min(part, whole)
    assert (percent(part, whole) == "100.0 %") == (part == whole)
    assert (percent(part, whole) == "0.0 %") == (part == 0)


def test_results_survive_writing_and_reading(tmp_path: Path) -> None:
    wrong = scoreboard([answer("1", "2", of=row("a", "development"), confidence=0.7)])
    results.write(tmp_path / "accuracy.json", wrong)
    results.write(tmp_path / "speed.json", SPEED)
    assert results.read_scoreboard(tmp_path / "accuracy.json") == wrong
    assert results.read_speed(tmp_path / "speed.json") == SPEED


def test_nothing_measured_yet_is_none(tmp_path: Path) -> None:
    assert results.read_scoreboard(tmp_path / "accuracy.json") is None
    assert results.read_speed(tmp_path / "speed.json") is None


def test_results_of_an_older_version_say_what_to_do(tmp_path: Path) -> None:
    for name, read in (("accuracy", results.read_scoreboard), ("speed", results.read_speed)):
        path = tmp_path / f"{name}.json"
        path.write_text('{"tallies": [], "machine": "Linux"}', encoding="utf-8")
        with pytest.raises(results.Outdated, match=f"benchmarks {name} again"):
            read(path)


def test_the_report_is_written_with_its_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(__main__, "RESULTS", tmp_path / "results")
    monkeypatch.setattr(__main__, "PAGE", tmp_path / "docs" / "results.md")
    results.write(tmp_path / "results" / "accuracy.json", board(right=3, wrong=1))
    assert __main__.main(["report"]) == 0
    text = (tmp_path / "docs" / "results.md").read_text(encoding="utf-8")
    assert f"]({CURVE})" in text
    assert (tmp_path / "docs" / CURVE).read_text(encoding="utf-8").startswith("<svg")


def test_the_page_tells_what_was_missed_and_what_was_not_measured() -> None:
    text = page(board(right=3, wrong=1), SPEED)
    assert "| memory, one text PDF | at most 150 MiB | 151 MiB | **not met** |" in text
    assert "not measured, no tesseract program" in text
    assert "| siret | **75.0** |" in text
    assert "| text | 4 | 99 % | 100.0 % met | 100.0 % met | 75.0 % **not met** | 100.0 % met |" in text
    assert "| fax | - | 95 % | not measured |" in text
    assert "Development" not in text


def test_the_readme_gets_the_summary_between_its_markers(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{START}\nold\n{END}\nafter\n", encoding="utf-8")
    text = summary(board(right=1, wrong=0), None)
    write_between_markers(readme, text)
    write_between_markers(readme, text)
    assert readme.read_text(encoding="utf-8") == f"before\n{START}\n\n{text}\n{END}\nafter\n"


def test_a_readme_without_markers_is_left_alone(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("nothing", encoding="utf-8")
    with pytest.raises(NoMarkers):
        write_between_markers(readme, "text")
    assert readme.read_text(encoding="utf-8") == "nothing"


def test_the_samples_are_read_and_scored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(__main__, "SCRATCH", tmp_path)
    command = ["accuracy", "--folder", str(FOLDER), "--source", "text", "--limit", "3"]
    assert __main__.main(command) == 0
    first = results.read_scoreboard(tmp_path / "text-3-samples" / "accuracy.json")
    assert first is not None
    assert [(one.source, one.documents, one.errors) for one in first.documents] == [("text", 3, 0)]
    assert __main__.main([*command, "--cached"]) == 0
    assert results.read_scoreboard(tmp_path / "text-3-samples" / "accuracy.json") == first


def test_scoring_again_follows_a_changed_truth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(__main__, "SCRATCH", tmp_path)
    rows = [one for one in manifest.read(FOLDER / "manifest.jsonl") if one.source == "text"]
    silence = '{"file": %s, "status": "ok", "error": null, "document_type": "other", "fields": {"siret": null}}'
    lines = [silence % json.dumps(one.file) for one in rows]
    (tmp_path / "text-samples.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert __main__.main(["accuracy", "--folder", str(FOLDER), "--source", "text", "--cached"]) == 0
    counted = results.read_scoreboard(tmp_path / "text-samples" / "accuracy.json")
    assert counted is not None
    assert {one.field for one in counted.failures} >= {"document_type", "siret", "dossiers"}


def test_what_was_not_read_is_said_and_ends_with_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(__main__, "SCRATCH", tmp_path)
    assert __main__.main(["accuracy", "--folder", str(FOLDER), "--cached"]) == 1
    assert "without --cached" in capsys.readouterr().err


def test_a_missing_corpus_is_said_and_ends_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert __main__.main(["accuracy", "--folder", str(tmp_path)]) == 1
    assert "make corpus" in capsys.readouterr().err
