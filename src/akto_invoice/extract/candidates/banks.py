"""The bank's name: behind its label, or the name of a bank at the top of the page."""

import re
from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import Final

from akto_invoice.extract import lexicon
from akto_invoice.extract.candidates.candidate import Candidate, best_per_value, candidate
from akto_invoice.extract.candidates.labelled import labelled, whole_text
from akto_invoice.extract.layout import Cell, Match, PageLayout

_NAME = re.compile(r"[^\W\d_]{2}.*")
_LONGEST: Final = 45  # characters; longer is a sentence
_TOP: Final = 0.25  # of the page's height

WEIGHTS: Final[Mapping[str, float]] = {
    "label": 3.0,
    "bank-words": 2.0,
    "large": 1.5,
    "top": 1.0,
    "agency": -2.5,  # "Domiciliation": a branch, which mostly has the bank's name in it
}


def bank_candidates(pages: Sequence[PageLayout]) -> list[Candidate]:
    """Candidates for the bank's name, best first."""
    return best_per_value((one for page in pages for one in (*_labelled(page), *_headings(page))), 0.3)


def _labelled(page: PageLayout) -> Iterator[Candidate]:
    for hit in labelled(page, lexicon.BANK_LABEL, _NAME):
        match = Match(hit.value.line, hit.value.start, whole_text(hit.value.cell).end)
        if hit.relation in ("before", "over") or lexicon.RIB_LABEL.match(match.line.plain, match.start):
            continue
        yield candidate(match.text.replace("\t", " ").strip(), match, {"label"}, WEIGHTS)


def _headings(page: PageLayout) -> Iterator[Candidate]:
    usual = median([word.box.y1 - word.box.y0 for line in page.lines for word in line.words] or [1.0])
    agencies = {(hit.value.line, hit.value.cell.start) for hit in labelled(page, lexicon.AGENCY_LABEL, _NAME)}
    for cell in page.cells:
        features = set(_features(page, cell, usual))
        is_banner = {"large", "top"} <= features and not any(map(str.isdigit, cell.plain))
        if "bank-words" not in features and not is_banner:
            continue
        if len(cell.text) > _LONGEST or lexicon.RIB_LABEL.match(cell.plain) or lexicon.RIB_TITLE.search(cell.plain):
            continue
        if (cell.line, cell.start) in agencies:
            features.add("agency")
        yield candidate(whole_text(cell).text.replace("\t", " ").strip(), whole_text(cell), features, WEIGHTS)


def _features(page: PageLayout, cell: Cell, usual: float) -> Iterator[str]:
    if lexicon.BANK_WORDS.match(cell.plain):
        yield "bank-words"
    if cell.box.y1 - cell.box.y0 > 1.2 * usual:
        yield "large"
    if cell.box.y0 < _TOP * page.height:
        yield "top"
