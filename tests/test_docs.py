"""The documentation says what the code does: its examples run, its tables are complete, its links lead somewhere."""

import doctest
import re
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import akto_invoice
from akto_invoice import Extraction, errors, extract_invoice, extract_rib
from akto_invoice.cli import app
from akto_invoice.errors import AktoInvoiceError
from akto_invoice.extract.ladder import OCR_TURNED_OFF
from akto_invoice.extract.report import write_report
from akto_invoice.rules.controls import CONTROLS

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "corpus" / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
ERRORS = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, AktoInvoiceError)]


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text_of(page), re.MULTILINE | re.DOTALL)


def rows(page: str) -> dict[str, str]:
    """The rows of the page's tables whose first cell is code, by that code."""
    return {row[1]: row[0] for row in re.finditer(r"^\| `([^`]+)` \|.*$", text_of(page), re.MULTILINE)}


def test_the_readme_s_python_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (example,) = blocks("README.md", "python")
    examples = doctest.DocTestParser().get_doctest(example, {}, "README.md", "README.md", 0)
    report = StringIO()
    doctest.DocTestRunner().run(examples, out=report.write)
    assert not report.getvalue()


def test_the_readme_shows_what_the_demo_prints() -> None:
    """Confidence, and what is accepted for it, change with every fit of the table."""
    (shown,) = blocks("README.md", "text")
    samples = re.findall(r"^corpus/samples/\S+$", shown, re.MULTILINE)
    printed = StringIO()
    write_report(((sample, extract_invoice(ROOT / sample)) for sample in samples), printed)
    assert settled(shown) == settled(printed.getvalue())


def settled(table: str) -> list[str]:
    without = re.sub(r"\d+(,\d)? %  |accepté|à vérifier", "", table)
    return [" ".join(line.split()) for line in without.splitlines() if line.strip()]


def helps() -> Iterator[tuple[str, str]]:
    for arguments in ([], *([name] for name in app.commands)):
        command = " ".join(["akto-invoice", *arguments, "--help"])
        asked = CliRunner().invoke(app, [*arguments, "--help"], prog_name="akto-invoice", terminal_width=78)  # of 80
        yield command, asked.output


@pytest.mark.parametrize(("command", "printed"), list(helps()))
def test_every_command_s_help_is_documented(command: str, printed: str) -> None:
    assert f"$ {command}\n{printed}" in blocks("docs/cli.md", "console")


def test_the_readme_names_every_command_and_option() -> None:
    usage = [line for line in text_of("README.md").splitlines() if line.startswith("    akto-invoice ")]
    named = {line.split()[1]: {"--help", *re.findall(r"--[a-z-]+", line)} for line in usage}
    assert named == {
        name: {option for one in command.params if isinstance(one, click.Option) for option in one.opts} | {"--help"}
        for name, command in app.commands.items()
    }


@pytest.mark.parametrize("error", ERRORS)
def test_every_error_is_documented_under_its_code(error: type[AktoInvoiceError]) -> None:
    assert f"| `{error.__name__}` |" in rows("docs/errors.md")[error.code]


def test_the_code_of_pages_left_unread_is_documented() -> None:
    assert f"`{OCR_TURNED_OFF[0]}`" in text_of("docs/errors.md")


def test_every_check_is_documented_and_no_other() -> None:
    invoice: Extraction = extract_invoice(ROOT / "corpus" / "samples" / "facture-texte.pdf")
    rib: Extraction = extract_rib(ROOT / "corpus" / "samples-rib" / "rib-texte.pdf")
    documented = {code for code in rows("docs/errors.md") if code not in {error.code for error in ERRORS}}
    assert documented == {check.id for check in (*invoice.checks, *rib.checks)}


def test_every_control_is_documented_with_its_level_and_remedy_and_no_other() -> None:
    documented = {code: row.strip("| ").split(" | ") for code, row in rows("docs/controls.md").items()}
    assert {code: tuple(cells[2:]) for code, cells in documented.items()} == {
        code: (control.level, control.remedy) for code, control in CONTROLS.items()
    }
    assert all(when for _, when, *_ in documented.values())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_site_is_built_with_all_that_is_public(tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", tmp_path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    page = (tmp_path / "python" / "index.html").read_text(encoding="utf-8")
    missing = [name for name in akto_invoice.__all__ if not re.search(rf'id="akto_invoice[^"]*\.{name}"', page)]
    assert missing == []
    for site in tmp_path.rglob("*.html"):
        assert not re.findall(r'<(?:script|link)[^>]+(?:src|href)="https?://[^"]+\.(?:js|css)', site.read_text("utf-8"))
