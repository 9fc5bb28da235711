import pytest
from hypothesis import given
from hypothesis import strategies as st

from akto_invoice.extract.candidates.banks import bank_candidates
from akto_invoice.extract.candidates.holders import holders
from tests.extract.pages import page

NAME, STREET, TOWN = "SARL Cap Avenir", "12 rue Haute", "75011 PARIS"
HOME = f"{STREET}, {TOWN}"


def read(*lines: str) -> tuple[str | None, str | None]:
    found = holders([page(*lines)])
    return tuple(next((one.value for one in each), None) for each in (found.holders, found.addresses))  # type: ignore[return-value]


@pytest.mark.parametrize(
    "lines",
    [
        ("Titulaire du compte", NAME, STREET, TOWN, "IBAN FR76"),
        (f"Titulaire du compte (Account owner) : {NAME}", f"Adresse : {HOME}"),
        (f"Intitulé du compte / Account name|{NAME}", f"Adresse / Address|{HOME}"),
        ("Compte au nom de :", NAME, STREET, TOWN),
        (f"Nom ou raison sociale|{NAME}", f"Adresse|{STREET}", f"|{TOWN}"),
        (f"NOM DU TITULAIRE......: {NAME}", f"ADRESSE...............: {HOME}"),
        ("Nom, prénom ou raison sociale du titulaire", NAME, STREET, TOWN),
        (f"Titulalre|{NAME}", f"|{STREET}", f"|{TOWN}"),
    ],
)
def test_holder_and_address_are_read_beside_or_below_their_label(lines: tuple[str, ...]) -> None:
    assert read(*lines) == (NAME, HOME)


def test_a_long_name_has_two_lines() -> None:
    lines = ("Titulaire", "CENTRE DE FORMATION", "DES METIERS DU BOIS", "BP 40125", TOWN)
    assert read(*lines) == ("CENTRE DE FORMATION DES METIERS DU BOIS", f"BP 40125, {TOWN}")


def test_an_address_abroad_ends_with_its_country() -> None:
    lines = ("Titulaire", NAME, "Avenue Louise 54", "1050 Bruxelles", "Belgique", "Devise : EUR")
    assert read(*lines) == (NAME, "Avenue Louise 54, 1050 Bruxelles, Belgique")


def test_a_window_without_a_label_is_a_weaker_sign() -> None:
    found = holders([page(NAME, STREET, TOWN)])
    assert [one.value for one in (*found.holders, *found.addresses)] == [NAME, HOME]
    assert not any("label" in one.features for one in (*found.holders, *found.addresses))


def test_the_bank_s_own_address_is_not_the_holder_s() -> None:
    assert read("BNP Paribas", STREET, TOWN) == (None, None)


def test_a_sentence_that_names_the_holder_is_no_label() -> None:
    assert read("Partie à conserver par le titulaire.") == (None, None)


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("Crédit Mutuel", "Relevé d'identité bancaire"), "Crédit Mutuel"),
        (("RIB", "Banque : Crédit Lyonnais"), "Crédit Lyonnais"),
        (("Relevé d'identité bancaire", "Domiciliation : LCL Rouen", "LCL"), "LCL"),
        (("Banque Populaire Rives de Paris", "Banque|Guichet", "10207|97367"), "Banque Populaire Rives de Paris"),
    ],
)
def test_the_bank_is_named_by_its_label_or_at_the_top(lines: tuple[str, ...], name: str) -> None:
    assert bank_candidates([page(*lines)])[0].value == name


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60), max_size=8))
def test_any_page_is_read(lines: list[str]) -> None:
    found = holders([page("Titulaire", *lines)])
    assert all(one.text for one in (*found.holders, *found.addresses, *bank_candidates([page(*lines)])))
