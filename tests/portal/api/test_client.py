"""The program of docs/api.md, run as it stands against a served portal and its worker."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.portal.papers import invoice_pdf
from tests.portal.world import PDF, World

ROOT = Path(__file__).parents[3]
DOCS = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
PATIENCE = 120  # seconds


@contextmanager
def running(*module: str, env: dict[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    with subprocess.Popen([sys.executable, "-m", *module], cwd=ROOT, env=env) as process:
        try:
            yield process
        finally:
            process.terminate()


def wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the portal did not start: see what it says above")


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[dict[str, str]]:
    """What the program's environment says of a portal with its worker."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    env = kept | {"PORTAL_MODE": "demo", "DATA_DIR": str(tmp_path / "data"), "PYTHONPATH": str(ROOT)}
    filled = subprocess.run(
        [sys.executable, "-m", "tests.portal.api.served"], cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    web = ("waitress", "--host=127.0.0.1", f"--port={port}", "akto_invoice.portal.wsgi:application")
    worker = ("akto_invoice.portal", "db_worker", "--verbosity=0")
    with running(*web, env=env) as server, running(*worker, env=env):
        wait_for(port, server)
        yield kept | {"PORTAL_URL": f"http://127.0.0.1:{port}", "PORTAL_TOKEN": filled.stdout.decode().strip()}


def test_the_program_of_the_docs_deposits_an_invoice(portal: dict[str, str], world: World, tmp_path: Path) -> None:
    [program] = re.findall(r"```python\n(.*?)```", DOCS, re.DOTALL)
    (tmp_path / "facture.pdf").write_bytes(invoice_pdf(world.training))
    (tmp_path / "certificat.pdf").write_bytes(PDF)

    def run() -> str:
        return subprocess.run(
            [sys.executable, "-c", program],
            cwd=tmp_path,
            env=portal,
            text=True,
            capture_output=True,
            timeout=PATIENCE,
            check=True,
        ).stdout

    said = run()
    assert "Total TTC: 1200.00" in said
    assert "number: FAC2025-02 (" in said
    assert "Facture FAC 2025/02: recue" in said
    assert (tmp_path / "accuse.pdf").read_bytes().startswith(b"%PDF-")
