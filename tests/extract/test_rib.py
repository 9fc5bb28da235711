"""RIBs from end to end: the samples, and files from strangers."""

import random

import pymupdf
import pytest

from akto_invoice import AktoInvoiceError, DocumentType, Extraction, Options, Outcome, PageSource, Status, extract_rib
from akto_invoice.errors import DamagedPdf, NotAPdf
from corpus.generator import manifest
from corpus.generator.ribs import samples
from corpus.generator.ribs.facts import RibTruth
from tests.extract import pdfs

ROWS = {row.file: row for row in manifest.read(samples.FOLDER / "manifest.jsonl", RibTruth)}
TEXT, SCAN, TWO = "rib-texte.pdf", "rib-scanne.pdf", "rib-deux-comptes.pdf"
FIELDS = ("iban", "bic", "holder", "address", "bank_name")
SEED = 20260512
MUTANTS = 60


def read(file: str) -> Extraction:
    return extract_rib(samples.FOLDER / file)


def failed(extraction: Extraction) -> set[str]:
    return {check.id for check in extraction.checks if check.outcome is Outcome.FAILED}


@pytest.mark.parametrize("file", [TEXT, SCAN, TWO])
def test_a_sample_is_read_as_its_truth_says(file: str) -> None:
    extraction, row = read(file), ROWS[file]
    for name in FIELDS:
        value = getattr(extraction.fields, name)
        assert value is not None
        assert value.value == getattr(row.truth, name)
        assert value.page == 1
        assert value.bbox is not None
    assert extraction.document_type is DocumentType.RIB
    assert isinstance(row.truth, RibTruth)
    assert failed(extraction) == set(row.truth.failed_checks)


def test_a_sound_text_is_accepted_and_a_scan_as_far_as_it_proves_itself() -> None:
    text, scan = read(TEXT).fields, read(SCAN).fields
    assert text.iban and text.holder and text.iban.accepted and text.holder.accepted  # noqa: PT018
    assert scan.iban and scan.holder and scan.iban.accepted and not scan.holder.accepted  # noqa: PT018


def test_of_two_accounts_none_is_accepted() -> None:
    fields = read(TWO).fields
    assert not any(getattr(fields, name).accepted for name in FIELDS)


def test_numbers_in_boxes_have_their_place_on_the_page() -> None:
    iban = read(SCAN).fields.iban
    assert iban is not None
    assert iban.bbox is not None
    with pymupdf.open(samples.FOLDER / SCAN) as document:
        width = document[0].rect.width
    assert iban.bbox.x0 < 0.2 * width
    assert iban.bbox.x1 > 0.7 * width


def test_without_ocr_a_scan_is_partial() -> None:
    extraction = extract_rib(samples.FOLDER / SCAN, Options(ocr=False))
    assert extraction.status is Status.PARTIAL
    assert extraction.pages[0].source is PageSource.NONE


def test_an_invoice_is_no_rib_and_nothing_of_it_is_accepted() -> None:
    extraction = extract_rib(pdfs.invoice())
    assert extraction.document_type is DocumentType.INVOICE
    assert not any(value.accepted for name in FIELDS if (value := getattr(extraction.fields, name)))


@pytest.mark.parametrize(("data", "error"), [(b"", NotAPdf), (b"Bonjour", NotAPdf), (b"%PDF-1.7\n%%EOF", DamagedPdf)])
def test_what_is_no_pdf_is_a_typed_error(data: bytes, error: type[AktoInvoiceError]) -> None:
    with pytest.raises(AktoInvoiceError) as refused:
        extract_rib(data)
    assert isinstance(refused.value, error)


def test_a_rib_with_bytes_changed_or_lost_ends_in_a_reading_or_a_typed_error() -> None:
    whole = (samples.FOLDER / TEXT).read_bytes()
    rng = random.Random(SEED)  # noqa: S311
    for _ in range(MUTANTS):
        data = bytearray(whole)
        for _ in range(rng.randint(1, 40)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        cut = bytes(data[: rng.randint(1, len(data))] if rng.random() < 0.3 else data)
        try:
            extraction = extract_rib(cut, Options(ocr=False))
        except AktoInvoiceError:
            continue
        assert isinstance(extraction, Extraction)
