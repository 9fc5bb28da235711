"""The quick search finds what people type; filters keep what they say; pages hold each row once."""

from datetime import date, timedelta

import pytest
from django.db.models import QuerySet

from akto_invoice.portal.models import Invoice, InvoiceKind, Status, User
from akto_invoice.portal.workflows import search
from akto_invoice.portal.workflows.periods import Period
from akto_invoice.portal.workflows.search import ORDERS, PAGE_SIZE, Filters, ListPaginator, find_invoices, page_of
from tests.portal.world import World, make_invoice


def found(user: User, **filters: object) -> list[str]:
    return [invoice.reference for invoice in find_invoices(user, Filters(**filters))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "FC21095780002",
        "fc 2109-5780002",
        "5780",
        " 2109 578 ",
        "2310AF000021",
        "23.10.af.000021",
        "af0000",
        "524 818 457 00029",
        "524818457",
        "524.818.457",
        "FC\N{NO-BREAK SPACE}2109",
    ],
)
def test_an_invoice_is_found_by_part_of_a_number(text: str, world: World) -> None:
    assert found(world.owner, text=text) == ["FC21095780002"]


def test_a_proforma_is_found_by_its_demande(world: World) -> None:
    assert found(world.owner, text="2512 tt 000 42") == ["2512PRFF000073"]


@pytest.mark.parametrize("text", ["99", "FC21095780003", "0002 524", "%", "_", "---", "\\", "' OR 1=1 --", "é"])
def test_nothing_is_found_for(text: str, world: World) -> None:
    assert found(world.owner, text=text) == []


def test_a_legacy_dossier_is_found_with_and_without_its_dot(world: World) -> None:
    from akto_invoice.portal.models import InvoiceDossier
    from tests.portal.world import make_dossier

    invoice = make_invoice(world.training, "ANC-1")
    dossier = make_dossier("20.PH444241CAL", employer=world.interim, provider=world.training)
    InvoiceDossier.objects.create(invoice=invoice, dossier=dossier, amount_ht=1)
    invoice.refresh_search_text()
    assert found(world.owner, text="20.PH444241CAL") == found(world.owner, text="ph 444241") == ["ANC-1"]


def test_only_the_user_s_own_are_found(world: World) -> None:
    assert found(world.outsider) == []
    assert found(world.colleague) == found(world.owner) == found(world.agent) == ["2512PRFF000073", "FC21095780002"]


def test_statuses_kinds_and_periods_are_kept(world: World) -> None:
    make_invoice(world.training, "A", status=Status.PAYEE, received_on=date(2026, 1, 1), issued_on=date(2025, 12, 31))
    make_invoice(world.training, "B", status=Status.RECUE, received_on=date(2026, 1, 31), issued_on=date(2026, 1, 30))
    make_invoice(world.training, "C", kind=InvoiceKind.AVOIR, received_on=date(2026, 2, 1), issued_on=date(2026, 1, 31))
    january = Period(date(2026, 1, 1), date(2026, 1, 31))
    assert found(world.owner, received=january) == ["B", "A"]
    assert found(world.owner, issued=january) == ["C", "B"]
    assert found(world.owner, received=january, issued=january) == ["B"]
    assert found(world.owner, received=Period(first=date(2026, 2, 1))) == ["C"]
    assert found(world.owner, issued=Period(last=date(2025, 9, 30))) == ["2512PRFF000073", "FC21095780002"]
    assert found(world.owner, statuses=frozenset({Status.PAYEE})) == ["A"]
    assert found(world.owner, statuses=frozenset({Status.RECUE, Status.PAYEE})) == ["C", "B", "A"]
    assert found(world.owner, kind=InvoiceKind.AVOIR) == ["C"]


@pytest.fixture
def many(world: World) -> QuerySet[Invoice]:
    """More than four pages, with dates, amounts and statuses that repeat, so that only the key tells rows apart."""
    for number in range(4 * PAGE_SIZE + 7):
        make_invoice(
            (world.training, world.interim)[number % 2],
            f"M{number % 53:02}-{number}",
            status=list(Status)[number % 3],
            received_on=date(2026, 1, 1) + timedelta(days=number % 5),
            issued_on=date(2026, 1, 1) + timedelta(days=number % 4),
            total_ht=str(number % 9),
            total_ttc=str(number % 9 + number % 2),
        )
    return Invoice.objects.all()


@pytest.mark.parametrize("order", ORDERS)
def test_pages_hold_each_row_once_in_order(order: str, many: QuerySet[Invoice], world: World) -> None:
    in_order = find_invoices(world.agent, Filters(order=order))
    pages = [list(page_of(in_order, number)) for number in range(1, 6)]
    assert [invoice for page in pages for invoice in page] == list(in_order)
    assert sorted(invoice.pk for page in pages for invoice in page) == sorted(many.values_list("pk", flat=True))
    upside_down = find_invoices(world.agent, Filters(order=order[1:] if order.startswith("-") else f"-{order}"))
    assert list(upside_down) == list(in_order)[::-1]


def test_two_characters_or_less_find_the_reference_that_they_are(world: World) -> None:
    make_invoice(world.training, "7-B")
    make_invoice(world.training, "17B")
    assert found(world.owner, text="7b") == ["7-B"]
    assert found(world.owner, text="b") == []


def test_no_page_lies_beyond_the_limit(many: QuerySet[Invoice], world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    in_order = find_invoices(world.agent, Filters())
    assert not ListPaginator(in_order, PAGE_SIZE).is_cut
    monkeypatch.setattr(search, "MAX_LISTED", PAGE_SIZE + 10)
    pages = ListPaginator(in_order, PAGE_SIZE)
    assert (pages.count, pages.num_pages, pages.is_cut) == (PAGE_SIZE + 10, 2, True)
    assert list(pages.get_page(99)) == list(in_order)[PAGE_SIZE : PAGE_SIZE + 10]


@pytest.mark.parametrize(("number", "shown"), [("0", 5), ("-3", 5), ("x", 1), ("", 1), ("99", 5), ("3", 3)])
def test_a_page_that_does_not_exist_becomes_the_nearest(
    number: str, shown: int, many: QuerySet[Invoice], world: World
) -> None:
    assert page_of(find_invoices(world.agent, Filters()), number).number == shown
