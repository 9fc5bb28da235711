"""Scans of every severity: what they hold, what they say of themselves, and that a seed makes the same ones again."""

from random import Random

import pymupdf
import pytest

from corpus.generator import scan
from corpus.generator.attachments import Occasion, attachments
from corpus.generator.build import Made, layouts, make_one, scan_of
from corpus.generator.facts import Truth
from corpus.generator.finish import fixed
from corpus.generator.scan import SEVERITIES

TRUTH = Truth("invoice", issue_date="2024-05-06", dossiers=("2405AF001628",))


def made(template: str) -> Made:
    layout = next(layout for layout in layouts("development") if layout.template == template)
    return make_one("development", layout, 0)


TWO_PAGES = made("carried_over")


def pages_of(*sizes: tuple[float, float]) -> bytes:
    document = pymupdf.open()
    for width, height in sizes:
        document.new_page(width=width, height=height).insert_text((60, 90), "FACTURE 2024-17 : 1 152,00 EUR")
    return fixed(document, "test", 1)


A4 = (595.0, 842.0)


def first_seed_with(trap: str, severity: str, pdf: bytes) -> int:
    return next(seed for seed in range(300) if trap in scan.scan(pdf, severity, seed, TRUTH).traps)


@pytest.mark.parametrize("severity", SEVERITIES)
def test_a_scan_is_an_image_of_each_page_and_nothing_else(severity: str) -> None:
    scanned = scan_of(TWO_PAGES, severity)
    with pymupdf.open(stream=scanned.pdf) as document:
        assert document.page_count == (1 if "spread" in scanned.row.traps else 2)
        for number in range(document.page_count):
            assert document[number].get_text() == ""
            assert len(document[number].get_images()) == 1
            assert document[number].get_image_rects(document[number].get_images()[0][0]) != []
    assert scanned.row.truth == TWO_PAGES.row.truth
    assert scanned.row.source == severity
    assert scanned.row.sha256 is None


@pytest.mark.parametrize("severity", SEVERITIES)
def test_the_same_name_gives_the_same_scan(severity: str) -> None:
    assert scan_of(TWO_PAGES, severity) == scan_of(TWO_PAGES, severity)


@pytest.mark.parametrize("severity", SEVERITIES)
def test_other_names_give_other_scans(severity: str) -> None:
    pdf = pages_of(A4)
    scans = {scan.scan(pdf, severity, seed, TRUTH).pdf for seed in range(3)}
    assert len(scans) == 3


def test_a_turned_scan_says_so() -> None:
    pdf = pages_of(A4)
    seed = first_seed_with("rotated_90", "scan150", pdf)
    with pymupdf.open(stream=scan.scan(pdf, "scan150", seed, TRUTH).pdf) as document:
        assert document[0].rect.width > document[0].rect.height


def test_every_page_of_a_spread_is_there() -> None:
    pdf = pages_of(A4, A4, A4)
    seed = first_seed_with("spread", "worn", pdf)
    with pymupdf.open(stream=scan.scan(pdf, "worn", seed, TRUTH).pdf) as document:
        assert document.page_count == 2
        assert max(document[0].rect.br) > 1150
        assert max(document[1].rect.br) < 950


def test_a_lone_page_gets_a_paper_beside_it_that_names_its_dossier(monkeypatch: pytest.MonkeyPatch) -> None:
    beside: list[Occasion] = []

    def noted(occasion: Occasion, count: int, rng: Random) -> pymupdf.Document:
        beside.append(occasion)
        return attachments(occasion, count, rng)

    monkeypatch.setattr("corpus.generator.scan.attachments", noted)
    seed = first_seed_with("spread", "worn", pages_of(A4))
    with pymupdf.open(stream=scan.scan(pages_of(A4), "worn", seed, TRUTH).pdf) as document:
        assert document.page_count == 1
    assert {occasion.dossier for occasion in beside} == {"2405AF001628"}


def test_pages_wider_than_high_are_never_laid_out_by_twos() -> None:
    seed = first_seed_with("spread", "worn", pages_of(A4, A4))
    assert "spread" not in scan.scan(pages_of((842, 595), (842, 595)), "worn", seed, TRUTH).traps


def test_a_document_without_date_or_dossier_is_scanned_too() -> None:
    assert scan.scan(pages_of(A4), "fax", 1, Truth("other")).pdf.startswith(b"%PDF")
