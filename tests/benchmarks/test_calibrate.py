"""The fit of the confidence table: what examples teach, and what they may not."""

from dataclasses import asdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from akto_invoice.extract.confidence import confidence_of
from benchmarks.calibrate import AGAINST, LEAST_ACCEPTED, WRONG_AMONG_ACCEPTED, Example, examples_of, fit, thresholds
from corpus.generator import manifest, samples

STEPS = 2_000
ROW = next(row for row in manifest.read(samples.FOLDER / "manifest.jsonl") if row.id == "facture-texte")


def example(*, right: bool, weight: float = 1.0, **signs: float) -> Example:
    return Example("siret", {"bias": 1.0, **signs}, right, weight)


def examples(signs: dict[str, float], right: int, wrong: int) -> list[Example]:
    return [example(right=at < right, **signs) for at in range(right + wrong)]


class TestFit:
    def test_what_goes_with_right_answers_weighs_for_them(self) -> None:
        weights = fit([*examples({"check-digits": 1.0}, 99, 1), *examples({}, 50, 50)], STEPS)
        assert weights["check-digits"] > 1

    @pytest.mark.parametrize("sign", sorted(AGAINST))
    def test_what_goes_with_wrong_answers_weighs_against_them(self, sign: str) -> None:
        weights = fit([*examples({sign: 1.0}, 50, 50), *examples({}, 99, 1)], STEPS)
        assert weights[sign] < -1

    def test_a_proof_that_goes_with_wrong_answers_counts_for_nothing(self) -> None:
        weights = fit([*examples({"check-digits": 1.0}, 20, 80), *examples({}, 99, 1)], STEPS)
        assert weights.get("check-digits", 0.0) == 0.0

    def test_a_doubt_that_goes_with_right_answers_counts_for_nothing(self) -> None:
        weights = fit([*examples({"reread-differs": 1.0}, 99, 1), *examples({}, 20, 80)], STEPS)
        assert weights.get("reread-differs", 0.0) == 0.0

    @pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.95])
    def test_confidence_is_the_share_of_right_answers(self, share: float) -> None:
        weights = fit(examples({}, round(1000 * share), round(1000 * (1 - share))), STEPS)
        assert confidence_of({"bias": 1.0}, weights) == pytest.approx(share, abs=0.01)

    def test_an_example_counts_as_often_as_it_happens(self) -> None:
        rare = [example(right=False, weight=0.01) for _ in range(100)]
        weights = fit([*examples({}, 99, 0), *rare], STEPS)
        assert confidence_of({"bias": 1.0}, weights) == pytest.approx(0.99, abs=0.005)

    @given(
        st.lists(
            st.builds(
                Example,
                field=st.just("siret"),
                signs=st.fixed_dictionaries(
                    {"bias": st.just(1.0)},
                    optional={name: st.floats(0, 1) for name in ("score", "check-digits", *sorted(AGAINST))},
                ),
                right=st.booleans(),
                weight=st.floats(0.001, 1),
            ),
            min_size=1,
            max_size=20,
        )
    )
    @settings(max_examples=30)
    def test_no_examples_turn_a_sign_round(self, found: list[Example]) -> None:
        for name, weight in fit(found, 200).items():
            assert np.isfinite(weight)
            if name in AGAINST:
                assert weight <= 0
            elif name != "bias":
                assert weight >= 0


SURE, FAIR, POOR = ({"bias": 1.0, "derived": 0.0, "ocr": 0.0, "score": score} for score in (1.0, 0.6, 0.0))
WEIGHTS = {"bias": 2.0, "score": 5.0}  # confidences of 0.999, 0.993 and 0.88


def threshold(found: list[Example], weights: dict[str, float]) -> float:
    """The threshold of the only field there is."""
    return thresholds({"siret": found}, {"siret": weights})["siret"]["text"]


class TestThreshold:
    def test_values_are_accepted_down_to_where_too_many_are_wrong(self) -> None:
        found = [
            *[Example("siret", SURE, True, 1.0)] * 100,
            *[Example("siret", FAIR, False, 1.0)] * 50,
            *[Example("siret", FAIR, True, 1.0)] * 50,
        ]
        level = threshold(found, WEIGHTS)
        assert confidence_of(FAIR, WEIGHTS) < level <= round(confidence_of(SURE, WEIGHTS), 4)

    def test_few_wrong_ones_among_very_many_are_allowed(self) -> None:
        found = [*[Example("siret", FAIR, True, 1.0)] * 5000, Example("siret", FAIR, False, 1.0)]
        assert WRONG_AMONG_ACCEPTED > 1 / 5001
        assert threshold(found, WEIGHTS) <= confidence_of(FAIR, WEIGHTS)

    def test_nothing_poor_is_accepted_however_right(self) -> None:
        assert threshold([Example("siret", POOR, True, 1.0)] * 100, WEIGHTS) >= LEAST_ACCEPTED

    def test_what_a_second_look_doubted_is_never_accepted_and_does_not_count(self) -> None:
        doubted = Example("siret", {**SURE, "reread-differs": 1.0}, False, 1.0)
        sound = [Example("siret", SURE, True, 1.0)] * 100
        assert threshold([*sound, *[doubted] * 100], WEIGHTS) == threshold(sound, WEIGHTS)

    def test_one_wrong_value_is_spent_where_it_buys_most(self) -> None:
        many = [*[Example("siret", FAIR, True, 1.0)] * 900, Example("siret", FAIR, False, 1.0)]
        few = [*[Example("nda", FAIR, True, 1.0)] * 200, Example("nda", FAIR, False, 1.0)]
        sure = [Example("iban", SURE, True, 1.0)] * 500
        found = thresholds({"siret": many, "nda": few, "iban": sure}, dict.fromkeys(("siret", "nda", "iban"), WEIGHTS))
        fair = round(confidence_of(FAIR, WEIGHTS), 4)
        assert found["siret"]["text"] <= fair < found["nda"]["text"]
        assert found["iban"]["text"] <= round(confidence_of(SURE, WEIGHTS), 4)


@pytest.fixture(scope="module")
def found() -> list[Example]:
    """What the plainest sample teaches."""
    return examples_of(str(samples.FOLDER / ROW.file), ROW.truth)


class TestExamples:
    def test_a_document_teaches_what_right_and_wrong_answers_look_like(self, found: list[Example]) -> None:
        assert {one.field for one in found if one.right} >= {"total_ht", "total_ttc", "siret", "iban", "dossiers"}
        assert any(not one.right for one in found)

    def test_the_document_as_it_is_counts_in_full(self, found: list[Example]) -> None:
        full = [one for one in found if one.weight == 1.0]
        on_it = {name for name, value in asdict(ROW.truth).items() if value} - {"document_type"}
        assert {one.field for one in full} == on_it
        assert all(one.right for one in full)
        assert all(0 < one.weight < 1 for one in found if one not in full)

    def test_they_are_the_same_on_every_run(self, found: list[Example]) -> None:
        assert examples_of(str(samples.FOLDER / ROW.file), ROW.truth) == found


def test_equal_confidences_are_accepted_or_refused_together() -> None:
    found = [Example("siret", SURE, True, 1.0)] * 2000
    found += [Example("siret", FAIR, True, 1.0)] * 50 + [Example("siret", FAIR, False, 1.0)] * 50
    assert threshold(found, WEIGHTS) == round(confidence_of(SURE, WEIGHTS), 4)
