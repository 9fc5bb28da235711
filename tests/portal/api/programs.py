"""Programs that ask the API."""

from dataclasses import dataclass
from typing import Any

from django.test import Client

from akto_invoice.portal.models import Deposit, PieceNature, User
from akto_invoice.portal.workflows.deposit.submit import Submission, submit_invoice
from tests.portal.papers import invoice_upload
from tests.portal.world import World, make_token, upload


@dataclass(frozen=True, slots=True)
class Program:
    """Asks with a token, as a program would: no cookie, no form's token."""

    secret: str

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1{path}", query)

    def post(self, path: str, data: Any = None, **more: Any) -> Any:
        return self.client.post(f"/api/v1{path}", data, **more)

    @property
    def client(self) -> Client:
        headers = {"Authorization": f"Bearer {self.secret}"} if self.secret else {}
        return Client(enforce_csrf_checks=True, headers=headers)


def program_of(user: User, **rights: bool) -> Program:
    return Program(make_token(user, **rights)[1])


def make_deposit(world: World) -> Deposit:
    """A deposit of the owner's that has been read and waits to be validated, with one piece."""
    submission = Submission(
        world.training.siret,
        invoice_upload(world.training),
        is_avoir=False,
        is_first_instalment=False,
        pieces=[(PieceNature.CERTIFICAT, upload())],
    )
    return Deposit.objects.get(pk=submit_invoice(world.owner, "facture 1", submission).pk)
