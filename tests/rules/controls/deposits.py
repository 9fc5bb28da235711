"""Deposits that nothing stands against, to be broken in one place."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from hypothesis import strategies as st

from akto_invoice.rules.amounts import ADMISSIBLE_RATES, CENT
from akto_invoice.rules.controls import DepositFacts, DossierFacts, find_problems
from tests.rules import strategies as made

INVOICES = ("invoice", "deposit_invoice")
# A few are enough: what makes a number valid is tested elsewhere, and drawing one takes longer than all controls.
COMPANIES = (
    *(made.with_luhn(made.with_luhn(f"5248184{n}") + f"000{n}") for n in range(8)),
    "35600000000048",
)
NUMBERS = ("FAC2025-02", "7", "FC 21095780002", "2025/02_Campus+Alizé", "n° 45", "A" * 35)
DOSSIERS = ("2310AF000021", "2512TT00042", "20PH444241CAL", "2512PRFA000067")


def companies() -> st.SearchStrategy[str]:
    return st.sampled_from(COMPANIES)


def euros(least: str = "0.01", most: str = "99999.99") -> st.SearchStrategy[Decimal]:
    """Amounts to the cent. Of whole cents, which are drawn ten times as fast as decimals."""
    return st.integers(int(Decimal(least) * 100), int(Decimal(most) * 100)).map(lambda cents: cents * CENT)


def percent_of(amount: Decimal, rate: Decimal) -> Decimal:
    return (amount * rate / 100).quantize(CENT, ROUND_HALF_UP)


@st.composite
def sound_dossiers(draw: st.DrawFn, payee: str, other: str) -> DossierFacts:
    subrogation = draw(st.booleans())
    return DossierFacts(
        number=draw(st.sampled_from(DOSSIERS)),
        known=True,
        engaged=True,
        state_label="Engagé",
        subrogation=subrogation,
        employer_siret=other if subrogation else payee,
        employer_name="Entreprise",
        provider_siret=payee if subrogation else other,
        provider_name="Organisme",
        remaining_ht=draw(euros()),
    )


@st.composite
def sound_deposits(draw: st.DrawFn) -> DepositFacts:
    """Every deposit that find_problems finds nothing about, as far as the controls differ on it."""
    issuer, other, today = draw(companies()), draw(companies()), draw(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
    dossiers = tuple(draw(st.lists(sound_dossiers(issuer, other), min_size=1, max_size=3)))
    ht = draw(euros(most=str(sum(one.remaining_ht for one in dossiers))))
    tva = percent_of(ht, draw(st.sampled_from(ADMISSIBLE_RATES)))
    is_avoir = draw(st.booleans())
    return DepositFacts(
        number=draw(st.sampled_from(NUMBERS)),
        issued_on=today - timedelta(days=draw(st.integers(0, 365))),
        total_ht=ht,
        total_tva=draw(st.sampled_from((None, tva))),
        total_ttc=ht + tva,
        siret=issuer,
        dossiers=dossiers,
        entity_siret=issuer,
        account_sirets=frozenset({issuer, *draw(st.lists(companies(), max_size=2))}),
        is_avoir=is_avoir,
        is_first_instalment=draw(st.booleans()),
        document_type=draw(st.sampled_from((None, *(["credit_note"] if is_avoir else INVOICES)))),
        addressee_is_akto=draw(st.sampled_from((None, True))),
        pieces=("certificat", "facture-acquittee"),
        same_number=(),
        same_file=(),
        read_checks=(),
        today=today,
    )


def facts(**values: Any) -> st.SearchStrategy[DepositFacts]:
    """Sound deposits but for these values."""
    return sound_deposits().map(lambda sound: replace(sound, **values))


def first_dossier(deposit: DepositFacts, **values: Any) -> DepositFacts:
    """The deposit with its first dossier so changed."""
    changed, *rest = deposit.dossiers
    return replace(deposit, dossiers=(replace(changed, **values), *rest))


def codes(deposit: DepositFacts) -> set[str]:
    return {finding.code for finding in find_problems(deposit)}


def message(deposit: DepositFacts, code: str) -> str:
    (text,) = (finding.message for finding in find_problems(deposit) if finding.code == code)
    return text.replace("\N{NO-BREAK SPACE}", " ")


def numbers(dossiers: Iterable[DossierFacts]) -> list[str]:
    return [one.number for one in dossiers]
