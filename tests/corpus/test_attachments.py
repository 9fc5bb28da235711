import re
from datetime import date
from random import Random

from corpus.generator.attachments import Occasion, attachments

OCCASION = Occasion("Gestes et postures", date(2025, 3, 3), "Formadis", "2503AF000123")


def texts(occasion: Occasion, count: int) -> list[str]:
    with attachments(occasion, count, Random(5)) as papers:
        return [papers[number].get_text() for number in range(papers.page_count)]


def test_no_two_papers_say_the_same() -> None:
    pages = texts(OCCASION, 40)
    assert len(set(pages)) == 40
    for title in ("FEUILLE D'ÉMARGEMENT", "CERTIFICAT DE RÉALISATION", "QUESTIONNAIRE DE SATISFACTION"):
        assert sum(title in page for page in pages) >= 3


def test_they_name_the_training_and_neither_amounts_nor_identifiers() -> None:
    for page in texts(OCCASION, 40):
        assert "Gestes et postures" in page
        assert "Formadis" in page
        assert re.findall(r"\d{4}[A-Z]{2}\d{5,6}", page) == ["2503AF000123"]
        assert re.search(r"€|EUR|\d,\d\d|\d{9}", page.replace(" ", "")) is None


def test_what_is_unknown_is_not_printed() -> None:
    assert all("Dossier" not in page for page in texts(Occasion("HACCP", date(2025, 3, 3)), 12))


def test_nothing_is_cut_off() -> None:
    with attachments(OCCASION, 40, Random(5)) as papers:
        for number in range(papers.page_count):
            page = papers[number]
            x0, y0, x1, y1 = (f(word[i] for word in page.get_text("words")) for i, f in enumerate((min, min, max, max)))
            assert min(x0, y0) > 30
            assert x1 < 565
            assert y1 < 812
