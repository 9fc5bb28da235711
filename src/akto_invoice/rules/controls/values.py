"""Controls of the values themselves: there, possible, and in agreement with each other."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from akto_invoice.rules.amounts import ADMISSIBLE_RATES, adds_up, blends, in_french, rate_of
from akto_invoice.rules.checks import Outcome, issue_date_plausible
from akto_invoice.rules.controls.facts import DepositFacts
from akto_invoice.rules.controls.findings import found
from akto_invoice.rules.findings import Finding
from akto_invoice.rules.keys import search_key

LONGEST_NUMBER: Final = 35  # characters: the French e-invoicing specifications' limit (BT-1)
_LATE = timedelta(days=365)  # a year misread or mistyped is likelier than an invoice that came so late
_LINES = 3  # the rounding that the reading allows to the same totals


def number_problems(facts: DepositFacts) -> Iterator[Finding]:
    """The invoice's number is missing, too long, or one that nothing could be found by."""
    number = (facts.number or "").strip()
    if not number:
        yield found("NUMERO_ABS", "Le numéro de la facture manque.")
    elif max(len(number), len(search_key(number))) > LONGEST_NUMBER:
        yield found("NUMERO_ERR", f"Le numéro de la facture dépasse {LONGEST_NUMBER} caractères.")
    elif not number.isprintable() or not search_key(number):
        yield found("NUMERO_ERR", "Le numéro de la facture n'a ni lettre ni chiffre, ou a des signes invisibles.")


def date_problems(facts: DepositFacts) -> Iterator[Finding]:
    """The date of issue is missing, cannot be, is ahead, or is more than a year old."""
    issued, today = facts.issued_on, facts.today
    if issued is None:
        yield found("DATE_ABS", "La date d'émission de la facture manque.")
    elif issue_date_plausible(issued, today).outcome is Outcome.FAILED:
        yield found(
            "DATE_ERR", f"La date d'émission, {_printed(issued)}, est trop loin d'aujourd'hui, {_printed(today)}."
        )
    elif issued > today:
        yield found("DATE_FUTURE", f"La facture est datée du {_printed(issued)}, après aujourd'hui, {_printed(today)}.")
    elif today - issued > _LATE:
        yield found("DATE_ANCIENNE", f"La facture est datée du {_printed(issued)} : elle a plus d'un an.")


def total_problems(facts: DepositFacts) -> Iterator[Finding]:
    """A total is missing, is not positive, or contradicts another or the rates of TVA."""
    ht, ttc = facts.total_ht, facts.total_ttc
    for kind, total in (("HT", ht), ("TTC", ttc)):
        if total is None:
            yield found(f"MONTANT_{kind}_ABS", f"Le total {kind} manque.")
        elif total <= 0:
            yield found(f"MONTANT_{kind}_ERR", f"Le total {kind}, {in_french(total)}, est nul ou négatif.")
    if ht is not None and ttc is not None and min(ht, ttc) > 0:
        yield from _contradictions(ht, facts.total_tva, ttc)


def _contradictions(ht: Decimal, tva: Decimal | None, ttc: Decimal) -> Iterator[Finding]:
    """At most one: what is wrong with the sum makes a wrong rate too.

    A TVA that was read and makes the sum may blend several rates; one that is only reckoned from the two totals must
    be at one rate, since many a wrong total would do for a blend.
    """
    reckoned = ttc - ht
    if reckoned < 0:
        yield found("CALCUL_ERR", f"Le total TTC, {in_french(ttc)}, est inférieur au total HT, {in_french(ht)}.")
    elif tva is not None and not adds_up(ht, tva, ttc, _LINES):
        yield found(
            "CALCUL_ERR_TVA",
            f"{in_french(ht)} HT et {in_french(tva)} de TVA, lue sur la facture, font {in_french(ht + tva)}, "
            f"et non {in_french(ttc)} TTC.",
        )
    elif rate_of(ht, reckoned, _LINES) is None and (tva is None or not blends(ht, reckoned, ADMISSIBLE_RATES, _LINES)):
        yield found(
            "TX_TVA_ERR",
            f"De {in_french(ht)} HT à {in_french(ttc)} TTC, {in_french(reckoned)} de TVA ne sont à aucun taux admis.",
        )


def _printed(day: date) -> str:
    return f"{day:%d/%m/%Y}"
