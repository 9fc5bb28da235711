from dataclasses import astuple

from benchmarks.accuracy import ALL, LEVELS, Documents, Failure, scoreboard, tally
from benchmarks.answers import Scope
from tests.benchmarks.boards import answer, row


def test_a_tally_counts_answers_and_accepted_values_apart() -> None:
    answers = [
        answer("1", "1", accepted=True),
        answer("1", "2", accepted=True),
        answer("1", None),
        answer(None, "3", accepted=True),
        answer(None, None),
    ]
    counted = tally(answers, "evaluation", ALL, ALL, "siret")
    assert (counted.answers, counted.right) == (4, 1)
    assert (counted.present, counted.accepted) == (3, 2)
    assert (counted.accepted_all, counted.accepted_wrong) == (3, 2)


def test_dossiers_count_as_a_set_for_exactness_and_one_by_one_for_trust() -> None:
    answers = [
        answer("A B", "A", field="dossiers"),
        answer("A", "A", field="dossiers", scope=Scope.DOSSIER, accepted=True),
        answer("B", None, field="dossiers", scope=Scope.DOSSIER),
    ]
    counted = tally(answers, "evaluation", ALL, ALL, "dossiers")
    assert (counted.answers, counted.right, counted.present, counted.accepted) == (1, 0, 2, 1)


def test_the_type_of_a_document_is_never_accepted() -> None:
    counted = tally([answer("invoice", "rib", field="document_type")], "evaluation", ALL, ALL, "document_type")
    assert (counted.answers, counted.present, counted.accepted_all) == (1, 0, 0)


def test_a_stray_value_is_accepted_and_wrong_but_no_answer() -> None:
    counted = tally([answer(None, "1", scope=Scope.STRAY, accepted=True)], "evaluation", ALL, ALL, ALL)
    assert (counted.answers, counted.present, counted.accepted_all, counted.accepted_wrong) == (0, 0, 1, 1)


def test_every_scan_is_also_among_the_scans() -> None:
    answers = [answer("1", "1", of=row(source=source)) for source in ("text", "scan300", "fax", "worn", "trap")]
    found = {one.group: one.answers for one in scoreboard(answers).tallies if one.by == "source" and one.field == ALL}
    assert found == {"text": 1, "scan300": 1, "fax": 1, "worn": 1, "trap": 1, "scans": 3}


def test_templates_and_traps_are_told_of_the_development_split_only() -> None:
    answers = [answer("1", "2", of=row("a", split)) for split in ("development", "evaluation")]
    board = scoreboard(answers)
    assert {one.split for one in board.tallies if one.by in ("template", "trap")} == {"development"}
    assert {one.split for one in board.tallies if one.by == "regime"} == {"development", "evaluation"}


def test_failures_are_listed_of_the_development_split_only() -> None:
    answers = [answer("1", "2", of=row(split, split), accepted=True) for split in ("development", "evaluation")]
    assert scoreboard(answers).failures == (Failure("development", "siret", "1", "2", None, True, None),)


def test_a_wrong_dossier_is_listed_alone_only_where_accepted() -> None:
    of = row(split="development")
    answers = [
        answer("A", "A B C", of=of, field="dossiers"),
        answer(None, "B", of=of, field="dossiers", scope=Scope.DOSSIER, accepted=True),
        answer(None, "C", of=of, field="dossiers", scope=Scope.DOSSIER),
    ]
    assert [(one.value, one.accepted) for one in scoreboard(answers).failures] == [("A B C", False), ("B", True)]


def test_a_document_is_right_when_all_its_answers_are() -> None:
    first, second, third = row("a"), row("b"), row("c", source="scan300")
    answers = [
        answer("1", "1", of=first),
        answer(None, None, of=first, field="nda"),
        answer("1", "1", of=second),
        answer("1", "2", of=second, field="nda"),
        answer("1", None, of=third),
    ]
    assert scoreboard(answers).documents == (
        Documents("evaluation", "scan300", documents=1, all_right=0, main_right=0, errors=0),
        Documents("evaluation", "text", documents=2, all_right=1, main_right=2, errors=0),
    )


def test_confidence_is_held_against_correctness() -> None:
    answers = [
        answer("1", "1", confidence=1.0),
        answer("1", "1", confidence=0.999),
        answer("1", "2", confidence=0.9),
        answer("1", "1", confidence=0.92),
        answer("1", None),
    ]
    assert [astuple(one) for one in scoreboard(answers).reliability] == [
        ("evaluation", group, *counted)
        for group in ("all", "text")
        for counted in ((0.9, 0.95, 2, 0.91, 1), (0.999, 1.0, 2, 0.9995, 2))
    ]


def test_levels_count_what_would_be_accepted_by_confidence_alone() -> None:
    answers = [
        answer("1", "1", confidence=0.9999),
        answer("1", "2", confidence=0.95, accepted=True),
        answer(None, "3", confidence=0.5),
        answer("1", None),
    ]
    found = {one.confidence: astuple(one)[3:] for one in scoreboard(answers).levels}
    assert found.keys() == set(LEVELS)
    assert found[0.0] == (2, 3, 2)
    assert found[0.9] == (2, 2, 1)
    assert found[0.9999] == (1, 1, 0)


def test_levels_are_of_text_and_of_all_scans_together() -> None:
    answers = [answer("1", "1", of=row(source=source), confidence=0.9) for source in ("text", "fax", "phone", "trap")]
    levels = [one for one in scoreboard(answers).levels if one.confidence == 0.0]
    assert {one.group: one.accepted for one in levels} == {"text": 1, "scans": 2}
