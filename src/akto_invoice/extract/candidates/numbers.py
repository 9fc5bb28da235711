"""NDA, IBAN and BIC: numbers known by their shape and the label before them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from akto_invoice.extract import lexicon
from akto_invoice.extract.candidates.candidate import Candidate, best_per_value, candidate
from akto_invoice.extract.layout import Match, PageLayout
from akto_invoice.rules import bic, iban, nda

_NDA = re.compile(r"(?<![\d+])(?<!\d[ .])\d(?:[ .-]?\d){10}(?![ .]?\d)")
_IBAN = re.compile(r"\b[a-z]{2}[ ]?\d{2}(?:[ \t]?[a-z0-9]{4}){3,7}(?:[ \t]?[a-z0-9]{1,3})?\b")
_BIC = re.compile(
    r"\b(?:b\.?i\.?c|swift)\b[^\n]{0,24}?[ \t:/-](?P<number>[a-z]{4}[ ]?[a-z]{2}[ ]?[a-z0-9]{2}(?:[ ]?[a-z0-9]{3})?)\b"
)

_BIC_BESIDE_IBAN = re.compile(
    r"\b[a-z]{2}\d{2}[a-z0-9 \t]{11,40}[ \t(/:-]+(?P<number>[a-z]{6}[a-z0-9]{2}(?:[a-z0-9]{3})?)\b"
)

WEIGHTS: Final[Mapping[str, float]] = {
    "valid": 3.0,
    "label": 3.0,
    "beside-iban": 2.0,
    "label-above": 2.0,  # on the line above, in the same block
    "customer-words": -2.0,
    "subcontractor": -3.0,
    "factor": -4.0,
    "other-page": -1.5,
}

Pages = Sequence[tuple[PageLayout, bool]]


def nda_candidates(pages: Pages) -> list[Candidate]:
    """Candidates for the issuer's declaration of activity, best first: eleven digits behind such a label."""
    return best_per_value((one for page, own in pages for one in _ndas(page, own)), repeat_bonus=0.3)


def iban_candidates(pages: Pages) -> list[Candidate]:
    """Candidates for the issuer's IBAN, best first; one that breaks its check digits stays, unproven."""
    return best_per_value((one for page, own in pages for one in _ibans(page, own)), repeat_bonus=0.3)


def bic_candidates(pages: Pages) -> list[Candidate]:
    """Candidates for the BIC, best first: the right shape behind such a label."""
    return best_per_value((one for page, own in pages for one in _bics(page, own)), repeat_bonus=0.3)


def _ndas(page: PageLayout, own: bool) -> Iterator[Candidate]:
    for match in page.matches(_NDA):
        before = match.line.plain[max(0, match.start - 90) : match.start]
        features = set(_company(page, match, own))
        if lexicon.NDA_LABEL.search(before):
            features.add("label")
        elif lexicon.NDA_LABEL.search(_line_above(page, match)):
            features.add("label-above")
        else:
            continue
        if nda.is_valid(match.text):
            yield candidate(nda.compact(match.text), match, features | {"valid"}, WEIGHTS)


def _ibans(page: PageLayout, own: bool) -> Iterator[Candidate]:
    for match in page.matches(_IBAN):
        features = set(_company(page, match, own))
        for end in _ends(match):
            cut = Match(match.line, match.start, end)
            if iban.is_valid(cut.text):
                yield candidate(iban.compact(cut.text), cut, features | {"valid"}, WEIGHTS)
                break
        else:
            if "iban" in match.line.plain[max(0, match.start - 40) : match.start]:
                yield candidate(iban.compact(match.text), match, features | {"label"}, WEIGHTS)


def _ends(match: Match) -> Iterator[int]:
    """Ends of the IBAN, longest first: words after it may look like its last groups."""
    yield match.end
    for gap in re.finditer(r"[ \t]", match.text[::-1]):
        yield match.end - gap.start() - 1


def _bics(page: PageLayout, own: bool) -> Iterator[Candidate]:
    for pattern, feature in ((_BIC, "label"), (_BIC_BESIDE_IBAN, "beside-iban")):
        for match in page.matches(pattern):
            number = match.part("number")
            if bic.is_valid(number.text) and number.text.upper() == number.text:
                features = {*_company(page, number, own), "valid", feature}
                yield candidate(bic.compact(number.text), number, features, WEIGHTS)


def _company(page: PageLayout, match: Match, own: bool) -> Iterator[str]:
    """Whose number it may be, by the words of its block."""
    block = page.block_around(match.cell)
    words = f"{block.plain}\n{page.heading_of(block)}"
    if lexicon.FACTOR_WORDS.search(words):
        yield "factor"
    if lexicon.SUBCONTRACTOR_WORDS.search(words):
        yield "subcontractor"
    if lexicon.CUSTOMER_WORDS.search(words):
        yield "customer-words"
    if not own:
        yield "other-page"


def _line_above(page: PageLayout, match: Match) -> str:
    block = page.block_around(match.cell).cells
    index = block.index(match.cell)
    return block[index - 1].plain if index else ""
