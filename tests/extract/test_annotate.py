from dataclasses import replace

import pymupdf
import pytest

from akto_invoice.errors import NotAPdf
from akto_invoice.extract.annotate import annotate
from akto_invoice.extract.model import Box, Fields, FieldValue, Source
from tests.extract.readings import READING, SIRET, TOTAL_TTC

GREEN = (0.0, 0.5, 0.2)
ORANGE = (0.8, 0.3, 0.0)


def blank(rotation: int = 0, boxes: dict[str, str] | None = None) -> bytes:
    """A page of 400 by 300 points before its rotation; ``boxes`` such as its CropBox as PDF arrays."""
    with pymupdf.open() as document:
        page = document.new_page(width=400, height=300)
        for key, value in (boxes or {}).items():
            document.xref_set_key(page.xref, key, value)
        page.set_rotation(rotation)
        return bytes(document.tobytes())


def frames(pdf: bytes, number: int = 1) -> dict[tuple[float, ...], tuple[Box, str]]:
    """The frames drawn on a page, by colour: where they are as displayed, and their dashes."""
    with pymupdf.open(stream=pdf) as document:
        page = document[number - 1]
        return {
            tuple(round(part, 2) for part in drawing["color"]): (
                Box(*(round(edge, 1) for edge in (drawing["rect"] + CLEAR) * page.rotation_matrix)),
                drawing["dashes"],
            )
            for drawing in page.get_drawings()
            if drawing["color"]
        }


CLEAR = (1.5, 1.5, -1.5, -1.5)


def labels(pdf: bytes, number: int = 1) -> str:
    with pymupdf.open(stream=pdf) as document:
        return str(document[number - 1].get_text())


def annotated(pdf: bytes, **fields: FieldValue) -> bytes:
    return annotate(pdf, replace(READING, fields=Fields(**fields)))  # type: ignore[arg-type]


ONE_PAGE = {"siret": SIRET, "total_ttc": TOTAL_TTC}


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize(
    "boxes",
    [{}, {"CropBox": "[10 15 390 280]"}, {"MediaBox": "[-20 -30 400 300]", "CropBox": "[-10 -5 390 280]"}],
    ids=["plain", "cropped", "origin elsewhere"],
)
def test_frames_stand_where_the_values_are_seen(rotation: int, boxes: dict[str, str]) -> None:
    assert SIRET.bbox is not None
    box = Box(*(edge / 2 for edge in SIRET.bbox))  # on the page in every rotation
    found = frames(annotated(blank(rotation, boxes), siret=replace(SIRET, bbox=box)))
    assert found[GREEN][0] == box


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_labels_read_upright_beside_their_frame(rotation: int) -> None:
    box = Box(70, 50, 190, 62)
    pdf = annotated(blank(rotation, {"CropBox": "[10 15 390 280]"}), siret=replace(SIRET, bbox=box))
    with pymupdf.open(stream=pdf) as document:
        page = document[0]
        (line,) = page.get_text("dict")["blocks"][0]["lines"]
        direction = pymupdf.Point(line["dir"]) * pymupdf.Matrix(page.rotation)
        shown = pymupdf.Rect(line["bbox"]) * page.rotation_matrix
    assert (round(direction.x), round(direction.y)) == (1, 0)
    assert 0 <= box.y0 - shown.y1 < 5
    assert abs(box.x0 - shown.x0) < 5


def test_what_is_to_check_is_said_in_words_and_dashes() -> None:
    pdf = annotated(blank(), **ONE_PAGE)
    assert labels(pdf).splitlines() == ["Total TTC 61 % à vérifier", "SIRET 99,9 %"]
    assert frames(pdf)[GREEN][1] == "[] 0"
    assert frames(pdf)[ORANGE][1] == "[ 2 1.5 ] 0"


def test_fields_printed_once_share_a_label() -> None:
    pdf = annotated(blank(), total_ht=replace(TOTAL_TTC, confidence=0.5, accepted=True), total_ttc=TOTAL_TTC)
    assert labels(pdf).strip() == "Total HT, Total TTC 50 % à vérifier"


def test_labels_do_not_hide_each_other_nor_the_print() -> None:
    with pymupdf.open(stream=blank()) as document:
        document[0].insert_text((70, 48), "SIRET de l'organisme de formation", fontsize=9)
        pdf = bytes(document.tobytes())
    siren = replace(SIRET, value="732829320", bbox=Box(70, 50, 140, 62))
    with pymupdf.open(stream=annotated(pdf, siret=SIRET, siren=siren)) as document:
        lines = [line for block in document[0].get_text("dict")["blocks"] for line in block["lines"]]
    places = [pymupdf.Rect(line["bbox"]) for line in lines]
    assert len(places) == 3
    assert not any(one.intersects(other) for one in places for other in places if one is not other)


def test_each_page_has_its_own_values() -> None:
    with pymupdf.open(stream=blank()) as document:
        document.new_page(width=400, height=300)
        pdf = annotate(bytes(document.tobytes()), READING)
    assert "SIRET" in labels(pdf, 1)
    assert labels(pdf, 2).strip() == "Dossier 97 %"


def test_values_that_stand_on_no_page_are_not_drawn() -> None:
    pdf = annotated(blank(), currency=FieldValue("EUR", 0.9, True, Source.DERIVED))
    assert labels(pdf) == ""
    assert frames(pdf) == {}


def test_a_page_that_leaves_its_scale_changed_does_not_move_the_frames() -> None:
    with pymupdf.open(stream=blank()) as document:
        page = document[0]
        page.insert_text((50, 50), "x")
        document.update_stream(page.get_contents()[0], b"0.5 0 0 0.5 60 0 cm\n")
        pdf = bytes(document.tobytes())
    assert frames(annotated(pdf, siret=SIRET))[GREEN][0] == SIRET.bbox


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(NotAPdf):
        annotate(b"Bonjour", READING)
