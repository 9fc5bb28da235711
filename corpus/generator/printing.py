"""How one template writes numbers, and the sheet of ready-made strings that it prints.

Templates lay out and word; they never compute. What they print is in the sheet, as text.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import accumulate
from random import Random

from corpus.generator import formats, parties
from corpus.generator.facts import Bank, Item, Party, Scenario, VatRow
from corpus.generator.items import to_cents

PARTIES = ("issuer", "addressee", "beneficiary", "head_office", "subcontractor", "factor")
SHARES = (40, 30, 20, 10)
PLAIN = formats.Money()


@dataclass(frozen=True, slots=True)
class Style:
    """The writing habits of one program; ``date``, ``siret`` and ``vat`` are patterns of ``formats``.

    ``total`` prints the amounts of the totals, ``cell`` those of tables; ``trim`` drops ",00" from whole totals;
    ``minus`` prints the amounts of an avoir negative.
    """

    total: formats.Money = formats.SPACE_EURO
    cell: formats.Money = PLAIN
    trim: bool = False
    rate_sign: str = " %"
    rate_places: int | None = 2
    date: str = "dd/mm/yyyy"
    siret: str = "spaces"
    vat: str = "compact"
    iban_separator: str = " "
    minus: bool = False


def sheet(scenario: Scenario, style: Style) -> dict[str, object]:
    """All that a template may print of ``scenario``, as text in ``style``; absent things are None or empty."""
    sign = -1 if style.minus and scenario.document_type == "credit_note" else 1
    others = dict(scenario.others)
    dates = {
        "date": scenario.issue_date,
        "due": scenario.due_date,
        "start": scenario.session[0],
        "end": scenario.session[1],
        "origin_date": date.fromisoformat(others["date_origine"]),
    }
    amounts = {
        "ht": scenario.total_ht,
        "tva": scenario.total_tva,
        "ttc": scenario.total_ttc,
        "deposit": scenario.deposit_paid,
        "employer_share": scenario.employer_share,
        "net": scenario.net_payable,
    }
    return {
        "seed": scenario.seed,
        "type": scenario.document_type,
        "regime": scenario.regime,
        "exempt": scenario.total_tva == 0,
        "number": scenario.invoice_number,
        "dossiers": list(scenario.dossiers),
        "others": others,
        "has_deposit": scenario.deposit_paid > 0,
        "has_employer_share": scenario.employer_share > 0,
        "has_deductions": scenario.net_payable != scenario.total_ttc,
        "items": [
            {**_item(item, style, sign), "running": style.cell(sign * running)}
            for item, running in zip(scenario.items, accumulate(i.amount for i in scenario.items), strict=True)
        ],
        "dossier_totals": _dossier_totals(scenario, style, sign),
        "vat_rows": [_vat_row(row, style, sign) for row in scenario.vat_rows],
        "bank": _bank(scenario.bank, style),
        "factor_bank": _bank(_factor_bank(scenario), style),
        **{name: _party(getattr(scenario, name), style) for name in PARTIES},
        **{name: _total(sign * value, style) for name, value in amounts.items()},
        **{name: value and formats.day(value, style.date) for name, value in dates.items()},
        **{f"{name}_long": value and formats.day(value, "1er") for name, value in dates.items()},
    }


def _total(value: Decimal, style: Style) -> str:
    text = style.total(value)
    return text.replace(f"{style.total.decimal}00", "") if style.trim else text


def _party(party: Party | None, style: Style) -> dict[str, object] | None:
    if party is None:
        return None
    return {
        "name": party.name,
        "form": party.legal_form,
        "street": party.street,
        "postcode": party.postcode,
        "city": party.city,
        "siret": formats.siret(party.siret, style.siret),
        "siret_compact": party.siret,
        "siren": formats.siren(party.siret),
        "nic": party.siret[9:],
        "naf": party.naf,
        "vat_number": party.vat_number and formats.vat(party.vat_number, style.vat),
        "nda": party.nda and formats.nda(party.nda),
        "nda_compact": party.nda,
        "rcs": party.rcs,
        "capital": party.capital and f"{party.capital:,}".replace(",", " "),
        "phone": party.phone,
        "email": party.email,
        "website": party.website,
    }


def _bank(bank: Bank | None, style: Style) -> dict[str, object] | None:
    if bank is None:
        return None
    code, branch, account, key = formats.rib(bank.iban)
    return {
        "name": bank.name,
        "holder": bank.holder,
        "bic": bank.bic,
        "iban": formats.iban(bank.iban, style.iban_separator),
        "code": code,
        "branch": branch,
        "account": account,
        "key": key,
    }


def _factor_bank(scenario: Scenario) -> Bank | None:
    return parties.bank_of(Random(scenario.seed), scenario.factor) if scenario.factor else None


def _item(item: Item, style: Style, sign: int) -> dict[str, object]:
    tva = to_cents(item.amount * item.rate / 100)
    return {
        "label": item.label,
        "quantity": formats.quantity(item.quantity),
        "unit": item.unit + ("s" if item.quantity > 1 and not item.unit.endswith("s") else ""),
        "unit_price": style.cell(item.unit_price),
        "rate": _rate(item.rate, style),
        "amount": style.cell(sign * item.amount),
        "tva": style.cell(sign * tva),
        "amount_ttc": style.cell(sign * (item.amount + tva)),
        "dossier": item.dossier,
        "trainee": item.trainee,
        "schedule": _schedule(item, style),
    }


def _schedule(item: Item, style: Style) -> dict[str, object] | None:
    """Work out the year's price and its instalments from the line of one; None for another kind of line."""
    billed = re.search(r"échéance (\d+) %", item.label)
    if billed is None:
        return None
    yearly = item.amount * 100 / int(billed[1])
    return {
        "yearly": style.cell(yearly),
        "parts": [
            {"share": f"{share} %", "amount": style.cell(yearly * share / 100), "billed": share == int(billed[1])}
            for share in SHARES
        ],
    }


def _dossier_totals(scenario: Scenario, style: Style, sign: int) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for dossier in scenario.dossiers:
        items = [item for item in scenario.items if item.dossier == dossier]
        rows.append(
            {
                "dossier": dossier,
                "ht": style.cell(sign * sum((item.amount for item in items), Decimal())),
                "items": [_item(item, style, sign) for item in items],
            }
        )
    return rows


def _vat_row(row: VatRow, style: Style, sign: int) -> dict[str, object]:
    return {
        "rate": _rate(row.rate, style),
        "base": style.cell(sign * row.base),
        "tva": style.cell(sign * row.tva),
        "ttc": style.cell(sign * (row.base + row.tva)),
    }


def _rate(value: Decimal, style: Style) -> str:
    return formats.rate(value, style.rate_sign, style.rate_places)
