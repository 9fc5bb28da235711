"""What is for each dossier."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from akto_invoice.portal.models import DepositState
from akto_invoice.portal.workflows.deposit.split import amounts_of, proportional, remaining_on
from tests.portal.deposits import make_deposit
from tests.portal.world import World, make_dossier

AMOUNTS = st.decimals("0.00", "99999.99", places=2)


@given(st.lists(AMOUNTS, min_size=1, max_size=30), st.data())
def test_parts_make_the_total_and_fit_where_the_total_fits(weights: list[Decimal], data: st.DataObject) -> None:
    total = data.draw(st.decimals("0.00", sum(weights, Decimal(0)), places=2))
    parts = proportional(total, weights)
    assert sum(parts) == total
    assert all(0 <= part <= weight + Decimal("0.01") for part, weight in zip(parts, weights, strict=True))


@given(AMOUNTS, st.integers(1, 30))
def test_without_weights_parts_are_equal_to_the_cent(total: Decimal, count: int) -> None:
    parts = proportional(total, [Decimal(0)] * count)
    assert sum(parts) == total
    assert max(parts) - min(parts) <= Decimal("0.01")


def test_what_others_are_about_to_charge_does_not_remain(world: World) -> None:
    deposit = make_deposit(world)
    before = remaining_on(deposit, [world.training])[world.dossier.key]
    make_deposit(world, DepositState.VALIDE, number="FAC-1")
    assert remaining_on(deposit, [world.training])[world.dossier.key] == before - 1000


def test_what_the_user_says_is_kept_and_the_others_share_the_rest(world: World) -> None:
    dossiers = [
        make_dossier(f"2310AF00003{rank}", employer=world.interim, provider=world.training).key for rank in range(3)
    ]
    deposit = make_deposit(world, dossiers=dossiers, amounts={dossiers[1]: "100.00", "2310AF000099": "5.00"})
    assert amounts_of(deposit, [world.training]) == {
        dossiers[0]: Decimal("450.00"),
        dossiers[1]: Decimal("100.00"),
        dossiers[2]: Decimal("450.00"),
    }
