"""A reading with its pages: the same reading, what was recognised included, and pictures of what is displayed."""

from pathlib import Path

import cv2
import numpy as np
import pymupdf
import pytest
from numpy.typing import NDArray

from akto_invoice import DamagedPdf, extract_invoice
from akto_invoice.extract import preview
from akto_invoice.extract.preview import PagePreview, extract_with_pages

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"


def picture(page: PagePreview) -> NDArray[np.uint8]:
    shown = cv2.imdecode(np.frombuffer(page.image, dtype=np.uint8), cv2.IMREAD_COLOR)
    assert shown is not None
    return shown.astype(np.uint8)


@pytest.mark.parametrize("name", ["facture-texte.pdf", "facture-deux-pages.pdf", "facture-scannee.pdf"])
def test_the_reading_is_that_of_the_invoice_alone(name: str) -> None:
    extraction, pages = extract_with_pages(SAMPLES / name)
    alone = extract_invoice(SAMPLES / name)
    assert extraction.fields == alone.fields
    assert [page.number for page in pages] == [page.number for page in alone.pages]


@pytest.mark.parametrize("name", ["facture-texte.pdf", "facture-scannee.pdf"])
def test_values_stand_where_the_words_do_and_the_picture_is_dark(name: str) -> None:
    extraction, (page,) = extract_with_pages(SAMPLES / name)
    total = extraction.fields.total_ttc
    assert total is not None
    assert total.bbox is not None
    x0, y0, x1, y1 = total.bbox
    inside = [
        word[0]
        for word in page.words
        if x0 - 2 <= (word[1][0] + word[1][2]) / 2 <= x1 + 2 and y0 - 2 <= (word[1][1] + word[1][3]) / 2 <= y1 + 2
    ]
    assert "".join(inside).replace(" ", "") in (total.text or "").replace(" ", "")
    assert inside
    shown = picture(page)
    scale = shown.shape[1] / page.width
    cut = shown[round(y0 * scale) : round(y1 * scale), round(x0 * scale) : round(x1 * scale)]
    assert cut.min() < 100 < cut.max()


def blank(width: float = 595, height: float = 842, rotation: int = 0) -> bytes:
    with pymupdf.open() as document:
        page = document.new_page(width=width, height=height)
        page.draw_rect(page.rect / 2, color=(1, 0, 0), fill=(1, 0, 0))
        page.set_rotation(rotation)
        return bytes(document.tobytes())


def test_the_picture_is_in_colour_and_as_displayed() -> None:
    _, (page,) = extract_with_pages(blank(rotation=90))
    shown = picture(page)
    assert (page.width, page.height) == (842, 595)
    assert abs(shown.shape[1] / shown.shape[0] - 842 / 595) < 0.01
    blue, green, red = (int(value) for value in shown[20, -20])  # the upper left quarter, turned to the right
    assert red > 200 > max(blue, green)


def test_a_huge_page_is_shown_smaller() -> None:
    _, (page,) = extract_with_pages(blank(6000, 8000))
    height, width, _ = picture(page).shape
    assert width * height < 3_100_000


def test_a_page_that_cannot_be_drawn_is_white(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise DamagedPdf("Le PDF est endommagé.")

    monkeypatch.setattr("akto_invoice.extract.document.Page.picture", refuse)
    _, (page,) = extract_with_pages(blank())
    assert picture(page).min() > 250


def test_no_more_words_than_a_full_page_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview, "MAX_WORDS", 5)
    _, (page,) = extract_with_pages(SAMPLES / "facture-texte.pdf")
    assert len(page.words) == 5
