"""The values that the user validates: prefilled by the reading, typed by people."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from akto_invoice.errors import InvalidNumber
from akto_invoice.portal.errors import WrongValue
from akto_invoice.portal.models import Deposit
from akto_invoice.portal.models.keys import search_key
from akto_invoice.rules import dossier as dossier_rules
from akto_invoice.rules import siret as siret_rules
from akto_invoice.rules.amounts import in_contract_form, parse_amount
from akto_invoice.rules.dates import parse_date

READ_AS: Final[Mapping[str, str]] = {
    "number": "invoice_number",
    "issued_on": "issue_date",
    "total_ht": "total_ht",
    "total_ttc": "total_ttc",
    "siret": "siret",
}
"""The user's values, and the fields of the reading that propose them; dossiers are a list apart."""

_NUMBER_LENGTH: Final = 35
_MAX_DOSSIERS: Final = 100
_LIKELY: Final = 0.5
_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def prefill(deposit: Deposit) -> None:
    """Set the user's values to what was read.

    What does not fit its field, or is likelier wrong than right, is left to the user: it stays beside, in the reading.
    """
    fields = deposit.read_fields
    for name, read_name in READ_AS.items():
        read = fields[read_name]
        setattr(deposit, name, _fitting(name, read["value"]) if read and _is_likely(read) else _empty(name))
    likely = [one["value"] for one in fields["dossiers"] if _is_likely(one)]
    deposit.dossiers = list(dict.fromkeys(likely))[:_MAX_DOSSIERS]
    deposit.amounts = {}


def parsed(name: str, typed: Any) -> Any:
    """Return the value of a field as it is stored, from what was typed; an empty text empties the field.

    Raises WrongValue, also for a field that does not exist.
    """
    match name:
        case "number":
            return _number(str(typed))
        case "issued_on":
            return typed if isinstance(typed, date) or typed is None else _date(str(typed))
        case "total_ht" | "total_ttc":
            return _amount(name, typed)
        case "siret":
            return _siret(str(typed))
        case "dossiers":
            return _dossiers(typed)
        case "amounts":
            return _amounts(typed)
        case _:
            raise WrongValue(name, f"« {name} » n'est pas une valeur d'un dépôt.")


def shown(deposit: Deposit, name: str) -> str:
    """Return a value in the reading's form: amounts ``1152.00``, ISO dates; empty where there is none."""
    value = getattr(deposit, name)
    match value:
        case None:
            return ""
        case Decimal():
            return in_contract_form(value)
        case date():
            return value.isoformat()
        case _:
            return str(value)


def storable(read: Any) -> Any:
    """Return what was read with U+FFFD for what PostgreSQL's JSON cannot hold: NUL, and halves of surrogate pairs."""
    match read:
        case str():
            return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", read)
        case dict():
            return {key: storable(value) for key, value in read.items()}
        case list():
            return [storable(value) for value in read]
        case _:
            return read


def _is_likely(read: Mapping[str, Any]) -> bool:
    return bool(read["confidence"] >= _LIKELY)


def _fitting(name: str, value: str) -> Any:
    if name == "siret":  # one whose check digits are wrong is shown, for the user to find which
        return value if re.fullmatch(r"[0-9]{14}", value) else ""
    try:
        return parsed(name, value)
    except WrongValue:
        return _empty(name)


def _empty(name: str) -> Any:
    return "" if name in ("number", "siret") else None


def _number(typed: str) -> str:
    number = " ".join(_CONTROL.sub(" ", typed).split())
    if len(number) > _NUMBER_LENGTH:
        raise WrongValue("number", f"Un numéro de facture a {_NUMBER_LENGTH} caractères au plus : vérifiez-le.")
    if number and not search_key(number):
        raise WrongValue("number", "Un numéro de facture a au moins une lettre ou un chiffre : recopiez-le.")
    return number


def _date(typed: str) -> date | None:
    text = typed.strip()
    found = parse_date(text)
    if text and found is None:
        raise WrongValue("issued_on", f"« {text} » n'est pas une date : écrivez-la comme 10/02/2025.")
    return found


def _amount(name: str, typed: Any) -> Decimal | None:
    if typed is None or isinstance(typed, Decimal):
        amount = typed
    else:
        text = str(typed).strip()
        amount = parse_amount(text) if text else None
        if text and amount is None:
            raise WrongValue(name, f"« {text} » n'est pas un montant : écrivez-le comme 1 152,00.")
    if amount is not None and (not amount.is_finite() or amount < 0 or amount >= Decimal(10) ** 8):
        raise WrongValue(
            name, "Un montant est positif, aussi sur un avoir, et a huit chiffres au plus avant la virgule."
        )
    return None if amount is None else amount.quantize(Decimal("0.01"))


def _siret(typed: str) -> str:
    if not typed.strip():
        return ""
    try:
        return siret_rules.validate(typed)
    except InvalidNumber as error:
        raise WrongValue("siret", str(error)) from error


def _dossiers(typed: Any) -> list[str]:
    numbers = re.split(r"[\s,;]+", typed.strip()) if isinstance(typed, str) else list(typed)
    try:
        compact = list(dict.fromkeys(dossier_rules.validate(number) for number in numbers if number))
    except InvalidNumber as error:
        raise WrongValue("dossiers", str(error)) from error
    if len(compact) > _MAX_DOSSIERS:
        raise WrongValue("dossiers", f"Une facture porte {_MAX_DOSSIERS} dossiers au plus : déposez-en plusieurs.")
    return compact


def _amounts(typed: Any) -> dict[str, str]:
    """What is for each dossier, in the reading's form; one without an amount is left to the rule."""
    if not isinstance(typed, Mapping):
        raise WrongValue("amounts", "Donnez un montant par dossier.")
    given = {}
    for number, amount in typed.items():
        value = _amount("amounts", amount)
        if not dossier_rules.is_valid(number):
            raise WrongValue("amounts", f"« {number} » n'est pas un numéro de dossier : donnez un montant par dossier.")
        if value is not None:
            given[dossier_rules.compact(number)] = in_contract_form(value)
    return given
