"""Words over which something opaque is painted are in doubt; what lies beneath, beside or see-through leaves them."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from akto_invoice.extract.document import open_document
from akto_invoice.extract.model import DOUBTED_TEXT, Options
from akto_invoice.extract.textlayer import read_page
from tests.extract import pdfs
from tests.extract.pdfs import Draw

TOTAL = "Total TTC 1152,00 EUR"
AMOUNT = (101, 295, 42, 14)  # left, bottom, width and height around "1152,00"


def doubted(data: bytes) -> list[str]:
    with open_document(data, Options()) as document:
        return [word.text for word in read_page(document.page(1)).words if word.trust == DOUBTED_TEXT]


def page(*draws: Draw) -> bytes:
    return pdfs.page_of(pdfs.lines(step=20), pdfs.lines([TOTAL], top=298), *draws)


def patch(alpha: float = 1.0, grey: float = 1.0, box: tuple[float, ...] = AMOUNT) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(grey)
        canvas.setFillAlpha(alpha)
        canvas.rect(*box, stroke=0, fill=1)

    return draw


def picture(canvas: Canvas) -> None:
    from PIL import Image

    canvas.drawImage(ImageReader(Image.new("L", (1, 1), 255)), *AMOUNT)


def inline_picture(canvas: Canvas) -> None:
    from PIL import Image

    canvas.drawInlineImage(Image.new("L", (4, 4), 255), *AMOUNT)


def in_a_form(canvas: Canvas) -> None:
    canvas.beginForm("patch")
    patch()(canvas)
    canvas.endForm()
    canvas.doForm("patch")


def outline_of_a_seven(canvas: Canvas) -> None:
    path = canvas.beginPath()
    points = [(109.5, 298), (111, 298), (114, 305), (114, 306), (108.3, 306), (108.3, 305), (113, 305)]
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    canvas.drawPath(path, stroke=0, fill=1)


@pytest.mark.parametrize("cover", [patch(), patch(grey=0), picture, inline_picture, in_a_form, outline_of_a_seven])
def test_a_covered_word_is_doubted_and_no_other(cover: Draw) -> None:
    assert doubted(page(cover)) == ["1152,00"]


def test_a_word_typed_over_a_covered_one_is_believed() -> None:
    data = page(patch(), lambda canvas: canvas.drawString(102, 298, "1752,00"))
    assert doubted(data) == ["1152,00"]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_covered_word_of_a_turned_page_is_doubted(degrees: int) -> None:
    assert doubted(pdfs.rotated(page(patch()), degrees)) == ["1152,00"]


def test_a_word_under_the_patch_of_an_annotation_is_doubted() -> None:
    pdf = pikepdf.open(io.BytesIO(page()))
    left, bottom, width, height = AMOUNT
    look = pdf.make_stream(
        f"1 g 0 0 {width} {height} re f".encode(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Form,
        BBox=pikepdf.Array([0, 0, width, height]),
    )
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Square,
        Rect=pikepdf.Array([left, bottom, left + width, bottom + height]),
        F=4,
        AP=pikepdf.Dictionary(N=look),
    )
    pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(note)])
    assert doubted(pdfs.saved(pdf)) == ["1152,00"]


def rule(canvas: Canvas) -> None:
    canvas.rect(40, 296, 300, 0.8, stroke=0, fill=1)


def struck_through(canvas: Canvas) -> None:
    canvas.rect(100, 301, 60, 1, stroke=0, fill=1)


def frame(canvas: Canvas) -> None:
    canvas.rect(40, 290, 300, 24, stroke=1, fill=0)


def beside(canvas: Canvas) -> None:
    patch(box=(300, 290, 200, 24))(canvas)


def touching(canvas: Canvas) -> None:
    patch(grey=0.5, box=(40, 308, 300, 20))(canvas)


@pytest.mark.parametrize("draw", [rule, struck_through, frame, beside, touching, patch(alpha=0.4, grey=0.5)])
def test_what_hides_nothing_leaves_no_doubt(draw: Draw) -> None:
    assert doubted(page(draw)) == []


@pytest.mark.parametrize("make", [lambda: patch(grey=0.9), lambda: picture])
def test_what_is_painted_before_the_word_leaves_no_doubt(make: Callable[[], Draw]) -> None:
    assert doubted(pdfs.page_of(pdfs.lines(step=20), make(), pdfs.lines([TOTAL], top=298))) == []
