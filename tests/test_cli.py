"""The command's contract: shapes, exit codes, streams; what is read is the pipeline's business."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import click
import pymupdf
import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from akto_invoice import cli
from akto_invoice.errors import AktoInvoiceError, EncryptedPdf
from akto_invoice.extract import batch, pipeline, rib
from akto_invoice.extract.model import DocumentKind, Extraction, Options, PageKind
from akto_invoice.extract.serialize import CSV_COLUMNS
from tests.extract.readings import READING

CONTRACT = Draft202012Validator(
    json.loads(files("akto_invoice").joinpath("data/extraction.schema.json").read_text(encoding="utf-8"))
)


def invoice() -> bytes:
    """Two pages, as many as ``READING`` speaks of."""
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_text((72, 72), ["FACTURE N° FA-12", "SIRET 732 829 320 00074", "Total TTC 1 200,00 EUR"])
        document.new_page()
        return bytes(document.tobytes())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two invoices, one in a sub-folder and named in capitals, beside what is no PDF."""
    folder = tmp_path / "reçues"
    (folder / "b").mkdir(parents=True)
    (folder / "a.pdf").write_bytes(invoice())
    (folder / "b" / "C.PDF").write_bytes(invoice())
    (folder / "notes.txt").write_text("Bonjour")
    return folder


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Options]:
    """The options given to a reader put in the real one's place: it knows ``READING`` alone, and refuses "bad.pdf"."""
    options_given = []

    def read(path: Path, options: Options) -> Extraction:
        options_given.append(options)
        if path.stem == "bad":
            raise EncryptedPdf("Le PDF est protégé.")
        return READING

    def kind(path: Path, options: Options) -> tuple[DocumentKind, tuple[PageKind, ...]]:
        read(path, options)
        return DocumentKind.MIXED, (PageKind.TEXT, PageKind.IMAGE)

    def each(
        read: Callable[[Path], object], paths: list[Path], **_: object
    ) -> Iterator[tuple[Path, object | AktoInvoiceError]]:
        for path in reversed(paths):
            try:
                yield path, read(path)
            except AktoInvoiceError as error:
                yield path, error

    monkeypatch.setattr(pipeline, "extract_invoice", read)
    monkeypatch.setattr(rib, "extract_rib", read)
    monkeypatch.setattr(pipeline, "detect_kind", kind)
    monkeypatch.setattr(batch, "each_isolated", each)
    return options_given


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.app, [str(argument) for argument in arguments])


def run_process(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", "from akto_invoice.cli import main; main()", *map(str, arguments)],
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
    )


def found(output: str) -> Any:
    return json.loads(output)


def test_json_is_one_array_in_order(folder: Path, asked: list[Options]) -> None:
    result = run("extract", folder, "--format", "json")
    assert result.exit_code == 0
    assert [file["file"] for file in found(result.stdout)] == [str(folder / "a.pdf"), str(folder / "b" / "C.PDF")]


def test_json_is_an_array_also_for_one_file(folder: Path, asked: list[Options]) -> None:
    (file,) = found(run("extract", folder / "a.pdf", "--format", "json").stdout)
    CONTRACT.validate(file)
    assert file["fields"]["siret"]["value"] == "73282932000074"


def test_jsonl_is_an_object_a_line_as_files_finish(folder: Path, asked: list[Options]) -> None:
    lines = run("extract", folder, "--format", "jsonl").stdout.splitlines()
    assert [Path(found(line)["file"]).name for line in lines] == ["C.PDF", "a.pdf"]


def test_csv_opens_in_a_french_spreadsheet(folder: Path, asked: list[Options]) -> None:
    output = run("extract", folder, "--format", "csv").stdout
    assert output.startswith("\ufefffile;status;")
    rows = list(csv.reader(io.StringIO(output.removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert rows[0] == list(CSV_COLUMNS)
    assert [Path(row[0]).name for row in rows[1:]] == ["a.pdf", "C.PDF"]


def test_the_table_is_the_default(folder: Path, asked: list[Options]) -> None:
    output = run("extract", folder).stdout
    assert output.index("a.pdf") < output.index("C.PDF")
    assert "à vérifier" in output


def test_one_bad_file_among_good_ones(folder: Path, asked: list[Options]) -> None:
    (folder / "bad.pdf").write_bytes(b"")
    result = run("extract", folder, "--format", "json")
    assert result.exit_code == 1
    assert [file["status"] for file in found(result.stdout)] == ["ok", "ok", "error"]
    assert found(result.stdout)[2]["error"]["code"] == "encrypted"


@pytest.mark.parametrize("output", ["table", "csv", "json", "jsonl"])
def test_every_format_tells_of_a_failure(folder: Path, asked: list[Options], output: str) -> None:
    bad = folder / "bad.pdf"
    assert run("extract", bad, "--format", output).exit_code == 1
    result = run("extract", bad, folder, "--format", output)
    assert result.exit_code == 1
    assert "Le PDF est protégé." in result.stdout


def test_a_file_named_twice_is_read_once(folder: Path, asked: list[Options]) -> None:
    assert len(found(run("extract", folder / "a.pdf", folder, "--format", "json").stdout)) == 2


@pytest.mark.parametrize(
    ("switches", "options"),
    [
        ([], Options()),
        (["--no-ocr"], Options(ocr=False)),
        (["--no-embedded-xml"], Options(embedded_xml=False)),
    ],
)
def test_switches_reach_the_reader(folder: Path, asked: list[Options], switches: list[str], options: Options) -> None:
    run("extract", folder / "a.pdf", *switches)
    assert asked == [options]


def test_kind_is_a_line_for_each_file(folder: Path, asked: list[Options]) -> None:
    result = run("kind", folder / "a.pdf")
    assert (result.exit_code, result.stdout) == (0, f"{folder / 'a.pdf'}\tmixed\ttext image\n")
    result = run("kind", folder / "bad.pdf", folder)
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2
    assert "Le PDF est protégé. (encrypted)" in result.stderr


def test_annotated_copies_lie_as_their_originals(folder: Path, tmp_path: Path, asked: list[Options]) -> None:
    result = run("annotate", folder, "--out", tmp_path / "out")
    copies = [tmp_path / "out" / "a.pdf", tmp_path / "out" / "b" / "C.PDF"]
    assert result.exit_code == 0
    assert sorted(result.stdout.splitlines()) == [str(copy) for copy in copies]
    for copy in copies:
        with pymupdf.open(copy) as document:
            assert "SIRET 99,9 %" in document[0].get_text()


def test_extract_annotates_too(folder: Path, tmp_path: Path, asked: list[Options]) -> None:
    result = run("extract", folder / "a.pdf", "--annotate", tmp_path / "out", "--format", "json")
    assert len(found(result.stdout)) == 1
    assert (tmp_path / "out" / "a.pdf").exists()


def test_rib_has_the_formats_and_exit_codes_of_extract(folder: Path, tmp_path: Path, asked: list[Options]) -> None:
    (file,) = found(run("rib", folder / "a.pdf", "--format", "json", "--no-ocr").stdout)
    CONTRACT.validate(file)
    assert asked == [Options(ocr=False)]
    assert run("rib", folder / "bad.pdf", folder, "--format", "csv").exit_code == 1
    assert len(run("rib", folder, "--format", "jsonl").stdout.splitlines()) == 2
    assert run("rib", folder / "a.pdf", "--annotate", tmp_path / "out").exit_code == 0
    assert (tmp_path / "out" / "a.pdf").exists()


def test_originals_are_never_overwritten(folder: Path, asked: list[Options]) -> None:
    before = (folder / "a.pdf").read_bytes()
    result = run("annotate", folder, "--out", folder)
    assert result.exit_code == 2
    assert "remplaceraient les originaux" in result.stderr
    assert (folder / "a.pdf").read_bytes() == before
    assert asked == []


def wrong(folder: Path) -> list[list[str | Path]]:
    return [
        [],
        ["extract"],
        ["read", folder],
        ["extract", folder, "--format", "yaml"],
        ["extract", folder, "--jobs", "0"],
        ["annotate", folder],
        ["annotate", folder, "--out", folder / "notes.txt"],
        ["rib"],
        ["rib", folder, "--no-embedded-xml"],
    ]


@pytest.mark.parametrize("case", range(9))
def test_wrong_usage_ends_with_2_and_reads_nothing(folder: Path, asked: list[Options], case: int) -> None:
    result = run(*wrong(folder)[case])
    assert (result.exit_code, result.stdout, asked) == (2, "", [])
    assert result.stderr


def test_a_folder_without_pdf_is_wrong_usage(tmp_path: Path) -> None:
    result = run("extract", tmp_path)
    assert result.exit_code == 2
    assert "aucun PDF" in result.stderr


@pytest.mark.parametrize("command", [[], *([name] for name in cli.app.commands)])
def test_help_says_what_everything_does_in_french(command: list[str]) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert "Affiche cette aide." in result.stdout


def test_every_option_is_explained() -> None:
    options = [option for command in cli.app.commands.values() for option in command.params]
    assert all(option.help for option in options if isinstance(option, click.Option))


def test_a_process_reads_good_and_bad_files_in_utf8_whatever_the_locale(folder: Path) -> None:
    (folder / "abîmée.pdf").write_bytes(b"Bonjour")
    result = run_process(
        "extract", folder, folder / "absente.pdf", "--format", "json", "--no-ocr", LC_ALL="C", PYTHONUTF8="0"
    )
    files_read = found(result.stdout.decode("utf-8"))
    assert [(Path(file["file"]).name, file["status"]) for file in files_read] == [
        ("a.pdf", "ok"),
        ("abîmée.pdf", "error"),
        ("C.PDF", "ok"),
        ("absente.pdf", "error"),
    ]
    assert [file["error"]["code"] for file in files_read if file["error"]] == ["not_a_pdf", "unreadable_file"]
    for file in files_read:
        CONTRACT.validate(file)
    assert (result.returncode, result.stderr) == (1, b"")


def test_a_process_reads_one_file(folder: Path) -> None:
    result = run_process("extract", folder / "a.pdf", "--no-ocr", LC_ALL="C", PYTHONUTF8="0")
    assert (result.returncode, result.stderr) == (0, b"")
    assert "reçues/a.pdf" in result.stdout.decode("utf-8")
    assert "73282932000074" in result.stdout.decode("utf-8")


@pytest.mark.parametrize("arguments", ["kind", "extract --no-ocr --format json"])
def test_a_reader_that_goes_away_is_no_error(folder: Path, arguments: str) -> None:
    command = f'"{sys.executable}" -c "from akto_invoice.cli import main; main()" {arguments} "{folder}/a.pdf" | true'
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    result = subprocess.run(command, shell=True, env=buffered, capture_output=True, check=False)  # noqa: S602
    assert result.stderr == b""


def test_help_needs_no_heavy_import() -> None:
    """The command starts fast because it imports what it needs when it needs it."""
    code = "import sys; from akto_invoice import cli; print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout.split()
    assert not {"pymupdf", "numpy", "cv2", "tesserocr", "pebble", "rich", "pydantic", "schwifty"} & set(modules)


def test_serve_says_what_to_install_when_the_portal_is_not(tmp_path: Path) -> None:
    code = "import sys; sys.modules['django'] = None; from akto_invoice.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "serve"], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert done.returncode == 2
    assert "pip install 'akto-invoice[portal]'" in done.stderr
    assert "Traceback" not in done.stderr
