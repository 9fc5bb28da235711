"""Search, detail and downloads answer as the pages do."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from akto_invoice.portal.models import AuditEvent, Invoice, Status
from tests.portal.api.programs import Program, program_of
from tests.portal.world import PDF, World, make_invoice, upload

# The API's question, the page's, and what both find.
QUESTIONS: list[tuple[dict[str, Any], dict[str, Any], list[str]]] = [
    ({}, {}, ["B-2", "A-1", "2512PRFF000073", "FC21095780002"]),
    ({"q": "2310 af 21"}, {"q": "2310 af 21"}, []),
    ({"q": "2310.AF000021"}, {"q": "2310.AF000021"}, ["FC21095780002"]),
    ({"q": "73282932000074"}, {"q": "73282932000074"}, ["2512PRFF000073"]),
    ({"kind": "proforma"}, {"type": "proforma"}, ["2512PRFF000073"]),
    ({"status": ["payee", "recue"]}, {"statut": ["payee", "recue"]}, ["B-2", "A-1"]),
    (
        {"received_from": "2026-01-05", "received_to": "2026-01-05"},
        {"reception_du": "2026-01-05", "reception_au": "2026-01-05"},
        ["A-1"],
    ),
    ({"issued_to": "2025-06-30"}, {"emission_au": "2025-06-30"}, ["A-1"]),
    ({"issued": "annee-precedente"}, {"emission": "annee-precedente"}, []),
    ({"received": "annee-courante"}, {"reception": "annee-courante"}, []),
    ({"order": "-ttc", "kind": "facture"}, {"tri": "-ttc", "type": "facture"}, ["B-2", "FC21095780002", "A-1"]),
]


@pytest.fixture
def more(world: World) -> None:
    make_invoice(
        world.training, "A-1", issued_on=date(2025, 6, 30), received_on=date(2026, 1, 5), total_ht="1", total_ttc="1"
    )
    make_invoice(world.training, "B-2", status=Status.PAYEE, received_on=date(2026, 1, 6), total_ttc="2000")
    make_invoice(world.elsewhere, "C-3")


@pytest.mark.parametrize(("asked", "filtered", "expected"), QUESTIONS)
def test_the_search_finds_what_the_page_shows(
    asked: dict[str, Any],
    filtered: dict[str, Any],
    expected: list[str],
    world: World,
    more: None,
    program: Program,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in ("api", "web.views"):
        monkeypatch.setattr(f"akto_invoice.portal.{module}.invoices.localdate", lambda: date(2030, 1, 1))
    answer = program.get("/invoices", **asked).json()
    client.force_login(world.owner)
    page = client.get("/factures/", filtered).context["page"]
    assert [one["reference"] for one in answer["items"]] == expected == [one.reference for one in page]
    assert answer["count"] == len(expected)


def test_the_list_is_paged(world: World, program: Program) -> None:
    for _ in range(3):
        make_invoice(world.training)
    first = program.get("/invoices", page_size=3).json()
    second = program.get("/invoices", page_size=3, page=2).json()
    assert (first["count"], first["pages"], first["is_cut"]) == (5, 2, False)
    assert len({one["id"] for one in first["items"] + second["items"]}) == 5
    assert program.get("/invoices", page_size=3, page=3).json()["items"] == []


@pytest.mark.parametrize(
    ("query", "where", "message"),
    [
        ({"page": 0}, "query.page", "Valeur refusée (greater_than_equal)."),
        ({"page_size": 101}, "query.page_size", "Valeur refusée (less_than_equal)."),
        ({"status": "inconnu"}, "query.status.0", "Valeur refusée (enum)."),
        ({"statut": "payee"}, "query", "Ce paramètre n'existe pas : statut."),
        ({"order": "id; DROP"}, "query.order", "Valeur refusée (string_pattern_mismatch)."),
        ({"received_from": "0"}, "query.received_from", "Une date s'écrit AAAA-MM-JJ."),
        ({"received_from": "2026-02-30"}, "query.received_from", "Valeur refusée (date_from_datetime_parsing)."),
        (
            {"issued_from": "2026-02-02", "issued_to": "2026-02-01"},
            "query",
            "La période finit avant de commencer : échangez les deux dates.",
        ),
    ],
)
def test_a_question_that_makes_no_sense_is_told(
    query: dict[str, Any], where: str, message: str, program: Program
) -> None:
    response = program.get("/invoices", **query)
    assert response.status_code == 422
    assert response.json()["code"] == "invalid_request"
    assert response.json()["details"] == [{"where": where, "message": message}]


def test_an_invoice_is_told_whole(world: World, program: Program) -> None:
    answer = program.get(f"/invoices/{world.invoice.pk}").json()
    assert answer["invoice"] == {
        "id": world.invoice.pk,
        "reference": "FC21095780002",
        "kind": "facture",
        "status": "en-instruction",
        "issuer": {"siret": "52481845700029", "name": "Campus Alizé"},
        "issued_on": "2025-09-30",
        "received_on": "2025-11-25",
        "total_ht": "960.00",
        "total_ttc": "1152.00",
        "credit_ht": "0.00",
        "credit_ttc": "0.00",
        "numbers": ["2310AF000021"],
    }
    assert [(line["dossier"]["number"], line["amount_ht"]) for line in answer["lines"]] == [("2310AF000021", "960.00")]
    assert [(piece["nature"], piece["versions"][0]["conformity"]) for piece in answer["pieces"]] == [
        ("certificat", "a-verifier")
    ]
    assert [(letter["nature"], letter["is_ready"]) for letter in answer["letters"]] == [("relance", True)]
    assert answer["payment"] is None
    assert answer["may_file"] is True
    assert program_of(world.colleague).get(f"/invoices/{world.invoice.pk}").json()["may_file"] is False


def test_a_proforma_has_requests(world: World, program: Program) -> None:
    answer = program.get(f"/invoices/{world.proforma.pk}").json()
    assert answer["lines"] == []
    assert [one["number"] for one in answer["requests"]] == ["2512TT00042"]


def test_an_iban_is_shown_to_those_who_may_see_it(world: World, program: Program) -> None:
    paid = make_invoice(world.training, status=Status.PAYEE)
    shown = program.get(f"/invoices/{paid.pk}").json()["payment"]
    masked = program_of(world.owner, bank_details=False).get(f"/invoices/{paid.pk}").json()["payment"]
    assert shown["iban"].replace(" ", "") == "FR1420041010050500013M02606"
    assert "20041" not in masked["iban"]
    assert masked["paid_on"] == "2025-12-01"


def test_files_are_taken_and_who_took_them_is_recorded(world: World, program: Program) -> None:
    document = program.get(f"/invoices/{world.invoice.pk}/documents/{world.piece.current.pk}")
    letter = program.get(f"/invoices/{world.invoice.pk}/letters/{world.letter.pk}")
    assert document.getvalue() == letter.getvalue() == PDF
    assert document["Content-Disposition"].startswith("attachment; filename*=utf-8''Certificat")
    program.get(f"/invoices/{world.invoice.pk}")
    taken = AuditEvent.objects.filter(detail__by_token=world.token.prefix).order_by("pk")
    assert [(event.action, event.actor) for event in taken] == [
        ("file.downloaded", world.owner),
        ("file.downloaded", world.owner),
        ("invoice.viewed", world.owner),
    ]


def test_a_piece_and_its_next_version_are_filed(world: World, program: Program) -> None:
    first = program.post(f"/invoices/{world.invoice.pk}/pieces", {"nature": "convention", "file": upload()})
    assert (first.status_code, first.json()["number"], first.json()["conformity"]) == (201, 1, "a-verifier")
    pieces = program.get(f"/invoices/{world.invoice.pk}").json()["pieces"]
    assert [piece["nature"] for piece in pieces] == ["certificat", "convention"]
    second = program.post(f"/invoices/{world.invoice.pk}/pieces/{pieces[1]['id']}", {"file": upload()})
    assert (second.status_code, second.json()["number"]) == (201, 2)
    refused = program.post(f"/invoices/{world.invoice.pk}/pieces", {"nature": "rib", "file": upload(b"GIF89a")})
    assert (refused.status_code, refused.json()["code"]) == (422, "file_refused")
    Invoice.objects.filter(pk=world.invoice.pk).update(status=Status.REJETEE)
    closed = program.post(f"/invoices/{world.invoice.pk}/pieces", {"nature": "rib", "file": upload()})
    assert (closed.status_code, closed.json()["code"]) == (409, "invoice_closed")


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/invoices", {"q": "\x00"}),
        ("/deposits", {"siret": "\x00"}),
        ("/entities/52481845700029/dossiers", {"q": "a\x00b"}),
        ("/entities/%00/dossiers", {}),
        ("/entities/5248184570002\u0669/dossiers", {}),
    ],
)
def test_what_no_database_takes_is_refused_or_finds_nothing(path: str, query: dict[str, str], program: Program) -> None:
    response = program.get(path, **query)
    assert response.status_code == 422 or response.json()["count"] == 0
