"""What the first engine reads, and what the second is asked: doubtful lines, and every value in close-up."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

import numpy as np
import pytest

from akto_invoice.extract.choice import REREAD, REREAD_DIFFERS, SECOND_ENGINE, Choice
from akto_invoice.extract.document import Document
from akto_invoice.extract.images import read_images, read_texts
from akto_invoice.extract.model import Box, PageKind, PageText, Source, Word
from akto_invoice.extract.ocr import engines
from akto_invoice.extract.ocr.engines import Engine, OcrLine, OcrWord
from akto_invoice.extract.ocr.lines import read_pieces
from akto_invoice.extract.resolve import Reading, resolve
from tests.extract.ocr.drawn import INVOICE, Image, Picture, written

WIDTH, HEIGHT = 500.0, 320.0
WHOLE = Box(0, 0, WIDTH, HEIGHT)
PROVEN = (
    "FACTURE n° FA-2025-0117 du 14/06/2025",
    "Horizon Conseil, SIRET 732 829 320 00074, dossier 2310AF000021",
    "Total HT 960,00 €",
    "TVA 20,00 % 192,00 €",
    "Total TTC 1 152,00 €",
)
UNPROVEN = tuple(line for line in INVOICE if "2310AF" not in line)
CERTIFICATE = ("CERTIFICAT DE RÉALISATION", "Madame Camille Martin a suivi l'action de formation", "à Lyon")
TESSERACT = engines.load_engine()

Words = tuple[OcrWord, ...]


@dataclass
class Reader:
    """Tesseract by another name, as sure as it is told or as it is, of all words but those it ``doubts``, with at most
    one fault; it keeps what it read."""

    name: str
    sure: float | None = 0.95
    fault: Callable[[str], str] = str
    doubts: frozenset[str] = frozenset()
    line_height: int = 27
    pages: int = 0
    lines: list[str] = field(default_factory=list)

    def read(self, image: Image, dpi: int) -> tuple[OcrLine, ...]:
        self.pages += 1
        return read_pieces(image, dpi, self)

    def read_line(self, image: Image, dpi: int) -> Words:
        words = TESSERACT.read_line(image, dpi)
        self.lines.append(" ".join(word.text for word in words))
        return tuple(
            word._replace(text=text, confidence=self._belief(word)) for word in words if (text := self.fault(word.text))
        )

    def _belief(self, word: OcrWord) -> float:
        if word.text in self.doubts:
            return 0.5
        return word.confidence if self.sure is None else self.sure


class Papers:
    """A document of pictures; it keeps which pages were asked for."""

    def __init__(self, *pages: tuple[str, ...]) -> None:
        self.pictures = [Picture(written(lines)) for lines in pages]
        self.asked: list[int] = []

    def page(self, number: int) -> Picture:
        self.asked.append(number)
        return self.pictures[number - 1]

    @property
    def texts(self) -> list[PageText]:
        return [
            PageText(number, WIDTH, HEIGHT, PageKind.IMAGE, unread=(WHOLE,))
            for number in range(1, len(self.pictures) + 1)
        ]


Use = Callable[[Engine, Engine | None], None]


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Use:
    def both(first: Engine, second: Engine | None) -> None:
        monkeypatch.setattr(engines, "load_engine", lambda: first)
        monkeypatch.setattr(engines, "load_second_engine", lambda: second)

    return both


def read(papers: Papers, texts: list[PageText] | None = None, *, second: bool = True) -> tuple[list[PageText], Reading]:
    texts = texts or papers.texts
    found, reading = read_images(
        cast("Document", papers),
        texts,
        read_texts(texts, resolve),
        resolve,
        second_engine=second,
        worth_reading=lambda *_: False,
    )
    return list(found), reading


def values(reading: Reading) -> dict[str, str]:
    names = ("total_ttc", "siret", "invoice_number")
    return {name: reading.choices[name].value for name in names if name in reading.choices}


VALUES = {"total_ttc": "1152.00", "siret": "73282932000074", "invoice_number": "FA-2025-0117"}


def printed(reading: Reading) -> list[Choice]:
    named = {name: one for name, one in reading.choices.items() if name != "currency"}
    return [one for one in (*named.values(), *reading.dossiers) if one.candidate is not None]


def ones_for_zeros(text: str) -> str:
    return text.replace("0", "1") if "AF" in text else text


class TestSecondEngine:
    def test_what_the_first_is_sure_of_is_looked_at_and_not_read_again(self, use: Use) -> None:
        first, second = Reader("first"), Reader("second")
        use(first, second)
        _, reading = read(Papers(PROVEN))
        assert reading.is_proven
        assert values(reading) == VALUES
        assert first.pages == 1
        assert second.pages == 0
        prints = {(one.candidate.page, one.candidate.box) for one in printed(reading) if one.candidate}
        assert len(second.lines) == len(prints)
        assert all(SECOND_ENGINE in one.proofs for one in printed(reading))

    def test_doubtful_numbers_are_read_again(self, use: Use) -> None:
        first, second = Reader("first", sure=0.5, fault=ones_for_zeros), Reader("second")
        use(first, second)
        _, reading = read(Papers(PROVEN))
        assert reading.is_proven
        assert [one.value for one in reading.dossiers] == ["2310AF000021"]

    def test_lines_of_words_only_where_doubt_is_left(self, use: Use) -> None:
        lines = (*PROVEN, "Merci de votre confiance")
        use(Reader("first", sure=0.5), second := Reader("second"))
        _, reading = read(Papers(lines))
        assert reading.is_proven
        assert not any("Merci" in line for line in second.lines)
        use(Reader("first", sure=0.5), second := Reader("second"))
        _, reading = read(Papers((*UNPROVEN, "Merci de votre confiance")))
        assert not reading.is_proven
        assert sum("Merci" in line for line in second.lines) == 1

    def test_of_a_line_only_what_is_doubtful(self, use: Use) -> None:
        """With the whole number: one group of a SIRET alone says little."""
        first, second = Reader("first", doubts=frozenset({"829"})), Reader("second")
        use(first, second)
        _, reading = read(Papers(PROVEN))
        assert values(reading) == VALUES
        assert "732 829 320 00074," in second.lines

    def test_numbers_are_doubtful_not_the_words_beside_them(self, use: Use) -> None:
        first, second = Reader("first", doubts=frozenset({"Conseil,"})), Reader("second")
        use(first, second)
        _, reading = read(Papers(PROVEN))
        assert reading.is_proven
        assert not any("Conseil" in line for line in second.lines)

    def test_where_it_sees_something_else_than_a_sure_first_the_value_is_in_doubt(self, use: Use) -> None:
        use(Reader("first"), Reader("second", fault=ones_for_zeros))
        _, reading = read(Papers(PROVEN))
        assert [one.value for one in reading.dossiers] == ["2310AF000021"]
        assert reading.dossiers[0].doubts == {REREAD_DIFFERS}
        assert SECOND_ENGINE in reading.choices["total_ttc"].proofs

    def test_what_it_cannot_read_stays_as_the_first_read_it(self, use: Use) -> None:
        use(Reader("first", sure=0.5), Reader("second", fault=lambda _: ""))
        _, reading = read(Papers(PROVEN))
        assert values(reading) == VALUES
        assert all(REREAD_DIFFERS in one.doubts for one in printed(reading))

    @pytest.mark.parametrize("there", [True, False])
    def test_without_it_the_first_looks_again_itself(self, use: Use, there: bool) -> None:
        second = Reader("second")
        use(Reader("first", sure=0.5), second if there else None)
        _, reading = read(Papers(PROVEN), second=not there)
        assert values(reading) == VALUES
        assert not second.lines
        assert all(REREAD in one.proofs for one in printed(reading))
        assert not any(SECOND_ENGINE in one.proofs for one in printed(reading))

    def test_the_first_may_not_unsay_what_the_second_read_and_arithmetic_proves(self, use: Use) -> None:
        wrong = Reader("first", sure=0.5)
        wrong.fault = lambda text: text.replace("1", "7") if "152" in text or text == "1" else text
        use(wrong, Reader("second"))
        _, reading = read(Papers(PROVEN))
        ttc = reading.choices["total_ttc"]
        assert (ttc.value, ttc.doubts) == ("1152.00", frozenset())


class TestWhichPages:
    def test_pages_behind_a_proven_invoice_are_not_drawn(self, use: Use) -> None:
        use(Reader("first"), None)
        papers = Papers(PROVEN, *[CERTIFICATE] * 3)
        texts, _ = read(papers)
        assert papers.asked == [1]
        assert [bool(text.unread) for text in texts] == [False, True, True, True]

    def test_forty_annexes_of_an_invoice_that_is_not_proven_cost_two_pages(self, use: Use) -> None:
        use(first := Reader("first"), None)
        papers = Papers(UNPROVEN, *[CERTIFICATE] * 40)
        _, reading = read(papers)
        assert not reading.is_proven
        assert values(reading) == VALUES
        assert papers.asked == [1, 2, 3]
        assert first.pages <= 2 * 3  # each perhaps once more, upside down

    def test_annexes_before_an_invoice_hide_it_not(self, use: Use) -> None:
        use(Reader("first"), None)
        papers = Papers(*[CERTIFICATE] * 4, PROVEN, CERTIFICATE)
        _, reading = read(papers)
        assert papers.asked == [1, 2, 3, 4, 5]
        assert reading.choices["siret"].candidate is not None
        assert reading.choices["siret"].candidate.page == 5

    def test_one_annex_within_an_invoice_hides_not_what_follows(self, use: Use) -> None:
        use(Reader("first"), None)
        papers = Papers(PROVEN[:1], PROVEN[1:2], CERTIFICATE, PROVEN[2:], CERTIFICATE)
        _, reading = read(papers)
        assert values(reading) == VALUES
        assert papers.asked == [1, 2, 3, 4]

    def test_where_nothing_is_unread_no_engine_is_asked(self, use: Use) -> None:
        use(first := Reader("first"), second := Reader("second"))
        texts = [PageText(1, WIDTH, HEIGHT, PageKind.TEXT)]
        assert read(Papers(), texts)[0] == texts
        assert not first.pages + second.pages


def test_the_image_adds_no_word_that_the_text_layer_has(use: Use) -> None:
    use(Reader("first"), None)
    own = Word("FACTURE", Box(40, 50, 91.4, 62), Source.TEXT)
    papers = Papers(PROVEN)
    page = PageText(1, WIDTH, HEIGHT, PageKind.TEXT, words=(own,), unread=(WHOLE,))
    ((text,), _) = read(papers, [page])
    assert [word.source for word in text.words if word.text == "FACTURE"] == [Source.TEXT]
    assert {word.source for word in text.words if word is not own} == {Source.OCR}
    assert text.unread == ()


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_turned_image_turns_its_page_and_values_are_looked_at_where_they_stand(use: Use, quarters: int) -> None:
    use(Reader("first", sure=None), Reader("second"))
    papers = Papers(PROVEN)
    papers.pictures = [Picture(np.ascontiguousarray(np.rot90(written(PROVEN), -quarters)))]
    size = (HEIGHT, WIDTH) if quarters % 2 else (WIDTH, HEIGHT)
    page = PageText(1, *size, PageKind.IMAGE, unread=(Box(0, 0, *size),))
    ((text,), reading) = read(papers, [page])
    assert text.turned == 90 * quarters
    assert values(reading) == VALUES
    assert all(SECOND_ENGINE in one.proofs for one in printed(reading))
