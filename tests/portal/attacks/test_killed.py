"""A worker whose power is cut at any commit of an analysis or a transmission: nothing is lost, nothing done twice."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]

ANALYSED = {
    "state": "a-valider", "revision": 2, "pages": 1, "invoices": 0, "reference": 0, "missing": [],
    "events": {"deposit.received": 1, "deposit.piece": 1, "deposit.sent": 1, "deposit.analysed": 1},
}  # fmt: skip
TRANSMITTED = {
    "state": "transmis", "revision": 4, "pages": 1, "invoices": 1, "reference": 1, "missing": [],
    "events": ANALYSED["events"] | {"deposit.validated": 1, "deposit.transmitted": 1},  # type: ignore[operator]
}  # fmt: skip


@pytest.mark.parametrize(("step", "end", "least"), [("analyse", ANALYSED, 5), ("transmit", TRANSMITTED, 5)])
def test_wherever_the_worker_dies_another_ends_its_work(
    step: str, end: dict[str, Any], least: int, tmp_path: Path
) -> None:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    variables = {
        "PORTAL_MODE": "demo",
        "DATA_DIR": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "akto_invoice.portal.settings",
    }
    ran = subprocess.run(
        [sys.executable, "-m", "tests.portal.attacks.killed", step],
        cwd=ROOT, env=kept | variables, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    told = [json.loads(line) for line in ran.stdout.splitlines() if line.startswith("{")]
    *deaths, survived = told
    assert not survived["died"]
    assert all(one["died"] for one in deaths)
    assert max(one["point"] for one in deaths) >= least
    for one in told:
        assert set(one["tasks"]) == {"SUCCESSFUL"}, one
        assert {name: one[name] for name in end} == end, one
