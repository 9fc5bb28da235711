"""All the facts of one document, drawn from a seed and a few wishes."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Literal, TypedDict, Unpack

from corpus.generator import items as billing
from corpus.generator import numbers, parties
from corpus.generator.facts import Item, Scenario


class Wishes(TypedDict, total=False):
    """What a scenario must have; what is not wished for is absent or ordinary.

    ``other`` names the document when ``document_type`` is ``other``. ``dossiers`` is how many, ``lines`` how
    many lines for each. ``addressee`` is ``company`` without subrogation. ``rounded_vat`` and ``wrong_vat_key`` are
    real-life flaws: VAT rounded to ten cents, a printed VAT number whose key does not fit.
    """

    document_type: Literal["invoice", "credit_note", "deposit_invoice", "proforma", "rib", "other"]
    other: Literal["devis", "convention", "certificat", "emargement", "programme"]
    regime: Literal["taxed", "exempt", "franchise", "multi_rate", "overseas"]
    dispositif: Literal["formation", "apprentissage"]
    dossiers: int
    dossier_shape: Literal["six", "five", "reimbursement", "legacy", "any"]
    lines: int
    addressee: Literal["akto", "company"]
    beneficiary: bool
    head_office: bool
    subcontractor: bool
    factor: bool
    bank: bool
    deposit: bool
    employer_share: bool
    rounded_vat: bool
    wrong_vat_key: bool


EMPLOYER_SHARE = Decimal("750.00")


def _invoice_number(rng: Random, document_type: str, issued: date) -> str:
    serial = rng.randint(2, 999)
    prefix = {"credit_note": "AV", "deposit_invoice": "AC", "proforma": "PF"}.get(document_type)
    if prefix:
        return rng.choice(
            (f"{prefix}{issued:%Y}-{serial:03d}", f"{prefix}{issued:%y%m}{serial:04d}", f"{prefix}-{serial:05d}")
        )
    return rng.choice(
        (
            f"FA{issued:%Y}-{serial:04d}",
            f"F-{issued:%y}-{serial:05d}",
            f"{issued:%Y}/{serial:03d}",
            f"FC{rng.randint(10**9, 10**11 - 1):011d}",
            f"{issued:%Y%m%d}-{serial % 20 + 1:02d}",
            f"FAC{serial:08d}",
            f"{issued:%y}-{serial:04d}",
            f"FV{issued:%y%m}-{serial:04d}",
            f"{rng.randint(10000, 999999)}",
            f"{rng.choice('ABEGKM')}{issued:%y}{serial:04d}/{rng.choice(('OPCO', 'FOR', 'LYO', '75'))}",
        )
    )


def _others(
    rng: Random, session: tuple[date, date], issuer_postcode: str, invoiced: date
) -> tuple[tuple[str, str], ...]:
    """Numbers of other things, by kind: each may be mistaken for the invoice's or the dossier's."""
    start, end = session
    earlier = invoiced - timedelta(days=rng.randint(20, 90))
    numbers_by_kind = {
        "convention": rng.choice(
            (f"CONV-{start:%Y}-{rng.randint(10, 999):04d}", f"C{start:%y}{rng.randint(100, 9999):05d}")
        ),
        "devis": rng.choice((f"DE{start:%Y}-{rng.randint(1, 400):04d}", f"D-{rng.randint(1000, 99999)}")),
        "commande": rng.choice((f"BC{rng.randint(10000, 999999)}", f"45{rng.randint(10**7, 10**8 - 1)}")),
        "client": rng.choice(
            (f"C{rng.randint(100, 99999):05d}", f"411AKTO{rng.randint(1, 99):02d}", f"CL{rng.randint(10, 9999)}")
        ),
        "contrat": f"{rng.randint(100000, 999999)}-{start:%y}",
        "session": f"S{start:%y%m}-{rng.randint(1, 60):02d}",
        "affaire": f"{start:%y}{rng.randint(100, 999)}",
        "deca": numbers.deca(rng, issuer_postcode, start),
        "facture_origine": f"FA{earlier:%Y}-{rng.randint(10, 900):04d}",
        "date_origine": earlier.isoformat(),
        "duree": str(rng.choice((7, 14, 21, 28, 35, 70))),
        "debut": start.isoformat(),
        "fin": end.isoformat(),
    }
    return tuple(numbers_by_kind.items())


def _dates(rng: Random) -> tuple[date, tuple[date, date], date | None]:
    """Issue date, session and due date, in the order life has them."""
    issued = date(2023, 1, 9) + timedelta(days=rng.randint(0, 1300))
    end = issued - timedelta(days=rng.randint(1, 28))
    session = (end - timedelta(days=rng.choice((0, 0, 1, 2, 4, 30, 90)))), end
    due = issued + timedelta(days=rng.choice((15, 30, 30, 45, 60))) if rng.random() < 0.85 else None
    return issued, session, due


def _dossiers(rng: Random, count: int, shape: str, opened: date) -> tuple[str, ...]:
    found: list[str] = []
    while len(found) < count:
        number = numbers.dossier(rng, rng.choice(numbers.DOSSIER_SHAPES) if shape == "any" else shape, opened)
        if number not in found:
            found.append(number)
    return tuple(found)


def _items(rng: Random, wishes: Wishes, regime: str, dossiers: tuple[str, ...], start: date) -> tuple[Item, ...]:
    if wishes.get("dispositif") == "apprentissage":
        return billing.apprenticeship_items(rng, dossiers, start)
    made = billing.training_items(rng, regime, dossiers, wishes.get("lines"))
    if wishes.get("document_type") == "deposit_invoice":
        return (billing.deposit_item(made, rng.choice((20, 30, 40, 50))),)
    return made


def make_scenario(seed: int, **wishes: Unpack[Wishes]) -> Scenario:
    """Draw a scenario; the same seed and wishes always make the same one.

    Apprenticeship is exempt: with that ``dispositif`` the regime is ``exempt`` unless wished for otherwise,
    which raises ``ValueError``.
    """
    rng = Random(seed)
    document_type = wishes.get("document_type", "invoice")
    apprenticeship = wishes.get("dispositif") == "apprentissage"
    regime = wishes.get("regime", "exempt" if apprenticeship else "taxed")
    if apprenticeship and regime != "exempt":
        raise ValueError("apprenticeship is exempt of VAT")

    issuer = parties.provider(rng, regime, wrong_vat_key=wishes.get("wrong_vat_key", False))
    beneficiary = parties.customer(rng, frozenset())
    to_akto = wishes.get("addressee", "akto") == "akto"
    subcontractor = parties.customer(rng, frozenset({beneficiary.name})) if wishes.get("subcontractor") else None
    factor = parties.factor(rng) if wishes.get("factor") else None

    issued, session, due = _dates(rng)
    opened = session[0] - timedelta(days=rng.randint(10, 60))
    dossiers = _dossiers(rng, wishes.get("dossiers", 1), wishes.get("dossier_shape", "six"), opened)
    charged = _items(rng, wishes, regime, dossiers, session[0])
    rows = billing.vat_rows(charged, rounded=wishes.get("rounded_vat", False))
    total_ht = sum((row.base for row in rows), billing.ZERO)
    total_tva = sum((row.tva for row in rows), billing.ZERO)
    total_ttc = total_ht + total_tva
    deposit = billing.to_cents(total_ttc * 30 / 100) if wishes.get("deposit") else billing.ZERO
    share = min(EMPLOYER_SHARE, total_ttc - deposit) if wishes.get("employer_share") else billing.ZERO
    others = _others(rng, session, issuer.postcode, issued)
    if document_type in ("other", "rib"):
        others = (("document", wishes.get("other", document_type)), *others)

    return Scenario(
        seed=seed,
        document_type=document_type,
        regime=regime,
        issuer=issuer,
        addressee=parties.akto(rng) if to_akto else beneficiary,
        beneficiary=beneficiary if wishes.get("beneficiary", to_akto) else None,
        head_office=parties.head_office_of(rng, issuer) if wishes.get("head_office") else None,
        subcontractor=subcontractor,
        factor=factor,
        bank=parties.bank_of(rng, issuer) if wishes.get("bank", True) else None,
        invoice_number=_invoice_number(rng, document_type, issued),
        issue_date=issued,
        due_date=due,
        session=session,
        dossiers=dossiers,
        items=charged,
        vat_rows=rows,
        total_ht=total_ht,
        total_tva=total_tva,
        total_ttc=total_ttc,
        deposit_paid=deposit,
        employer_share=share,
        net_payable=total_ttc - deposit - share,
        others=others,
    )


def other(scenario: Scenario, kind: str) -> str:
    """Find the decoy number of a kind; ``KeyError`` when the scenario has none."""
    return dict(scenario.others)[kind]
