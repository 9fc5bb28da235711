"""Names compared: what makes no difference, what makes little, and what makes another company."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akto_invoice.rules.holder import Closeness, compare

NAMES = st.text(alphabet="abcdefgéèçœ 'ABC-.&19", max_size=30)
WORDS = st.lists(st.text(alphabet="bcfgmnprtvz", min_size=3, max_size=9), min_size=1, max_size=5, unique=True)
TELLING = WORDS.filter(lambda words: compare(" ".join(words), " ".join(words)) is Closeness.SAME)


@pytest.mark.parametrize(
    ("holder", "name"),
    [
        ("SARL L'ÉTOILE DU NORD", "Etoile du Nord"),
        ("S.A.S. DUPONT ET FILS", "Dupont & fils"),
        ("CŒUR DE VILLE", "Coeur-de-Ville (association)"),
        ("LYCEE ST JOSEPH", "Lycée Saint-Joseph"),
        ("M. JEAN MARTIN", "Martin Jean EI"),
    ],
)
def test_forms_accents_and_order_make_no_difference(holder: str, name: str) -> None:
    assert compare(holder, name) is Closeness.SAME


@pytest.mark.parametrize(
    ("holder", "name"),
    [
        ("CAMPUS BELVEDERE", "Campus Belvédère Toulouse"),
        ("INST LIGERIEN LANGUES", "Institut Ligérien des Langues"),
        ("CFA DU BATIMENT", "Centre de Formation d'Apprentis du Bâtiment"),
        ("GARONNE MISSI0NS PAU", "Garonne Missions Pau"),
    ],
)
def test_what_banks_cut_and_scans_misread_is_close(holder: str, name: str) -> None:
    assert compare(holder, name) is Closeness.CLOSE


@pytest.mark.parametrize(
    ("holder", "name"),
    [
        ("CAMPUS ALIZE", "École Lointaine"),
        ("ADEI", "SIAE"),
        ("FORMATION CONSEIL LYON", "Formation Sécurité Brest"),
        ("SARL", "SARL"),
        ("", "Campus Alizé"),
        ("東京", "東京"),  # no telling word: nothing to go by
    ],
)
def test_another_company_is_different(holder: str, name: str) -> None:
    assert compare(holder, name) is Closeness.DIFFERENT


@given(NAMES, NAMES)
def test_order_of_the_two_makes_no_difference(one: str, other: str) -> None:
    assert compare(one, other) is compare(other, one)


@given(TELLING, st.randoms(use_true_random=False))
def test_words_in_any_order_are_the_same(words: list[str], random: object) -> None:
    shuffled = list(words)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert compare(" ".join(words), f"SARL {' '.join(shuffled).upper()}") is Closeness.SAME


@given(TELLING)
def test_a_name_with_more_words_is_close(words: list[str]) -> None:
    assert compare(" ".join(words), " ".join([*words, "toulouse"])) is Closeness.CLOSE
