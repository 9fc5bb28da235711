import re

from hypothesis import given
from hypothesis import strategies as st

from akto_invoice.extract.composition import lay_out
from akto_invoice.extract.layout import plain
from akto_invoice.extract.model import Box, PageKind, PageText, Source, Word
from tests.extract.pages import page, page_text

coordinates = st.floats(0, 800, allow_nan=False)
words = st.builds(
    lambda text, x, y, width, height, source: Word(text, Box(x, y, x + width, y + height), source, 1.0),
    st.text(st.characters(exclude_categories=("Z", "C")), min_size=1, max_size=12),
    coordinates,
    coordinates,
    st.floats(1, 90),
    st.floats(1, 40),
    st.sampled_from([Source.TEXT, Source.OCR]),
)


@given(st.text())
def test_plain_keeps_every_offset(text: str) -> None:
    assert len(plain(text)) == len(text)


@given(st.lists(words, max_size=40))
def test_every_letter_is_laid_out_once_and_maps_back_to_the_page(found: list[Word]) -> None:
    layout = lay_out(PageText(1, 595, 842, PageKind.TEXT, tuple(found)))
    printed = sorted("".join(line.text for line in layout.lines).replace(" ", "").replace("\t", ""))
    assert printed == sorted("".join(word.text for word in found))
    for line in layout.lines:
        assert "\t".join(cell.text for cell in line.cells) == line.text
        for cell in line.cells:
            box = line.box_at(cell.start, cell.end)
            assert all(abs(one - other) < 0.01 for one, other in zip(box, cell.box, strict=True))


def test_lines_and_cells_follow_the_gaps() -> None:
    layout = page("Total HT | 1 152,00 €", "Total TTC | 1 382,40 €")
    assert [line.text for line in layout.lines] == ["Total HT\t1 152,00 €", "Total TTC\t1 382,40 €"]


def test_a_match_gives_the_box_of_its_characters() -> None:
    (match,) = page("Facture FA-12 du 3 mars").matches(re.compile("fa-12"))
    assert match.text == "FA-12"
    assert match.box == Box(77.5, 60, 102.5, 72)


def test_letters_set_apart_are_one_word() -> None:
    assert page("F A C T U R E").lines[0].text == "FACTURE"


def test_the_lines_of_a_leaning_scan() -> None:
    rows = [f"{row} ligne de texte | sur la droite | {row}" for row in range(12)]
    straight = page_text(*rows, source=Source.OCR)
    leaning = tuple(
        word._replace(box=Box(x0, y0 + 0.03 * x0, x1, y1 + 0.03 * x0))
        for word in straight.words
        for x0, y0, x1, y1 in [word.box]
    )
    layout = lay_out(PageText(1, 595, 842, PageKind.IMAGE, leaning))
    assert [line.text.replace("\t", " ") for line in layout.lines] == [row.replace(" | ", " ") for row in rows]


def test_text_set_sideways_is_a_line_of_its_own() -> None:
    margin = [Word(text, Box(20, y, 30, y + 40), Source.TEXT) for text, y in (("SIRET", 500), ("73282932000074", 400))]
    body = page_text("Total HT | 100,00", top=410).words
    layout = lay_out(PageText(1, 595, 842, PageKind.TEXT, (*body, *margin)))
    assert [line.text for line in layout.lines] == ["Total HT\t100,00", "SIRET 73282932000074"]


def test_a_block_is_what_stands_together() -> None:
    layout = page("Facturé à", "AKTO", "75008 Paris", "", "", "", "Forma Plus")
    cell = layout.lines[1].cells[0]
    assert [one.text for one in layout.block_around(cell).cells] == ["Facturé à", "AKTO", "75008 Paris"]
    assert list(layout.above(cell)) == ["facture a", ""]
