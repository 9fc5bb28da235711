"""Dashboard and list as pages: their counts, their filters in the URL, and what they ask of the database."""

import re
from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from akto_invoice.portal.models import Status
from akto_invoice.portal.models.status import CLOSED
from akto_invoice.portal.workflows import export_xlsx
from akto_invoice.portal.workflows.search import PAGE_SIZE
from tests.portal.world import World, make_entity, make_invoice

LIST = "/factures/"
# Session, user, branches for the menu.
FRAME = 4


def page(client: Client, url: str = LIST) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return unescape(response.content.decode())


def references(html: str) -> list[str]:
    return re.findall(r'<td [^>]*class="reference"><a href="[^"]+">([^<]+)</a>', html)


@pytest.fixture
def owner(world: World, client: Client) -> Client:
    client.force_login(world.owner)
    return client


def test_each_count_of_the_dashboard_is_that_of_its_list(world: World, owner: Client) -> None:
    for number, status in enumerate(Status):
        for _ in range(number):
            make_invoice(world.training, status=status)
    make_invoice(make_entity("Ailleurs", "83302656000270"), status=Status.RECUE)
    html = page(owner, "/")
    counted = dict(re.findall(r'href="(/factures/\?statut=[^"]+)">\s*<span.*?<strong>(\d+)</strong>', html))
    assert counted.keys() == {f"/factures/?statut={status}" for status in set(Status) - CLOSED}
    for url, count in counted.items():
        assert len(references(page(owner, url))) == int(count)


def test_an_account_without_entity_is_told_what_to_do(world: World, client: Client) -> None:
    client.force_login(world.outsider)
    world.outsider.memberships.all().delete()
    assert "demandez une habilitation" in page(client, "/")
    client.force_login(world.agent)
    assert "demandez une habilitation" not in page(client, "/")


def test_the_two_tiles_lead_to_their_lists(world: World, owner: Client) -> None:
    make_invoice(world.training, status=Status.RECUE)
    html = " ".join(page(owner, "/").split())
    assert '<a class="tile" href="/factures/?statut=recue"> <strong>1</strong> nouvelle facture </a>' in html
    assert 'href="/factures/?statut=a-regulariser"> <strong>0</strong> facture à régulariser </a>' in html


def test_a_row_reads_as_in_the_guide(owner: Client, world: World) -> None:
    html = page(owner)
    headings = re.findall(r"<th [^>]*><a[^>]*>([^<]+)", html)
    assert headings == [
        "Référence",
        "Date d'émission",
        "Date de réception",
        "Émetteur",
        "Montant HT",
        "Montant TTC",
        "Statut",
    ]
    row = html[html.index("FC21095780002") : html.index("</tr>", html.index("FC21095780002"))]
    assert re.findall(r">([^<>\n]+)<", row) == [
        "30/09/2025",
        "25/11/2025",
        "Campus Alizé",
        "960,00\N{NO-BREAK SPACE}€",
        "1\N{NARROW NO-BREAK SPACE}152,00\N{NO-BREAK SPACE}€",
        "En cours d'instruction",
    ]


def test_filters_live_in_the_url(world: World, owner: Client) -> None:
    make_invoice(world.training, "JANVIER", received_on=date(2026, 1, 31), issued_on=date(2026, 1, 2))
    make_invoice(world.training, "FEVRIER", received_on=date(2026, 2, 1), issued_on=date(2026, 1, 31))
    assert references(page(owner, f"{LIST}?reception_du=2026-01-01&reception_au=2026-01-31")) == ["JANVIER"]
    assert references(page(owner, f"{LIST}?emission_du=2026-01-01&tri=reception")) == ["JANVIER", "FEVRIER"]
    assert references(page(owner, f"{LIST}?type=proforma")) == ["2512PRFF000073"]
    assert references(page(owner, f"{LIST}?statut=recue&statut=en-instruction&q=fc2109")) == ["FC21095780002"]


def test_a_preset_counts_before_dates_left_over(world: World, owner: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("akto_invoice.portal.web.views.invoices.localdate", lambda: date(2026, 3, 31))
    make_invoice(world.training, "FEVRIER", received_on=date(2026, 2, 28))
    make_invoice(world.training, "MARS", received_on=date(2026, 3, 1))
    html = page(owner, f"{LIST}?reception=mois-precedent&reception_du=2026-03-01&reception_au=2026-02-01")
    assert references(html) == ["FEVRIER"]
    assert "Reçues du 01/02/2026 au 28/02/2026" in html


def test_each_active_filter_can_be_dropped_alone(owner: Client) -> None:
    html = page(owner, f"{LIST}?q=fc&statut=recue&emission_au=2025-12-31&tri=ht&page=1")
    chips = re.findall(r'<a href="\?([^"]*)" aria-label="Retirer le filtre ([^"]+)"', html)
    assert chips == [
        ("statut=recue&emission_au=2025-12-31&tri=ht", "« fc »"),
        ("q=fc&emission_au=2025-12-31&tri=ht", "Reçue"),
        ("q=fc&statut=recue&tri=ht", "Émises jusqu'au 31/12/2025"),
    ]


@pytest.mark.parametrize(
    "query",
    [
        "statut=inconnu",
        "reception=demain",
        "reception_du=hier",
        "reception_du=2026-02-01&reception_au=2026-01-01",
        "type=devis",
        "tri=iban",
        "q=" + "9" * 101,
        "q=%00",
    ],
)
def test_a_filter_that_makes_no_sense_finds_nothing_and_says_so(query: str, owner: Client) -> None:
    html = page(owner, f"{LIST}?{query}")
    assert references(html) == []
    assert "Un filtre ne convient pas" in html
    assert html.count('class="errorlist"') == 1
    for name in ("invoices-csv", "invoices-xlsx"):
        assert owner.get(f"{reverse(name)}?{query}").status_code == 400


def test_a_list_renewed_in_place_has_a_short_url(owner: Client) -> None:
    response = owner.get(f"{LIST}?q=&statut=recue&statut=payee&reception=&tri=ht", headers={"HX-Request": "true"})
    assert response["HX-Push-Url"] == "?statut=recue&statut=payee&tri=ht"
    assert "HX-Push-Url" not in owner.get(f"{LIST}?q=&tri=ht")


def test_a_search_is_shown_as_text(owner: Client) -> None:
    response = owner.get(LIST, {"q": '"><script>alert(1)</script>'})
    assert b"<script>alert" not in response.content


def test_an_export_is_a_file_of_what_is_filtered(world: World, owner: Client) -> None:
    response = owner.get(reverse("invoices-csv"), {"q": "2512 prff"})
    lines = response.getvalue().decode("utf-8-sig").splitlines()
    assert [line.split(";")[0] for line in lines] == ["Référence", "2512PRFF000073"]
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert re.fullmatch(r'attachment; filename="factures-\d{4}-\d\d-\d\d\.csv"', response["Content-Disposition"])


def test_a_list_too_long_for_a_sheet_leads_back_to_it(
    world: World, owner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_xlsx, "MAX_ROWS", 1)
    response = owner.get(f"{reverse('invoices-xlsx')}?tri=ht", follow=True)
    assert response.redirect_chain == [("/factures/?tri=ht", 302)]
    assert "exportez en CSV" in response.content.decode()


def test_sorting_turns_round_and_starts_at_the_first_page(owner: Client) -> None:
    html = page(owner, f"{LIST}?tri=ttc&page=1&q=fc21")
    assert '<th scope="col" aria-sort="ascending" class="ttc"><a href="?tri=-ttc&q=fc21">' in html
    assert '<th scope="col" class="ht"><a href="?tri=ht&q=fc21">' in html


def test_the_menu_knows_proformas_only_in_temporary_work(world: World, client: Client) -> None:
    for person, shown in ((world.owner, True), (world.outsider, False), (world.agent, False)):
        client.force_login(person)
        html = page(client, "/")
        assert ("Proformas groupées" in html) == shown
        assert ("À instruire" in html) == person.is_agent


@pytest.fixture
def filled(world: World) -> World:
    """Three full pages, so that a query per row would show."""
    for number in range(3 * PAGE_SIZE):
        make_invoice((world.training, world.interim)[number % 2], status=list(Status)[number % 8])
    return world


@pytest.mark.parametrize("query", ["", "?q=FAC", "?statut=recue&reception_du=2025-01-01&tri=emetteur", "?page=4"])
def test_queries_of_the_list(
    query: str, filled: World, owner: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(FRAME + 6):  # entities, rights to deposit invoices and RIBs, count, keys, rows
        page(owner, LIST + query)


def test_queries_of_the_dashboard(
    filled: World, owner: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(FRAME + 4):  # entities, counts, entities to show, entities to deposit for
        page(owner, "/")


def test_queries_of_the_worklist(
    filled: World, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(filled.agent)
    with django_assert_num_queries(FRAME - 2 + 3):  # agents have neither branches nor rights; count, keys, rows
        page(client, reverse("worklist"))


@pytest.mark.parametrize("name", ["invoices-csv", "invoices-xlsx"])
def test_queries_of_an_export(
    name: str, filled: World, owner: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2 + 3):  # session, user; audit, entities, rows
        response = owner.get(reverse(name))
        content = b"".join(response)
    assert content
