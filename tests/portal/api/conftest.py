"""Programs that ask the API."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from akto_invoice.portal.models import User
from tests.portal.world import World, make_token


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


@pytest.fixture
def program(world: World) -> Program:
    """The owner's."""
    return Program(world.secret)


def program_of(user: User, **rights: bool) -> Program:
    return Program(make_token(user, **rights)[1])
