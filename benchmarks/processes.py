"""Time and memory of whole processes: the command line, and the library without its second engine."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROUNDS = 5
MEBIBYTE = 1 << 20

_WITHOUT_SECOND_ENGINE = """\
import sys
from akto_invoice import Options, extract_invoice
extract_invoice(sys.argv[1], Options(second_engine=False))
"""


@dataclass(frozen=True, slots=True)
class Process:
    """One file read by a process of its own: median wall time, largest peak of memory."""

    file: str
    seconds: float
    mebibytes: float


def command_line(path: Path) -> Process | str:
    """Run the installed command."""
    command = Path(sys.executable).with_name("akto-invoice")
    return _measured(path, [str(command), "extract", str(path), "--format", "json"])


def first_engine_only(path: Path) -> Process | str:
    """Run the library without its second engine, for which the command line has no switch."""
    return _measured(path, [sys.executable, "-c", _WITHOUT_SECOND_ENGINE, str(path)])


def _measured(path: Path, command: list[str]) -> Process | str:
    runs = [_launched(command) for _ in range(ROUNDS)]
    failed = {run["exit_code"] for run in runs} - {0}
    if failed:
        return f"the command ended with exit code {failed.pop():g}"
    peak = max(run["bytes"] for run in runs)
    return Process(path.name, round(median(run["seconds"] for run in runs), 3), round(peak / MEBIBYTE, 1))


def _launched(command: list[str]) -> dict[str, float]:
    launcher = [sys.executable, "-m", "benchmarks.launch", *command]
    done = subprocess.run(launcher, check=True, capture_output=True, text=True)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured
