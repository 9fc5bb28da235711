import pytest
from hypothesis import given
from hypothesis import strategies as st

from akto_invoice.extract.candidates.accounts import accounts
from akto_invoice.extract.candidates.candidate import TWO_LINES
from akto_invoice.rules import iban, rib
from tests.extract.pages import page
from tests.rules import strategies as made

IBAN = "FR7630004000031234567890143"
GROUPS = iban.format(IBAN)
ABROAD = ("DE89370400440532013000", "BE68539007547034", "LU280019400644750000", "NL91ABNA0417164300")


def ibans(*lines: str) -> list[str]:
    return [one.value for one in accounts([page(*lines)]).ibans]


def nationals(*lines: str) -> list[str]:
    return [one.value for one in accounts([page(*lines)]).nationals]


def bics(*lines: str) -> list[str]:
    found = accounts([page(*lines)]).bics
    return [one.value for one in found if "label" in one.features]


@pytest.mark.parametrize(
    "line",
    [
        f"IBAN : {GROUPS}",
        f"IBAN|{IBAN}",
        f"IBAN {GROUPS} BIC BNPAFRPP",
        "IBAN " + " ".join(IBAN),
        "IBAN " + "-".join(GROUPS.split()),
        f"IBAN (International Bank Account Number) {GROUPS}",
        f"Compte à créditer {GROUPS} chez BNP Paribas",
    ],
)
def test_an_iban_is_read_however_it_is_set(line: str) -> None:
    assert ibans(line) == [IBAN]


@given(made.french_ibans() | st.sampled_from(ABROAD), st.sampled_from(("", "IBAN : ", "N° IBAN ")), st.booleans())
def test_every_iban_is_read_whole_and_no_more(number: str, label: str, has_bic: bool) -> None:
    if number[:2] in iban.LENGTHS:
        assert ibans(f"{label}{iban.format(number)}" + (" 12 rue Haute" if has_bic else "")) == [number]


def test_an_iban_over_two_lines_has_both_in_its_box() -> None:
    (found,) = accounts([page(f"IBAN|{GROUPS[:19]}", f"|{GROUPS[20:]}")]).ibans
    assert found.value == IBAN
    assert TWO_LINES in found.features
    assert found.box.y1 - found.box.y0 > 20


def test_an_iban_that_breaks_its_check_digits_is_a_finding_and_stays() -> None:
    wrong = IBAN[:-1] + "4"
    (found,) = accounts([page(f"IBAN : {iban.format(wrong)}")]).ibans
    assert (found.value, "valid" in found.features) == (wrong, False)


def test_two_accounts_are_both_there() -> None:
    assert ibans(f"IBAN : {GROUPS}", f"IBAN : {iban.format(ABROAD[0])}") == [IBAN, ABROAD[0]]


@pytest.mark.parametrize(
    "lines",
    [
        ("Code banque|Code guichet|N° de compte|Clé RIB", "30004|00003|12345678901|43"),
        ("RIB : 30004 00003 12345678901 43",),
        ("Banque : 30004|Guichet : 00003|Compte : 12345678901|Clé : 43",),
        ("Code banque : 30004", "Code guichet : 00003", "Numéro de compte : 12345678901", "Clé RIB : 43"),
        ("3 0 0 0 4 0 0 0 0 3 1 2 3 4 5 6 7 8 9 0 1 4 3",),
    ],
)
def test_a_rib_is_read_in_a_row_or_part_by_part(lines: tuple[str, ...]) -> None:
    assert nationals(*lines) == ["30004000031234567890143"]


def test_a_rib_without_its_key_is_read_as_far_as_it_goes() -> None:
    assert nationals("30004|00003|12345678901|gt") == ["300040000312345678901"]


@given(made.french_ibans())
def test_a_printed_rib_is_read_whole(number: str) -> None:
    within = rib.of_iban(number)
    assert within is not None
    assert nationals(f"RIB : {rib.format(within)}") == [within]


@pytest.mark.parametrize("text", ["75011 Paris 12345", "10207 97367", GROUPS, "Siret 732 829 320 00074"])
def test_other_numbers_are_no_rib(text: str) -> None:
    assert nationals(text) == []


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (("BIC : BNPAFRPPXXX",), "BNPAFRPPXXX"),
        (("Code BIC (Swift) : PSST FR PP PAR",), "PSSTFRPPPAR"),
        (("BIC", "C E P A F R P P 1 3 1"), "CEPAFRPP131"),
        (("BIC|EE|CEPAFRPP131",), "CEPAFRPP131"),
        (("N° compte|Code BIC", "123|QNTOFRP1XXX"), "QNTOFRP1XXX"),
    ],
)
def test_a_bic_is_read_behind_or_under_its_label(lines: tuple[str, ...], code: str) -> None:
    assert code in bics(*lines)


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60), max_size=6))
def test_any_page_is_read(lines: list[str]) -> None:
    found = accounts([page(*lines)])
    assert all(one.value and one.text for one in (*found.ibans, *found.nationals, *found.bics))
