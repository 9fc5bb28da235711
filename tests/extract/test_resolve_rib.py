from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from akto_invoice.extract.candidates.candidate import Candidate
from akto_invoice.extract.choice import (
    CHECK_DIGITS,
    REGISTERED,
    REREAD_DIFFERS,
    SECOND_ENGINE,
    SECOND_PRINT,
    SECOND_READING,
    Choice,
)
from akto_invoice.extract.composition import lay_out
from akto_invoice.extract.model import Box, DocumentType, Source
from akto_invoice.extract.resolve_rib import NATIONAL, RibReading, resolve_rib, settled
from akto_invoice.rules import iban, rib
from tests.extract.pages import page, page_text
from tests.rules import strategies as made

IBAN = "FR7630004000031234567890143"
OTHER = "FR1420041010050500013M02606"
GROUPS = iban.format(IBAN)
HOLDER = ("Titulaire : SARL Cap Avenir", "Adresse : 12 rue Haute, 75011 PARIS")


def choice(
    value: str, *, valid: bool = False, seen: str = "", doubted: bool = True, source: Source = Source.OCR
) -> Choice:
    one = Candidate(value, 1, Box(1, 2, 3, 4), value, source, 0.95, frozenset({"label"}), 5.0)
    proofs = frozenset({CHECK_DIGITS} if valid else ())
    return Choice(value, one, 5.0, 5.0, proofs, frozenset({REREAD_DIFFERS} if doubted else ()), seen)


def settle(account: Choice, national: Choice | None = None) -> Choice:
    choices = {"iban": account} | ({NATIONAL: national} if national else {})
    return settled(RibReading(DocumentType.RIB, choices, ibans=(account.value,))).choices["iban"]


def slip(number: str, place: int, digit: str) -> str:
    return number[:place] + digit + number[place + 1 :]


def test_a_rib_is_read_as_one() -> None:
    reading = resolve_rib([page("Relevé d'identité bancaire", f"IBAN : {GROUPS}", "BIC : BNPAFRPP", *HOLDER)])
    assert reading.document_type is DocumentType.RIB
    assert {name: found.value for name, found in reading.choices.items()} == {
        "iban": IBAN,
        "bic": "BNPAFRPP",
        "holder": "SARL Cap Avenir",
        "address": "12 rue Haute, 75011 PARIS",
    }
    assert reading.is_proven


def test_a_letter_that_shows_an_account_is_a_rib_and_an_invoice_is_none() -> None:
    assert resolve_rib([page("Attestation", f"IBAN : {GROUPS}")]).document_type is DocumentType.RIB
    assert resolve_rib([page("FACTURE N° 12", f"IBAN : {GROUPS}")]).document_type is DocumentType.INVOICE
    assert resolve_rib([page("Attestation")]).document_type is DocumentType.OTHER


def test_an_account_printed_twice_is_one_account() -> None:
    reading = resolve_rib([page(f"IBAN : {GROUPS}", f"IBAN : {IBAN}")])
    assert reading.ibans == (IBAN,)
    assert SECOND_PRINT in reading.choices["iban"].proofs


def test_two_accounts_stay_two_however_alike() -> None:
    twin = rib.to_iban(str(IBAN[4:22]) + "902" + _key(IBAN[4:22] + "902"))
    reading = settled(resolve_rib([page(f"IBAN : {GROUPS}", f"IBAN : {iban.format(twin)}")]))
    assert set(reading.ibans) == {IBAN, twin}


def _key(body: str) -> str:
    return next(f"{key:02d}" for key in range(1, 98) if rib.is_valid(f"{body}{key:02d}"))


def test_a_misreading_of_the_other_print_is_no_second_account() -> None:
    lines = page_text(f"IBAN : {GROUPS}", f"IBAN : {iban.format(slip(IBAN, 12, '8'))}", source=Source.OCR)
    assert resolve_rib([lay_out(lines)]).ibans == (IBAN,)


def test_in_text_a_second_number_is_what_is_printed() -> None:
    wrong = slip(IBAN, 12, "8")
    assert resolve_rib([page(f"IBAN : {GROUPS}", f"IBAN : {iban.format(wrong)}")]).ibans == (IBAN, wrong)


@given(made.french_ibans(), st.integers(4, 26), made.digits(1))
def test_check_digits_alone_choose_nothing(number: str, place: int, digit: str) -> None:
    """A number that both engines read alike stays, whatever valid number is near."""
    wrong = slip(number, place, digit)
    assume(number[place].isdigit() and wrong != number)
    national = choice(number[4:], valid=True, doubted=False)
    agreed = replace(choice(wrong, doubted=False, seen=wrong), proofs=frozenset({SECOND_ENGINE}))
    assert settle(agreed, national).value == wrong


@given(made.french_ibans(), st.integers(4, 26), made.digits(1))
def test_what_the_other_engine_read_resolves_a_slip_if_its_check_digits_hold(
    number: str, place: int, digit: str
) -> None:
    wrong = slip(number, place, digit)
    assume(number[place].isdigit() and wrong != number)
    found = settle(choice(wrong, seen=iban.format(number)))
    assert (found.value, found.doubts) == (number, frozenset())
    assert {CHECK_DIGITS, SECOND_READING} <= found.proofs


@given(made.french_ibans(), st.integers(4, 24), made.digits(1), made.digits(1))
def test_a_number_wrong_on_the_paper_is_not_corrected_by_the_rib_beside_it(
    number: str, place: int, digit: str, other: str
) -> None:
    """Both engines read the wrong digit; they differ elsewhere."""
    wrong = slip(number, place, digit)
    seen = slip(wrong, place + 1, other)
    assume(number[place : place + 2].isdigit() and wrong != number and seen != wrong and not iban.is_valid(seen))
    assert settle(choice(wrong, seen=seen), choice(number[4:], valid=True, doubted=False)).value == wrong


def test_the_rib_beside_it_gives_what_was_lost_or_taken_for_a_letter() -> None:
    national = choice(IBAN[4:], valid=True, doubted=False)
    for read in (IBAN[:-1], slip(IBAN, 14, "L")):
        found = settle(choice(read, seen="FR76 3000"), national)
        assert (found.value, SECOND_PRINT in found.proofs) == (IBAN, True)


def test_a_text_layer_is_never_corrected() -> None:
    wrong = slip(IBAN, 14, "L")
    account = choice(wrong, doubted=False, source=Source.TEXT)
    assert settle(account, choice(IBAN[4:], valid=True, doubted=False, source=Source.TEXT)).value == wrong


def test_a_rib_read_without_its_key_gets_none() -> None:
    choices = {"iban": choice(IBAN, valid=True, doubted=False), NATIONAL: choice(IBAN[4:25])}
    assert settled(RibReading(DocumentType.RIB, choices, ibans=(IBAN,))).choices[NATIONAL].value == IBAN[4:25]


@pytest.mark.parametrize(("code", "known"), [("BNPAFRPPXXX", True), ("PSSTFRPPPAR", False)])
def test_a_bic_is_proven_by_the_register(code: str, known: bool) -> None:
    choices = {"iban": choice(IBAN, valid=True, doubted=False), "bic": choice(code, doubted=False)}
    found = settled(RibReading(DocumentType.RIB, choices, ibans=(IBAN,))).choices["bic"]
    assert (REGISTERED in found.proofs) is known


def test_a_legal_form_tells_which_engine_read_the_name() -> None:
    choices = {"iban": choice(IBAN, valid=True), "holder": choice("El JULIEN DA SILVA", seen="EI JULIEN DA SILVA")}
    found = settled(RibReading(DocumentType.RIB, choices, ibans=(IBAN,))).choices["holder"]
    assert (found.value, set(found.doubts)) == ("EI JULIEN DA SILVA", {REREAD_DIFFERS})


WORDS = [
    "IBAN",
    "BIC",
    "Titulaire",
    "Adresse",
    "Banque",
    "Guichet",
    "Compte",
    "Clé",
    "FR76",
    "3000",
    "4000",
    "0312",
    "143",
    "30004",
    "BNPAFRPP",
    "RIB",
    "75011",
    "PARIS",
    "|",
]


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), max_size=8))
def test_any_page_ends_in_a_reading(lines: list[str]) -> None:
    reading = settled(resolve_rib([page(*lines)]))
    assert all(one.value for one in reading.choices.values())
    assert not reading.is_proven or iban.is_valid(reading.choices["iban"].value)
