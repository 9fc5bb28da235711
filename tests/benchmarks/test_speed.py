import json
import subprocess
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

from benchmarks import processes, speed
from benchmarks.bundle import Bundle
from benchmarks.costs import Cost, Times, middle, times_of, total
from benchmarks.documents import Selection, select
from benchmarks.rungs import TEXT, Rung
from benchmarks.speed_report import speed_tables
from corpus.generator.samples import FOLDER


def test_a_launched_command_tells_its_exit_code_and_its_own_memory() -> None:
    command = [sys.executable, "-c", "kept = bytearray(60_000_000); raise SystemExit(3)"]
    launcher = [sys.executable, "-m", "benchmarks.launch", *command]
    done = subprocess.run(launcher, check=True, capture_output=True, text=True)
    measured = json.loads(done.stdout)
    assert measured["exit_code"] == 3
    assert 60_000_000 < measured["bytes"] < 120_000_000


def test_what_cannot_be_measured_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    pytesseract = import_module("pytesseract")

    def missing() -> None:
        raise pytesseract.TesseractNotFoundError

    monkeypatch.setattr(pytesseract, "get_tesseract_version", missing)
    monkeypatch.setattr(speed, "TEXT_ROUNDS", 1)
    monkeypatch.setattr(processes, "ROUNDS", 1)
    monkeypatch.setenv("OMP_THREAD_LIMIT", "1")
    measured = speed.measure(select(Selection(source="text", limit=1, folder=FOLDER)))
    assert isinstance(measured.text, speed.Comparison)
    assert (measured.text.files, measured.text.files_with_ocr) == (1, 0)
    assert isinstance(measured.text_process, processes.Process)
    assert [(one.group, one.name, one.climbed) for one in measured.rungs] == [("text", TEXT, 1)]
    assert "tesseract program" in str(measured.scans)
    assert {measured.first_engine_process, measured.scan_process, measured.bundle} == {speed.NO_DOCUMENT}


def test_costs_are_told_in_milliseconds_of_half_and_of_nearly_all() -> None:
    costs = [Cost(wall=wall / 10, cpu=wall / 20) for wall in range(1, 22)]
    assert times_of(costs) == Times(p50_ms=1100.0, p95_ms=2000.0, cpu_p50_ms=550.0, cpu_p95_ms=1000.0)
    assert times_of(costs[:1]) == Times(100.0, 100.0, 50.0, 50.0)


def test_a_slow_round_does_not_count() -> None:
    assert middle([Cost(1.0, 0.5), Cost(9.0, 0.25), Cost(2.0, 0.75)]) == Cost(2.0, 0.5)
    assert total([Cost(1.0, 0.5), Cost(2.0, 0.25)]) - Cost(1.0, 0.25) == Cost(2.0, 0.5)


def test_a_peak_without_the_second_engine_is_measured_and_a_failure_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "ROUNDS", 1)
    measured = processes.first_engine_only(FOLDER / "facture-texte.pdf")
    assert isinstance(measured, processes.Process)
    assert measured.file == "facture-texte.pdf"
    assert processes.command_line(tmp_path / "missing.pdf") == "the command ended with exit code 1"


def test_the_tables_tell_each_source_and_rung() -> None:
    times = Times(1.0, 2.0, 0.5, 1.5)
    scans = speed.Comparison("scans", 4, 4, 4, 2, ratio=0.4, wall_ratio=0.6, ours=times, reference=times)
    text = speed_tables(
        speed.Speed(
            machine="Linux",
            text=speed.NO_DOCUMENT,
            scans=scans,
            by_source=(replace(scans, source="fax"),),
            rungs=(Rung("scans", "second engine", files=4, climbed=1, times=times),),
            text_process=speed.NO_DOCUMENT,
            first_engine_process=processes.Process("a.pdf", 1.5, 120.0),
            scan_process=processes.Process("a.pdf", 2.5, 320.0),
            bundle=Bundle(41, 3, 6.0, 5.0, 2.0, 1.0),
        )
    )
    assert "| fax | 4 | 0.4 x | 0.6 x | 1 | 2 | 0.5 | 1.5 | 1 | 2 |" in text
    assert "| scans | second engine | 1 of 4 (25.0 %) | 1 | 2 | 0.5 | 1.5 |" in text
    assert "| scan, first engine only, library | a.pdf | 1.5 | 120 |" in text
    assert "41 pages: 3 of them are read" in text
