"""Spaces that the other engine saw."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akto_invoice.extract.ocr.engines import OcrWord
from akto_invoice.extract.ocr.spaces import spaced_like


def line(text: str) -> list[OcrWord]:
    """The words of a line, 10 pixels to a character."""
    words, x = [], 0
    for word in text.split(" "):
        words.append(OcrWord(word, (x, 0, x + 10 * len(word), 20), 0.9))
        x += 10 * len(word) + 10
    return words


@pytest.mark.parametrize(
    ("text", "other", "spaced"),
    [
        ("Total HT", "Total HT", "Total HT"),
        ("TotalHT", "Total HT", "Total HT"),
        ("Total HT", "TotalHT", "Total HT"),  # a space is added, never taken away
        ("TotalTTC1152,00€", "Total TTC 1152,00 €", "Total TTC 1152,00 €"),
        ("TotalTTC1152,00€", "Tota1 TTG l152,O0 €", "Total TTC 1152,00 €"),  # misread, as many characters
        ("Nantes", "Na ntes", "Na ntes"),
        ("1152,00", "1 152,0", "1 152,00"),  # the end of a shorter reading is no space
        ("Total", "", "Total"),
        ("TotalHT", "???", "TotalHT"),
    ],
)
def test_words_are_cut_where_the_other_reading_has_a_space(text: str, other: str, spaced: str) -> None:
    assert " ".join(word.text for word in spaced_like(line(text), line(other) if other else [])) == spaced


def test_the_pieces_share_the_box_of_their_word_by_letters() -> None:
    words = spaced_like([OcrWord("TotalHT", (100, 5, 170, 25), 0.8)], line("Total HT"))
    assert words == (OcrWord("Total", (100, 5, 150, 25), 0.8), OcrWord("HT", (150, 5, 170, 25), 0.8))


def test_no_words_stay_none() -> None:
    assert spaced_like([], line("Total HT")) == ()


lines = st.lists(st.text("abc019,€", min_size=1, max_size=8), max_size=6).map(lambda words: line(" ".join(words)))


@given(lines, lines)
def test_no_letter_is_changed_and_no_box_leaves_its_word(words: list[OcrWord], others: list[OcrWord]) -> None:
    words = [word for word in words if word.text]
    cut = spaced_like(words, [word for word in others if word.text])
    assert "".join(word.text for word in cut) == "".join(word.text for word in words)
    assert all(word.text for word in cut)
    pieces = iter(cut)
    for word in words:
        text, right = "", word.box[0]
        while text != word.text:
            piece = next(pieces)
            assert piece.box[0] == right
            text, right = text + piece.text, piece.box[2]
        assert right == word.box[2]


@given(lines)
def test_the_same_reading_changes_nothing(words: list[OcrWord]) -> None:
    words = [word for word in words if word.text]
    assert list(spaced_like(words, words)) == words
