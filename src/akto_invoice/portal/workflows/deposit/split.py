"""What part of an invoice is for each of its dossiers, and what remains engaged on them.

One dossier bears the whole. Several share the total HT in proportion to what remains engaged on each, so that a total
that fits into what remains fits dossier by dossier; where nothing remains, in equal parts. What the user has said is
for some of them is theirs, and the others share the rest.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from akto_invoice.portal.models import Deposit, DepositState, Entity, InvoiceDossier
from akto_invoice.portal.models.status import WITHDRAWN
from akto_invoice.portal.workflows.deposit.entities import account_dossiers
from akto_invoice.rules.amounts import CENT


def amounts_of(deposit: Deposit, account: Iterable[Entity]) -> dict[str, Decimal]:
    """Return the amount HT of each dossier, by number, in the deposit's order.

    Their sum is the total HT, to the cent, unless the user has given amounts that do not make it. A dossier that is not
    of the ``account`` weighs nothing: its part would tell what remains on it.
    """
    numbers: list[str] = deposit.dossiers
    total = deposit.total_ht or Decimal(0)
    if len(numbers) == 1:
        return {numbers[0]: total}
    given = {number: Decimal(amount) for number, amount in deposit.amounts.items() if number in numbers}
    others = [number for number in numbers if number not in given]
    rest = max(total - sum(given.values()), Decimal(0))
    remaining = remaining_on(deposit, account) if others else {}
    weights = [max(remaining.get(number, Decimal(0)), Decimal(0)) for number in others]
    amounts = given | dict(zip(others, proportional(rest, weights), strict=True))
    return {number: amounts[number] for number in numbers}


def remaining_on(deposit: Deposit, account: Iterable[Entity]) -> dict[str, Decimal]:
    """Return what remains engaged on each of its dossiers that is the account's, by number, before this deposit.

    That is what is engaged, less what live invoices and other validated deposits charge; an avoir gives back.
    """
    dossiers = account_dossiers(account).in_bulk(deposit.dossiers, field_name="key")
    remaining = {number: dossier.engaged_ht for number, dossier in dossiers.items()}
    lines = InvoiceDossier.objects.filter(dossier__in=dossiers.values()).exclude(invoice__status__in=WITHDRAWN)
    for line in lines.select_related("invoice", "dossier"):
        remaining[line.dossier.key] -= line.signed_ht
    for number, amount in _about_to_be_charged(deposit):
        if number in remaining:
            remaining[number] -= amount
    return remaining


def proportional(total: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """Return the parts of ``total``, in cents, by weight; equal parts where all weights are zero.

    >>> proportional(Decimal("100.00"), [Decimal(1), Decimal(1), Decimal(1)])
    [Decimal('33.33'), Decimal('33.34'), Decimal('33.33')]
    """
    if not any(weights):
        weights = [Decimal(1)] * len(weights)
    whole, reached, done, parts = sum(weights), Decimal(0), Decimal("0.00"), []
    for weight in weights:
        reached += weight
        until = (total * reached / whole).quantize(CENT, ROUND_HALF_UP)
        parts.append(until - done)
        done = until
    return parts


def _about_to_be_charged(deposit: Deposit) -> Iterator[tuple[str, Decimal]]:
    """What other deposits, validated and not yet transmitted, charge to dossiers: equal parts are near enough."""
    validated = Deposit.objects.filter(state=DepositState.VALIDE).exclude(pk=deposit.pk)
    for other in validated.only("dossiers", "total_ht", "is_avoir"):
        if set(other.dossiers) & set(deposit.dossiers):
            sign = -1 if other.is_avoir else 1
            parts = proportional(other.total_ht or Decimal(0), [Decimal(1)] * len(other.dossiers))
            yield from ((number, sign * part) for number, part in zip(other.dossiers, parts, strict=True))
