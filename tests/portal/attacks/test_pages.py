"""A script in everything that people type and files say: pages show it as text."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from akto_invoice.portal.models import (
    ApiToken,
    Deposit,
    DepositPage,
    DepositPiece,
    DepositState,
    Dossier,
    Entity,
    Letter,
    PieceVersion,
    Reason,
    Rib,
    RibState,
    Status,
    User,
)
from akto_invoice.portal.workflows.change_status import change_status
from tests.portal.deposits import make_deposit, reading_of
from tests.portal.web.test_access import TABLE, arguments
from tests.portal.world import World, make_rib, rib_reading

EVIL = "\"><script>zut()</script>'"
"""Out of an attribute, out of an element, and into a script."""


def poisoned(reading: dict[str, Any]) -> dict[str, Any]:
    """A reading that says the attack wherever a page's text may stand."""
    for name, field in reading["fields"].items():
        for one in field if isinstance(field, list) else [field] if field else []:
            one["text"] = EVIL
            if name in ("invoice_number", "holder", "address", "iban", "bic"):
                one["value"] = EVIL
    return reading


@pytest.fixture
def poisoned_world(world: World) -> World:
    change_status(world.agent, world.invoice.pk, Status.A_REGULARISER, Reason.JUSTIF_ABS, EVIL)
    deposit = make_deposit(
        world, name=EVIL, number=EVIL, reading=poisoned(reading_of(world)), error_message=EVIL, error_code="timeout",
    )  # fmt: skip
    make_deposit(world, state=DepositState.BROUILLON, name=EVIL)
    make_deposit(world, state=DepositState.ILLISIBLE, name=EVIL, error_message=EVIL)
    deposit.findings = [{"code": "EVIL", "level": "warns", "message": EVIL, "remedy": EVIL, "fields": []}]
    deposit.save()
    DepositPiece.objects.update(name=EVIL)
    DepositPage.objects.update(words=[[EVIL, 10, 20, 60, 30]])
    PieceVersion.objects.update(name=EVIL, remark=EVIL, conformity="non-conforme")
    Letter.objects.update(body=EVIL)
    Dossier.objects.update(title=EVIL, trainee=EVIL)
    Entity.objects.update(name=EVIL, address=EVIL)
    User.objects.update(first_name=EVIL, last_name=EVIL)
    ApiToken.objects.update(name=EVIL)
    for state in (RibState.A_COMPLETER, RibState.A_EXAMINER, RibState.REJETE):
        rib = make_rib(
            world.owner, *(() if state == RibState.A_COMPLETER else (world.training,)), state=state,
            reading=poisoned(rib_reading(failed=(EVIL,))),
        )  # fmt: skip
        rib.picture.save("image.jpg", ContentFile(b"RIFF"))
    Rib.objects.update(name=EVIL, comment=EVIL)
    Rib.objects.filter(state=RibState.REJETE).update(refusal=EVIL)
    return world


def addresses(world: World) -> dict[str, list[str]]:
    """Every page that is shown, by its name."""
    many: dict[str, list[list[int | str]]] = {
        "deposit-review": [[one.pk] for one in Deposit.objects.all()],
        "rib": [[one.pk] for one in Rib.objects.all()],
        "review-rib": [[one.pk] for one in Rib.objects.filter(submitted_at__isnull=False)],
    }
    files = {"version-file", "letter-file", "deposit-file", "deposit-page", "rib-file", "rib-picture", "receipt"}
    shown = {name for name, row in TABLE.items() if row[0] == "get"} - files
    return {
        name: [reverse(name, args=args) for args in many.get(name) or [arguments(name, world)]]
        for name in sorted(shown)
    }


SHOWING = {
    "deposit", "deposit-review", "deposit-validation", "dossier", "entity", "instruct", "invoice", "invoices",
    "invoices-csv", "review-rib", "rib", "ribs", "tokens", "worklist",
}  # fmt: skip
"""Pages that are known to show something of it: else the test would look at nothing."""


def test_no_page_takes_it_for_more_than_text(poisoned_world: World, client: Client) -> None:
    showing = set()
    for person in (poisoned_world.owner, poisoned_world.agent):
        client.force_login(person)
        for name, paths in addresses(poisoned_world).items():
            for path in [*paths, *(f"{one}?q={EVIL}&page={EVIL}&tri={EVIL}" for one in paths)]:
                response = client.get(path, follow=True)
                body = response.getvalue() if response.streaming else response.content
                if b"zut()" in body:
                    showing.add(name)
                if response["Content-Type"].startswith("text/html"):
                    assert b"<script>zut" not in body, path
                else:
                    assert response["Content-Disposition"].startswith("attachment"), path
    assert showing >= SHOWING
