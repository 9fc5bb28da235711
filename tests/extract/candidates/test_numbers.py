import pytest

from akto_invoice.extract.candidates.dossiers import dossier_candidates
from akto_invoice.extract.candidates.numbers import bic_candidates, iban_candidates, nda_candidates
from tests.extract.pages import page

IBAN = "FR1420041010050500013M02606"


@pytest.mark.parametrize(
    "line",
    [
        "NDA : 11 75 12345 75", "N° de déclaration d'activité : 11751234575",
        "Déclaration d'existence n° 11.75.12345.75",
        "Déclaration d'activité enregistrée sous le numéro 11 75 12345 75 auprès du préfet de région",
        "Organisme de formation n° 11751234575", "N° d'agrément formation : 11751234575", "N.D.A. 11751234575",
        "Enregistré sous le n° 11 75 12345 75", "N° OF : 11751234575", "Numéro de déclaration (DREETS) 11751234575",
        "Déclaration d'activité | 11 75 12345 75",
    ],
)  # fmt: skip
def test_names_of_the_declaration_of_activity(line: str) -> None:
    (found,) = nda_candidates([(page(line), True)])
    assert found.value == "11751234575"


def test_a_declaration_that_ends_on_the_next_line() -> None:
    (found,) = nda_candidates(
        [(page("Déclaration d'activité enregistrée sous le numéro", "11 75 12345 75 auprès du préfet"), True)]
    )
    assert found.value == "11751234575"


def test_eleven_digits_that_end_with_their_department_need_no_label() -> None:
    (found,) = nda_candidates([(page("www.forma.fr - 11 75 12345 75"), True)])
    (labelled,) = nda_candidates([(page("NDA 11 75 12345 75"), True)])
    assert found.value == "11751234575"
    assert found.score < labelled.score


@pytest.mark.parametrize("line", ["Tél. +33 1 23 45 67 89", "11 75 12345 13", "SIRET 732 829 320 00074"])
def test_eleven_digits_without_such_a_label_are_none(line: str) -> None:
    assert nda_candidates([(page(line), True)]) == []


@pytest.mark.parametrize(
    "lines",
    [
        (f"IBAN {IBAN}",),
        ("IBAN : FR14 2004 1010 0505 0001 3M02 606 BIC PSSTFRPPPAR",),
        ("Virement", "FR14 2004 1010 0505", "0001 3M02 606"),
        ("Banque Postale FR14 2004 1010 0505 0001 3M02 606 titulaire Forma Plus",),
    ],
)
def test_an_iban_however_it_is_cut(lines: tuple[str, ...]) -> None:
    found = iban_candidates([(page(*lines), True)])
    assert [one.value for one in found][:1] == [IBAN]


def test_an_iban_that_breaks_its_check_digits_is_kept_unproven() -> None:
    (found,) = iban_candidates([(page("IBAN FR15 2004 1010 0505 0001 3M02 606"), True)])
    assert "valid" not in found.features


@pytest.mark.parametrize(
    "lines",
    [
        ("BIC : PSSTFRPPPAR",),
        ("Code BIC / SWIFT : PSSTFRPPPAR",),
        ("FR14 2004 1010 0505 0001 3M02 606", "PSSTFRPPPAR"),
        ("IBAN FR14 2004 1010 0505 0001 3M02 606 (PSSTFRPPPAR)",),
    ],
)
def test_a_bic_by_its_label_or_beside_its_iban(lines: tuple[str, ...]) -> None:
    assert [one.value for one in bic_candidates([(page(*lines), True)])] == ["PSSTFRPPPAR"]


def test_words_that_look_like_a_bic_are_none() -> None:
    assert bic_candidates([(page("LABORFRANCE FORMATION", "BANQUE POPULAIRE"), True)]) == []


def dossiers(*lines: str) -> list[str]:
    return [one.value for one in dossier_candidates([(page(*lines), True)]) if one.score > 0]


def test_every_dossier_in_reading_order_once() -> None:
    lines = ("Dossiers AKTO : 2310AF000021, 20.PH444241CAL", "Prise en charge n° 2512TT000508", "dossier 2310AF000021")
    assert dossiers(*lines) == ["2310AF000021", "20PH444241CAL", "2512TT000508"]


def test_a_list_of_dossiers_under_its_label() -> None:
    assert dossiers("N° de dossier | 2212AF02378", "| 2212PF01957") == ["2212AF02378", "2212PF01957"]


@pytest.mark.parametrize(
    "line", ["Convention n° 2310AF000021", "Facture n° 2310AF00021", "Contrat DECA 017202605001222"]
)
def test_numbers_that_another_label_claims_are_no_dossiers(line: str) -> None:
    assert dossiers(line) == []
