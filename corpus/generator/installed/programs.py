"""Programs that print documents and that most machines do not have: Chromium, LibreOffice, WeasyPrint and others.

What they print differs from one version to the next, so their documents are committed with their truth.
"""

import subprocess
from collections.abc import Callable
from functools import partial
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from corpus.generator.facts import Document, Scenario
from corpus.generator.printing import sheet
from corpus.generator.template import Template

SHARED = Path(str(files("corpus.generator.installed") / "office"))
PATIENCE_SECONDS = 90


def chromium(folder: Path, template: Template, scenario: Scenario) -> Document:
    """Print an HTML template of ``folder`` as Chromium does; raises ``CalledProcessError`` when it fails."""
    return _make(template, scenario, [folder], _print_html)


def libreoffice(folder: Path, template: Template, scenario: Scenario) -> Document:
    """Export a flat OpenDocument template as LibreOffice does; raises ``CalledProcessError`` when it fails.

    The template is in ``folder``; those that it extends or imports may be in ``SHARED``.
    """
    return _make(template, scenario, [folder, SHARED], _export_office)


def weasyprint(folder: Path, template: Template, scenario: Scenario) -> Document:
    """Print an HTML template of ``folder`` as WeasyPrint does; raises ``CalledProcessError`` when it fails."""
    return _make(template, scenario, [folder], _convert("weasyprint"))


def wkhtmltopdf(folder: Path, template: Template, scenario: Scenario) -> Document:
    """Print an HTML template of ``folder`` as wkhtmltopdf, Odoo's maker, does; raises as the others do."""
    return _make(template, scenario, [folder], _convert("wkhtmltopdf", "--quiet", "--page-size", "A4"))


def dompdf(folder: Path, template: Template, scenario: Scenario) -> Document:
    """Print an HTML template of ``folder`` as Dompdf, the maker of PHP applications, does; raises as the others do."""
    return _make(template, scenario, [folder], _convert("php", str(SHARED / "dompdf.php")))


def tcpdf(folder: Path, template: Template, scenario: Scenario) -> Document:
    """Print an HTML template of ``folder`` as TCPDF, Dolibarr's maker, does; raises as the others do."""
    return _make(template, scenario, [folder], _convert("php", str(SHARED / "tcpdf.php")))


def _make(template: Template, scenario: Scenario, folders: list[Path], run: Callable[[Path], Path]) -> Document:
    environment = Environment(
        loader=FileSystemLoader(folders), undefined=StrictUndefined, trim_blocks=True, autoescape=True
    )
    text = environment.get_template(template.source).render(sheet(scenario, template.style))
    return Document(_printed(run, template.source, text), template.truth(scenario), template.traps_of(scenario))


def _printed(run: Callable[[Path], Path], name: str, text: str) -> bytes:
    with TemporaryDirectory() as folder:
        source = Path(folder) / name
        source.write_text(text, "utf-8")
        return run(source).read_bytes()


def _print_html(source: Path) -> Path:
    target = source.with_suffix(".pdf")
    _run(
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-pdf-header-footer",
        f"--user-data-dir={source.parent / 'profile'}",
        f"--print-to-pdf={target}",
        source.as_uri(),
    )
    return target


def _convert(*command: str) -> Callable[[Path], Path]:
    def run(source: Path) -> Path:
        target = source.with_suffix(".pdf")
        _run(*command, str(source), str(target))
        return target

    return run


def _export_html(source: Path) -> Path:
    return _export_office(source, "--infilter=HTML (StarWriter)")


def _export_office(source: Path, *options: str) -> Path:
    profile = (source.parent / "profile").as_uri()
    _run(
        "libreoffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        *options,
        "--convert-to",
        "pdf",
        "--outdir",
        str(source.parent),
        str(source),
    )
    return source.with_suffix(".pdf")


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE_SECONDS)


PRINTERS: dict[str, Callable[[str], bytes]] = {
    "chromium": partial(_printed, _print_html, "page.html"),
    "wkhtmltopdf": partial(_printed, _convert("wkhtmltopdf", "--quiet", "--page-size", "A4"), "page.html"),
    "libreoffice": partial(_printed, _export_html, "page.html"),
}
"""Programs that print a page of HTML, by the name of the maker."""
