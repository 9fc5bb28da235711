import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from distributed import Client, LocalCluster

from akto_invoice.errors import AktoInvoiceError, EncryptedPdf, NotAPdf, ReaderCrashed, ReadingTimeout, UnreadableFile
from akto_invoice.extract.batch import each_isolated, extract_many
from tests.extract.readers import read


def results(names: str, timeout: float | None = None) -> dict[str, str | AktoInvoiceError]:
    paths = [Path(name) for name in names.split()]
    return {path.name: found for path, found in each_isolated(read, paths, jobs=2, timeout=timeout)}


def test_one_bad_file_never_stops_the_rest() -> None:
    found = results("a dies b refused bug c")
    assert (found["a"], found["b"], found["c"]) == ("A", "B", "C")
    assert isinstance(found["refused"], EncryptedPdf)
    assert str(found["refused"]) == "Le PDF est protégé."
    assert isinstance(found["dies"], ReaderCrashed)
    assert isinstance(found["bug"], ReaderCrashed)
    assert "KeyError" in str(found["bug"])
    assert isinstance(found["bug"].__cause__, KeyError)


def test_a_file_that_hangs_is_given_up() -> None:
    found = results("a hangs b", timeout=2)
    assert (found["a"], found["b"]) == ("A", "B")
    assert isinstance(found["hangs"], ReadingTimeout)
    assert "au bout de 2 secondes" in str(found["hangs"])


def test_a_file_that_breaks_the_pool_breaks_only_itself() -> None:
    found = results("unpicklable a b c")
    assert (found["a"], found["b"], found["c"]) == ("A", "B", "C")
    assert isinstance(found["unpicklable"], ReaderCrashed)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Client]:
    """Two processes of two threads each, and the client that sends them work."""
    with (
        LocalCluster(n_workers=2, threads_per_worker=2, dashboard_address=None) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        yield client


class TestExecutors:
    """Wherever an executor sends a file, it is read in a process that may die."""

    NAMES = "a dies b refused bug c unpicklable d"

    def check(self, executor: Executor) -> None:
        paths = [Path(name) for name in self.NAMES.split()]
        found = {path.name: result for path, result in each_isolated(read, paths, executor=executor, timeout=30)}
        assert {name: found[name] for name in "abcd"} == {"a": "A", "b": "B", "c": "C", "d": "D"}
        assert isinstance(found["refused"], EncryptedPdf)
        for name in ("dies", "bug", "unpicklable"):
            assert isinstance(found[name], ReaderCrashed)

    def test_threads(self) -> None:
        with ThreadPoolExecutor(4) as threads:
            self.check(threads)

    def test_processes(self) -> None:
        with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as processes:
            self.check(processes)

    def test_a_cluster(self, cluster: Client) -> None:
        self.check(cluster.get_executor())

    def test_what_hangs_on_a_cluster_is_given_up_there(self, cluster: Client) -> None:
        paths = [Path("hangs"), Path("a")]
        found = dict(each_isolated(read, paths, executor=cluster.get_executor(), timeout=2))
        assert isinstance(found[Path("hangs")], ReadingTimeout)
        assert found[Path("a")] == "A"

    def test_a_machine_of_a_cluster_that_dies_loses_no_file(self, cluster: Client, tmp_path: Path) -> None:
        """Its process is killed while it reads; the files it had are read by another."""
        paths = [tmp_path / f"slow-{number}" for number in range(6)]
        killed = 0
        for path, result in each_isolated(read, paths, executor=cluster.get_executor()):
            assert result == path.stem.upper()
            paths.remove(path)
            if not killed:
                killed = next(iter(cluster.run(os.getpid).values()))
                os.kill(killed, signal.SIGKILL)
        assert not paths
        assert killed not in cluster.run(os.getpid).values()

    def test_what_a_broken_pool_has_lost_is_read_here(self) -> None:
        """A pool of Python's own breaks as a whole when one of its processes dies."""
        with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as processes:
            victim = processes.submit(os.getpid).result()
            found = each_isolated(read, [Path(f"slow-{number}") for number in range(6)], executor=processes)
            next(found)
            os.kill(victim, signal.SIGKILL)
            assert len([result for _, result in found if isinstance(result, str)]) == 5

    def test_an_executor_that_fails_otherwise_fails_the_file(self) -> None:
        class Full(ThreadPoolExecutor):
            def submit(self, _function: Callable[..., Any], /, *_args: Any, **_kwargs: Any) -> Future[Any]:
                future: Future[Any] = Future()
                future.set_exception(OSError("plein"))
                return future

        ((_, result),) = each_isolated(read, [Path("a")], executor=Full())
        assert isinstance(result, ReaderCrashed)
        assert isinstance(result.__cause__, OSError)


def test_no_file_starts_no_process() -> None:
    assert list(each_isolated(read, [])) == []


def test_results_that_nobody_takes_leave_no_process() -> None:
    before = set(multiprocessing.active_children())
    found = each_isolated(read, [Path("a"), Path("hangs")], jobs=2, timeout=None)
    next(found)
    found.close()
    assert set(multiprocessing.active_children()) <= before


def test_extract_many_yields_errors_as_results(tmp_path: Path) -> None:
    (tmp_path / "notes.pdf").write_text("Bonjour")
    found = dict(extract_many([tmp_path / "notes.pdf", str(tmp_path / "missing.pdf")], jobs=1))
    assert isinstance(found[tmp_path / "notes.pdf"], NotAPdf)
    assert isinstance(found[tmp_path / "missing.pdf"], UnreadableFile)
