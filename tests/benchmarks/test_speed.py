import json
import subprocess
import sys
from importlib import import_module

import pytest

from benchmarks import speed
from benchmarks.documents import Selection, select
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
    monkeypatch.setattr(speed, "PROCESS_ROUNDS", 1)
    monkeypatch.setenv("OMP_THREAD_LIMIT", "1")
    measured = speed.measure(select(Selection(source="text", limit=1, folder=FOLDER)))
    assert isinstance(measured.text, speed.Comparison)
    assert (measured.text.files, measured.text.files_with_ocr) == (1, 0)
    assert isinstance(measured.text_process, speed.Process)
    assert "tesseract program" in str(measured.scans)
    assert "no such document" in str(measured.scan_process)
