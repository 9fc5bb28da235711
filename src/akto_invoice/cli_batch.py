"""Many files for the command: where they are read, how far that has come, and what an earlier run has read already."""

import json
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from akto_invoice.errors import AktoInvoiceError
from akto_invoice.extract import batch

if TYPE_CHECKING:
    from rich.progress import Progress

Result = TypeVar("Result")

_PROGRESS_FROM: Final = 4  # files
_SPEED_OVER_S: Final = 120  # the rate is a mean over so long: scans take a hundred times what texts take
_ANOTHER = "Indiquez un autre fichier."


class CannotRead(Exception):
    """A command that cannot begin; its text says what to do."""


def read_each(
    read: Callable[[Path], Result], files: list[Path], *, jobs: int | None, dask: str | None, quiet: bool
) -> Iterator[tuple[Path, Result | AktoInvoiceError]]:
    """Yield results as files finish, with a progress bar on a terminal unless ``quiet``.

    Raises CannotRead where Dask is asked for and is not there.
    """
    with _executor(dask) as executor, _progress(quiet or len(files) < _PROGRESS_FROM) as progress:
        task = progress.add_task("Lecture", total=len(files)) if progress else None
        for path, result in batch.each_isolated(read, files, executor=executor, jobs=jobs):
            if progress and task is not None:
                progress.advance(task)
            yield path, result


@contextmanager
def _executor(dask: str | None) -> Iterator[Executor | None]:
    if dask is None:
        yield None
        return
    try:
        from distributed import Client
    except ModuleNotFoundError as error:
        raise CannotRead("Dask n'est pas installé : pip install 'akto-invoice[dask]'.") from error
    try:
        client = Client(dask, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:  # no answer, no address, no certificates
        raise CannotRead(f"aucun ordonnanceur Dask ne répond à « {dask} » ({error}). Vérifiez l'adresse.") from error
    with client:
        yield client.get_executor()


@contextmanager
def _progress(quiet: bool) -> Iterator["Progress | None"]:
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.1f} fichiers/s".replace(".", ",") if task.speed else "")

    columns = ("{task.description}", BarColumn(), MofNCompleteColumn(), Rate(), "reste", TimeRemainingColumn())
    with Progress(
        *columns, console=Console(stderr=True), transient=True, speed_estimate_period=_SPEED_OVER_S
    ) as progress:
        yield progress


def lines_of(journal: Path) -> dict[str, bool]:
    """Return the files that a run has written JSON lines of, and whether each failed.

    A last line that was cut short is taken out of the journal. Raises CannotRead for a file that is something else.
    """
    if not journal.exists():
        return {}
    try:
        with journal.open("r+b") as file:
            content = file.read()
            whole = content.rfind(b"\n") + 1
            lines = [json.loads(line) for line in content[:whole].splitlines()]
            found = {line["file"]: line["status"] == "error" for line in lines}
            file.truncate(whole)
    except OSError as error:
        raise CannotRead(f"« {journal} » ne peut pas être repris ({error.strerror}). {_ANOTHER}") from error
    except (ValueError, TypeError, KeyError) as error:
        raise CannotRead(f"« {journal} » n'est pas une sortie jsonl de cette commande. {_ANOTHER}") from error
    return found
