"""A program deposits: once, with the same controls and refusals as the page."""

import hashlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from akto_invoice.portal.api import deposits
from akto_invoice.portal.models import AuditEvent, Deposit, DepositKey, DepositPiece, Dossier, Invoice, Membership
from akto_invoice.portal.workflows.deposit.receive import receive_invoice
from akto_invoice.portal.workflows.limit_rate import Limit
from tests.portal.api.programs import Program, make_deposit, program_of
from tests.portal.at_once import at_once
from tests.portal.papers import invoice_pdf, invoice_upload
from tests.portal.world import PDF, World, make_world, upload


def send(program: Program, world: World, key: str = "facture 1", **changes: Any) -> Any:
    data = {
        "siret": world.training.siret,
        "file": invoice_upload(world.training),
        "natures": ["certificat"],
        "pieces": [upload()],
    } | changes
    return program.post("/deposits", data, headers={"Idempotency-Key": key})


def see(program: Program, pk: int) -> Any:
    return program.get(f"/deposits/{pk}").json()


def change(program: Program, pk: int, **values: Any) -> Any:
    return program.client.patch(f"/api/v1/deposits/{pk}", values, content_type="application/json")


def validate(program: Program, pk: int, **values: Any) -> Any:
    return program.post(f"/deposits/{pk}/validate", values, content_type="application/json")


def test_from_the_file_to_the_invoice(world: World, program: Program) -> None:
    content = invoice_pdf(world.training)
    made = send(program, world, file=SimpleUploadedFile("Facture 2.pdf", content))
    assert made.status_code == 201
    received = made.json()
    assert received["sha256"] == hashlib.sha256(content).hexdigest()
    assert (received["kind"], received["page_count"], received["name"]) == ("text", 1, "Facture 2.pdf")

    seen = see(program, received["id"])
    deposit = seen["deposit"]
    assert deposit["state"] == "a-valider"
    assert (deposit["number"], deposit["total_ht"], deposit["total_ttc"]) == ("FAC2025-02", "1000.00", "1200.00")
    assert seen["proposals"]["total_ht"]["words"] == "sûr"
    assert [(one["number"], one["known"], one["amount_ht"]) for one in seen["dossiers"]] == [
        ("2310AF000021", True, "1000.00")
    ]
    assert [one["nature"] for one in seen["pieces"]] == ["certificat"]
    assert seen["findings"] == []

    corrected = change(program, received["id"], revision=deposit["revision"], number="FAC 2025/02")
    assert corrected.status_code == 200
    revision = corrected.json()["deposit"]["revision"]
    done = validate(program, received["id"], revision=revision)
    assert done.status_code == 200
    assert done.json()["deposit"]["state"] == "transmis"
    invoice = program.get(f"/invoices/{done.json()['deposit']['invoice']}").json()
    assert (invoice["invoice"]["reference"], invoice["invoice"]["status"]) == ("FAC 2025/02", "recue")
    assert [piece["nature"] for piece in invoice["pieces"]] == ["facture", "certificat"]
    receipt = program.get(f"/invoices/{invoice['invoice']['id']}/receipt")
    assert receipt.getvalue().startswith(b"%PDF-")
    acts = AuditEvent.objects.filter(detail__by_token=world.token.prefix).order_by("pk")
    assert [event.action for event in acts] == [
        "deposit.received", "deposit.piece", "deposit.sent", "deposit.viewed", "deposit.corrected", "deposit.viewed",
        "deposit.validated", "deposit.viewed", "invoice.viewed", "file.downloaded",
    ]  # fmt: skip


def test_the_same_request_again_deposits_nothing_more(world: World, program: Program) -> None:
    first, second = send(program, world), send(program, world)
    assert (second.status_code, second.json()) == (first.status_code, first.json()) == (201, first.json())
    assert Deposit.objects.count() == DepositPiece.objects.count() == 1


@pytest.mark.parametrize(
    "other",
    [
        {"is_avoir": True},
        {"is_first_instalment": True},
        {"siret": "73282932000074"},
        {"natures": ["convention"]},
        {"natures": [], "pieces": []},
        {"pieces": [upload(PDF + b"\n")]},
        {"file": upload(PDF)},
        {"file": "renamed"},
    ],
)
def test_another_request_under_the_same_key_is_refused(other: dict[str, Any], world: World, program: Program) -> None:
    send(program, world)
    if other == {"file": "renamed"}:
        other = {"file": invoice_upload(world.training, name="Autre.pdf")}
    response = send(program, world, **other)
    assert (response.status_code, response.json()["code"]) == (422, "key_reused")
    assert Deposit.objects.count() == 1


def test_a_key_is_its_user_s_own(world: World, program: Program) -> None:
    send(program, world)
    Membership.objects.filter(user=world.colleague).update(can_deposit=True)
    assert send(program_of(world.colleague), world).status_code == 201
    assert send(program, world, key="facture 2").status_code == 201
    assert Deposit.objects.count() == 3


def test_a_key_leads_nowhere_once_the_right_is_lost(world: World, program: Program) -> None:
    send(program, world)
    Membership.objects.filter(user=world.owner).update(can_deposit=False)
    assert send(program, world).status_code == 404


@pytest.mark.parametrize("key", [None, "", "x" * 256, "n° 1", "a\x00"])
def test_a_deposit_needs_a_key(key: str | None, world: World, program: Program) -> None:
    headers = {} if key is None else {"Idempotency-Key": key}
    data = {"siret": world.training.siret, "file": invoice_upload(world.training)}
    response = program.post("/deposits", data, headers=headers)
    assert (response.status_code, response.json()["code"]) == (422, "invalid_request")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"file": upload(b"GIF89a")}, "file_refused"),
        ({"file": upload(b"")}, "file_refused"),
        ({"file": upload(PDF)}, "file_refused"),
        ({"pieces": [upload(b"GIF89a")]}, "file_refused"),
        ({"natures": ["facture"]}, "file_refused"),
        ({"natures": ["inconnue"]}, "invalid_request"),
        ({"natures": []}, "wrong_value"),
        ({"natures": ["rib"] * 21, "pieces": [upload() for _ in range(21)]}, "wrong_value"),
        ({"file": ""}, "invalid_request"),
        ({"is_avoir": "peut-être"}, "invalid_request"),
    ],
)
def test_all_of_it_is_kept_or_nothing(changes: dict[str, Any], code: str, world: World, program: Program) -> None:
    response = send(program, world, **changes)
    assert (response.status_code, response.json()["code"]) == (422, code)
    assert not Deposit.objects.exists()
    assert not DepositKey.objects.exists()
    assert send(program, world).status_code == 201, "the key is free again"


def test_a_program_sends_its_deposit_and_no_draft_of_the_page(world: World, program: Program) -> None:
    draft = receive_invoice(world.owner, world.training.siret, invoice_upload(world.training, "FAC2025-99"))
    send(program, world)
    draft.refresh_from_db()
    assert draft.state == "brouillon"


def test_files_have_a_share_of_their_own(world: World, program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deposits, "PER_TOKEN", Limit(1, 60))
    assert [send(program, world, key=str(number)).status_code for number in range(2)] == [201, 429]


def test_controls_hold_and_warnings_ask_for_a_reason(world: World, program: Program) -> None:
    Dossier.objects.update(engaged_ht=500)
    pk = send(program, world).json()["id"]
    seen = see(program, pk)
    assert [(one["code"], one["level"]) for one in seen["findings"]] == [("MONTANTTOTAL_ERR", "warns")]
    revision = seen["deposit"]["revision"]
    for overrides in ({}, {"MONTANTTOTAL_ERR": "  "}, {"AUTRE": "Accord du 2 mars"}):
        refused = validate(program, pk, revision=revision, overrides=overrides)
        assert (refused.status_code, refused.json()["code"]) == (422, "controls_failed")
        assert [one["code"] for one in refused.json()["findings"]] == ["MONTANTTOTAL_ERR"]
        assert refused.json()["findings"][0]["remedy"]
    done = validate(program, pk, revision=revision, overrides={"MONTANTTOTAL_ERR": "Accord du 2 mars"})
    assert done.json()["deposit"]["state"] == "transmis"


def test_what_blocks_cannot_be_overridden(world: World, program: Program) -> None:
    Dossier.objects.update(state="refuse")
    pk = send(program, world).json()["id"]
    [finding] = see(program, pk)["findings"]
    assert finding["level"] == "blocks"
    refused = validate(program, pk, revision=2, overrides={finding["code"]: "Je le veux"})
    assert (refused.status_code, refused.json()["code"]) == (422, "controls_failed")
    assert not Invoice.objects.filter(reference="FAC2025-02").exists()


def test_a_token_without_an_entity_does_not_invoice_for_it(world: World, program: Program) -> None:
    """The SIRET of the account's other entity is none of this token's account."""
    pk = send(program, world).json()["id"]
    world.token.grants.filter(membership__entity=world.interim).delete()
    changed = change(program, pk, revision=2, siret=world.interim.siret).json()
    assert "SIRET_ERR_COMPTE" in [one["code"] for one in changed["findings"]]


def test_an_old_revision_is_refused(world: World, program: Program) -> None:
    deposit = make_deposit(world)
    assert change(program, deposit.pk, revision=deposit.revision, number="A-2").status_code == 200
    for response in (
        change(program, deposit.pk, revision=deposit.revision, number="A-3"),
        validate(program, deposit.pk, revision=deposit.revision),
    ):
        assert (response.status_code, response.json()["code"]) == (409, "stale_revision")


@pytest.mark.parametrize(
    "values",
    [
        {"state": "transmis"},
        {"invoice": 1},
        {"entity": 1},
        {"depositor": 1},
        {"reading": {}},
        {"findings": []},
        {"overrides": {}},
        {"validated_at": "2026-01-01T00:00:00Z"},
        {"is_avoir": True},
    ],
)
def test_nothing_else_can_be_set(values: dict[str, Any], world: World, program: Program) -> None:
    deposit = make_deposit(world)
    before = Deposit.objects.values().get(pk=deposit.pk)
    response = change(program, deposit.pk, revision=deposit.revision, **values)
    assert response.status_code == 422
    assert response.json()["details"] == [{"where": f"body.{next(iter(values))}", "message": "Ce champ n'existe pas."}]
    assert Deposit.objects.values().get(pk=deposit.pk) == before


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ({"total_ht": "-1"}, "body.total_ht"),
        ({"total_ht": "12.345"}, "body.total_ht"),
        ({"total_ht": "NaN"}, "body.total_ht"),
        ({"total_ht": "1e9"}, "body.total_ht"),
        ({"total_ht": "beaucoup"}, "body.total_ht"),
        ({"issued_on": "10/02/2025"}, "body.issued_on"),
        ({"issued_on": 0}, "body.issued_on"),
        ({"siret": "52481845700028"}, "body.siret"),
        ({"number": "x" * 36}, "body.number"),
        ({"number": "---"}, "body.number"),
        ({"dossiers": ["pas un dossier"]}, "body.dossiers"),
        ({"amounts": {"": "1.00"}}, "body.amounts"),
        ({"amounts": {"2310AF000021": "-1"}}, "body.amounts.2310AF000021"),
    ],
)
def test_a_wrong_value_is_told_by_its_name(values: dict[str, Any], where: str, world: World, program: Program) -> None:
    deposit = make_deposit(world)
    response = change(program, deposit.pk, revision=deposit.revision, **values)
    assert response.status_code == 422
    assert [one["where"] for one in response.json()["details"]] == [where]


def test_values_are_emptied_and_set(world: World, program: Program) -> None:
    deposit = make_deposit(world)
    emptied: dict[str, Any] = {"number": None, "issued_on": None, "total_ht": None, "siret": None, "dossiers": []}
    answer = change(program, deposit.pk, revision=deposit.revision, **emptied).json()["deposit"]
    assert [answer[name] for name in emptied] == ["", None, None, "", []]
    assert answer["total_ttc"] == "1200.00"
    wanted = {
        "number": "F 1",
        "issued_on": "2026-11-02",
        "total_ht": "900.50",
        "siret": "524 818 457 00029",
        "dossiers": ["2310.AF000021"],
    }
    answer = change(program, deposit.pk, revision=answer["revision"], **wanted).json()["deposit"]
    assert [answer[name] for name in wanted] == ["F 1", "2026-11-02", "900.50", "52481845700029", ["2310AF000021"]]


def test_pieces_come_and_go(world: World, program: Program) -> None:
    deposit = make_deposit(world)
    added = program.post(f"/deposits/{deposit.pk}/pieces", {"nature": "rib", "file": upload()}).json()
    path = f"/deposits/{deposit.pk}/pieces/{added['id']}"
    assert program.get(path).getvalue() == PDF
    assert program.client.delete(f"/api/v1{path}").status_code == 204
    assert program.get(path).status_code == 404
    assert [one["nature"] for one in see(program, deposit.pk)["pieces"]] == ["certificat"]


def test_a_cancelled_deposit_stays_in_the_list_without_its_file(world: World, program: Program) -> None:
    deposit = make_deposit(world)
    assert program.post(f"/deposits/{deposit.pk}/cancel").json()["deposit"]["state"] == "annule"
    assert program.get(f"/deposits/{deposit.pk}/file").status_code == 404
    again = program.post(f"/deposits/{deposit.pk}/cancel")
    assert (again.status_code, again.json()["code"]) == (409, "state_refused")
    assert [one["id"] for one in program.get("/deposits", state="annule").json()["items"]] == [deposit.pk]


def test_the_list_is_of_one_s_own_filtered_and_paged(world: World, program: Program) -> None:
    ids = [send(program, world, key=str(number)).json()["id"] for number in range(3)]
    page = program.get("/deposits", page_size=2).json()
    assert (page["count"], page["pages"], [one["id"] for one in page["items"]]) == (3, 2, ids[:0:-1])
    assert program.get("/deposits", page=9).json()["items"] == []
    assert program.get("/deposits", siret=world.interim.siret).json()["count"] == 0
    assert program.get("/deposits", state=["a-valider", "transmis"]).json()["count"] == 3
    for person in (world.colleague, world.outsider):
        assert program_of(person).get("/deposits").json()["count"] == 0
    assert program_of(world.owner, deposit=False).get("/deposits").json()["count"] == 0


def test_dossiers_are_found_by_number_title_or_trainee(world: World, program: Program) -> None:
    path = f"/entities/{world.training.siret}/dossiers"
    for q in ("", "2310 af", "propreté", "durand"):
        assert [one["number"] for one in program.get(path, q=q).json()] == ["2310AF000021"]
    assert program.get(path, q="rien").json() == []
    assert program.get("/entities/44306184100047/dossiers").status_code == 404


@pytest.mark.skipif(
    not connection.features.has_select_for_update,
    reason="rows are locked on PostgreSQL only: set DATABASE_URL=postgresql://... to run this test",
)
@pytest.mark.django_db(transaction=True)
def test_the_same_request_many_times_at_once_deposits_once() -> None:
    world = make_world()
    answers: list[Any] = []
    at_once(*[lambda: answers.append(send(Program(world.secret), world))] * 6)
    assert {answer.status_code for answer in answers} == {201}
    assert {answer.json()["id"] for answer in answers} == {Deposit.objects.get().pk}
