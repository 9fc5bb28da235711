"""Work that may hang, crash or eat all memory, done in processes that may die without harm to anything else.

Each process is a pool of one (pebble): processes share no pipe and no lock, so that the death of one touches no other.
A thread waits for each, kills what takes too long, and starts a new one in the place of what died.
"""

import ctypes
import multiprocessing
import os
import pickle
import re
import signal
import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from multiprocessing.util import Finalize
from queue import LifoQueue
from threading import Lock, Thread
from traceback import format_exception
from types import TracebackType
from typing import Any, Final, NoReturn, ParamSpec, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from akto_invoice.errors import AktoInvoiceError, OutOfMemory, ReaderCrashed, ReadingTimeout

Given = ParamSpec("Given")
Result = TypeVar("Result")

TIMEOUT_S: Final = 300.0
MEMORY_LIMIT: Final = 2_000_000_000
"""Bytes of data of a process; with all engines loaded, a page of A4 takes half a thousand million."""

_CALLS: Final = 200  # of one process, which is then renewed: what native libraries leak does not pile up
_START_S: Final = 60.0  # for a process to start, on a machine that has much else to do
_NO_MEMORY = re.compile(
    r"bad_alloc|insufficient memory|(failed|unable|cannot) to allocate|alloc \(.*failed", re.IGNORECASE
)
_NEVER_BEGUN = (BrokenProcessPool, RuntimeError)  # it died idle: the machine was short of memory, or someone ended it
_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_REPORT = "Réimprimez-le en PDF et recommencez ; signalez-le-nous si l'erreur revient."


class IsolatedPool(Executor):
    """Runs functions in at most ``jobs`` processes of their own (None: one per core), which stay warm between calls.

    A call that takes more than ``timeout`` seconds once it runs (None: no limit) is killed and raises ReadingTimeout.
    One that asks for more than ``memory_limit`` bytes (None: no limit; kept where the system can, on Linux) raises
    OutOfMemory, or ReaderCrashed where native code dies of it. ReaderCrashed is raised for a process that died, and
    for an exception that is not ours, then its ``__cause__``. The other calls, running or waiting, notice nothing.

    Any thread may call it. Processes are spawned, so functions, arguments and results must be picklable, and a script
    uses it under ``if __name__ == "__main__"``. Leaving the ``with`` statement waits for what was submitted; ``stop``
    does not.
    """

    def __init__(
        self,
        jobs: int | None = None,
        *,
        timeout: float | None = TIMEOUT_S,
        memory_limit: int | None = MEMORY_LIMIT,
    ) -> None:
        jobs = jobs or os.cpu_count() or 1
        self.timeout = timeout
        self._processes = [_Process(memory_limit) for _ in range(jobs)]
        self._idle: LifoQueue[_Process] = LifoQueue()  # the last used is warm
        for process in self._processes:
            self._idle.put(process)
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="isolated")

    def submit(self, function: Callable[Given, Result], /, *args: Given.args, **kwargs: Given.kwargs) -> Future[Result]:
        """Return the future of a call, which no process has begun if it can be cancelled."""
        return self._threads.submit(self._call, self.timeout, function, args, kwargs)

    def run(self, function: Callable[..., Result], /, *args: object, timeout: float | None = None) -> Result:
        """Call and wait; ``timeout`` in seconds stands in for the pool's."""
        return self._threads.submit(self._call, timeout or self.timeout, function, args, {}).result()

    def stop(self) -> None:
        """End all processes now; a call that was running or waiting is cancelled."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for process in self._processes:
            process.cancel()
        self.shutdown()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes once what was submitted is done; ``wait`` for that, or let a thread do so."""
        self._threads.shutdown(wait=wait, cancel_futures=cancel_futures)
        if wait:
            self._end()
        else:
            Thread(target=self._end_later).start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wait for what was submitted; after an exception, stop."""
        if error is None:
            self.shutdown()
        else:
            self.stop()

    def _call(self, timeout: float | None, function: Callable[..., Result], args: Any, kwargs: Any) -> Result:
        process = self._idle.get()
        try:
            result: Result = process.call(timeout, function, args, kwargs)
            return result
        finally:
            self._idle.put(process)

    def _end_later(self) -> None:
        self._threads.shutdown(wait=True)
        self._end()

    def _end(self) -> None:
        for process in self._processes:
            process.end()


def shared_pool(memory_limit: int | None = MEMORY_LIMIT) -> IsolatedPool:
    """Return the process-wide pool, which starts a process only when all others are busy; any thread may ask."""
    with _SHARING:
        return _shared_pool(memory_limit)


_SHARING: Final = Lock()


@cache
def _shared_pool(memory_limit: int | None) -> IsolatedPool:
    pool = IsolatedPool(memory_limit=memory_limit)
    Finalize(None, pool.stop, exitpriority=0)  # before multiprocessing waits for the children of what ends
    return pool


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_shared_pool.cache_clear)  # a forked process has none of the pool's threads


class _Process:
    """One process, started by the first call and replaced when it dies; for one call at a time."""

    def __init__(self, memory_limit: int | None) -> None:
        self._memory_limit = memory_limit
        self._pool: ProcessPool | None = None
        self._running: ProcessFuture[bytes] | None = None
        self._cancelled = False

    def call(self, timeout: float | None, function: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        call = pickle.dumps((function, args, kwargs))  # here, so that what cannot be pickled is the caller's error
        try:
            packed = self._ask_twice(call, timeout)
        except TimeoutError as error:
            self._retire()
            raise ReadingTimeout(
                f"La lecture a été arrêtée au bout de {timeout:g} secondes. "
                "Découpez le document s'il a beaucoup de pages, ou lisez-le seul."
            ) from error
        except ProcessExpired as error:
            self._retire()
            raise _crash(f"le programme de lecture s'est arrêté, code {error.exitcode}") from error
        except _NEVER_BEGUN as error:
            self._retire()
            raise _crash("le programme de lecture ne démarre pas") from error
        result, failure, cause = pickle.loads(packed)  # noqa: S301  (of our own process)
        if isinstance(failure, OutOfMemory):
            self._retire()  # what is left of that memory is not the next call's burden
        if failure is not None:
            raise failure from cause
        return result

    def _ask_twice(self, call: bytes, timeout: float | None) -> bytes:
        try:
            return self._ask(call, timeout)
        except _NEVER_BEGUN:
            self._retire()
            return self._ask(call, timeout)

    def _ask(self, call: bytes, timeout: float | None) -> bytes:
        if self._pool is None:
            # A daemon may have no children, lest they outlive it. These do not: they end with their parent.
            multiprocessing.current_process().daemon = False
            # Native libraries have threads and locks that a forked process would inherit in any state: spawn.
            self._pool = ProcessPool(1, _CALLS, _prepare, [self._memory_limit], multiprocessing.get_context("spawn"))
        self._running = self._pool.schedule(_answer, args=[call], timeout=timeout)
        if self._cancelled:
            self._running.cancel()
        return self._running.result(timeout + _START_S if timeout else None)

    def cancel(self) -> None:
        """End the call that runs, and any other; the caller gets CancelledError."""
        self._cancelled = True
        if self._running is not None:
            self._running.cancel()

    def _retire(self) -> None:
        """Leave the process to a thread: one that is stuck in native code takes seconds to be killed."""
        if self._pool is not None:
            Thread(target=_end, args=[self._pool], daemon=True).start()
            self._pool = None

    def end(self) -> None:
        if self._pool is not None:
            _end(self._pool)
            self._pool = None


def _end(pool: ProcessPool) -> None:
    pool.stop()
    pool.join()


def _crash(reason: str) -> ReaderCrashed:
    return ReaderCrashed(f"Ce fichier a fait échouer la lecture ({reason}). {_REPORT}")


# Within the process:


def _prepare(memory_limit: int | None) -> None:
    """Bound what the process may take, and end it with the one that started it."""
    if sys.platform == "linux":
        # Also when stuck in native code. The thread that started it, which this minds, lives as long as the pool.
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    Thread(target=_follow_parent, daemon=True).start()
    if memory_limit is None:
        return
    try:
        import resource
    except ModuleNotFoundError:  # Windows
        return
    # Data that is written, not addresses: libraries reserve far more of those than they ever use.
    resource.setrlimit(resource.RLIMIT_DATA, (memory_limit, resource.getrlimit(resource.RLIMIT_DATA)[1]))


def _follow_parent() -> NoReturn:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)


def _answer(call: bytes) -> bytes:
    """Return the pickled result, typed error and its cause; nothing else crosses the pipe, whatever happens."""
    try:
        function, args, kwargs = pickle.loads(call)  # noqa: S301  (of the process that started this one)
        return pickle.dumps((function(*args, **kwargs), None, None))
    except AktoInvoiceError as error:
        return pickle.dumps((None, error, None))
    except BaseException as error:  # noqa: BLE001  (whatever it is, the caller gets a typed error)
        return pickle.dumps((None, _typed(error), error if _travels(error) else None))


def _typed(error: BaseException) -> AktoInvoiceError:
    if isinstance(error, MemoryError) or _NO_MEMORY.search(str(error)):
        typed: AktoInvoiceError = OutOfMemory()
    else:
        typed = _crash(f"{type(error).__name__} : {error}")
    typed.add_note("".join(format_exception(error)))
    return typed


def _travels(error: BaseException) -> bool:
    """Tell whether what is pickled of an exception makes it again; some libraries' does not."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301
    except Exception:  # noqa: BLE001
        return False
    return True
