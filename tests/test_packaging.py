"""What is installed is what the project says: declared, used, locked, and all there in the wheel."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PORTAL = "src/akto_invoice/portal"
OURS = {"akto_invoice", "benchmarks", "corpus", "tests"}


def locked(lock: str) -> list[str]:
    """The requirements of a lock file, each with its hashes."""
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def names(requirements: list[str]) -> set[str]:
    found = (re.match(r"[\w.-]+", requirement) for requirement in requirements)
    return {normal(match[0]) for match in found if match}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def group(name: str) -> list[str]:
    entries: list[str | dict[str, str]] = PROJECT["dependency-groups"][name]
    return list(chain(*([entry] if isinstance(entry, str) else group(entry["include-group"]) for entry in entries)))


def extra(name: str) -> list[str]:
    requirements: list[str] = PROJECT["project"]["optional-dependencies"][name]
    return requirements


def imported(folder: str, but: str = "") -> set[str]:
    """The distributions that a folder's modules import, also by ``import_module`` with a name.

    One that is not installed, as peers need not be, is taken to be called like its module.
    """
    modules = {
        name.partition(".")[0]
        for file in (ROOT / folder).rglob("*.py")
        if not but or ROOT / but not in file.parents
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        for name in imported_by(node)
    }
    owners = packages_distributions()
    return {normal(owners.get(module, [module])[0]) for module in modules - sys.stdlib_module_names - OURS}


def imported_by(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import(names=aliases):
            yield from (alias.name for alias in aliases)
        case ast.ImportFrom(module=str(module), level=0):
            yield module
        case ast.Call(func=ast.Name(id="import_module"), args=[ast.Constant(value=str(module))]):
            yield module


def test_the_library_needs_what_it_declares_and_no_more() -> None:
    assert imported("src", but=PORTAL) == names(PROJECT["project"]["dependencies"] + extra("dask"))


def test_the_portal_declares_what_it_imports() -> None:
    assert imported(PORTAL) <= names(PROJECT["project"]["dependencies"] + extra("portal"))


@pytest.mark.parametrize(("folder", "more"), [("corpus", []), ("benchmarks", group("peers")), ("tests", [])])
def test_what_develops_the_library_is_declared(folder: str, more: list[str]) -> None:
    assert imported(folder) <= names(
        PROJECT["project"]["dependencies"] + extra("portal") + extra("dask") + group("dev") + more
    )


@pytest.mark.parametrize(
    ("lock", "extras", "groups"),
    [
        ("runtime", [], ["build"]),
        ("portal", ["portal"], ["corpus", "build"]),
        ("dev", ["portal", "dask"], ["dev"]),
        ("peers", ["portal"], ["dev", "peers"]),
    ],
)
def test_all_that_is_declared_is_locked(lock: str, extras: list[str], groups: list[str]) -> None:
    declared = [*PROJECT["project"]["dependencies"], *chain(*map(extra, extras)), *chain(*map(group, groups))]
    assert names(declared) <= names(locked(lock))


def test_reading_invoices_needs_nothing_of_the_extras() -> None:
    assert not {"django", "distributed"} & names(locked("runtime"))


@pytest.mark.parametrize("lock", ["runtime", "portal", "dev", "peers"])
def test_locks_are_exact_hashed_and_name_no_registry(lock: str) -> None:
    for line in locked(lock):
        assert re.fullmatch(r"[a-z0-9.-]+==\S+( ; [^#]+?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*", line), line


def test_all_locks_have_the_same_versions() -> None:
    locks = ("runtime", "portal", "dev", "peers")
    runtime, portal, dev, peers = ({line.split()[0] for line in locked(lock)} for lock in locks)
    assert runtime <= portal <= dev & peers


def test_development_does_without_peers() -> None:
    assert not names(group("peers")) & names(locked("dev"))


def test_the_wheel_has_all_that_the_package_has_and_no_more(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", tmp_path],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.iterdir()
    shipped = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}
    package = ROOT / "src"
    files = {file for file in (package / "akto_invoice").rglob("*") if file.is_file()}
    assert shipped == {file.relative_to(package).as_posix() for file in files if "__pycache__" not in file.parts}
    data = {"calibration.json", "extraction.schema.json", "tessdata/fra.traineddata"}
    assert {"akto_invoice/py.typed", *(f"akto_invoice/data/{name}" for name in data)} <= shipped


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, installed in a folder of its own beside the libraries that are here; nothing of this repository."""
    made, target = tmp_path_factory.mktemp("wheel"), tmp_path_factory.mktemp("installed")
    build: list[str | Path] = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", made]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = made.iterdir()
    pip: list[str | Path] = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-index",
        "--no-deps",
        "--target",
        target,
        wheel,
    ]
    subprocess.run(pip, check=True, capture_output=True)
    return target


def run_installed(installed: Path, code: str, without: set[str]) -> subprocess.CompletedProcess[str]:
    """Run ``code`` with the wheel's package, as where what is ``without`` is not installed."""
    begin = f"import sys; sys.path.insert(0, {str(installed)!r}); sys.modules.update(dict.fromkeys({without!r}))\n"
    begin += f"import akto_invoice; assert akto_invoice.__file__.startswith({str(installed)!r})\n"
    return subprocess.run(
        [sys.executable, "-c", begin + code], cwd=installed, capture_output=True, text=True, check=False
    )


def test_the_wheel_reads_a_scan_without_any_extra(installed: Path) -> None:
    sample = ROOT / "corpus" / "samples" / "facture-scannee.pdf"
    read = f"print(akto_invoice.extract_invoice({str(sample)!r}).fields.total_ttc.value)"
    done = run_installed(installed, read, {"django", "distributed", "waitress", "reportlab", "xlsxwriter"})
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"\d+\.\d\d\n", done.stdout)


def test_the_wheel_holds_the_portal(installed: Path) -> None:
    done = run_installed(installed, "import akto_invoice.portal.serve", set())
    assert done.returncode == 0, done.stderr
