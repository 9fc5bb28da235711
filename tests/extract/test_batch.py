import multiprocessing
import os
import signal
import time
from pathlib import Path

from akto_invoice.errors import AktoInvoiceError, EncryptedPdf, NotAPdf, ReaderCrashed, ReadingTimeout, UnreadableFile
from akto_invoice.extract.batch import each_isolated, extract_many


class Unpicklable(Exception):
    """As some libraries' are: what is pickled of it does not make it again, which breaks a whole pool."""

    def __init__(self, one: str, _two: str) -> None:
        super().__init__(one)


def read(path: Path) -> str:
    """A reader that does what the file's name says."""
    match path.stem:
        case "dies":
            os.kill(os.getpid(), signal.SIGKILL)
        case "hangs":
            time.sleep(600)
        case "refused":
            raise EncryptedPdf("Le PDF est protégé.")
        case "bug":
            raise KeyError("total")
        case "unpicklable":
            raise Unpicklable("a", "b")
    return path.stem.upper()


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
    found = results("a hangs b", timeout=0.5)
    assert (found["a"], found["b"]) == ("A", "B")
    assert isinstance(found["hangs"], ReadingTimeout)
    assert "0.5 secondes" in str(found["hangs"])


def test_a_file_that_breaks_the_pool_breaks_only_itself() -> None:
    found = results("unpicklable a b c")
    assert (found["a"], found["b"], found["c"]) == ("A", "B", "C")
    assert isinstance(found["unpicklable"], ReaderCrashed)


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
