"""The ``akto-invoice`` command: reads files and folders of invoices or RIBs, and says how that went by its exit code.

0: all files were read, if only in part; 1: some file failed; 2: wrong usage. What a command needs is imported when it
runs: reading one PDF is a matter of milliseconds.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, NoReturn, Protocol, TextIO, TypeAlias, TypeVar

import click

from akto_invoice.errors import AktoInvoiceError
from akto_invoice.extract.model import Extraction, Options

Result = TypeVar("Result")
Results: TypeAlias = Iterator[tuple[Path, Extraction | AktoInvoiceError]]


class Format(StrEnum):
    """How ``extract`` and ``rib`` write their results."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


Command = TypeVar("Command", bound=Callable[..., object])

_paths = click.argument("paths", metavar="CHEMIN...", nargs=-1, required=True, type=click.Path(path_type=Path))
_no_ocr = click.option("--no-ocr", is_flag=True, help="Ne lit pas les pages numérisées.")
_jobs = click.option(
    "--jobs", metavar="N", type=click.IntRange(min=1), help="Fichiers lus en même temps [un par cœur]."
)
_OUTPUT = (
    click.option(
        "--format",
        "output",
        type=click.Choice(Format, case_sensitive=False),
        help="table pour lire [par défaut], json, jsonl au fil de l'eau, csv pour un tableur.",
    ),
    _jobs,
    click.option(
        "--annotate",
        "out",
        metavar="DOSSIER",
        type=click.Path(path_type=Path),
        help="Y copie les PDF, valeurs encadrées.",
    ),
    click.option(
        "--resume",
        "journal",
        metavar="FICHIER",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Ajoute à ce fichier jsonl ce qui y manque : commence une lecture, ou la reprend.",
    ),
    click.option("--dask", metavar="ADRESSE", help="Lit sur le cluster Dask de cet ordonnanceur (tcp://...)."),
)
_help = click.help_option(help="Affiche cette aide.")


def _output(command: Command) -> Command:
    """Add the options of ``_write``."""
    for option in reversed(_OUTPUT):
        command = option(command)
    return command


def main() -> None:
    """Run the command; what it writes is UTF-8 whatever the locale."""
    for stream in (sys.stdout, sys.stderr):
        # A file name that is no UTF-8 keeps its bytes as escapes, which JSON reads back.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")  # type: ignore[union-attr]
    app()


@click.group(
    name="akto-invoice",
    epilog="Un CHEMIN est un PDF, ou un dossier lu avec ses sous-dossiers. "
    "Code de sortie : 0 tout est lu, 1 un fichier a échoué, 2 commande mal formée.",
)
@_help
def app() -> None:
    """Lit les factures de formation : montants, dossiers et SIRET de l'émetteur, chacun avec sa preuve ; et les RIB."""


@app.command(short_help="Donne les valeurs lues.")
@_paths
@click.option("--no-embedded-xml", is_flag=True, help="Lit la page seule, sans le XML d'une Factur-X.")
@_no_ocr
@_output
@_help
def extract(paths: tuple[Path, ...], no_embedded_xml: bool, no_ocr: bool, **output: Any) -> None:
    """Donne les valeurs de chaque facture, leur confiance et l'endroit où elles sont imprimées."""
    _write(_extract, paths, Options(embedded_xml=not no_embedded_xml, ocr=not no_ocr), **output)


@app.command(short_help="Donne l'IBAN, le BIC et le titulaire d'un RIB.")
@_paths
@_no_ocr
@_output
@_help
def rib(paths: tuple[Path, ...], no_ocr: bool, **output: Any) -> None:
    """Donne l'IBAN, le BIC, le titulaire, son adresse et la banque de chaque RIB, et ce qui s'y contredit."""
    _write(_extract_rib, paths, Options(ocr=not no_ocr), **output)


@app.command(short_help="Dit si un document est du texte ou une image.")
@_paths
@_jobs
@_help
def kind(paths: tuple[Path, ...], jobs: int | None) -> None:
    """Dit si chaque document est text, image ou mixed, puis ce qu'est chacune de ses pages."""
    from akto_invoice.extract.pipeline import detect_kind

    _say_each(
        _read_each(partial(detect_kind, options=Options()), _files(paths), jobs=jobs, lines=True),
        lambda path, found: f"{_name(path)}\t{found[0]}\t{' '.join(found[1])}",
    )


@app.command(short_help="Copie les PDF avec les valeurs lues encadrées.")
@_paths
@click.option(
    "--out", metavar="DOSSIER", required=True, type=click.Path(path_type=Path), help="Où écrire les copies [requis]."
)
@_jobs
@_help
def annotate(paths: tuple[Path, ...], out: Path, jobs: int | None) -> None:
    """Copie chaque PDF avec les valeurs lues encadrées, et donne le chemin des copies."""
    files = _files(paths)
    copies = _copies(files, out)
    _say_each(
        _read_each(partial(_extract, options=Options(), copies=copies), files, jobs=jobs, lines=True),
        lambda path, _: _name(copies.of(path)),
    )


@app.command(short_help="Sert le portail.")
@click.option("--printer", metavar="MODULE.FONCTION", help="Imprime les documents de la démonstration.")
@_help
def serve(printer: str | None) -> None:
    """Sert le portail et son traitement en arrière-plan sur http://127.0.0.1:8000 (HOST, PORT).

    Sans autre réglage, c'est une démonstration avec ses comptes et ses factures ; docs/portal.md donne les réglages.
    """
    try:
        from akto_invoice.portal.serve import CannotServe
        from akto_invoice.portal.serve import serve as run
    except ModuleNotFoundError as error:
        if error.name and error.name.startswith("akto_invoice"):
            raise
        _refuse(f"le portail n'est pas installé (module {error.name}) : pip install 'akto-invoice[portal]'.")
    try:
        run(printer=printer)
    except CannotServe as error:
        click.echo(f"Erreur : {error}", err=True)
        sys.exit(1)


def _write(
    read: "_Read",
    paths: tuple[Path, ...],
    options: Options,
    *,
    output: Format | None,
    jobs: int | None,
    out: Path | None,
    journal: Path | None,
    dask: str | None,
) -> NoReturn:
    """Read all files with ``read``, and write what was read in the format wanted, or append it to the journal."""
    files = _files(paths)
    each = partial(read, options=options, copies=_copies(files, _absolute(out)) if out else None)
    read_each = partial(_read_each, each, jobs=jobs, dask=dask)
    if journal is not None:
        if output not in (None, Format.JSONL):
            _refuse("--resume écrit du jsonl. Enlevez --format.")
        _resume(journal, files, read_each)
    if output is Format.JSONL:
        _end(_write_lines(read_each(files, lines=True), sys.stdout))
    _write_all(output or Format.TABLE, files, read_each(files))


def _files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and the PDFs in the folders named: sorted within a folder, each once."""
    found: dict[Path, None] = {}
    for path in paths:
        inside = (file for file in path.rglob("*") if file.suffix.lower() == ".pdf" and file.is_file())
        found |= dict.fromkeys(sorted(inside) if path.is_dir() else [path])
    if not found:
        _refuse("aucun PDF dans ce dossier. Indiquez un fichier PDF ou un dossier qui en contient.")
    return list(found)


@dataclass(frozen=True, slots=True)
class _Copies:
    """Where annotated copies go: under ``out`` as their originals lie under ``root``."""

    root: Path
    out: Path

    def of(self, path: Path) -> Path:
        return self.out / _absolute(path).relative_to(self.root)


def _copies(files: list[Path], out: Path) -> _Copies:
    absolute = [_absolute(file) for file in files]
    copies = _Copies(Path(os.path.commonpath([file.parent for file in absolute])), out)
    if {copies.of(file).resolve() for file in files} & {file.resolve() for file in absolute}:
        _refuse("les copies annotées remplaceraient les originaux. Choisissez un autre dossier.")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        _refuse(f"impossible d'écrire dans « {out} » ({error.strerror}). Choisissez un autre dossier.")
    return copies


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100  (resolve() would follow links away from where the files lie)


def _refuse(message: str) -> NoReturn:
    click.echo(f"Erreur : {message}", err=True)
    sys.exit(2)


class _Read(Protocol):
    """Reads one file, and writes its annotated copy if one is wanted."""

    def __call__(self, path: Path, options: Options, copies: _Copies | None) -> Extraction: ...


def _extract(path: Path, options: Options, copies: _Copies | None) -> Extraction:
    from akto_invoice.extract.pipeline import extract_invoice

    return _annotated(path, extract_invoice(path, options), options, copies)


def _extract_rib(path: Path, options: Options, copies: _Copies | None) -> Extraction:
    from akto_invoice.extract.rib import extract_rib

    return _annotated(path, extract_rib(path, options), options, copies)


def _annotated(path: Path, extraction: Extraction, options: Options, copies: _Copies | None) -> Extraction:
    if copies is not None:
        from akto_invoice.extract.annotate import annotate as annotated
        from akto_invoice.extract.document import read_bytes

        copy = copies.of(path)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(annotated(read_bytes(path, options), extraction, options))
    return extraction


def _read_each(
    read: Callable[[Path], Result], files: list[Path], *, jobs: int | None, dask: str | None = None, lines: bool = False
) -> Iterator[tuple[Path, Result | AktoInvoiceError]]:
    """Results as files finish. One file is read here: it has no others to be protected from, and starts faster.

    ``lines`` are written meanwhile to the standard output, where a progress bar would be among them.
    """
    if len(files) == 1 and not dask:
        yield files[0], _attempt(read, files[0])
        return
    from akto_invoice.cli_batch import CannotRead, read_each

    try:
        yield from read_each(read, files, jobs=jobs, dask=dask, quiet=lines and sys.stdout.isatty())
    except CannotRead as reason:
        _refuse(str(reason))


def _resume(journal: Path, files: list[Path], read_each: Callable[[list[Path]], Results]) -> NoReturn:
    """Append to the journal the lines that it lacks."""
    from akto_invoice.cli_batch import CannotRead, lines_of

    try:
        failures = lines_of(journal)
        # Written as on the standard output: a file name that is no UTF-8 keeps its bytes as escapes.
        file = journal.open("a", encoding="utf-8", errors="backslashreplace", newline="\n")
    except CannotRead as reason:
        _refuse(str(reason))
    except OSError as error:
        _refuse(f"impossible d'écrire dans « {journal} » ({error.strerror}). Choisissez un autre fichier.")
    with file:
        failed = _write_lines(read_each([path for path in files if _name(path) not in failures]), file)
    _end(failed or any(failures.get(_name(path)) for path in files))


def _name(path: Path) -> str:
    """The path as written in UTF-8, also where the locale is ASCII; a byte that is no UTF-8 stays apart."""
    return os.fsencode(path).decode("utf-8", "surrogateescape")


def _attempt(read: Callable[[Path], Result], path: Path) -> Result | AktoInvoiceError:
    try:
        return read(path)
    except AktoInvoiceError as error:
        return error


def _write_lines(results: Results, file: TextIO) -> bool:
    """Write an object a line as files finish; return whether one failed."""
    from akto_invoice.extract.serialize import to_json

    failed = False
    for path, result in results:
        failed |= isinstance(result, AktoInvoiceError)
        print(to_json(_name(path), result), file=file, flush=True)
    return failed


def _write_all(output: Format, files: list[Path], results: Results) -> NoReturn:
    """Write all files in the order of the command line."""
    from akto_invoice.extract.serialize import csv_header, csv_row, to_json

    by_path = dict(results)
    ordered = [(_name(path), by_path[path]) for path in files]
    if output is Format.JSON:
        print("[", ",\n".join(to_json(file, result) for file, result in ordered), "]", sep="\n")
    elif output is Format.CSV:
        # Spreadsheets take a file for UTF-8 only after a byte order mark.
        print("\ufeff", csv_header(), *(csv_row(file, result) for file, result in ordered), sep="", end="")
    else:
        from akto_invoice.extract.report import write_report

        write_report(ordered, sys.stdout)
    _end(any(isinstance(result, AktoInvoiceError) for result in by_path.values()))


def _say_each(
    results: Iterator[tuple[Path, Result | AktoInvoiceError]], line: Callable[[Path, Result], str]
) -> NoReturn:
    """Write a line for each file as it finishes, errors apart."""
    failed = False
    for path, result in results:
        if isinstance(result, AktoInvoiceError):
            failed = True
            click.echo(f"{_name(path)} : {result} ({result.code})", err=True)
        else:
            print(line(path, result), flush=True)
    _end(failed)


def _end(failed: bool) -> NoReturn:
    sys.stdout.flush()  # here click minds a reader of ours that went away; at the interpreter's exit nobody does
    sys.exit(int(failed))
