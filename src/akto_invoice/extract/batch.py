"""Many files at once, each read in a process that may die without harm to the others."""

import os
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, as_completed
from functools import partial
from pathlib import Path
from typing import TypeVar

from akto_invoice.errors import AktoInvoiceError, ReaderCrashed
from akto_invoice.extract.isolation import MEMORY_LIMIT, TIMEOUT_S, IsolatedPool, shared_pool
from akto_invoice.extract.model import Extraction, Options
from akto_invoice.extract.pipeline import extract_invoice

Result = TypeVar("Result")


def extract_many(
    paths: Iterable[str | os.PathLike[str]],
    *,
    executor: Executor | None = None,
    jobs: int | None = None,
    options: Options = Options(),
    timeout: float | None = TIMEOUT_S,
    memory_limit: int | None = MEMORY_LIMIT,
) -> Iterator[tuple[Path, Extraction | AktoInvoiceError]]:
    """Read each file in one of ``jobs`` processes (None: one per core) and yield results as files finish.

    A file that cannot be read yields its error and never stops the rest: also a file that takes more than ``timeout``
    seconds (``ReadingTimeout``; None: no limit), asks for more than ``memory_limit`` bytes (``OutOfMemory``), or kills
    its process (``ReaderCrashed``). As with ``multiprocessing``, a script calls this under
    ``if __name__ == "__main__"``. One file alone is read faster, and without a guard, by ``extract_invoice``.

    Any ``executor`` of ``concurrent.futures`` may take the files elsewhere, ``jobs`` is then its own affair: threads,
    other processes, or a cluster (Dask's ``Client.get_executor()``). Each place it runs at keeps isolated processes
    too, so the limits hold there as well. Paths must lead to the same files there.
    """
    return each_isolated(
        partial(extract_invoice, options=options),
        [Path(path) for path in paths],
        executor=executor,
        jobs=jobs,
        timeout=timeout,
        memory_limit=memory_limit,
    )


def each_isolated(
    read: Callable[[Path], Result],
    paths: list[Path],
    *,
    executor: Executor | None = None,
    jobs: int | None = None,
    timeout: float | None = TIMEOUT_S,
    memory_limit: int | None = MEMORY_LIMIT,
) -> Generator[tuple[Path, Result | AktoInvoiceError]]:
    """``extract_many`` for any picklable ``read``; an exception that is not ours yields ``ReaderCrashed``."""
    if executor is not None:
        there = partial(_read_there, read, timeout, memory_limit)
        broken = []
        for path, future in _finished({executor.submit(there, path.absolute()): path for path in paths}):
            if future.cancelled() or not isinstance(future.exception(), BrokenExecutor):
                yield path, _result(future)
            else:
                broken.append(path)
        paths = broken  # a pool of Python's own breaks as a whole: what it has lost is read here
    if not paths:
        return
    pool = IsolatedPool(min(jobs or os.cpu_count() or 1, len(paths)), timeout=timeout, memory_limit=memory_limit)
    try:
        for path, local in _finished({pool.submit(read, path): path for path in paths}):
            result = _result(local)
            yield path, result
    finally:
        pool.stop()


def _read_there(
    read: Callable[[Path], Result], timeout: float | None, memory_limit: int | None, path: Path
) -> Result | AktoInvoiceError:
    """Read a file where an executor has sent it. Errors are results: an executor may hold exceptions to be its own."""
    try:
        return shared_pool(memory_limit).run(read, path, timeout=timeout)
    except AktoInvoiceError as error:
        return error


def _finished(futures: dict[Future[Result], Path]) -> Iterator[tuple[Path, Future[Result]]]:
    try:
        for future in as_completed(futures):
            yield futures.pop(future), future
    finally:
        for future in futures:
            future.cancel()


def _result(future: Future[Result]) -> Result | AktoInvoiceError:
    try:
        return future.result()
    except AktoInvoiceError as error:
        return error
    except Exception as error:  # noqa: BLE001  (whatever happened to the executor, the other files go on)
        crash = ReaderCrashed(f"Ce fichier n'a pas pu être confié à un lecteur ({error!r}). Recommencez.")
        crash.__cause__ = error
        return crash
