"""NDA, IBAN and BIC: numbers known by their shape and the label before them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from akto_invoice.extract import lexicon
from akto_invoice.extract.candidates.candidate import Candidate, best_per_value, candidate
from akto_invoice.extract.candidates.labelled import labelled
from akto_invoice.extract.layout import Match, PageLayout
from akto_invoice.rules import bic, iban, nda

_NDA = re.compile(r"(?<![\d+])(?<!\d[ .])(?:\d(?:[ .-]?\d){10}|\d(?:[ \t]\d){10})(?![ .]?\d)")
_NDA_HEAD = re.compile(r"(?<![\d+])(?<!\d[ .])\d{2} \d{2}(?: \d{5})?(?=[ ]*(?:[\t\n]|$))")
_NDA_REST = re.compile(r"(?:\d{5} )?\d{2}(?! ?\d)")
_IBAN = re.compile(r"\b[a-z]{2}[ ]?\d{2}(?![ \t]+[a-z]{2}\d{2}\b)(?:[ \t]?[a-z0-9]{4}){2,7}(?:[ \t]?[a-z0-9]{1,3})?\b")
_BIC = re.compile(r"(?<![\w])[A-Z]{4}[ ]?[A-Z]{2}[ ]?[A-Z0-9]{2}(?:[ ]?[A-Z0-9]{3})?(?![\w])")
_BIC_ALONE = re.compile(r"(?<![\w])[A-Z]{4}(?:FR|MC|BE|LU|DE|GP|MQ|GF|RE|YT)[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![\w])")
_IBAN_REST = re.compile(r"[a-z0-9]{1,4}(?: ?[a-z0-9]{1,4})*\b")
_IBAN_HEAD = re.compile(r"\b[a-z]{2}\d{2}(?: [a-z0-9]{4})?(?=\n)")
_SHORTEST_IBAN: Final = 15  # Norway's
_BESIDE: Final = 40  # points between the lines of an IBAN and of its BIC

WEIGHTS: Final[Mapping[str, float]] = {
    "valid": 3.0,
    "label": 3.0,
    "usual-form": 2.0,  # of a declaration of activity: it ends with the department that it starts with
    "beside-iban": 2.0,
    "two-lines": -0.3,
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
    return best_per_value(
        (one for page, own in pages for find in (_ibans, _ibans_over_line_ends) for one in find(page, own)),
        repeat_bonus=0.3,
    )


def bic_candidates(pages: Pages) -> list[Candidate]:
    """Candidates for the BIC, best first: the right shape behind such a label."""
    return best_per_value((one for page, own in pages for one in _bics(page, own)), repeat_bonus=0.3)


def _ndas(page: PageLayout, own: bool) -> Iterator[Candidate]:
    for match, number in (*_numbers_alone(page), *_ndas_over_line_ends(page)):
        before = match.line.plain[max(0, match.start - 90) : match.start]
        features = {"valid"}
        if lexicon.says(before, lexicon.NDA_LABEL):
            features.add("label")
        elif lexicon.says(_line_above(page, match), lexicon.NDA_LABEL):
            features.add("label-above")
        if nda.repeats_department(number):
            features.add("usual-form")
        elif len(features) == 1 or not nda.is_valid(number):
            continue
        yield candidate(nda.compact(number), match, {*_company(page, match, own), *features}, WEIGHTS)


def _numbers_alone(page: PageLayout) -> Iterator[tuple[Match, str]]:
    for match in page.matches(_NDA):
        yield match, match.text.replace("\t", "")


def _ndas_over_line_ends(page: PageLayout) -> Iterator[tuple[Match, str]]:
    """Numbers of the usual form that a line break cuts between their groups."""
    for match in page.matches(_NDA_HEAD):
        for text in page.going_on(match):
            rest = _NDA_REST.match(text)
            if rest and nda.repeats_department(match.text + rest[0]):
                yield match, match.text + rest[0]
                break


def _ibans(page: PageLayout, own: bool) -> Iterator[Candidate]:
    for match in page.matches(_IBAN):
        features = set(_company(page, match, own))
        read = next((cut for cut in _cuts(match) if iban.is_valid(cut.text)), None)
        if read is not None:
            yield candidate(iban.compact(read.text), read, features | {"valid"}, WEIGHTS)
        elif (whole := _continued(page, match)) is not None:
            yield candidate(whole, match, features | {"valid", "two-lines"}, WEIGHTS)
        elif (
            len(iban.compact(match.text)) >= _SHORTEST_IBAN
            and "iban" in match.line.plain[max(0, match.start - 40) : match.start]
        ):
            yield candidate(iban.compact(match.text), match, features | {"label"}, WEIGHTS)


def _ibans_over_line_ends(page: PageLayout, own: bool) -> Iterator[Candidate]:
    """IBANs that a paragraph's line break cuts within their first groups; only valid ones."""
    for match in page.matches(_IBAN_HEAD):
        if whole := _continued(page, match):
            features = {*_company(page, match, own), "valid", "two-lines"}
            yield candidate(whole, match, features, WEIGHTS)


def _cuts(match: Match) -> Iterator[Match]:
    """The match, then shorter and shorter: words after an IBAN may look like its last groups."""
    yield match
    for gap in re.finditer(r"[ \t]", match.text[::-1]):
        yield Match(match.line, match.start, match.end - gap.start() - 1)


def _continued(page: PageLayout, match: Match) -> str | None:
    """The valid IBAN that ``match`` starts and the next cell of its block, or the next line, ends."""
    for text in page.going_on(match):
        rest = _IBAN_REST.match(text)
        for end in range(len(rest[0]) if rest else 0, 0, -1):
            whole = iban.compact(match.text + text[:end])
            if iban.is_valid(whole):
                return whole
    return None


def _bics(page: PageLayout, own: bool) -> Iterator[Candidate]:
    for hit in labelled(page, lexicon.BIC_LABEL, _BIC):
        if bic.is_valid(hit.value.text):
            features = {*_company(page, hit.value, own), "valid", "label"}
            yield candidate(bic.compact(hit.value.text), hit.value, features, WEIGHTS)
    ibans = [match.box for match in page.matches(_IBAN)]
    for match in page.matches(_BIC_ALONE, printed=True):
        if bic.is_valid(match.text) and any(abs(match.box[1] - box[1]) < _BESIDE for box in ibans):
            features = {*_company(page, match, own), "valid", "beside-iban"}
            yield candidate(bic.compact(match.text), match, features, WEIGHTS)


def _company(page: PageLayout, match: Match, own: bool) -> Iterator[str]:
    """Whose number it may be, by the words of its block."""
    block = page.block_around(match.cell)
    words = f"{block.near(match.cell)}\n{page.heading_of(block)}"
    if lexicon.says(words, lexicon.FACTOR_WORDS):
        yield "factor"
    if lexicon.says(words, lexicon.SUBCONTRACTOR_WORDS):
        yield "subcontractor"
    if lexicon.says(words, lexicon.CUSTOMER_WORDS):
        yield "customer-words"
    if not own:
        yield "other-page"


def _line_above(page: PageLayout, match: Match) -> str:
    above = page.block_around(match.cell).before(match.cell)
    return above.plain if above is not None else ""
