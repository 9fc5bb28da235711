"""What the controls are told of a deposit's TVA: nobody can correct it on the page."""

from decimal import Decimal
from typing import Any

import pytest

from akto_invoice.portal.workflows.deposit.facts import facts_of
from tests.portal.deposits import make_deposit, reading_of
from tests.portal.world import World


@pytest.mark.parametrize(
    ("total_ht", "tva", "told"),
    [
        ("1000.00", {}, "200.00"),
        ("1000.00", {"accepted": False}, "200.00"),
        ("900.00", {}, "200.00"),  # corrected, and the TVA printed says otherwise
        ("900.00", {"accepted": False}, None),
        ("900.00", {"source": "derived"}, None),
    ],
)
def test_a_tva_that_may_be_misread_does_not_speak_against_the_user(
    world: World, total_ht: str, tva: dict[str, Any], told: str | None
) -> None:
    reading = reading_of(world)
    reading["fields"]["total_tva"] |= tva
    deposit = make_deposit(world, reading=reading, total_ht=total_ht)
    assert facts_of(deposit, world.owner).total_tva == (Decimal(told) if told else None)


def test_a_tva_that_is_not_on_the_page_is_unknown(world: World) -> None:
    assert facts_of(make_deposit(world, reading=reading_of(world, total_tva="")), world.owner).total_tva is None
    assert facts_of(make_deposit(world, reading=None), world.owner).total_tva is None
