"""The portal's benchmark: what it fills obeys the portal's rules, and every address that it times answers."""

from datetime import date

import pytest
from django.db import connection

from akto_invoice.portal.models import Invoice, User
from akto_invoice.portal.models.keys import search_text
from akto_invoice.portal.workflows.access import visible_invoices
from akto_invoice.rules import siret
from benchmarks import portal, portal_report
from benchmarks.portal import Export, PortalSpeed, Timing
from benchmarks.portal_fill import AGENT, LARGE, fill

INVOICES = 300


@pytest.mark.django_db
def test_filled_tables_serve_every_page_that_is_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portal, "TIMES", 1)
    fill(INVOICES, date(2026, 11, 24))
    connection.check_constraints()
    assert Invoice.objects.count() == INVOICES
    assert 0 < visible_invoices(User.objects.get(email=LARGE)).count() < INVOICES
    for invoice in Invoice.objects.select_related("issuer").prefetch_related("dossiers")[:20]:
        invoice.clean_fields()
        assert siret.validate(invoice.issuer.siret)
        numbers = [dossier.number for dossier in invoice.dossiers.all()]
        assert invoice.search_text == search_text(invoice.reference, invoice.issuer.siret, numbers)
    measured = portal.measure(fill_seconds=1.0)
    cases = {timing.case for timing in measured.timings if timing.user == "agent"}
    assert {"tableau de bord", "liste, dernière page", "recherche : SIRET", "instruction : à traiter"} <= cases
    assert {export.rows for export in measured.exports if export.case == "CSV, tout" and export.user == "agent"} == {
        INVOICES
    }
    assert f"## {measured.database}" in portal_report.page([measured])
    assert User.objects.get(email=AGENT).is_agent


def test_page_counts_what_is_late_and_leaves_out_what_a_user_has_not() -> None:
    measured = PortalSpeed(
        database="PostgreSQL 15",
        machine="2 cores",
        load="load average 0.1",
        invoices=1_000_000,
        fill_seconds=70.2,
        timings=(
            Timing("agent", "liste", 10.4, 99.6, 5),
            Timing("grand compte", "liste", 20.0, 180.0, 7),
            Timing("agent", "instruction", 11.0, 12.0, 5),
        ),
        exports=(Export("agent", "CSV, tout", 1_000_000, 135.5, 36.8, 12.0),),
    )
    page = portal_report.page([measured])
    assert "2 of 3 cases within 100 ms" in page
    assert "| liste | 10 ms | 100 ms | 5 | 20 ms | 180 ms | 7 |" in page
    assert "| instruction | 11 ms | 12 ms | 5 |" in page
    assert "| CSV, tout | agent | 1 000 000 | 135.5 MB | 36.8 s | 12 ms |" in page
