"""Many files at once, each read in a process that may die without harm to the others."""

import multiprocessing
import os
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, as_completed
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from pebble import ProcessExpired, ProcessPool

from akto_invoice.errors import AktoInvoiceError, ReaderCrashed, ReadingTimeout
from akto_invoice.extract.model import Extraction, Options
from akto_invoice.extract.pipeline import extract_invoice

Result = TypeVar("Result")

TIMEOUT_S: Final = 300.0


def extract_many(
    paths: Iterable[str | os.PathLike[str]],
    *,
    jobs: int | None = None,
    options: Options = Options(),
    timeout: float | None = TIMEOUT_S,
) -> Iterator[tuple[Path, Extraction | AktoInvoiceError]]:
    """Read each file in one of ``jobs`` processes (None: one per core) and yield results as files finish.

    A file that cannot be read yields its error and never stops the rest: also a file that takes more than ``timeout``
    seconds (``ReadingTimeout``; None: no limit), or that kills its process (``ReaderCrashed``). As with
    ``multiprocessing``, a script calls this under ``if __name__ == "__main__"``. One file alone is read faster, and
    without a guard, by ``extract_invoice``.
    """
    return each_isolated(
        partial(extract_invoice, options=options), [Path(path) for path in paths], jobs=jobs, timeout=timeout
    )


def each_isolated(
    read: Callable[[Path], Result], paths: list[Path], *, jobs: int | None = None, timeout: float | None = TIMEOUT_S
) -> Generator[tuple[Path, Result | AktoInvoiceError]]:
    """``extract_many`` for any picklable ``read``; an exception that is not ours yields ``ReaderCrashed``."""
    abandoned = []
    for path, future in _finished(read, paths, jobs, timeout):
        if len(paths) > 1 and isinstance(future.exception(), BrokenProcessPool):
            abandoned.append(path)
        else:
            result = _result(future, timeout)
            yield path, result
    # A file may break the whole pool, by an exception that cannot be unpickled; alone, it breaks only itself.
    for path in abandoned:
        yield from each_isolated(read, [path], timeout=timeout)


def _finished(
    read: Callable[[Path], Result], paths: list[Path], jobs: int | None, timeout: float | None
) -> Iterator[tuple[Path, Future[Result]]]:
    if not paths:
        return
    # Native libraries have threads and locks that a forked process would inherit in any state: spawn.
    pool = ProcessPool(
        max_workers=min(jobs or os.cpu_count() or 1, len(paths)), context=multiprocessing.get_context("spawn")
    )
    try:
        futures: dict[Future[Result], Path] = {
            pool.schedule(read, args=(path,), timeout=timeout): path for path in paths
        }
        for future in as_completed(futures):
            yield futures.pop(future), future
    finally:
        pool.stop()
        pool.join()


def _result(future: Future[Result], timeout: float | None) -> Result | AktoInvoiceError:
    match error := future.exception():
        case None:
            return future.result()
        case AktoInvoiceError():
            return error
        case TimeoutError() if timeout is not None:
            return ReadingTimeout(
                f"La lecture a été arrêtée au bout de {timeout:g} secondes. "
                "Découpez le document s'il a beaucoup de pages, ou lisez-le seul."
            )
        case ProcessExpired():
            reason = f"le programme de lecture s'est arrêté, code {error.exitcode}"
        case _:
            reason = f"{type(error).__name__} : {error}"
    crash = ReaderCrashed(
        f"Ce fichier a fait échouer la lecture ({reason}). "
        "Réimprimez-le en PDF et recommencez ; signalez-le-nous si l'erreur revient."
    )
    crash.__cause__ = error
    return crash
