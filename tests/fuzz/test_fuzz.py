import os
import subprocess
import sys
from pathlib import Path

import pytest

RUNS = 300
ROOT = Path(__file__).parents[2]


def test_the_fuzzer_finds_nothing_in_a_bounded_run(tmp_path: Path) -> None:
    pytest.importorskip("atheris", reason="atheris has wheels for Linux on x86-64 alone")
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz", f"-runs={RUNS}", "-seed=1", f"-artifact_prefix={tmp_path}/"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": "src"},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    assert f"Done {RUNS} runs" in done.stderr
    assert not any(tmp_path.iterdir())
