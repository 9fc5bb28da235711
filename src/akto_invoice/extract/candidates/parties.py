"""Company numbers on the pages, and whose they are: the issuer's, or of AKTO, a customer, a subcontractor, a factor."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from math import fsum
from typing import Final

from akto_invoice.extract import lexicon
from akto_invoice.extract.candidates.candidate import Candidate, best_per_value, candidate
from akto_invoice.extract.layout import Match, PageLayout
from akto_invoice.rules import akto, siren, siret, vat_number

_SIRET = re.compile(
    r"(?<![\d.,])\d{3}([ .]?)\d{3}\1\d{3}[ .\t-]{0,3}(?:\d{5}|\d{3} \d{2}|\d \d{4}|\d{2} \d{3})(?![\d])"
)
_SIRET_LOOSE = re.compile(r"s\.?i\.?r\.?e\.?t\b[^\d\n]{0,30}(?P<number>\d(?:[ .\t-]{0,3}\d){13})(?!\d)")
_SIREN_LABELLED = re.compile(
    r"(?:\bs\.?i\.?r\.?e\.?n\b|\br\.?[ ]?c\.?[ ]?s\b|\br\.?m\b\.?|\bimmatricul)[^\d\n]{0,45}"
    r"(?P<number>\d{3}[ .]?\d{3}[ .]?\d{3})(?![ .]?\d)"
)
_SIREN_BEFORE_LABEL = re.compile(r"(?<![\d.,])(?P<number>\d{3}[ .]?\d{3}[ .]?\d{3})[ \t(-]{0,3}r\.?[ ]?c\.?[ ]?s\b")
_POSTCODE = re.compile(r"(?<![\d ]\d{3} )(?<!\d)\d{5}(?!\d)")
_NIC = re.compile(r"\bn\.?i\.?c\b\.?[^\d\n]{0,12}(?P<number>\d{5}|\d{3} \d{2})(?!\d)")
_SIREN_ENDS_CELL = re.compile(r"(?<![\d.,])\d{3}[ .]?\d{3}[ .]?\d{3}(?=[ -]*(?:[\t\n]|$))")
_NIC_FIRST = re.compile(r"^[ -]*(?P<number>\d{5}|\d{3} \d{2})(?![ ]?[\w])")
_VAT = re.compile(r"\bfr[ .-]?[0-9a-hj-np-z]{2}[ .-]?\d{3}[ .]?\d{3}[ .]?\d{3}(?![ .]?\d)")
_VAT_HEAD = re.compile(r"\bfr[ .-]?[0-9a-hj-np-z]{2}(?:[ .]?\d{3}){0,2}(?=[ ]*(?:[\t\n]|$))")
_GROUPS = re.compile(r"\d{3}(?:[ .]?\d{3}){0,2}(?![ .]?\d)")

WEIGHTS: Final[Mapping[str, float]] = {
    "valid": 2.0,
    "labelled": 1.0,
    "issuer-words": 1.5,
    "declaration": 3.0,  # beside the declaration of activity of a training organisation
    "company-small-print": 1.5,  # beside its capital or its register
    "issuer": 2.0,  # "Émetteur", "Organisme de formation" on its line or above it
    "customer": -4.0,
    "customer-far-above": -2.0,  # in a letter, its numbers may stand under all that is said
    "akto-beside": -2.0,
    "subcontractor": -3.0,
    "factor": -4.0,
    "footer": 1.2,
    "top-left": 0.8,
    "address-window": -0.7,
    "own-vat-number": 1.0,
    "head-office": -1.5,  # among establishments of one company
    "establishment": 0.5,
    "address-elsewhere": 0.8,  # its postcode stands elsewhere too, as in the issuer's own address
    "from-parts": -0.3,  # SIREN and NIC printed apart
    "other-page": -2.0,
    "first": 0.3,
}
_WITHIN_PARTY: Final = frozenset({"head-office", "establishment", "address-elsewhere", "from-parts"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A company number as printed: ``kind`` is siret, siren or vat_number; ``siren`` tells the company."""

    kind: str
    siren: str
    candidate: Candidate


@dataclass(frozen=True, eq=False)
class Party:
    """A company with everything on the pages that bears its SIREN."""

    siren: str
    mentions: tuple[Mention, ...]

    @cached_property
    def score(self) -> float:
        """How likely it is the issuer: its best mention, helped or hurt a little by the others."""
        scores = sorted((_party_weight(mention.candidate) for mention in self.mentions), reverse=True)
        own_vat = WEIGHTS["own-vat-number"] if {"vat_number"} < {mention.kind for mention in self.mentions} else 0.0
        return scores[0] + 0.3 * sum(scores[1:4]) + own_vat

    def ranked(self, kind: str) -> list[Candidate]:
        """Its numbers of that kind, best first, each value once."""
        return best_per_value(mention.candidate for mention in self.mentions if mention.kind == kind)


def parties(pages: Sequence[tuple[PageLayout, bool]]) -> list[Party]:
    """Companies named on the pages, AKTO left out, the likeliest issuer first.

    ``pages`` come with whether they are the invoice's own.
    """
    by_siren: dict[str, list[Mention]] = {}
    for page, own in pages:
        for mention in _mentions(page, own):
            if mention.siren != akto.SIREN:
                by_siren.setdefault(mention.siren, []).append(mention)
    found = [Party(number, tuple(mentions)) for number, mentions in by_siren.items()]
    return sorted(found, key=lambda party: -party.score)


def _party_weight(one: Candidate) -> float:
    return one.score - fsum(WEIGHTS[name] for name in one.features & _WITHIN_PARTY)


def _mentions(page: PageLayout, own: bool) -> Iterator[Mention]:
    taken: list[tuple[object, int, int]] = []
    first = True
    for kind, match, number, parts in _numbers(page):
        span = (match.line, match.start, match.end)
        if any(line is span[0] and start < span[2] and end > span[1] for line, start, end in taken):
            continue
        taken.append(span)
        company = _siren_of(kind, number)
        if company is None:
            continue
        features = set(_context(page, match))
        if _is_valid(kind, number):
            features.add("valid")
        elif kind == "siren" or (kind == "siret" and "labelled" not in features):
            # An unlabelled number that breaks its check digits is just a number; a labelled one is a finding.
            continue
        if parts:
            features.add("from-parts")
        if not own:
            features.add("other-page")
        if first:
            features.add("first")
            first = False
        yield Mention(kind, company, candidate(number, match, features, WEIGHTS))


def _numbers(page: PageLayout) -> Iterator[tuple[str, Match, str, bool]]:
    """Numbers by kind, the most telling shape first: what a shape has taken, a weaker one leaves."""
    for match in page.matches(_VAT):
        yield "vat_number", match, vat_number.compact(match.text), False
    for match in page.matches(_VAT_HEAD):
        for text in page.going_on(match):
            groups = _GROUPS.match(text)
            whole = vat_number.compact(match.text + groups[0]) if groups else ""
            if vat_number.is_valid(whole):
                yield "vat_number", match, whole, True
                break
    for match in page.matches(_SIRET):
        yield "siret", match, siret.compact(match.text.replace("\t", "")), False
    for match in page.matches(_SIRET_LOOSE):
        number = match.part("number")
        yield "siret", number, siret.compact(number.text.replace("\t", "")), False
    nics = [match.part("number") for match in page.matches(_NIC)]
    for match in page.matches(_SIREN_ENDS_CELL):
        if rest := _nic_below(page, match):
            yield "siret", match, siren.compact(match.text) + siret.compact(rest), True
    for pattern in (_SIREN_LABELLED, _SIREN_BEFORE_LABEL):
        for match in page.matches(pattern):
            number = match.part("number")
            nic = next((nic for nic in nics if abs(nic.box[1] - number.box[1]) < 40), None)
            if nic is not None and siret.is_valid(number.text + nic.text):
                yield "siret", number, siret.compact(number.text + nic.text), True
            yield "siren", number, siren.compact(number.text), False


def _nic_below(page: PageLayout, match: Match) -> str | None:
    """The five digits that end, on the next line of its block, a number that is labelled SIRET; a postcode is none."""
    label = match.line.plain[: match.start] + next(page.above(match.cell), "")
    return _below(page, match, _NIC_FIRST) if "siret" in label else None


def _below(page: PageLayout, match: Match, pattern: re.Pattern[str]) -> str | None:
    """What ``pattern`` finds at the start of the next cell of the block."""
    below = page.block_around(match.cell).after(match.cell)
    found = pattern.match(below.plain) if below is not None else None
    return found["number"] if found else None


def _siren_of(kind: str, number: str) -> str | None:
    return vat_number.siren_of(number) if kind == "vat_number" else number[:9]


def _is_valid(kind: str, number: str) -> bool:
    match kind:
        case "siret":
            return siret.is_valid(number)
        case "siren":
            return siren.is_valid(number)
        case _:
            return vat_number.is_valid(number)


def _context(page: PageLayout, match: Match) -> Iterator[str]:
    """Named features of where a number stands and of the words around it."""
    cell = match.cell
    block = page.block_around(cell)
    line = match.line.plain
    before = line[max(0, match.start - 60) : match.start]
    near = block.near(cell)
    if lexicon.says(before, lexicon.COMPANY_LABEL):
        yield "labelled"
    if lexicon.says(near, lexicon.ISSUER_WORDS):
        yield "issuer-words"
    if lexicon.says(near, lexicon.NDA_LABEL):
        yield "declaration"
    if lexicon.says(near, lexicon.COMPANY_SMALL_PRINT):
        yield "company-small-print"
    role = _role(page, match)
    if role:
        yield role
    if lexicon.says(before, lexicon.HEAD_OFFICE_WORDS) or lexicon.says(block.cells[0].plain, lexicon.HEAD_OFFICE_WORDS):
        yield "head-office"
    if lexicon.says(before, lexicon.ESTABLISHMENT_WORDS):
        yield "establishment"
    beside = line[cell.start : match.start] + line[match.end : cell.end]
    if any(page.plain.count(code) > cell.plain.count(code) for code in _POSTCODE.findall(beside)):
        yield "address-elsewhere"
    x0, y0, _, _ = match.box
    if y0 > 0.85 * page.height:
        yield "footer"
    elif y0 < 0.33 * page.height:
        yield "top-left" if x0 < 0.45 * page.width else "address-window"


def _role(page: PageLayout, match: Match) -> str | None:
    """Whose number it is by the nearest words that tell: on its line, then upwards, never below."""
    line = match.line.plain
    before = line[max(0, match.start - 90) : match.start]
    anchor = match.cell
    if not any(char.isalpha() for char in anchor.plain) and anchor.left is not None:
        anchor = anchor.left  # a form's label, before boxes of digits
    for rank, words in enumerate([before, *islice(page.above(anchor), _REACH_ABOVE)]):
        if rank and lexicon.says(words, lexicon.TOTAL_WORDS):
            return None  # above the totals stand the items, which tell of stagiaires, not whose number it is
        for role, pattern in _ROLES:
            if lexicon.says(words, pattern):
                return "customer-far-above" if role == "customer" and rank > _ADDRESS else role
        if "akto" in words and rank:
            return "akto-beside"
    return None


_REACH_ABOVE: Final = 12  # cells
_ADDRESS: Final = 6  # cells that an address has
_ROLES: Final = (
    ("factor", lexicon.FACTOR_WORDS),
    ("subcontractor", lexicon.SUBCONTRACTOR_WORDS),
    ("issuer", lexicon.ISSUER_ROLE),
    ("customer", lexicon.CUSTOMER_WORDS),
)
