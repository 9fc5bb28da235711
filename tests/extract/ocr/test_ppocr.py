"""The second engine reads lines as they are printed, and loads only when it is first used."""

import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from akto_invoice.extract.ocr import ppocr
from akto_invoice.extract.ocr.ppocr import PpOcr
from tests.extract.ocr.drawn import INVOICE, Image, written


@pytest.fixture(scope="module")
def engine() -> PpOcr:
    return PpOcr()


def line(text: str) -> Image:
    """A line with a margin around it, as it is cut out of a page."""
    image = written((text,))[200:262]
    inked = np.flatnonzero((image < 128).any(axis=0))
    return image[:, inked[0] - 15 : inked[-1] + 15]


def text_of(words: Any) -> str:
    return " ".join(word.text for word in words)


@pytest.mark.parametrize(
    "text", ["Total TTC 1 152,00 €", "SIRET 732 829 320 00074", "Prévention à Orléans", "FA-2025-0117", "2310AF000021"]
)
def test_reads_accents_amounts_and_numbers(engine: PpOcr, text: str) -> None:
    read = engine.read_line(line(text), 300)
    assert text_of(read).replace(" ", "") == text.replace(" ", "")
    assert all(0.7 < word.confidence <= 1 for word in read)


def test_words_stand_at_their_place(engine: PpOcr) -> None:
    image = line("Total dossier Bordeaux")
    inked = np.nonzero((image < 128).any(axis=0))[0]
    starts = [inked[0], *inked[1:][np.diff(inked) > 9]]
    ends = [*inked[:-1][np.diff(inked) > 9], inked[-1]]
    read = engine.read_line(image, 300)
    assert [word.text for word in read] == ["Total", "dossier", "Bordeaux"]
    for word, start, end in zip(read, starts, ends, strict=True):
        assert (word.box[0], word.box[2]) == pytest.approx((start, end), abs=30)  # a letter
        assert (word.box[1], word.box[3]) == (0, image.shape[0])


def test_reads_a_page_piece_by_piece(engine: PpOcr) -> None:
    lines = engine.read(written(), 300)
    text = text_of(word for one in lines for word in one.words)
    for expected in ("152,00", "960,00", "Été", "FA-2025-0117", "2310AF000021", "00074"):
        assert expected in text
    tops = sorted({round(one.box[3] / 300 * 72 - 60) // 20 for one in lines})
    assert len(tops) == len(INVOICE)


@pytest.mark.parametrize("shape", [(0, 40), (40, 0), (0, 0)])
def test_an_empty_image_has_no_words(engine: PpOcr, shape: tuple[int, int]) -> None:
    assert engine.read_line(np.zeros(shape, np.uint8), 300) == ()


@pytest.mark.parametrize("shape", [(1, 1), (2, 60), (300, 1), (48, 3000)])
def test_any_size_can_be_read(engine: PpOcr, shape: tuple[int, int]) -> None:
    engine.read_line(np.full(shape, 255, np.uint8), 300)


def recognised(text: str, columns: list[list[int]], confidences: list[float], count: int) -> PpOcr:
    """An engine whose network sees ``text``, each character at its column of ``count``."""
    found = SimpleNamespace(word_cols=columns, confs=confidences, line_txt_len=count)
    engine = PpOcr()
    engine._recogniser = lambda _: SimpleNamespace(txts=[text], word_results=[found])
    return engine


def test_a_character_stands_at_the_column_that_gave_it() -> None:
    engine = recognised("HT 12", [[2, 4], [10, 12]], [0.9, 0.8, 1.0, 0.7, 0.95], 20)
    assert [(word.text, word.box) for word in engine.read_line(np.zeros((30, 200), np.uint8), 300)] == [
        ("HT", (15, 0, 55, 30)),
        ("12", (95, 0, 135, 30)),
    ]


def test_a_word_is_as_sure_as_its_weakest_character() -> None:
    engine = recognised("HT", [[2, 4]], [0.9, 0.4], 20)
    assert [word.confidence for word in engine.read_line(np.zeros((30, 200), np.uint8), 300)] == [0.4]


@pytest.mark.parametrize("text", ["Total 一", "Total 二十"])
def test_words_of_other_scripts_are_dropped(text: str) -> None:
    columns = [[1, 2, 3, 4, 5], list(range(8, 8 + len(text) - 6))]
    engine = recognised(text, columns, [0.9] * len(text), 20)
    assert text_of(engine.read_line(np.zeros((30, 200), np.uint8), 300)) == "Total"


def test_no_text_is_no_words() -> None:
    assert recognised("", [], [], 20).read_line(np.zeros((30, 200), np.uint8), 300) == ()


def test_the_network_loads_once_and_only_when_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[object] = []

    def load() -> object:
        loaded.append(None)
        return lambda _: SimpleNamespace(txts=[""], word_results=[recognised_nothing])

    recognised_nothing = SimpleNamespace(word_cols=[], confs=[], line_txt_len=0)
    monkeypatch.setattr(ppocr, "_load", load)
    engine = PpOcr()
    engine.read_line(np.zeros((0, 0), np.uint8), 300)
    assert not loaded
    for _ in range(2):
        engine.read_line(np.zeros((30, 200), np.uint8), 300)
    assert len(loaded) == 1


def test_nothing_of_it_is_imported_with_the_first_engine() -> None:
    code = (
        "import sys; from akto_invoice.extract.ocr.engines import load_engine; load_engine();"
        "print([m for m in ('rapidocr', 'onnxruntime') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
