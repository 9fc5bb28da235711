"""What a document charges: its lines, and their totals by VAT rate."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from corpus.generator import names
from corpus.generator.facts import Item, VatRow
from corpus.generator.parties import person

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
MAIN_RATE = {
    "taxed": Decimal(20),
    "exempt": Decimal(0),
    "franchise": Decimal(0),
    "multi_rate": Decimal(20),
    "overseas": Decimal("8.5"),
}


def to_cents(amount: Decimal) -> Decimal:
    """Round the way invoices do: half up."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def _price(rng: Random, low: int, high: int) -> Decimal:
    """Draw a unit price; mostly round, as prices are."""
    whole = Decimal(rng.randint(low, high))
    if low > 100 and rng.random() < 0.6:
        return (whole // 10 * 10).quantize(CENT)
    return (
        whole + (rng.choice((Decimal("0.50"), Decimal("0.33"), Decimal("0.90"))) if rng.random() < 0.3 else 0)
    ).quantize(CENT)


def _item(label: str, quantity: Decimal, unit: str, price: Decimal, rate: Decimal, **names_: str | None) -> Item:
    return Item(label, quantity, unit, price, rate, to_cents(quantity * price), **names_)


def _quantity(rng: Random, unit: str) -> Decimal:
    match unit:
        case "heure":
            return Decimal(rng.choice((7, 14, 21, 35, 70, 140))) * rng.choice((1, 1, Decimal("0.5")))
        case "jour":
            return Decimal(rng.choice(("0.5", "1", "2", "3", "5")))
        case "stagiaire":
            return Decimal(rng.randint(1, 9))
        case _:
            return Decimal(1)


def _course(rng: Random, rate: Decimal, dossier: str) -> Item:
    label, unit, low, high = rng.choice(names.COURSES)
    return _item(label, _quantity(rng, unit), unit, _price(rng, low, high), rate, dossier=dossier, trainee=person(rng))


def _extra(rng: Random, rate: Decimal | None, dossier: str) -> Item:
    label, usual, low, high = rng.choice(names.EXTRAS)
    price = _price(rng, low, high)
    return _item(
        label, Decimal(rng.randint(1, 6)), "unité", price, Decimal(usual) if rate is None else rate, dossier=dossier
    )


def training_items(rng: Random, regime: str, dossiers: tuple[str, ...], lines: int | None) -> tuple[Item, ...]:
    """Draw for each dossier a course and perhaps extras; ``lines`` fixes their number per dossier."""
    rate = MAIN_RATE[regime]
    made: list[Item] = []
    for dossier in dossiers:
        count = lines or rng.choice((1, 1, 2, 3))
        made.append(_course(rng, rate, dossier))
        made += [_extra(rng, None if regime == "multi_rate" else rate, dossier) for _ in range(count - 1)]
    if regime == "multi_rate" and len({item.rate for item in made}) == 1:
        made.append(
            _item(
                "Support pédagogique imprimé",
                Decimal(4),
                "unité",
                Decimal("24.00"),
                Decimal("5.5"),
                dossier=dossiers[0],
            )
        )
    if regime == "overseas" and rng.random() < 0.5:
        made.append(
            _item("Manuels et ouvrages", Decimal(3), "unité", Decimal("31.50"), Decimal("2.1"), dossier=dossiers[0])
        )
    return tuple(made)


def apprenticeship_items(rng: Random, dossiers: tuple[str, ...], start: date) -> tuple[Item, ...]:
    """Charge an instalment of the year's price for each contract, with the ancillary costs it may carry."""
    made: list[Item] = []
    for dossier in dossiers:
        trainee = person(rng)
        diploma = rng.choice(names.DIPLOMAS)
        share, rank = rng.choice(((40, "1ère"), (30, "2ème"), (20, "3ème")))
        yearly = Decimal(rng.randint(52, 98) * 100)
        label = f"{diploma} - {rank} échéance {share} % (contrat du {start:%d/%m/%Y})"
        made.append(
            _item(
                label,
                Decimal(1),
                "forfait",
                to_cents(yearly * share / 100),
                Decimal(0),
                dossier=dossier,
                trainee=trainee,
            )
        )
        if rng.random() < 0.5:
            made.append(
                _item(
                    "Frais de restauration",
                    Decimal(rng.randint(20, 80)),
                    "repas",
                    Decimal("3.00"),
                    Decimal(0),
                    dossier=dossier,
                )
            )
        if rng.random() < 0.3:
            made.append(
                _item("Premier équipement", Decimal(1), "forfait", Decimal("500.00"), Decimal(0), dossier=dossier)
            )
    return tuple(made)


def vat_rows(items: tuple[Item, ...], *, rounded: bool) -> tuple[VatRow, ...]:
    """Add up by rate, highest rate first.

    ``rounded``: the VAT is rounded to the tenth, as some spreadsheets do, so HT x rate is a few cents off.
    """
    step = Decimal("0.1") if rounded else CENT
    rows = []
    for rate in sorted({item.rate for item in items}, reverse=True):
        base = sum((item.amount for item in items if item.rate == rate), ZERO)
        rows.append(VatRow(rate, base, (base * rate / 100).quantize(step, ROUND_HALF_UP).quantize(CENT)))
    return tuple(rows)


def deposit_item(items: tuple[Item, ...], percent: int) -> Item:
    """Make one line that asks ``percent`` of the HT of an order; all of it at the order's first rate."""
    total = sum((item.amount for item in items), ZERO)
    amount = to_cents(total * percent / 100)
    label = f"Acompte de {percent} % à la commande - {items[0].label}"
    return Item(label, Decimal(1), "forfait", amount, items[0].rate, amount, items[0].dossier, items[0].trainee)
