"""Confidence: a probability that proofs never lower and doubts never raise."""

import json
from dataclasses import replace
from importlib.resources import files
from typing import get_type_hints

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from akto_invoice.extract.candidates.candidate import Candidate
from akto_invoice.extract.choice import Choice
from akto_invoice.extract.confidence import confidence, may_be_accepted, signs
from akto_invoice.extract.fields import fields_of
from akto_invoice.extract.ladder import Pages
from akto_invoice.extract.model import Box, DocumentType, Fields, Source
from akto_invoice.extract.resolve import Reading

PROOFS = (
    "adds-up", "check-digits", "country", "deduction", "exempt", "is-ttc", "one-amount", "printed", "rate",
    "repeats-ttc", "reread", "rows-sum", "same-company",
)  # fmt: skip
DOUBTS = ("other-name", "reread-differs", "several-establishments", "totals-disagree")
READ = sorted(set(get_type_hints(Fields)) - {"holder", "address", "bank_name"})

fields = st.sampled_from(READ)
candidates = st.none() | st.builds(
    Candidate,
    value=st.just("1152.00"),
    page=st.just(1),
    box=st.just(Box(1, 2, 3, 4)),
    text=st.just("1 152,00"),
    source=st.sampled_from([Source.TEXT, Source.OCR]),
    trust=st.floats(0, 1),
    features=st.just(frozenset[str]()),
    score=st.floats(-20, 40),
)
choices = st.builds(
    Choice,
    value=st.just("1152.00"),
    candidate=candidates,
    score=st.floats(-20, 40),
    margin=st.floats(-20, 40),
    proofs=st.frozensets(st.sampled_from(PROOFS)),
    doubts=st.frozensets(st.sampled_from(DOUBTS)),
)
SURE = Choice(
    "x",
    Candidate("x", 1, Box(1, 2, 3, 4), "x", Source.TEXT, 1.0, frozenset(), 99.0),
    99.0,
    99.0,
    frozenset(PROOFS),
)


@given(fields, choices)
def test_a_confidence_is_a_probability(field: str, choice: Choice) -> None:
    assert 0 <= confidence(field, choice) <= 1


@given(choices)
def test_every_sign_has_a_weight_between_none_and_full(choice: Choice) -> None:
    assert all(0 <= value <= 1 for value in signs(choice).values())


@given(fields, choices, st.sampled_from(PROOFS))
def test_a_proof_never_lowers_it(field: str, choice: Choice, proof: str) -> None:
    assert confidence(field, replace(choice, proofs=choice.proofs | {proof})) >= confidence(field, choice)


@given(fields, choices, st.sampled_from(DOUBTS))
def test_a_doubt_never_raises_it(field: str, choice: Choice, doubt: str) -> None:
    assert confidence(field, replace(choice, doubts=choice.doubts | {doubt})) <= confidence(field, choice)


@given(fields, choices, st.floats(0, 20), st.floats(0, 20))
def test_a_better_label_and_a_larger_lead_never_lower_it(
    field: str, choice: Choice, score: float, margin: float
) -> None:
    better = replace(choice, score=choice.score + score, margin=choice.margin + margin)
    assert confidence(field, better) >= confidence(field, choice)


@given(fields, choices, st.floats(0, 1))
def test_print_that_is_harder_to_read_never_raises_it(field: str, choice: Choice, share: float) -> None:
    one = choice.candidate
    assume(one is not None)
    assert one is not None
    worse = replace(choice, candidate=one._replace(trust=share * one.trust))
    assert confidence(field, worse) <= confidence(field, choice)
    text, ocr = (replace(choice, candidate=one._replace(source=source)) for source in (Source.TEXT, Source.OCR))
    assert confidence(field, ocr) <= confidence(field, text)


@given(fields, choices, st.floats(0, 1))
def test_nothing_doubted_is_accepted(field: str, choice: Choice, probability: float) -> None:
    doubted = replace(choice, doubts=frozenset(DOUBTS))
    assert not may_be_accepted(field, probability, doubted)
    assert not may_be_accepted(field, 1.0, doubted)


@given(fields, choices, st.floats(0, 1), st.floats(0, 1))
def test_whoever_accepts_a_value_accepts_a_surer_one(field: str, choice: Choice, one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert may_be_accepted(field, low, choice) <= may_be_accepted(field, high, choice)


@pytest.mark.parametrize("field", READ)
def test_one_wrong_value_in_ten_is_too_many(field: str) -> None:
    assert not may_be_accepted(field, 0.9, SURE)


def test_the_table_weighs_every_field_that_is_read() -> None:
    table = json.loads(files("akto_invoice").joinpath("data/calibration.json").read_text(encoding="utf-8"))
    assert set(READ) == set(table["weights"])


class TestKindsOfDocument:
    def fields(self, kind: DocumentType) -> Fields:
        reading = Reading(kind, {"siret": SURE, "iban": SURE, "total_ttc": SURE}, (SURE,))
        return fields_of(Pages((), reading))

    @pytest.mark.parametrize("kind", [DocumentType.OTHER, DocumentType.RIB])
    def test_no_value_of_a_paper_that_asks_for_no_money_is_accepted(self, kind: DocumentType) -> None:
        read = self.fields(kind)
        assert read.siret is not None
        assert read.siret.value == "x"
        assert not any(one.accepted for one in (read.siret, read.iban, read.total_ttc, *read.dossiers) if one)

    @pytest.mark.parametrize("kind", sorted(set(DocumentType) - {DocumentType.OTHER, DocumentType.RIB}))
    def test_the_same_value_of_an_invoice_may_be(self, kind: DocumentType) -> None:
        read = self.fields(kind)
        assert read.total_ttc is not None
        assert read.total_ttc.accepted
