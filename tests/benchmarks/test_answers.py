from benchmarks.answers import SINGLE_FIELDS, Answer, Scope, answers_to
from benchmarks.readings import Reading
from corpus.generator.facts import Truth
from tests.benchmarks.boards import reading, row, value


def held(truth: Truth, read: Reading) -> list[Answer]:
    one = row(truth=truth)
    return list(answers_to([one], {one.file: read}))


def by_field(answers: list[Answer]) -> dict[str, Answer]:
    return {answer.field: answer for answer in answers if answer.scope is Scope.FIELD}


def test_each_field_of_an_invoice_is_asked_once() -> None:
    answers = by_field(held(Truth("invoice", total_ttc="120.00"), reading(total_ttc=value("120.00"))))
    assert answers.keys() == {*SINGLE_FIELDS, "dossiers", "document_type"}
    assert answers["total_ttc"].is_right
    assert answers["total_ttc"].accepted
    assert answers["document_type"].is_right


def test_a_value_is_right_only_if_it_is_the_truth() -> None:
    truth = Truth("invoice", total_ttc="120.00", siret="1")
    answers = by_field(held(truth, reading(total_ttc=value("120.01"), nda=value("2"))))
    assert {name for name, answer in answers.items() if not answer.is_right} == {"total_ttc", "siret", "nda"}


def test_silence_about_an_absent_field_does_not_count() -> None:
    answers = by_field(held(Truth("invoice"), reading(siret=value("1"))))
    assert [name for name, answer in answers.items() if answer.counts] == ["document_type", "siret"]


def test_dossiers_are_one_set_and_each_a_judged_number() -> None:
    numbers = (value("2310AF000021"), value("2310AF000099", accepted=False))
    answers = held(
        Truth("invoice", dossiers=("20.PH444241CAL", "2310AF000021")), Reading(None, "invoice", {"dossiers": numbers})
    )
    assert not by_field(answers)["dossiers"].is_right
    assert [(one.truth, one.value, one.accepted, one.is_right) for one in answers if one.scope is Scope.DOSSIER] == [
        ("20PH444241CAL", None, False, False),
        ("2310AF000021", "2310AF000021", True, True),
        (None, "2310AF000099", False, False),
    ]


def test_dossiers_are_compared_as_compact_sets() -> None:
    numbers = (value("20PH444241CAL"), value("2310AF000021"))
    truth = Truth("invoice", dossiers=("2310AF000021", "20.PH444241CAL"))
    assert by_field(held(truth, Reading(None, "invoice", {"dossiers": numbers})))["dossiers"].is_right


def test_nothing_may_be_accepted_on_a_paper_that_is_no_invoice() -> None:
    read = reading("rib", iban=value("FR76"), bic=value("AGRIFRPP", accepted=False))
    answers = held(Truth("rib", iban="FR76"), read)
    assert [(one.scope, one.field, one.is_right) for one in answers] == [
        (Scope.FIELD, "document_type", True),
        (Scope.STRAY, "iban", False),
    ]


def test_a_failed_reading_answers_all_that_is_there_wrong() -> None:
    answers = held(Truth("invoice", total_ttc="120.00", dossiers=("2310AF000021",)), Reading("crashed: x", None, {}))
    assert {one.field for one in answers if one.counts} == {"document_type", "total_ttc", "dossiers"}
    assert not any(one.is_right for one in answers if one.counts)
