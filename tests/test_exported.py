"""What ``akto_invoice`` offers is pinned, complete, and costs nothing before it is used."""

import subprocess
import sys
from pathlib import Path

import pytest

import akto_invoice

ROOT = Path(__file__).parents[1]


def loaded_by(code: str) -> set[str]:
    """The packages, Python's own aside, that a fresh interpreter loads to run ``code``."""
    probe = (
        f"import sys; before = set(sys.modules)\n{code}\n"
        "print()\nprint(*{name.partition('.')[0] for name in set(sys.modules) - before} - sys.stdlib_module_names)"
    )
    done = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, check=True, capture_output=True, text=True)
    return set(done.stdout.splitlines()[-1].split())


def test_the_public_names_are_these() -> None:
    assert akto_invoice.__all__ == [
        "AktoInvoiceError",
        "Box",
        "Check",
        "DamagedPdf",
        "DocumentError",
        "DocumentKind",
        "DocumentType",
        "EmptyPdf",
        "EncryptedPdf",
        "Extraction",
        "FieldValue",
        "Fields",
        "InvalidNumber",
        "NotAPdf",
        "OcrUnavailable",
        "Options",
        "OutOfMemory",
        "Outcome",
        "PageKind",
        "PageSource",
        "PageSummary",
        "ReaderCrashed",
        "ReadingTimeout",
        "Source",
        "Status",
        "TooLarge",
        "TooManyPages",
        "UnreadableFile",
        "detect_kind",
        "extract_invoice",
        "extract_many",
        "extract_rib",
    ]


@pytest.mark.parametrize("name", akto_invoice.__all__)
def test_every_public_name_is_there_and_says_what_it_is(name: str) -> None:
    assert getattr(akto_invoice, name).__doc__


def test_other_names_are_refused() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'extract_letter'"):
        akto_invoice.extract_letter  # noqa: B018


def test_importing_the_package_loads_no_other() -> None:
    assert loaded_by("import akto_invoice") == {"akto_invoice"}


def test_asking_for_help_loads_click_alone() -> None:
    asked = "from akto_invoice.cli import app\napp(['--help'], standalone_mode=False)"
    assert loaded_by(asked) == {"akto_invoice", "click"}


def test_reading_a_text_page_loads_no_ocr() -> None:
    read = "from akto_invoice import extract_invoice\nextract_invoice('corpus/samples/facture-texte.pdf')"
    loaded = loaded_by(read)
    assert "pymupdf" in loaded
    assert not loaded & {"cv2", "numpy", "tesserocr", "pytesseract", "lxml", "pebble", "rich", "click", "schwifty"}
