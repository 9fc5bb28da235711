"""From laid-out pages to the choice of every field: candidates, then what fits together."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TypeAlias

from akto_invoice.extract import lexicon
from akto_invoice.extract.candidates import dates, document_type, dossiers, numbers, parties, references
from akto_invoice.extract.candidates.amounts import read_amounts
from akto_invoice.extract.candidates.candidate import Candidate, candidate
from akto_invoice.extract.candidates.totals import total_candidates
from akto_invoice.extract.choice import OTHER_NAME, Choice, lead
from akto_invoice.extract.layout import PageLayout
from akto_invoice.extract.model import DocumentType, Source
from akto_invoice.extract.totals import Totals, choose_totals
from akto_invoice.rules import bic as bic_rules
from akto_invoice.rules import dossier
from akto_invoice.rules import iban as iban_rules

_NO_RIVAL = 3.0
_CLEAR_LEAD = 1.0
_SAME_LINE = 4.0  # points
_FEW_WORDS = 60.0  # points
_RATE = re.compile(r"(?<![\w.,])(?P<rate>\d{1,2}(?:[.,]\d{1,2})?) ?%")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read on the pages: the document's type and a choice for each field that is on them.

    ``vat_rates`` are the percentages printed, in percent: a total over several rates has no rate of its own.
    """

    document_type: DocumentType
    choices: dict[str, Choice] = field(default_factory=dict)
    dossiers: tuple[Choice, ...] = ()
    vat_rates: tuple[Decimal, ...] = ()

    def with_each(self, change: Callable[[str, Choice], Choice]) -> "Reading":
        """The reading with ``change(field, choice)`` in the place of each choice."""
        return replace(
            self,
            choices={name: change(name, choice) for name, choice in self.choices.items()},
            dossiers=tuple([change("dossiers", choice) for choice in self.dossiers]),
        )

    def any_choice(self, holds: Callable[[str, Choice], bool]) -> bool:
        """Whether ``holds(field, choice)`` for some choice."""
        named = (*self.choices.items(), *(("dossiers", choice) for choice in self.dossiers))
        return any(holds(name, choice) for name, choice in named)

    @property
    def is_proven(self) -> bool:
        """Whether nothing more needs to be read: totals, issuer, dossier, number and date all stand on proofs."""
        ttc, issuer = self.choices.get("total_ttc"), self.choices.get("siret")
        return (
            ttc is not None
            and bool(ttc.proofs & {"adds-up", "exempt", "rate"})
            and issuer is not None
            and "check-digits" in issuer.proofs
            and bool(self.dossiers)
            and "invoice_number" in self.choices
            and "issue_date" in self.choices
            and OTHER_NAME not in self.choices["issue_date"].doubts
        )

    @property
    def is_doubtful(self) -> bool:
        """Whether numbers that should prove themselves do not: then the text they were read from may lie."""
        proofs = {name: choice.proofs for name, choice in self.choices.items()}
        numbers = [proofs[name] for name in ("siret", "vat_number", "iban") if name in proofs]
        return not numbers or any("check-digits" not in found for found in numbers)


Resolver: TypeAlias = Callable[[Sequence[PageLayout]], Reading]
"""Says what is looked for on pages: ``resolve`` an invoice, ``resolve_rib`` a RIB."""


def resolve(pages: Sequence[PageLayout]) -> Reading:
    """Choose every field from what ``pages`` print."""
    titles = [document_type.title_of(page) for page in pages]
    own = [document_type.is_own_page(title) for title in titles]
    if not any(own):
        own = [True] * len(pages)
    owned = list(zip(pages, own, strict=True))
    kind = document_type.document_type(titles)
    read = [read_amounts(page) for page in pages]
    totals = choose_totals(
        total_candidates(list(zip(pages, read, own, strict=True))),
        exempt=any(lexicon.EXEMPTION.search(page.plain) for page, mine in owned if mine),
    )
    found_parties = parties.parties(owned)
    found_dossiers = dossiers.dossier_candidates(owned)
    choices: dict[str, Choice | None] = {
        "total_ht": totals.ht,
        "total_tva": totals.tva,
        "total_ttc": totals.ttc,
        "net_payable": totals.net,
        "currency": _currency(owned, totals),
        "invoice_number": _first(_no_dossiers(references.number_candidates(owned, kind), found_dossiers)),
        "issue_date": _issue_date(dates.date_candidates(owned)),
        **_issuer(found_parties),
        "nda": _first(_issuers_own(numbers.nda_candidates(owned), found_parties)),
        **_bank(numbers.iban_candidates(owned), numbers.bic_candidates(owned)),
    }
    found = {name: choice for name, choice in choices.items() if choice is not None}
    named = tuple(_dossiers(found_dossiers, found.get("invoice_number")))
    return Reading(kind or _type_of(found), found, named, tuple(_rates(owned)))


def _type_of(found: Mapping[str, Choice]) -> DocumentType:
    """What a document without a title is, by what is on it."""
    if "total_ttc" in found and found.keys() & {"net_payable", "invoice_number"}:
        return DocumentType.INVOICE
    if "iban" in found and not found.keys() & {"total_ht", "total_ttc"}:
        return DocumentType.RIB
    return DocumentType.OTHER


def _rates(pages: Sequence[tuple[PageLayout, bool]]) -> list[Decimal]:
    return [
        Decimal(match.part("rate").text.replace(",", "."))
        for page, own in pages
        if own
        for match in page.matches(_RATE)
    ]


def _currency(pages: Sequence[tuple[PageLayout, bool]], totals: Totals) -> Choice | None:
    """The currency printed with the amounts: euros, unless only another one is."""
    for code, pattern in lexicon.CURRENCIES:
        for page, _ in pages:
            match = next(page.matches(pattern), None)
            if match is not None:
                one = candidate(code, match, (), {})
                return Choice(code, one, 1.0, 1.0, frozenset({"printed"} if totals.ttc or totals.ht else ()))
    return None


def _first(candidates: list[Candidate]) -> Choice | None:
    if not candidates or candidates[0].score <= 0:
        return None
    best = candidates[0]
    return Choice(best.value, best, best.score, lead(candidates))


def _issue_date(candidates: list[Candidate]) -> Choice | None:
    """The likeliest date, which an invoice always has; in doubt where its words name another."""
    if not candidates or candidates[0].score > 0:
        return _first(candidates)
    best = candidates[0]
    return Choice(best.value, best, best.score, lead(candidates), doubts=frozenset({OTHER_NAME}))


def _issuer(found: Sequence[parties.Party]) -> dict[str, Choice | None]:
    """The numbers of the likeliest issuer; its SIREN may stand within the others only."""
    if not found or found[0].score <= 0:
        return {}
    issuer = found[0]
    margin = issuer.score - (found[1].score if len(found) > 1 else issuer.score - _NO_RIVAL)
    kinds = {mention.kind for mention in issuer.mentions if "valid" in mention.candidate.features}
    shared = frozenset({"same-company"}) if len(kinds) > 1 else frozenset[str]()

    def chosen(kind: str) -> Choice | None:
        ranked = issuer.ranked(kind)
        if not ranked:
            return None
        best = ranked[0]
        proofs = shared | ({"check-digits"} if "valid" in best.features else set())
        own_lead = lead(ranked, best.score - _NO_RIVAL)
        unclear = len(ranked) > 1 and own_lead < _CLEAR_LEAD
        # On a scan the establishment's own number may have been missed.
        unclear |= best.source is Source.OCR and "head-office" in best.features
        doubts = {"several-establishments"} if unclear else set()
        return Choice(best.value, best, issuer.score, min(margin, own_lead + 1.0), proofs, frozenset(doubts))

    siret, vat = chosen("siret"), chosen("vat_number")
    siren = chosen("siren")
    if siren is None and (source := siret or vat):
        siren = Choice(issuer.siren, source.candidate, source.score, margin, source.proofs)
    return {"siret": siret, "siren": siren, "vat_number": vat}


def _issuers_own(candidates: list[Candidate], found: Sequence[parties.Party]) -> list[Candidate]:
    """The candidates that are no VAT number without its FR, nor on a line with the number of another company alone."""
    sirens = {party.siren for party in found}
    others = [mention.candidate for party in found[1:] for mention in party.mentions]
    return [
        one
        for one in candidates
        if one.value[2:] not in sirens and not any(_stand_together(one, other) for other in others)
    ]


def _stand_together(one: Candidate, other: Candidate) -> bool:
    """Whether two numbers stand on one line, a few words apart."""
    gap = max(one.box.x0, other.box.x0) - min(one.box.x1, other.box.x1)
    return one.page == other.page and abs(one.box.y1 - other.box.y1) < _SAME_LINE and gap < _FEW_WORDS


def _bank(ibans: list[Candidate], bics: list[Candidate]) -> dict[str, Choice | None]:
    account, bank = _first(ibans), _first(bics)
    if ibans and account is None:
        return {}  # the only account is a factor's or a customer's: so is its bank's code
    if account and iban_rules.is_valid(account.value):
        if bank and bic_rules.suits_country(bank.value, iban_rules.country_of(account.value)):
            bank = replace(bank, proofs=frozenset({"country"}))
        account = replace(account, proofs=frozenset({"check-digits"}))
    return {"iban": account, "bic": bank}


def _no_dossiers(candidates: list[Candidate], found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that are not said to be dossiers."""
    claimed = {one.value for one in found if one.features & {"label", "column"}}
    return [one for one in candidates if dossier.compact(one.value) not in claimed]


def _dossiers(candidates: Sequence[Candidate], number: Choice | None) -> list[Choice]:
    """Every dossier that no other label claims and that is not the invoice's own number."""
    own = dossier.compact(number.value) if number and number.score > 4 else None
    return [
        Choice(one.value, one, one.score, one.score)
        for one in candidates
        if one.score > 0 and (one.value != own or "label" in one.features)
    ]
