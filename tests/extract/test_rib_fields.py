import pytest
from hypothesis import given
from hypothesis import strategies as st

from akto_invoice.extract.candidates.candidate import Candidate
from akto_invoice.extract.choice import (
    CHECK_DIGITS,
    REGISTERED,
    REREAD,
    REREAD_DIFFERS,
    SECOND_ENGINE,
    SECOND_PRINT,
    Choice,
)
from akto_invoice.extract.ladder import Pages
from akto_invoice.extract.model import DOUBTED_TEXT, Box, DocumentType, Fields, FieldValue, Source
from akto_invoice.extract.proof import Difference
from akto_invoice.extract.resolve_rib import NATIONAL, RibReading
from akto_invoice.extract.rib_fields import ACCEPTED, CONFIDENCE, CONTRADICTED, FIELDS, Evidence, checks_of, fields_of

IBAN, OTHER = "FR7630004000031234567890143", "FR1420041010050500013M02606"
VALUES = {
    "iban": IBAN,
    "bic": "BNPAFRPPXXX",
    "holder": "SARL Cap Avenir",
    "address": "12 rue Haute, 75011 PARIS",
    "bank_name": "BNP Paribas",
    NATIONAL: IBAN[4:],
}
LIE = Difference("iban", 1, "FR76", "FR14")


def choice(name: str, value: str | None = None, *, source: Source = Source.TEXT, **marks: frozenset[str]) -> Choice:
    text = value or VALUES[name]
    features = marks.get("features", frozenset({"label", "town"}))
    one = Candidate(text, 1, Box(1, 2, 3, 4), text, source, 1.0 if source is Source.TEXT else 0.9, features, 5.0)
    proofs = frozenset({"iban": {CHECK_DIGITS}, "bic": {REGISTERED}}.get(name, set()))
    twice = frozenset({SECOND_ENGINE}) if source is Source.OCR else frozenset[str]()
    return Choice(text, one, 5.0, 5.0, marks.get("proofs", proofs | twice), marks.get("doubts", frozenset()), seen=text)


def read(
    changed: dict[str, Choice] | None = None, *, source: Source = Source.TEXT, ibans: tuple[str, ...] = (IBAN,)
) -> Fields:
    choices = {name: choice(name, source=source) for name in VALUES} | (changed or {})
    return judged(RibReading(DocumentType.RIB, choices, ibans=ibans))


def judged(reading: RibReading, lies: tuple[Difference, ...] | None = None) -> Fields:
    return fields_of(reading, checks_of(reading, Pages((), reading, lies)))


def accepted(fields: Fields) -> set[str]:
    return {name for name in FIELDS if (one := getattr(fields, name)) is not None and one.accepted}


def iban_of(fields: Fields) -> FieldValue:
    assert fields.iban is not None
    return fields.iban


def test_of_sound_text_all_is_accepted() -> None:
    assert accepted(read()) == set(FIELDS)


def test_of_a_scan_what_proves_itself_is_accepted_and_no_name() -> None:
    assert accepted(read(source=Source.OCR)) == {"iban", "bic"}


@pytest.mark.parametrize(
    ("changed", "forbidden"),
    [
        ({"iban": choice("iban", OTHER)}, {"iban", "bic"}),  # of another bank than RIB and BIC say
        ({NATIONAL: choice(NATIONAL, IBAN[4:-2] + "44")}, {"iban"}),
        ({NATIONAL: choice(NATIONAL, IBAN[4:25])}, {"iban"}),
        ({"bic": choice("bic", "DEUTDEFF")}, {"bic"}),
        ({"bic": choice("bic", "SOGEFRPP")}, {"bic"}),
        ({"holder": choice("holder", "OPCO AKTO")}, set(FIELDS)),
        ({"holder": choice("holder", doubts=frozenset({REREAD_DIFFERS}))}, set(FIELDS)),
        ({"holder": choice("holder", features=frozenset({"block"}))}, set(FIELDS)),
        ({"address": choice("address", features=frozenset({"label"}))}, {"address"}),
        ({"iban": choice("iban", proofs=frozenset())}, {"iban"}),
    ],
    ids=str,
)
def test_a_contradiction_forbids_what_it_is_about(changed: dict[str, Choice], forbidden: set[str]) -> None:
    assert accepted(read(changed)) == set(FIELDS) - forbidden


def test_of_two_accounts_nothing_is_accepted() -> None:
    assert accepted(read(ibans=(IBAN, OTHER))) == set()


def test_of_another_document_or_a_text_that_lies_nothing_is_accepted() -> None:
    choices = {name: choice(name) for name in VALUES}
    assert accepted(judged(RibReading(DocumentType.INVOICE, choices, ibans=(IBAN,)))) == set()
    assert accepted(judged(RibReading(DocumentType.RIB, choices, ibans=(IBAN,)), (LIE,))) == set()


def test_an_iban_that_a_slip_was_resolved_to_is_for_a_person_to_see() -> None:
    printed = choice("iban", IBAN[:-1], source=Source.OCR)
    proofs = frozenset({CHECK_DIGITS, SECOND_PRINT, SECOND_ENGINE})
    resolved = Choice(IBAN, printed.candidate, 5.0, 5.0, proofs)
    assert not iban_of(read({"iban": resolved}, source=Source.OCR)).accepted


def test_a_doubted_text_layer_is_accepted_once_its_image_was_looked_at() -> None:
    one = choice("iban").candidate
    assert one is not None
    doubted = Candidate(one.value, 1, one.box, one.text, Source.TEXT, DOUBTED_TEXT, one.features, 5.0)
    unseen, seen = frozenset({CHECK_DIGITS}), frozenset({CHECK_DIGITS, REREAD})
    assert not iban_of(read({"iban": Choice(IBAN, doubted, 5, 5, unseen)})).accepted
    assert iban_of(read({"iban": Choice(IBAN, doubted, 5, 5, seen)})).accepted


PROOFS = (CHECK_DIGITS, REGISTERED, REREAD, SECOND_ENGINE, SECOND_PRINT)
CHOICES = st.builds(
    choice,
    st.just("iban"),
    st.sampled_from((IBAN, OTHER, IBAN[:-1])),
    source=st.sampled_from((Source.TEXT, Source.OCR)),
    proofs=st.frozensets(st.sampled_from(PROOFS)),
    doubts=st.frozensets(st.just(REREAD_DIFFERS)),
)


@given(CHOICES, st.sampled_from((None, IBAN[4:], OTHER[4:], IBAN[4:25])))
def test_an_accepted_iban_is_proven_undoubted_and_contradicted_by_nothing(one: Choice, national: str | None) -> None:
    choices = {"iban": one, "holder": choice("holder")}
    if national:
        choices[NATIONAL] = choice(NATIONAL, national)
    found = iban_of(judged(RibReading(DocumentType.RIB, choices, ibans=(one.value,))))
    assert 0 < found.confidence < 1
    if found.accepted:
        assert CHECK_DIGITS in one.proofs
        assert not one.doubts
        assert national in (None, one.value[4:])


def test_the_table_is_whole_and_falls_with_the_evidence() -> None:
    assert set(CONFIDENCE) == set(Evidence)
    for source in (Source.TEXT, Source.OCR):
        column = [CONFIDENCE[kind][source] for kind in Evidence]
        assert column == sorted(column, reverse=True)
    assert all(CONFIDENCE[kind][source] >= 0.99 for kind, source in ACCEPTED)


def test_every_check_of_a_rib_says_what_it_forbids() -> None:
    made = checks_of(RibReading(DocumentType.RIB), Pages((), RibReading(DocumentType.RIB)))
    assert {check.id for check in made} == set(CONTRADICTED)
