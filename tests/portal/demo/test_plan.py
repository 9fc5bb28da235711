from collections import Counter
from datetime import date
from decimal import Decimal
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from akto_invoice.portal.demo import cast
from akto_invoice.portal.demo.history import history_of
from akto_invoice.portal.demo.plan import Planner
from akto_invoice.portal.models import Status
from akto_invoice.portal.models.keys import search_key
from akto_invoice.portal.models.status import WITHDRAWN
from akto_invoice.rules import bic, dossier, iban, nda, siret, vat_number
from tests.portal.demo.moments import afternoon_of

TODAYS = st.dates(date(2024, 2, 28), date(2030, 12, 31)) | st.sampled_from(
    (date(2028, 2, 29), date(2027, 1, 1), date(2026, 3, 29), date(2026, 10, 25))
)


def test_numbers_of_the_cast_are_valid() -> None:
    for company in cast.COMPANIES:
        assert siret.validate(company.siret) == company.siret
        assert iban.validate(company.iban) == company.iban
        assert bic.suits_country(bic.validate(company.bic), "FR")
        assert not company.nda or nda.validate(company.nda) == company.nda
        assert not company.vat_number or vat_number.validate(company.vat_number).endswith(company.siret[:9])
        assert bool(company.nda) != bool(company.branch)


def test_no_two_companies_share_a_siret_or_a_prefix() -> None:
    assert len({company.siret for company in cast.COMPANIES}) == len(cast.COMPANIES)
    assert len({company.prefix for company in cast.COMPANIES}) == len(cast.COMPANIES)


def test_the_same_day_gives_the_same_plan() -> None:
    assert Planner(date(2026, 11, 24)).invoices() == Planner(date(2026, 11, 24)).invoices()


def test_every_company_issues_something() -> None:
    issuers = Counter(invoice.paper.issuer for invoice in Planner(date(2026, 11, 24)).invoices())
    assert set(issuers) == set(cast.COMPANIES)


@settings(max_examples=5)
@given(TODAYS)
def test_on_any_day_the_plan_can_be_stored(today: date) -> None:
    rng = Random(1)  # noqa: S311
    live: Counter[tuple[str, str]] = Counter()
    billed: Counter[str] = Counter()
    engaged: dict[str, Decimal] = {}
    for invoice in Planner(today).invoices():
        paper, now = invoice.paper, afternoon_of(today)
        history = history_of(invoice, rng, now)
        assert invoice.received_on <= today
        assert paper.issued_on <= invoice.received_on
        assert paper.session[0] <= paper.session[1]
        assert len(invoice.dossiers or invoice.requests) == len(paper.lines)
        assert all(dossier.validate(line.dossier) for line in paper.lines)
        assert all(event.at <= now for event in history.events)
        assert history.events == sorted(history.events, key=lambda event: event.at)
        if history.status in WITHDRAWN:
            continue
        live[paper.issuer.siret, search_key(paper.number)] += 1
        for planned, line in zip(invoice.dossiers, paper.lines, strict=False):
            sign = -1 if paper.kind == "avoir" else 1
            billed[planned.number] += int(sign * line.amount_ht * 100)
            assert engaged.setdefault(planned.number, planned.engaged_ht) == planned.engaged_ht
            assert planned.is_engaged or history.status in (Status.RECUE, Status.EN_INSTRUCTION)
    assert set(live.values()) == {1}
    too_dear = _too_dear(today)
    assert all(cents <= engaged[number] * 100 for number, cents in billed.items() if number not in too_dear)


def _too_dear(today: date) -> set[str]:
    """Dossiers planned to be charged beyond what is engaged; their invoices may not be rejected yet."""
    return {
        invoice.dossiers[0].number
        for invoice in Planner(today).invoices()
        if invoice.fault and invoice.fault.reason == "MONTANTTOTAL_ERR"
    }
