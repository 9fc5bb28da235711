"""From laid-out pages to the choice of every field of a RIB, and what a slip of OCR may be resolved by.

Never check digits alone: of ninety-seven wrong numbers one has them. A number that OCR read without its check digits
gives way only to what was read too: by the other engine at the same place, or in the other print of the same account,
IBAN and RIB being two prints of one number. What both engines read alike is what is printed, and stays.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from akto_invoice.extract import lexicon
from akto_invoice.extract.candidates import document_type
from akto_invoice.extract.candidates.accounts import Accounts, accounts
from akto_invoice.extract.candidates.banks import bank_candidates
from akto_invoice.extract.candidates.candidate import Candidate
from akto_invoice.extract.candidates.holders import holders
from akto_invoice.extract.choice import (
    CHECK_DIGITS,
    REGISTERED,
    REREAD_DIFFERS,
    SECOND_PRINT,
    SECOND_READING,
    Choice,
    lead,
)
from akto_invoice.extract.layout import PageLayout
from akto_invoice.extract.model import DocumentType, Source
from akto_invoice.extract.resolve import Reading
from akto_invoice.rules import bic as bic_rules
from akto_invoice.rules import iban as iban_rules
from akto_invoice.rules import rib as rib_rules

NATIONAL: Final = "national"
"""The choice that is no field: bank, branch, account and key beside the IBAN."""

_TAKEN_FOR: Final = {"O": "0", "D": "0", "Q": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "G": "6", "B": "8"}
_MOST_SLIPS: Final = 3  # characters that OCR may get wrong in one number
_INVOICES: Final = frozenset(
    {DocumentType.INVOICE, DocumentType.CREDIT_NOTE, DocumentType.DEPOSIT_INVOICE, DocumentType.PROFORMA}
)


@dataclass(frozen=True, slots=True)
class RibReading(Reading):
    """What was read of a RIB; ``ibans`` are all different ones printed, misreadings of one another left out."""

    ibans: tuple[str, ...] = ()

    @property
    def is_proven(self) -> bool:
        """Whether nothing more needs to be read: an IBAN with its check digits, and everything beside it."""
        return not self.is_doubtful and {"bic", "holder", "address"} <= self.choices.keys()

    @property
    def is_doubtful(self) -> bool:
        """Whether there is no IBAN that proves itself."""
        account = self.choices.get("iban")
        return account is None or CHECK_DIGITS not in account.proofs


def resolve_rib(pages: Sequence[PageLayout]) -> RibReading:
    """Choose every field of a RIB from what ``pages`` print."""
    found = accounts(pages)
    people = holders(pages)
    ibans = _different(found.ibans)
    chosen = {
        "iban": _iban(found, ibans),
        NATIONAL: _national(found.nationals),
        "bic": _bic(found.bics, ibans),
        "holder": _first(people.holders),
        "address": _first(people.addresses),
        "bank_name": _first(bank_candidates(pages)),
    }
    choices = {name: choice for name, choice in chosen.items() if choice is not None}
    return RibReading(_type(pages, choices), choices, ibans=tuple(ibans))


def settled(reading: RibReading) -> RibReading:
    """The reading once both engines have looked: IBAN and RIB resolve each other's slips."""
    account, national = reading.choices.get("iban"), reading.choices.get(NATIONAL)
    if national is not None and len(national.value) == rib_rules.LENGTH:  # a key that was not read stays unread
        other = rib_rules.of_iban(account.value) if account and CHECK_DIGITS in account.proofs else None
        national = _resolved(national, other, rib_rules.is_valid)
    if account is not None:
        twin = rib_rules.to_iban(national.value) if national and rib_rules.is_valid(national.value) else None
        account = _resolved(account, twin, iban_rules.is_valid)
        if account.value == twin:
            account = replace(account, proofs=account.proofs | {SECOND_PRINT})
    bank = reading.choices.get("bic")
    if bank and account and bank.value[:8] in {code[:8] for code in iban_rules.registered_bics(account.value)}:
        bank = replace(bank, proofs=bank.proofs | {REGISTERED})
    holder = _with_its_form(reading.choices.get("holder"))
    chosen = {**reading.choices, "iban": account, NATIONAL: national, "bic": bank, "holder": holder}
    return replace(
        reading,
        choices={name: choice for name, choice in chosen.items() if choice is not None},
        ibans=tuple(dict.fromkeys((account.value, *reading.ibans[1:]))) if account else (),
    )


def _type(pages: Sequence[PageLayout], choices: dict[str, Choice]) -> DocumentType:
    """A RIB is what shows an account and is not titled an invoice: a bank's letter, a picture of an application."""
    titled = document_type.document_type([document_type.title_of(page) for page in pages])
    return DocumentType.RIB if "iban" in choices and titled not in _INVOICES else titled or DocumentType.OTHER


def _different(prints: Sequence[Candidate]) -> list[str]:
    """The different IBANs, the most printed and most proven first; misreadings by OCR left out."""
    counts = Counter(one.value for one in prints)
    ranked = sorted(counts, key=lambda value: (not iban_rules.is_valid(value), -counts[value]))
    by_ocr = {one.value for one in prints if one.source is Source.OCR}
    kept: list[str] = []
    for value in ranked:
        if not (value in by_ocr and not iban_rules.is_valid(value) and any(_is_slip(value, other) for other in kept)):
            kept.append(value)
    return kept


def _iban(found: Accounts, ibans: Sequence[str]) -> Choice | None:
    if not ibans:
        return None
    prints = [one for one in found.ibans if one.value == ibans[0]]
    proofs = {CHECK_DIGITS} if iban_rules.is_valid(ibans[0]) else set()
    if len(prints) > 1:
        proofs.add(SECOND_PRINT)
    return Choice(ibans[0], prints[0], prints[0].score, prints[0].score, frozenset(proofs))


def _national(prints: Sequence[Candidate]) -> Choice | None:
    ranked = sorted(prints, key=lambda one: -one.score)
    if not ranked:
        return None
    best = ranked[0]
    proofs = {CHECK_DIGITS} if rib_rules.is_valid(best.value) else set()
    return Choice(best.value, best, best.score, lead(ranked), frozenset(proofs))


def _bic(prints: Sequence[Candidate], ibans: Sequence[str]) -> Choice | None:
    """The code behind a label; else one of the account's country: many a word of eight letters looks like one."""
    country = iban_rules.country_of(ibans[0]) if ibans else ""
    likely = [one for one in prints if "label" in one.features or bic_rules.suits_country(one.value, country)]
    choice = _first(sorted(likely, key=lambda one: (-one.score, -len(one.value))))
    if choice and bic_rules.suits_country(choice.value, country):
        return replace(choice, proofs=frozenset({"country"}))
    return choice


def _first(candidates: list[Candidate]) -> Choice | None:
    if not candidates or candidates[0].score <= 0:
        return None
    return Choice(candidates[0].value, candidates[0], candidates[0].score, lead(candidates))


def _resolved(choice: Choice, twin: str | None, is_valid: Callable[[str], bool]) -> Choice:
    """``choice``, or what was read in its place or in the other print, where OCR slipped.

    The other print resolves a slip only where each of its characters was read here by one of the engines: a number
    that is wrong on the paper stays as it is printed.
    """
    by_ocr = choice.candidate is not None and choice.candidate.source is Source.OCR
    is_misread = REREAD_DIFFERS in choice.doubts or (by_ocr and not _is_shaped(choice.value))
    if CHECK_DIGITS in choice.proofs or not is_misread:
        return choice
    seen = iban_rules.compact(choice.seen)
    read = twin if twin is not None and _is_read_in(twin, choice.value, seen) else None
    for value, proof in ((seen, SECOND_READING), (read, SECOND_PRINT)):
        if value is not None and is_valid(value) and _is_slip(value, choice.value):
            proofs = choice.proofs | {CHECK_DIGITS, proof}
            return replace(choice, value=value, proofs=proofs, doubts=choice.doubts - {REREAD_DIFFERS})
    return choice


def _with_its_form(choice: Choice | None) -> Choice | None:
    """The name as the engine read it that read the legal form in it: EI and El look alike. It stays in doubt."""
    if choice is None or REREAD_DIFFERS not in choice.doubts:
        return choice
    forms = [len(lexicon.LEGAL_FORMS.intersection(text.split())) for text in (choice.value, choice.seen)]
    is_slip = _is_slip(choice.value, " ".join(choice.seen.split()))
    return replace(choice, value=" ".join(choice.seen.split())) if forms[1] > forms[0] and is_slip else choice


def _is_shaped(number: str) -> bool:
    """Whether no letter stands where a French number has digits only."""
    national = number if number[:1].isdigit() else rib_rules.of_iban(number)
    return national is not None and national[:10].isdigit() and national[21:].isdigit()


def _is_read_in(number: str, *readings: str) -> bool:
    """Whether each character of ``number`` stands at its place in one of the readings, or some are lost in one."""
    whole = [reading for reading in readings if len(reading) == len(number)]
    at_place = all(
        any(reading[place] == character or _TAKEN_FOR.get(reading[place]) == character for reading in whole)
        for place, character in enumerate(number)
    )
    return at_place or any(len(reading) < len(number) and _is_left_of(reading, number) for reading in readings)


def _is_left_of(reading: str, number: str) -> bool:
    """Whether the reading is the number with characters lost."""
    rest = iter(number)
    return all(character in rest for character in reading)


def _is_slip(one: str, other: str) -> bool:
    """Whether two numbers differ by no more than OCR gets wrong: characters changed, lost or added."""
    if abs(len(one) - len(other)) > _MOST_SLIPS:
        return False
    row = list(range(len(other) + 1))
    for index, character in enumerate(one, 1):
        before, row[0] = row[0], index
        for place, compared in enumerate(other, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (character != compared))
    return row[-1] <= _MOST_SLIPS
