from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akto_invoice.errors import InvalidNumber
from akto_invoice.rules import dossier
from akto_invoice.rules.dossier import Found, Kind
from tests.rules.strategies import dossiers

KINDS = {
    "2310AF000021": Kind.CURRENT,
    "2310AF00021": Kind.CURRENT,
    "2512TT00042": Kind.REIMBURSEMENT,
    "2512TT000508": Kind.REIMBURSEMENT,
    "20.PH444241CAL": Kind.LEGACY,
    "2512PRFF000073": Kind.PROFORMA,
    "2512PRFA000067": Kind.PROFORMA,
    "017202605001222": Kind.DECA,
    "974202605001222": Kind.DECA,
}


@pytest.mark.parametrize(("number", "kind"), KINDS.items())
def test_kinds(number: str, kind: Kind) -> None:
    assert dossier.kind(number) is kind
    assert dossier.is_valid(number) is (kind is not Kind.DECA)
    assert dossier.is_plausible(number)


@pytest.mark.parametrize(
    "number", ["", "2310AF0021", "2310AF0000211", "2310A000021", "FC21095780002", "729423", "1840275123456"]
)
def test_other_numbers_have_no_kind(number: str) -> None:
    assert dossier.kind(number) is None


def test_a_contract_number_is_refused_by_its_name() -> None:
    with pytest.raises(InvalidNumber, match="DECA"):
        dossier.validate("017202605001222")


@pytest.mark.parametrize("number", ["2300AF000021", "2313AF000021", "0510AF000021", "05PH444241CAL", "not one"])
def test_implausible_months(number: str) -> None:
    assert not dossier.is_plausible(number)


def test_a_dossier_is_opened_before_its_invoice() -> None:
    assert dossier.is_plausible("2310AF000021", on=date(2023, 10, 1))
    assert not dossier.is_plausible("2310AF000021", on=date(2023, 9, 30))
    assert dossier.is_plausible("20.PH444241CAL", on=date(2020, 1, 1))


@given(
    number=dossiers(),
    before=st.sampled_from(["", "Dossier ", "n°", "(", "réf./"]),
    after=st.sampled_from(["", ".", ")", " du 3"]),
)
def test_a_number_in_a_text_is_found_where_it_stands(number: str, before: str, after: str) -> None:
    assert dossier.find(before + number + after) == (Found(number, len(before), len(before) + len(number)),)


@pytest.mark.parametrize(
    "printed", ["2310 AF 000021", "2310-AF-000021", "2310\u2013AF\u2013000021", "2310\u00a0AF\n000021", "2310af000021"]
)
def test_separated_numbers_are_found(printed: str) -> None:
    assert [found.number for found in dossier.find(f"Dossier {printed}, merci")] == ["2310AF000021"]


@pytest.mark.parametrize(
    "text",
    [
        "de 2310 au 31025",
        "X2310AF000021",
        "2310AF000021X",
        "12310AF000021",
        "2310AF0000211",
        "2313AF000021",
        "DECA 017202605001222",
        "FR7630006000011234567890189",
    ],
)
def test_what_is_no_dossier_is_not_found(text: str) -> None:
    assert dossier.find(text) == ()


@pytest.mark.parametrize(
    ("read", "proposed"),
    [
        ("Z31OAFOOOOZI", ("2310AF000021",)),
        ("2310AF0000Z1", ("2310AF000021",)),
        ("ZSI2PRFA000067", ("2512PRFA000067",)),
        ("2512PRF8000067", ("2512PRFB000067",)),
        ("20.PH44424ICAL", ("20PH444241CAL",)),
        ("2310A1000021", ("2310AI000021", "2310AL000021")),
        ("2310AF000021", ()),
        ("ZSI2PRFA0000067", ()),
        ("Z313AF000021", ()),
        ("2310AF00X021", ()),
        ("", ()),
    ],
)
def test_proposals(read: str, proposed: tuple[str, ...]) -> None:
    assert dossier.proposals(read) == proposed


@given(number=dossiers(), data=st.data())
def test_a_confused_digit_is_proposed_back(number: str, data: st.DataObject) -> None:
    confusions = {"0": "O", "1": "I", "2": "Z", "5": "S", "8": "B"}
    places = [place for place, char in enumerate(number) if char in confusions]
    if not places:
        return
    place = data.draw(st.sampled_from(places))
    read = number[:place] + confusions[number[place]] + number[place + 1 :]
    assert number in dossier.proposals(read)


@given(text=st.text(max_size=20))
def test_proposals_are_valid_and_never_what_was_read(text: str) -> None:
    proposed = dossier.proposals(text)
    assert all(dossier.is_valid(number) and number != dossier.compact(text) for number in proposed)
