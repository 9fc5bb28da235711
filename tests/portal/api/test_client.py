"""The program of docs/api.md, run as it stands against a served portal and its worker."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pymupdf
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


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """What the program's environment says of a portal with its worker."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    data = str(tmp_path_factory.mktemp("portal-data"))
    env = kept | {"PORTAL_MODE": "demo", "DATA_DIR": data, "PYTHONPATH": str(ROOT)}
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


def run(portal: dict[str, str], folder: Path, invoice: bytes, month: str = "02") -> "subprocess.CompletedProcess[str]":
    """The program, on the invoice of a month: its key and number are written in it."""
    [program] = re.findall(r"```python\n(.*?)```", DOCS, re.DOTALL)
    program = program.replace("2025-02", f"2025-{month}").replace("2025/02", f"2025/{month}")
    (folder / "facture.pdf").write_bytes(invoice)
    (folder / "certificat.pdf").write_bytes(PDF)
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env=portal,
        text=True,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )


def scanned(content: bytes) -> bytes:
    """The first page as a picture, as an office scanner makes it."""
    with pymupdf.open(stream=content) as printed, pymupdf.open() as scan:
        page = scan.new_page(width=printed[0].rect.width, height=printed[0].rect.height)
        page.insert_image(page.rect, pixmap=printed[0].get_pixmap(dpi=200, colorspace="gray"))
        return bytes(scan.tobytes())


@pytest.mark.parametrize(("paper", "month"), [(bytes, "02"), (scanned, "03")], ids=["text", "scan"])
def test_the_program_of_the_docs_deposits_an_invoice(
    paper: Callable[[bytes], bytes], month: str, portal: dict[str, str], world: World, tmp_path: Path
) -> None:
    done = run(portal, tmp_path, paper(invoice_pdf(world.training, f"FAC2025-{month}")), month)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Total TTC: 1200.00" in done.stdout
    assert f"number: FAC2025-{month} (" in done.stdout
    assert f"Facture FAC 2025/{month}: recue" in done.stdout
    assert (tmp_path / "accuse.pdf").read_bytes().startswith(b"%PDF-")


def test_the_program_ends_with_the_portal_s_words_on_a_bad_file(
    portal: dict[str, str], world: World, tmp_path: Path
) -> None:
    refused = run(portal, tmp_path, b"GIF89a")
    assert refused.returncode == 1
    assert "422 not_a_pdf: Le fichier n'est pas un PDF." in refused.stderr
    cut = run(portal, tmp_path, invoice_pdf(world.training)[:600])
    assert cut.returncode == 1
    assert "422 damaged:" in cut.stderr
