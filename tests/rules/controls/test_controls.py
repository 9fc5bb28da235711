"""What holds for all controls together."""

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from akto_invoice.extract.model import DocumentType
from akto_invoice.rules.checks import Check, Outcome
from akto_invoice.rules.controls import CONTROLS, DepositFacts, DossierFacts, Level, find_problems
from tests.rules.controls.deposits import companies, sound_deposits

TEXT = st.text(max_size=40)
AMOUNT = st.decimals(-99_999_999, 99_999_999, places=2)
MAYBE_AMOUNT = st.none() | AMOUNT


def dossiers() -> st.SearchStrategy[DossierFacts]:
    return st.builds(
        DossierFacts,
        number=TEXT,
        known=st.booleans(),
        engaged=st.booleans(),
        state_label=TEXT,
        subrogation=st.booleans(),
        employer_siret=TEXT | companies(),
        employer_name=TEXT,
        provider_siret=TEXT | companies(),
        provider_name=TEXT,
        remaining_ht=AMOUNT,
    )


def deposits() -> st.SearchStrategy[DepositFacts]:
    """Anything that the fields' types allow."""
    return st.builds(
        DepositFacts,
        number=st.none() | TEXT,
        issued_on=st.none() | st.dates(),
        total_ht=MAYBE_AMOUNT,
        total_tva=MAYBE_AMOUNT,
        total_ttc=MAYBE_AMOUNT,
        siret=st.none() | TEXT | companies(),
        dossiers=st.lists(dossiers(), max_size=4).map(tuple),
        entity_siret=companies(),
        account_sirets=st.frozensets(companies(), max_size=3),
        is_avoir=st.booleans(),
        is_first_instalment=st.booleans(),
        document_type=st.none() | st.sampled_from(DocumentType),
        addressee_is_akto=st.none() | st.booleans(),
        pieces=st.lists(TEXT, max_size=2).map(tuple),
        same_number=st.lists(TEXT, max_size=2).map(tuple),
        same_file=st.lists(TEXT, max_size=2).map(tuple),
        read_checks=st.lists(
            st.builds(
                Check, st.sampled_from(("xml-matches-page", "siret-luhn")), st.sampled_from(Outcome), st.just("Voilà.")
            ),
            max_size=1,
        ).map(tuple),
        today=st.dates(date(2020, 1, 1), date(2100, 1, 1)),
    )


@given(deposit=sound_deposits())
def test_nothing_stands_against_a_sound_deposit(deposit: DepositFacts) -> None:
    assert find_problems(deposit) == ()


@given(deposit=deposits())
def test_whatever_the_facts_each_code_comes_once_as_its_table_says_blocking_ones_first(deposit: DepositFacts) -> None:
    findings = find_problems(deposit)
    assert len({finding.code for finding in findings}) == len(findings)
    levels = [finding.level for finding in findings]
    assert levels == sorted(levels)  # « blocks » before « warns »
    for finding in findings:
        assert (finding.level, finding.field, finding.remedy) == CONTROLS[finding.code]
        assert finding.message.endswith(".")


@st.composite
def nearly_sound_deposits(draw: st.DrawFn) -> DepositFacts:
    """Sound deposits, a few of whose facts are anything."""
    sound, anything = draw(sound_deposits()), draw(deposits())
    changed = draw(st.sets(st.sampled_from([one.name for one in fields(DepositFacts)]), max_size=3))
    return replace(sound, **{name: getattr(anything, name) for name in changed})


@given(deposit=nearly_sound_deposits())
def test_what_no_control_blocks_is_complete_and_the_account_s(deposit: DepositFacts) -> None:
    """What the portal relies on when it makes an invoice of a deposit."""
    assume(not any(finding.level is Level.BLOCKS for finding in find_problems(deposit)))
    assert deposit.number
    assert deposit.issued_on
    assert deposit.total_ht is not None
    assert deposit.total_ttc is not None
    assert Decimal(0) < deposit.total_ht <= deposit.total_ttc
    assert deposit.siret in deposit.account_sirets
    assert deposit.dossiers
    assert all(one.known and one.engaged and one.payee[0] == deposit.siret for one in deposit.dossiers)
    assert not deposit.same_number
