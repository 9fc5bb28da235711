import ctypes
import multiprocessing
import os
import pickle
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from akto_invoice.errors import EncryptedPdf, OutOfMemory, ReaderCrashed, ReadingTimeout
from akto_invoice.extract.isolation import IsolatedPool, shared_pool

MEGABYTE = 1_000_000


class Unpicklable(Exception):
    """As some libraries' are: what is pickled of it does not make it again."""

    def __init__(self, one: str, _two: str) -> None:
        super().__init__(one)


def double(number: int) -> int:
    return 2 * number


def pid() -> int:
    return os.getpid()


def segfault() -> None:
    ctypes.string_at(0)


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def leave() -> None:
    raise SystemExit(3)


def bug() -> None:
    raise KeyError("total")


def unpicklable_error() -> None:
    raise Unpicklable("a", "b")


def unpicklable_result() -> object:
    return lambda: None


def refused() -> None:
    raise EncryptedPdf("Le PDF est protégé.")


def eat(megabytes: int) -> int:
    return len(bytearray(megabytes * MEGABYTE))


def native_eat() -> None:
    """As C libraries do: they say it in words of their own."""
    raise RuntimeError("Insufficient memory) Failed to allocate 3868706 bytes")


def write_then_wait(path: Path) -> None:
    path.write_text("begun")
    time.sleep(600)


def begun(path: Path) -> None:
    while not path.exists():
        time.sleep(0.01)


@pytest.fixture(scope="module")
def pool() -> Iterator[IsolatedPool]:
    with IsolatedPool(2) as pool:
        yield pool


def test_processes_are_apart_and_stay_warm(pool: IsolatedPool) -> None:
    first = pool.run(pid)
    assert first != os.getpid()
    assert pool.run(pid) == first


@pytest.mark.parametrize("death", [segfault, os.abort, killed])
def test_one_that_dies_harms_no_other(pool: IsolatedPool, death: Callable[[], None]) -> None:
    calls = [pool.submit(double, number) for number in range(5)]
    dead = pool.submit(death)
    more = [pool.submit(double, number) for number in range(5)]
    with pytest.raises(ReaderCrashed, match="s'est arrêté, code -"):
        dead.result()
    assert [call.result() for call in calls + more] == [0, 2, 4, 6, 8] * 2


def test_deaths_one_after_another_are_told_apart(pool: IsolatedPool) -> None:
    """Whoever runs beside them, and however fast they die, each call has its own end."""
    calls: list[Future[int]] = [pool.submit(*([double, number] if number % 3 else [os.abort])) for number in range(30)]
    for number, call in enumerate(calls):
        if number % 3 == 0:
            assert isinstance(call.exception(), ReaderCrashed)
        else:
            assert call.result() == 2 * number


def test_one_that_hangs_is_ended_and_the_others_are_not(pool: IsolatedPool, tmp_path: Path) -> None:
    with ThreadPoolExecutor() as threads:
        hangs = threads.submit(lambda: pool.run(write_then_wait, tmp_path / "mark", timeout=0.5))
        begun(tmp_path / "mark")
        assert pool.run(double, 3) == 6
        with pytest.raises(ReadingTimeout, match=r"bout de 0\.5 secondes"):
            hangs.result()
    assert pool.run(double, 4) == 8


def test_a_process_that_dies_idle_is_replaced() -> None:
    with IsolatedPool(1) as pool:
        idle = pool.run(pid)
        os.kill(idle, signal.SIGKILL)
        assert pool.run(pid) != idle


class TestErrors:
    @pytest.mark.parametrize("function", [bug, unpicklable_error, unpicklable_result, leave])
    def test_one_that_is_not_ours_is_a_crash(self, pool: IsolatedPool, function: Callable[[], object]) -> None:
        with pytest.raises(ReaderCrashed):
            pool.run(function)
        assert pool.run(double, 1) == 2

    def test_a_crash_says_what_was_raised_and_where(self, pool: IsolatedPool) -> None:
        with pytest.raises(ReaderCrashed, match="KeyError : 'total'") as raised:
            pool.run(bug)
        assert isinstance(raised.value.__cause__, KeyError)
        assert "in bug" in raised.value.__notes__[0]

    def test_ours_arrive_as_they_are(self, pool: IsolatedPool) -> None:
        with pytest.raises(EncryptedPdf, match="protégé"):
            pool.run(refused)

    def test_what_cannot_be_sent_is_the_caller_s_error(self, pool: IsolatedPool) -> None:
        with pytest.raises((pickle.PicklingError, AttributeError)):
            pool.run(lambda: None)


class TestMemory:
    @pytest.fixture
    def small(self) -> Iterator[IsolatedPool]:
        with IsolatedPool(1, memory_limit=300 * MEGABYTE) as pool:
            yield pool

    def test_more_than_the_limit_is_refused(self, small: IsolatedPool) -> None:
        with pytest.raises(OutOfMemory):
            small.run(eat, 400)
        assert small.run(eat, 100) == 100 * MEGABYTE

    def test_native_code_s_words_for_it_are_known(self, small: IsolatedPool) -> None:
        with pytest.raises(OutOfMemory):
            small.run(native_eat)

    def test_there_may_be_no_limit(self) -> None:
        with IsolatedPool(1, memory_limit=None) as pool:
            assert pool.run(eat, 400) == 400 * MEGABYTE


@pytest.fixture
def no_process_left() -> Iterator[None]:
    before = set(multiprocessing.active_children())
    yield
    assert set(multiprocessing.active_children()) <= before


@pytest.mark.usefixtures("no_process_left")
class TestEnds:
    def test_leaving_waits_for_what_was_submitted(self) -> None:
        with IsolatedPool(1) as pool:
            calls = [pool.submit(double, number) for number in range(3)]
        assert [call.result() for call in calls] == [0, 2, 4]

    def test_stopping_does_not_wait(self, tmp_path: Path) -> None:
        pool = IsolatedPool(1)
        running = pool.submit(write_then_wait, tmp_path / "mark")
        waiting = pool.submit(double, 1)
        begun(tmp_path / "mark")
        pool.stop()
        for call in (running, waiting):
            with pytest.raises(CancelledError):
                call.result()

    def test_an_error_within_the_with_stops(self, tmp_path: Path) -> None:
        with pytest.raises(EncryptedPdf):  # noqa: PT012, SIM117
            with IsolatedPool(1) as pool:
                pool.submit(write_then_wait, tmp_path / "mark")
                begun(tmp_path / "mark")
                raise EncryptedPdf

    def test_after_the_end_nothing_is_taken(self) -> None:
        pool = IsolatedPool(1)
        pool.shutdown(wait=False)
        with pytest.raises(RuntimeError):
            pool.submit(double, 1)


def test_the_shared_pool_is_one_for_all_threads() -> None:
    with ThreadPoolExecutor(8) as threads:
        pools = set(threads.map(lambda _: shared_pool(), range(8)))
        calls = [threads.submit(shared_pool().run, double, number) for number in range(40)]
        assert [call.result() for call in calls] == [2 * number for number in range(40)]
    (pool,) = pools
    assert shared_pool() is pool
