"""AKTO's dossier numbers: every plausible one that no other label claims."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from akto_invoice.extract import lexicon
from akto_invoice.extract.candidates.candidate import Candidate, best_per_value, candidate
from akto_invoice.extract.layout import Cell, Match, PageLayout
from akto_invoice.rules import dossier

WEIGHTS: Final[Mapping[str, float]] = {
    "known-shape": 2.0,
    "label": 3.0,  # "Dossier n°", "N° de prise en charge", "AKTO"
    "column": 2.0,  # under such a head
    "other-number": -3.5,  # named as an invoice's, an order's, a convention's number
    "other-page": -1.0,
}


def dossier_candidates(pages: Sequence[tuple[PageLayout, bool]]) -> list[Candidate]:
    """Candidates for dossiers, in reading order, each number once; those with a positive score may stand."""
    found = [one for page, own in pages for one in _on_page(page, own)]
    order = {one.value: -rank for rank, one in enumerate(reversed(found))}
    return sorted(best_per_value(found), key=lambda one: order[one.value])


def _on_page(page: PageLayout, own: bool) -> Iterator[Candidate]:
    for found in dossier.find(page.text):
        match = page.match_at(found.start, found.end)
        if match is not None:
            yield candidate(found.number, match, _features(page, match, own), WEIGHTS)


def _features(page: PageLayout, match: Match, own: bool) -> set[str]:
    features = {"known-shape"}
    if not own:
        features.add("other-page")
    plain, cell = match.line.plain, match.cell
    said = (
        _claim(plain[max(0, match.start - 70) : match.start])
        or _claim_right_after(plain[match.end : cell.end])
        or _claim_of_list(page, match)
        or _claim_below(page, match)
    )
    if said:
        features.add(said)
    elif not any(char.isalpha() for char in plain[cell.start : match.start]):  # words of its own are its label
        said = _claim_above(page, match)
        if said == "label":
            features.add("column")
        elif said and not _has_label_beside(cell):
            features.add(said)
    return features


def _has_label_beside(cell: Cell) -> bool:
    """Whether words alone stand in the cell to the left: a label, if not a known one."""
    return cell.left is not None and not any(char.isdigit() for char in cell.left.plain)


def _claim(words: str) -> str | None:
    """What the last label in ``words`` says: the number is a dossier's, another's, or nothing."""
    said = None
    for found in lexicon.REFERENCE_LABEL.finditer(words):
        said = _said(found)
    return said


def _claim_right_after(words: str) -> str | None:
    """What a label says that follows at once, or after more such numbers: "2310AF000021 2310CA000022 : dossiers"."""
    words = words.lstrip(" :-,;/")
    for other in dossier.find(words.upper()):
        if other.start == 0:
            return _claim_right_after(words[other.end :])
        break
    found = lexicon.REFERENCE_LABEL.match(words)
    return _said(found) if found else None


def _first_claim(words: str) -> str | None:
    """What the first label in ``words`` says."""
    found = lexicon.REFERENCE_LABEL.search(words)
    return _said(found) if found else None


def _said(found: re.Match[str]) -> str:
    return "label" if found.lastgroup == "dossier" else "other-number"


def _claim_below(page: PageLayout, match: Match) -> str | None:
    """That the number is a dossier's, where the cell right under it is such a label and nothing else."""
    x0, _, x1, y1 = match.box
    height = y1 - match.box[1]
    for cell in page.cells:
        a0, b0, a1, _ = cell.box
        if y1 - 2 <= b0 < y1 + height and a0 < x1 and a1 > x0:
            return "label" if _first_claim(cell.plain) == "label" and not dossier.find(cell.text) else None
    return None


def _claim_of_list(page: PageLayout, match: Match) -> str | None:
    """What is said of the number above, where this one starts a line of its own in a list of numbers."""
    cell = match.cell
    if match.start != cell.start:
        return None
    for words in page.above(cell):
        if said := _claim(words):
            return said
        if not dossier.find(words.upper()):
            return None
    return None


def _claim_above(page: PageLayout, match: Match) -> str | None:
    """What the nearest cell of words above the number, in its column, says: one without a known label says nothing."""
    x0, y0, x1, _ = match.box
    for cell in reversed(page.cells):
        a0, _, a1, b1 = cell.box
        if b1 <= y0 + 1.5 and a0 < x1 and a1 > x0:
            said = _claim(cell.plain)
            if said or not any(char.isdigit() for char in cell.plain):
                return said
    return None
