"""Rows of boxes are found, and nothing else is taken for them."""

import numpy as np
import pymupdf
import pytest

from akto_invoice.extract.ocr.boxes import boxed_rows, without_boxes
from akto_invoice.extract.ocr.geometry import Plane
from akto_invoice.extract.ocr.preprocess import Image, Prepared

DPIS = (100, 150, 200, 300)


def drawn(dpi: int, *, title: str = "", boxes: str = "") -> Image:
    """A page with a title in bold capitals, and a number a character to each box."""
    with pymupdf.open() as document:
        page = document.new_page(width=595, height=300)
        page.insert_text((60, 80), title, fontname="hebo", fontsize=15)
        for place, character in enumerate(boxes):
            x = 60 + 14 * place
            page.draw_rect((x, 140, x + 14, 160), width=0.6)
            page.insert_text((x + 3, 154), character, fontname="helv", fontsize=11)
        pixels = page.get_pixmap(dpi=dpi, colorspace="gray")
        return np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.width)


@pytest.mark.parametrize("dpi", DPIS)
def test_a_row_of_boxes_is_cut_out_and_set_as_a_line(dpi: int) -> None:
    image = drawn(dpi, title="RELEVÉ D'IDENTITÉ BANCAIRE", boxes="PSSTFRPPXXX")
    [row] = boxed_rows(image, dpi)
    assert len(row.cells) == 11
    page, line = without_boxes(Prepared(image, dpi, Plane()))
    assert (page.image[row.y0 : row.y1] == 255).all()
    assert line.image.shape[1] < row.cells[-1][1] - row.cells[0][0]


@pytest.mark.parametrize("dpi", DPIS)
@pytest.mark.parametrize("title", ["FACTURE N° FAC2025-03", "FILIÈRE HÔTELLERIE", "NUMÉRO HHHHHHHHHHHHHHHHH"])
def test_the_capitals_of_a_title_are_no_boxes(title: str, dpi: int) -> None:
    image = drawn(dpi, title=title)
    [page] = without_boxes(Prepared(image, dpi, Plane()))
    assert (page.image == image).all()
