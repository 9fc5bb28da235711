"""Choices of a RIB become fields and checks: how sure each is, and whether it may be used unseen.

An account number is used to pay. So the rule is a table that a person can read, not a fitted model: what stands for a
value is one of four kinds of evidence, each with a confidence: the share of right values on the development RIBs,
rounded down (``python -m benchmarks rib`` prints both). Of what is proven none was wrong there, in fewer than 300
values: its 0.999 is a judgement, not a measure. Accepted is what is proven, and a labelled value of a sound text layer;
only while no check contradicts it; and only where a holder is named: an account is of no use without knowing whose it
is. A name that OCR read is never accepted: nothing in a name proves itself.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from akto_invoice.extract.choice import CHECK_DIGITS, REGISTERED, REREAD, SECOND_ENGINE, SECOND_PRINT, Choice
from akto_invoice.extract.ladder import Pages
from akto_invoice.extract.model import FULL_TRUST, DocumentType, Fields, FieldValue, Source
from akto_invoice.extract.resolve_rib import NATIONAL, RibReading
from akto_invoice.rules import account_checks, checks
from akto_invoice.rules import iban as iban_rules
from akto_invoice.rules.checks import Check, Outcome

FIELDS: Final = ("iban", "bic", "holder", "address", "bank_name")


class Evidence(StrEnum):
    """What stands for a value, the strongest first."""

    PROVEN = "proven"
    """An IBAN with its check digits, or a BIC that the register has for its bank; in sound text, in two prints, or read
    alike by two engines."""
    READ_TWICE = "read-twice"
    """Named by its label, in sound text or read alike by two engines; of an address, with its town."""
    READ_ONCE = "read-once"
    """One engine alone, or no label, or what a slip of OCR was resolved to."""
    DOUBTED = "doubted"
    """Something else was seen at the same place."""


CONFIDENCE: Final[Mapping[Evidence, Mapping[Source, float]]] = {
    Evidence.PROVEN: {Source.TEXT: 0.999, Source.OCR: 0.998},
    Evidence.READ_TWICE: {Source.TEXT: 0.99, Source.OCR: 0.97},
    Evidence.READ_ONCE: {Source.TEXT: 0.97, Source.OCR: 0.9},
    Evidence.DOUBTED: {Source.TEXT: 0.6, Source.OCR: 0.6},
}
ACCEPTED: Final = frozenset(
    {(Evidence.PROVEN, Source.TEXT), (Evidence.PROVEN, Source.OCR), (Evidence.READ_TWICE, Source.TEXT)}
)

_UNCHECKED: Final = Outcome.NOT_CHECKED
_ALL: Final = frozenset(FIELDS)
CONTRADICTED: Final[Mapping[str, frozenset[str]]] = {
    "iban-check-digits": frozenset({"iban"}),
    "rib-key": frozenset({"iban"}),
    "iban-matches-rib": frozenset({"iban"}),
    "bic-matches-iban-country": frozenset({"bic"}),
    "bic-matches-bank": frozenset({"bic"}),
    "one-account": _ALL,
    "holder-is-not-akto": _ALL,
    "text-matches-image": _ALL,
}
"""Which fields a failed check forbids to use unseen."""


def checks_of(reading: RibReading, pages: Pages) -> tuple[Check, ...]:
    """Every check over what was read."""
    values = {name: choice.value for name, choice in reading.choices.items()}
    iban, bic, national = values.get("iban"), values.get("bic"), values.get(NATIONAL)
    return (
        checks.iban_check_digits(iban),
        account_checks.rib_key(national),
        account_checks.iban_matches_rib(iban, national),
        checks.bic_matches_iban_country(bic, iban),
        account_checks.bic_matches_bank(bic, iban),
        account_checks.one_account(reading.ibans),
        account_checks.holder_is_not_akto(values.get("holder")),
        checks.text_matches_image(
            None if pages.lies is None else [(lie.field, lie.text, lie.seen) for lie in pages.lies]
        ),
    )


def fields_of(reading: RibReading, made: Sequence[Check]) -> Fields:
    """Fields with evidence; ``made`` are the checks, of which one that failed forbids to accept what it is about."""
    forbidden = {
        name for check in made if check.outcome is Outcome.FAILED for name in CONTRADICTED.get(check.id, frozenset())
    }
    if NATIONAL in reading.choices and any(check.id == "rib-key" and check.outcome is _UNCHECKED for check in made):
        forbidden.add("iban")  # the RIB beside it was read in part: what contradicts it may be in the rest
    holder = reading.choices.get("holder")
    is_named = holder is not None and evidence("holder", holder) in (Evidence.PROVEN, Evidence.READ_TWICE)
    usable = reading.document_type is DocumentType.RIB and is_named
    found = {
        name: _field(name, choice, usable=usable and name not in forbidden) for name, choice in reading.choices.items()
    }
    return Fields(
        iban=found.get("iban"),
        bic=found.get("bic"),
        holder=found.get("holder"),
        address=found.get("address"),
        bank_name=found.get("bank_name"),
    )


def evidence(name: str, choice: Choice) -> Evidence:
    """What stands for a choice."""
    one = choice.candidate
    if choice.doubts or one is None:
        return Evidence.DOUBTED
    sound = one.source is Source.TEXT and (one.trust >= FULL_TRUST or REREAD in choice.proofs)
    twice = sound or SECOND_ENGINE in choice.proofs
    if name == "iban":
        as_printed = iban_rules.compact(one.text) == choice.value  # not what a slip was resolved to
        proven = CHECK_DIGITS in choice.proofs and as_printed and (twice or SECOND_PRINT in choice.proofs)
        return Evidence.PROVEN if proven else Evidence.READ_ONCE
    if name == "bic" and twice and REGISTERED in choice.proofs:
        return Evidence.PROVEN
    named = "label" in one.features and (name != "address" or "town" in one.features)
    return Evidence.READ_TWICE if twice and named else Evidence.READ_ONCE


def _field(name: str, choice: Choice, *, usable: bool) -> FieldValue:
    one, kind = choice.candidate, evidence(name, choice)
    if one is None:
        raise ValueError(f"{name} is printed nowhere")
    return FieldValue(
        value=choice.value,
        confidence=CONFIDENCE[kind][one.source],
        accepted=usable and (kind, one.source) in ACCEPTED,
        source=one.source,
        page=one.page,
        bbox=one.box,
        text=one.text,
        proofs=tuple(sorted(choice.proofs)),
        doubts=tuple(sorted(choice.doubts)),
    )
