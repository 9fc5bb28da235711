"""A second reading: agreement proves, difference is shown, nothing is rewritten."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akto_invoice.extract.candidates.candidate import Candidate
from akto_invoice.extract.choice import REREAD, REREAD_DIFFERS, SECOND_ENGINE, Choice
from akto_invoice.extract.model import DOUBTED_TEXT, FULL_TRUST, Box, DocumentType, Source
from akto_invoice.extract.proof import (
    Difference,
    Look,
    Reader,
    differences,
    hold_doubted,
    needs_a_look,
    prove,
    same_print,
)
from akto_invoice.extract.resolve import Reading

TTC = Box(400, 600, 460, 612)
SIRET = Box(60, 100, 140, 112)


def choice(text: str, box: Box, source: Source = Source.OCR, page: int = 1) -> Choice:
    one = Candidate(text, page, box, text, source, 0.9, frozenset(), 4.0)
    return Choice(text, one, 4.0, 2.0, frozenset({"adds-up"}))


def reading(*dossiers: Choice, **choices: Choice) -> Reading:
    return Reading(DocumentType.INVOICE, choices, dossiers)


class Eye:
    """A second look: what stands where, and where was looked."""

    def __init__(self, seen: dict[Box, str], otherwise: str = "") -> None:
        self.seen, self.otherwise = seen, otherwise
        self.looks: Counter[tuple[int, Box]] = Counter()

    def __call__(self, page: int, box: Box) -> str:
        self.looks[page, box] += 1
        return self.seen.get(box, self.otherwise)

    def look(self, page: int, box: Box) -> Look:
        return Look(self(page, box))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1 152,00 €", "1152,00€", True),
        ("FR76 1382 5600", "fr7613825600", True),
        ("732.829.320.00074", "732 829 320 00074", True),
        ("1 152,00", "1 152,01", False),
        ("2310AF000021", "2310AF00021", False),
        ("2310AF000021", "", False),
        ("FA-2026-0O12", "FA-2026-0012", False),
    ],
)
def test_the_same_print(one: str, other: str, same: bool) -> None:
    assert same_print(one, other) is same
    assert same_print(other, one) is same


@given(st.text("0123456789AFZ", min_size=1), st.data())
def test_spaces_and_marks_do_not_change_a_print_but_each_digit_does(text: str, data: st.DataObject) -> None:
    spaced = data.draw(st.sampled_from([" ", ".", "-", "\u202f"])).join(text)
    assert same_print(text, spaced)
    at = data.draw(st.integers(0, len(text) - 1))
    assert not same_print(text, text[:at] + text[at + 1 :])


def test_agreement_is_a_proof_and_difference_a_doubt() -> None:
    read = reading(total_ttc=choice("1 152,00 €", TTC), siret=choice("73282932000074", SIRET))
    proven = prove(read, Eye({TTC: "1152,00", SIRET: "73282932000014"}).look)
    assert proven.choices["total_ttc"].proofs == {"adds-up", REREAD}
    assert proven.choices["total_ttc"].doubts == frozenset()
    assert proven.choices["siret"].doubts == {REREAD_DIFFERS}
    assert REREAD not in proven.choices["siret"].proofs
    assert proven.choices["siret"].value == "73282932000074"  # shown, never rewritten


def test_what_cannot_be_read_again_is_no_proof() -> None:
    proven = prove(reading(total_ttc=choice("1 152,00 €", TTC)), Eye({}).look)
    assert REREAD not in proven.choices["total_ttc"].proofs


def test_a_weaker_look_does_not_unsay_a_value_that_proves_itself() -> None:
    lone = replace(choice("2310AF000021", SIRET), proofs=frozenset())
    read = reading(lone, total_ttc=choice("1 152,00 €", TTC))
    proven = prove(read, lambda _, __: Look("1 752,00", SECOND_ENGINE, is_weaker=True))
    assert proven.choices["total_ttc"] == read.choices["total_ttc"]
    assert proven.dossiers[0].doubts == {REREAD_DIFFERS}


def test_the_proof_says_which_engine_agrees() -> None:
    read = reading(total_ttc=choice("1 152,00 €", TTC))
    proven = prove(read, lambda _, __: Look("1152,00 €", SECOND_ENGINE))
    assert proven.choices["total_ttc"].proofs == {"adds-up", SECOND_ENGINE}


def test_dossiers_are_read_again_too() -> None:
    first, second = choice("2310AF000021", TTC), choice("2310AF000022", SIRET)
    proven = prove(reading(first, second), Eye({TTC: "2310AF000021", SIRET: "2310AF000072"}).look)
    assert [REREAD in one.proofs for one in proven.dossiers] == [True, False]
    assert [bool(one.doubts) for one in proven.dossiers] == [False, True]


def test_only_what_was_read_by_ocr_is_read_again() -> None:
    derived = Choice("230.40", None, 1.0, 1.0)
    read = reading(total_ttc=choice("1 152,00 €", TTC, Source.TEXT), total_tva=derived)
    eye = Eye({}, otherwise="9999")
    assert prove(read, eye.look) == read
    assert not eye.looks


def test_one_print_is_looked_at_once() -> None:
    """A SIREN within its SIRET, a total that is also the net payable: one print, one look."""
    siret, total = choice("73282932000074", SIRET), choice("1152,00", TTC)
    eye = Eye({SIRET: "73282932000074", TTC: "1152,00"})
    proven = prove(reading(siret=siret, siren=siret, total_ttc=total, net_payable=total), eye.look)
    assert eye.looks == {(1, SIRET): 1, (1, TTC): 1}
    assert all(REREAD in one.proofs for one in proven.choices.values())
    assert differences(reading(siret=siret, siren=siret), Eye({SIRET: "9"})) == (
        Difference("siret", 1, "73282932000074", "9"),
    )


def test_a_currency_sign_is_not_read_alone() -> None:
    read = reading(currency=choice("€", TTC))
    assert prove(read, Eye({}, otherwise="C").look) == read
    assert differences(read, Eye({}, otherwise="C")) == ()


def test_differences_name_the_field_the_page_and_both_readings() -> None:
    read = reading(
        choice("2310AF000021", Box(0, 0, 9, 9), Source.TEXT, page=2),
        total_ttc=choice("1 152,00 €", TTC, Source.TEXT),
        siret=choice("73282932000074", SIRET, Source.TEXT),
    )
    eye = Eye({TTC: "1 752,00 €", SIRET: "732 829 320 00074", Box(0, 0, 9, 9): "2310AF000027"})
    assert set(differences(read, eye)) == {
        Difference("total_ttc", 1, "1 152,00 €", "1 752,00 €"),
        Difference("dossiers", 2, "2310AF000021", "2310AF000027"),
    }
    assert eye.looks[2, Box(0, 0, 9, 9)] == 1


def test_an_empty_look_is_no_difference() -> None:
    assert differences(reading(total_ttc=choice("1 152,00 €", TTC, Source.TEXT)), Eye({})) == ()


@given(st.dictionaries(st.sampled_from(["siret", "total_ttc", "iban"]), st.text(max_size=8)), st.text(max_size=8))
def test_a_second_look_changes_no_value(texts: dict[str, str], seen: str) -> None:
    read = reading(**{name: choice(text, Box(0, 0, 1, 1 + at)) for at, (name, text) in enumerate(texts.items())})
    proven = prove(read, Eye({}, otherwise=seen).look)
    for name, one in read.choices.items():
        after = proven.choices[name]
        assert (after.value, after.candidate, after.score) == (one.value, one.candidate, one.score)
        assert one.proofs <= after.proofs
        assert one.doubts <= after.doubts
        assert not (REREAD in after.proofs and REREAD_DIFFERS in after.doubts)


def doubted(text: str, box: Box, source: Source = Source.TEXT, trust: float = DOUBTED_TEXT) -> Choice:
    """A value read in words of a text layer whose font is in doubt."""
    one = Candidate(text, 1, box, text, source, trust, frozenset(), 4.0)
    return Choice(text, one, 4.0, 2.0, frozenset({"adds-up"}))


def nobody() -> Reader | None:
    return None


class TestDoubtedText:
    def test_only_doubted_words_of_a_text_layer_need_a_look(self) -> None:
        assert needs_a_look("total_ttc", doubted("1152,00", TTC))
        assert not needs_a_look("total_ttc", doubted("1152,00", TTC, trust=FULL_TRUST))
        assert not needs_a_look("total_ttc", doubted("1152,00", TTC, Source.OCR))
        assert not needs_a_look("total_tva", Choice("192.00", None, 1.0, 1.0))
        assert not needs_a_look("currency", doubted("€", TTC))

    def test_what_the_image_shows_too_is_proven(self) -> None:
        held, lies = hold_doubted(reading(total_ttc=doubted("1 152,00 €", TTC)), Eye({TTC: "1152,00"}), nobody)
        assert held.choices["total_ttc"].proofs == {"adds-up", REREAD}
        assert held.choices["total_ttc"].doubts == frozenset()
        assert lies == ()

    def test_what_one_reader_sees_otherwise_is_doubted_and_no_lie(self) -> None:
        held, lies = hold_doubted(reading(total_ttc=doubted("1 152,00", TTC)), Eye({TTC: "1752,00"}), nobody)
        assert held.choices["total_ttc"].doubts == {REREAD_DIFFERS}
        assert REREAD not in held.choices["total_ttc"].proofs
        assert lies == ()

    def test_what_both_see_otherwise_is_a_lie(self) -> None:
        read = reading(doubted("2310AF000021", SIRET), total_ttc=doubted("1 152,00", TTC))
        first, second = Eye({TTC: "1752,00", SIRET: "2310AF000021"}), Eye({TTC: "1 752,00"})
        held, lies = hold_doubted(read, first, lambda: second)
        assert lies == (Difference("total_ttc", 1, "1 152,00", "1 752,00"),)
        assert held.choices["total_ttc"].doubts == {REREAD_DIFFERS}
        assert REREAD in held.dossiers[0].proofs
        assert not second.looks[1, SIRET]  # nobody asks it about what the first one confirms

    def test_a_second_reader_that_sees_the_text_confirms_it(self) -> None:
        read = reading(total_ttc=doubted("1 152,00", TTC))
        held, lies = hold_doubted(read, Eye({TTC: "1752,00"}), lambda: Eye({TTC: "1152,00"}))
        assert held.choices["total_ttc"].proofs == {"adds-up", REREAD}
        assert lies == ()
        assert held.choices["total_ttc"].doubts == frozenset()

    @pytest.mark.parametrize(("first", "second"), [("1752,00", "1162,00"), ("", ""), ("1752,00", "")])
    def test_readers_that_disagree_or_see_nothing_leave_a_doubt(self, first: str, second: str) -> None:
        read = reading(total_ttc=doubted("1 152,00", TTC))
        held, lies = hold_doubted(read, Eye({TTC: first}), lambda: Eye({TTC: second}))
        assert held.choices["total_ttc"].doubts == {REREAD_DIFFERS}
        assert lies == ()

    def test_no_other_value_is_looked_at(self) -> None:
        read = reading(
            total_ttc=choice("1152,00", TTC), siret=doubted("1", SIRET, trust=1.0), currency=doubted("€", TTC)
        )
        eye = Eye({}, otherwise="9")
        assert hold_doubted(read, eye, lambda: eye) == (read, ())
        assert not eye.looks

    def test_one_print_is_looked_at_once_by_each(self) -> None:
        siret = doubted("73282932000074", SIRET)
        first, second = Eye({SIRET: "9"}), Eye({SIRET: "9"})
        held, lies = hold_doubted(reading(siret=siret, siren=siret), first, lambda: second)
        assert first.looks == second.looks == {(1, SIRET): 1}
        assert [lie.field for lie in lies] == ["siret"]
        assert all(one.doubts for one in held.choices.values())
