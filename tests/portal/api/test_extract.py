"""A document is read in a process of its own, told as the command line tells it, and forgotten."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from akto_invoice import ReaderCrashed, ReadingTimeout
from akto_invoice.portal.workflows import extract
from akto_invoice.portal.workflows.uploads import MAX_BYTES
from tests.portal.api.programs import Program
from tests.portal.world import PDF

SAMPLES = Path(__file__).parents[3] / "corpus" / "samples"
CONTRACT = json.loads((files("akto_invoice") / "data/extraction.schema.json").read_text(encoding="utf-8"))


def ask(program: Program, content: bytes, name: str = "Facture n° 1.pdf") -> Any:
    return program.post("/extract", {"file": SimpleUploadedFile(name, content, content_type="application/pdf")})


def stored() -> set[Path]:
    return set(Path(settings.MEDIA_ROOT).rglob("*.pdf"))


def test_an_invoice_is_told_as_by_the_command_line(program: Program) -> None:
    before = stored()
    response = ask(program, (SAMPLES / "facture-texte.pdf").read_bytes())
    answer = response.json()
    jsonschema.validate(answer, CONTRACT)
    assert (response.status_code, answer["file"], answer["status"]) == (200, "Facture n° 1.pdf", "ok")
    assert answer["fields"]["total_ttc"]["value"] == "5862.00"
    assert stored() == before


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 422, "not_a_pdf"),
        (b"PK\x03\x04", 422, "not_a_pdf"),
        (PDF, 422, "damaged"),
        (b"%PDF-1.7\n" + b"\x00" * (MAX_BYTES + 1), 422, "too_large"),
    ],
)
def test_what_cannot_be_read_is_refused(content: bytes, status: int, code: str, program: Program) -> None:
    response = ask(program, content)
    assert (response.status_code, response.json()["code"]) == (status, code)


@pytest.mark.parametrize("error", [ReadingTimeout, ReaderCrashed])
def test_a_reader_that_fails_harms_nobody(
    error: type[Exception], program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Pool:
        def run(self, *_: object, **__: object) -> None:
            raise error("Ce fichier a fait échouer la lecture.")

    monkeypatch.setattr(extract, "shared_pool", Pool)
    response = ask(program, b"%PDF-1.7")
    assert (response.status_code, response.json()["message"]) == (422, "Ce fichier a fait échouer la lecture.")


def test_more_documents_than_may_be_read_at_once_have_to_wait(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extract, "_PATIENCE_S", 0.01)
    for _ in range(extract.SLOTS):
        assert extract.slots.acquire(timeout=0)
    try:
        response = ask(program, b"%PDF-1.7")
        assert (response.status_code, response.json()["code"]) == (503, "too_busy")
        assert response["Retry-After"] == "5"
    finally:
        extract.slots.release(extract.SLOTS)
    assert ask(program, b"no PDF").status_code == 422
