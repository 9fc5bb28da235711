"""``akto-invoice serve`` as a whole process."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError

import pytest

READY = re.compile(r"http://127\.0\.0\.1:(\d+)/")
PATIENCE = 120  # seconds


def command(folder: Path, **variables: str) -> tuple[list[str], dict[str, str]]:
    """The command and an environment of its own: nothing of the tests' settings, SQLite in ``folder``."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return [str(Path(sys.executable).with_name("akto-invoice")), "serve"], kept | {"DATA_DIR": str(folder)} | variables


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def served(folder: Path) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """The running portal and what it said until it was ready; it is killed if the test does not end it."""
    arguments, environment = command(folder, PORT=str(free_port()))
    with subprocess.Popen(
        arguments, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout
        said = ""
        for line in process.stdout:
            said += line
            if "karim.haddad" in line:  # the last account
                break
        try:
            yield process, said
        finally:
            process.terminate()
            process.communicate(timeout=PATIENCE)


def answer(said: str, path: str) -> str:
    ready = READY.search(said)
    assert ready, said
    with urllib.request.urlopen(f"http://127.0.0.1:{ready[1]}{path}", timeout=PATIENCE) as response:
        return str(response.read().decode())


def wait_until_ready(said: str) -> None:
    """The worker beats as soon as it runs, which may be after the web server answers."""
    for _ in range(PATIENCE):
        try:
            assert "failed" not in answer(said, "/readyz")
        except HTTPError:
            time.sleep(1)
        else:
            return
    raise AssertionError("the portal was never ready")


def children(pid: int) -> list[int]:
    listing = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(child) for child in listing.stdout.split()]


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("portal-data")


def test_serves_pages_and_static_files_then_stops_with_its_processes(folder: Path) -> None:
    with served(folder) as (process, said):
        assert "factures chargées" in said
        assert "claire.vasseur@belvedere.example" in said
        assert "Mon Espace" in answer(said, "/")
        assert "{" in answer(said, "/static/portal/portal.css")
        assert answer(said, "/healthz") == "ok\n"
        wait_until_ready(said)
        running = children(process.pid)
        assert len(running) == 2
    assert process.returncode == 0
    assert not [pid for pid in running if is_running(pid)]


def test_second_run_adds_nothing_and_a_dead_web_server_ends_it(folder: Path) -> None:
    with served(folder) as (process, said):
        assert "déjà là" in said
        answer(said, "/connexion/")
        web, worker = sorted(children(process.pid))
        os.kill(web, signal.SIGKILL)
        assert "serveur web s'est arrêté" in process.communicate(timeout=PATIENCE)[0]
    assert process.returncode == 1
    assert not is_running(worker)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent died")
def test_when_killed_leaves_no_process_behind(folder: Path) -> None:
    with served(folder) as (process, _):
        running = children(process.pid)
        assert len(running) == 2
        process.kill()
        process.communicate(timeout=PATIENCE)  # ends once no process holds the other end of the pipe


def run(folder: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    arguments, environment = command(folder, **variables)
    return subprocess.run(arguments, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False)


def test_port_in_use_says_which_and_what_to_do(folder: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        refused = run(folder, PORT=str(other.getsockname()[1]))
    assert refused.returncode == 1
    assert "est déjà pris : choisissez-en un autre" in refused.stderr


@pytest.mark.parametrize(
    ("variables", "advice"),
    [
        ({"PORT": "huit"}, "entre 1 et 65535"),
        ({"HOST": "192.0.2.1"}, "n'est pas une adresse de cette machine"),
        ({"PORTAL_MODE": "production"}, "SECRET_KEY manque"),
        ({"DATABASE_URL": "fichier://x"}, "vérifiez DATABASE_URL"),
        ({"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing"}, "vérifiez DATABASE_URL"),
    ],
)
def test_mistakes_in_the_environment_are_explained(tmp_path: Path, variables: dict[str, str], advice: str) -> None:
    refused = run(tmp_path, **{"PORT": str(free_port())} | variables)
    assert refused.returncode == 1
    assert advice in refused.stderr
    assert "Traceback" not in refused.stderr


def test_production_refuses_a_database_with_demo_accounts(folder: Path) -> None:
    refused = run(folder, PORT=str(free_port()), PORTAL_MODE="production", SECRET_KEY="k" * 50)
    assert refused.returncode == 1
    assert "comptes de démonstration" in refused.stderr
