"""Each control of a RIB: when it speaks, and when it must be silent."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akto_invoice.rules import iban as ibans
from akto_invoice.rules.findings import Level
from akto_invoice.rules.rib_controls import PrintedValue, RibFacts, find_rib_problems

IBAN = "FR1420041010050500013M02606"
OTHER = "FR7630004000031234567890143"
BIC = "PSSTFRPPXXX"
SOUND = RibFacts(
    iban="FR14 2004 1010 0505 0001 3M02 606",
    bic="psstfrpp",
    printed_iban=PrintedValue(IBAN, is_certain=True),
    printed_bic=PrintedValue(BIC, is_certain=True),
    printed_holder=PrintedValue("SARL CAMPUS ALIZE", is_certain=True),
    printed_address=PrintedValue("12 RUE DES LILAS 31000 TOULOUSE", is_certain=True),
    names=("Campus Alizé",),
)

FAULTS: list[tuple[dict[str, object], str, Level]] = [
    ({"iban": ""}, "IBAN_ERR", Level.BLOCKS),
    ({"iban": IBAN[:-1] + "7"}, "IBAN_ERR", Level.BLOCKS),
    ({"bic": "PSST"}, "BIC_ERR", Level.BLOCKS),
    ({"bic": "DEUTDEFF"}, "BIC_PAYS", Level.BLOCKS),
    ({"bic": "AGRIFRPP"}, "BIC_BANQUE", Level.WARNS),
    ({"iban": OTHER}, "IBAN_DIFFERENT", Level.BLOCKS),
    ({"printed_iban": PrintedValue(OTHER, is_certain=False)}, "IBAN_DIFFERENT", Level.WARNS),
    ({"bic": "PSSTFRPPLYO"}, "BIC_DIFFERENT", Level.BLOCKS),
    ({"printed_bic": PrintedValue("PSSTFRPPLYO", is_certain=False)}, "BIC_DIFFERENT", Level.WARNS),
    ({"printed_iban": None}, "IBAN_ABS", Level.BLOCKS),
    ({"printed_bic": None}, "BIC_ABS", Level.WARNS),
    ({"printed_holder": None}, "TITULAIRE_ABS", Level.WARNS),
    ({"printed_address": None}, "ADRESSE_ABS", Level.WARNS),
    ({"printed_holder": PrintedValue("CAMPUS ALIZE LYON", is_certain=True)}, "TITULAIRE_PROCHE", Level.WARNS),
    ({"printed_holder": PrintedValue("ECOLE LOINTAINE", is_certain=True)}, "TITULAIRE_DIFFERENT", Level.BLOCKS),
    ({"printed_holder": PrintedValue("ECOLE LOINTAINE", is_certain=False)}, "TITULAIRE_DIFFERENT", Level.WARNS),
    ({"names": ("Campus Alizé", "École Lointaine")}, "TITULAIRE_DIFFERENT", Level.BLOCKS),
    ({"names": ()}, "ENTREPRISE_ABS", Level.BLOCKS),
    ({"is_akto": True}, "COMPTE_AKTO", Level.BLOCKS),
    ({"other_siren": True}, "COMPTE_AUTRE_SIREN", Level.BLOCKS),
    ({"contradictions": ("Deux IBAN.",)}, "RIB_CONTRADICTOIRE", Level.WARNS),
]


def found(facts: RibFacts) -> dict[str, Level]:
    return {finding.code: finding.level for finding in find_rib_problems(facts)}


def test_a_sound_rib_passes() -> None:
    assert found(SOUND) == {}


@pytest.mark.parametrize(("change", "code", "level"), FAULTS)
def test_each_fault_is_found(change: dict[str, object], code: str, level: Level) -> None:
    assert found(replace(SOUND, **change))[code] is level  # type: ignore[arg-type]


def test_blocking_findings_come_first() -> None:
    levels = [one.level for one in find_rib_problems(replace(SOUND, printed_bic=None, is_akto=True))]
    assert levels == [Level.BLOCKS, Level.WARNS]


def test_an_empty_field_is_missing_and_differs_from_nothing() -> None:
    assert set(found(replace(SOUND, iban="", bic=""))) == {"IBAN_ERR", "BIC_ERR"}


def test_a_martinique_bank_keeps_french_accounts() -> None:
    assert "BIC_PAYS" not in found(replace(SOUND, bic="AGRIMQMX"))


@given(st.sampled_from(range(len(IBAN))), st.sampled_from("0123456789ABCXYZ"))
def test_one_wrong_character_never_passes(place: int, character: str) -> None:
    typed = IBAN[:place] + character + IBAN[place + 1 :]
    assert (typed == IBAN) == (found(replace(SOUND, iban=typed)) == {})


@given(st.text(max_size=40), st.text(max_size=20), st.text(max_size=40))
def test_any_text_is_judged_and_no_number_is_told(iban: str, bic: str, holder: str) -> None:
    findings = find_rib_problems(
        replace(SOUND, iban=iban, bic=bic, printed_holder=PrintedValue(holder, is_certain=True))
    )
    told = " ".join(finding.message + finding.remedy for finding in findings)
    assert IBAN not in told
    assert all(finding.message.endswith(".") and finding.remedy.endswith(".") for finding in findings)
    assert ibans.is_valid(iban) or "IBAN_ERR" in {finding.code for finding in findings}


def test_the_documentation_has_every_control() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \|.*\| (.*) \|$", Path("docs/rib.md").read_text(encoding="utf-8"), re.MULTILINE)
    levels: dict[str, set[str]] = {}
    for _, code, level in FAULTS:
        levels.setdefault(code, set()).add(level)
    assert {code: {level for level in Level if level in words} for code, words in rows} == levels
