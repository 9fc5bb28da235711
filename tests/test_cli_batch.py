"""Many files for the command: its progress, its resumption, its cluster."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from distributed import LocalCluster

from akto_invoice import cli
from akto_invoice.cli_batch import CannotRead, lines_of
from corpus.generator import samples

COMMAND = [sys.executable, "-c", "from akto_invoice.cli import main; main()"]
TEXT = (samples.FOLDER / "facture-texte.pdf").read_bytes()


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.app, [str(argument) for argument in arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "reçues"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.pdf").write_bytes(TEXT)
    return folder


def names(journal: Path) -> list[str]:
    return sorted(Path(json.loads(line)["file"]).stem for line in journal.read_text(encoding="utf-8").splitlines())


class TestResume:
    @pytest.fixture
    def journal(self, tmp_path: Path) -> Path:
        return tmp_path / "lues.jsonl"

    def test_a_journal_begins_with_all_files(self, folder: Path, journal: Path) -> None:
        result = run("extract", folder, "--resume", journal)
        assert (result.exit_code, result.stdout) == (0, "")
        assert names(journal) == ["0", "1", "2", "3"]

    def test_only_what_it_lacks_is_read(self, folder: Path, journal: Path) -> None:
        run("extract", folder, "--resume", journal)
        before = journal.read_bytes()
        (folder / "nouvelle.pdf").write_bytes(TEXT)
        (folder / "0.pdf").write_bytes(b"")  # read again, it would fail
        assert run("extract", folder, "--resume", journal).exit_code == 0
        assert journal.read_bytes().startswith(before)
        assert names(journal) == ["0", "1", "2", "3", "nouvelle"]

    def test_a_line_that_was_cut_short_is_read_again(self, folder: Path, journal: Path) -> None:
        run("extract", folder, "--resume", journal)
        whole = journal.read_bytes()
        journal.write_bytes(whole[:-30])
        run("extract", folder, "--resume", journal)
        assert names(journal) == ["0", "1", "2", "3"]

    def test_a_failure_of_the_run_before_still_counts(self, folder: Path, journal: Path) -> None:
        (folder / "0.pdf").write_bytes(b"Bonjour")
        assert run("extract", folder, "--resume", journal).exit_code == 1
        assert run("extract", folder, "--resume", journal).exit_code == 1
        (folder / "0.pdf").unlink()
        assert run("extract", folder, "--resume", journal).exit_code == 0

    def test_names_that_are_no_utf_8_are_known_again(self, folder: Path, journal: Path) -> None:
        (folder / os.fsdecode(b"re\xe7ue.pdf")).write_bytes(TEXT)
        run("extract", folder, "--resume", journal)
        assert len(names(journal)) == 5
        run("extract", folder, "--resume", journal)
        assert len(names(journal)) == 5

    @pytest.mark.parametrize("content", [b"file;status\na;ok\n", b"[1]\n", b'{"file": "a"}\n', b"%PDF-\xff\n"])
    def test_another_file_is_left_as_it_is(self, folder: Path, journal: Path, content: bytes) -> None:
        journal.write_bytes(content)
        result = run("extract", folder, "--resume", journal)
        assert result.exit_code == 2
        assert "pas une sortie jsonl" in result.stderr
        assert journal.read_bytes() == content

    def test_a_journal_that_cannot_be_written_is_wrong_usage(self, folder: Path, tmp_path: Path) -> None:
        result = run("extract", folder, "--resume", tmp_path / "absent" / "lues.jsonl")
        assert result.exit_code == 2
        assert "impossible d'écrire" in result.stderr

    def test_no_other_format_is_taken(self, folder: Path, journal: Path) -> None:
        result = run("extract", folder, "--resume", journal, "--format", "csv")
        assert (result.exit_code, journal.exists()) == (2, False)

    def test_a_run_that_was_killed_is_taken_up(self, folder: Path, journal: Path) -> None:
        """The whole machine goes down, so to say; nothing is lost, nothing is there twice."""
        for number in range(30):
            (folder / f"{number}.pdf").write_bytes(TEXT)
        command: list[str | Path] = [*COMMAND, "extract", folder, "--resume", journal]
        with subprocess.Popen(command, stderr=subprocess.PIPE) as run:
            while not (journal.exists() and journal.stat().st_size):
                time.sleep(0.01)
            run.send_signal(signal.SIGKILL)
        assert 0 < len(lines_of(journal)) < 30
        subprocess.run(command, check=True)
        assert names(journal) == sorted(str(number) for number in range(30))


def on_a_terminal(arguments: list[str | Path], read: Callable[[str], None]) -> int:
    """Run the command with a terminal for its messages, and hand on what it shows there."""
    terminal, its_end = pty.openpty()
    with subprocess.Popen([*COMMAND, *arguments], stdout=subprocess.PIPE, stderr=its_end) as run:
        os.close(its_end)
        shown = b""
        try:
            while piece := os.read(terminal, 1000):
                shown += piece
        except OSError:  # the other end is closed
            pass
        os.close(terminal)
        read(shown.decode())
        return run.wait()


def test_a_terminal_shows_progress_rate_and_time_left(folder: Path) -> None:
    shown: list[str] = []
    assert on_a_terminal(["extract", folder, "--format", "jsonl"], shown.append) == 0
    assert "Lecture" in shown[0]
    assert "4/4" in shown[0]
    assert "fichiers/s" in shown[0]
    assert "reste" in shown[0]


class TestDask:
    def test_a_cluster_reads(self, folder: Path, tmp_path: Path) -> None:
        with LocalCluster(n_workers=1, threads_per_worker=2, dashboard_address=None) as cluster:
            copies = tmp_path / "copies"
            address = cluster.scheduler_address
            result = run("extract", folder, "--dask", address, "--format", "jsonl", "--annotate", copies)
        assert result.exit_code == 0
        assert {json.loads(line)["status"] for line in result.stdout.splitlines()} == {"ok"}
        assert len(list(copies.iterdir())) == 4

    @pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nulle part", "tls://127.0.0.1:9"])
    def test_one_that_is_not_there_is_wrong_usage(self, folder: Path, address: str) -> None:
        """In a process of its own: what Dask leaves of a client that failed can stop the next one from starting."""
        soon = {**os.environ, "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "1s"}
        result = subprocess.run(
            [*COMMAND, "extract", folder, "--dask", address], env=soon, capture_output=True, text=True, check=False
        )
        assert (result.returncode, result.stdout) == (2, "")
        assert "Vérifiez l'adresse." in result.stderr

    def test_the_command_says_what_to_install(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "distributed", None)
        result = run("extract", folder, "--dask", "tcp://127.0.0.1:9")
        assert result.exit_code == 2
        assert "pip install 'akto-invoice[dask]'" in result.stderr


def test_a_journal_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="ne peut pas être repris"):
        lines_of(tmp_path)
