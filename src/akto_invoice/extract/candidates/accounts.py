"""Every print of an account's numbers on a page: IBAN, the RIB beside it, BIC; in groups, in boxes, over two lines.

An IBAN's country says how many characters it has, so that where one ends is counted and not guessed. One that breaks
its check digits is kept: on a RIB it is a finding.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from akto_invoice.extract import lexicon
from akto_invoice.extract.candidates.candidate import TWO_LINES, Candidate, candidate
from akto_invoice.extract.candidates.labelled import labelled
from akto_invoice.extract.layout import Cell, Line, Match, PageLayout, union
from akto_invoice.extract.model import Source
from akto_invoice.rules import bic, iban, rib

_START = re.compile(r"(?<![a-z0-9])([a-z])[ \t]?([a-z])[ \t]?\d[ \t]?\d")
_LOOSE = re.compile(r"[A-Z0-9]{2}[ \t]?[A-Z0-9]{2}(?:[ \t]?[A-Z0-9]){10,30}(?![A-Z0-9])")
_ROW = re.compile(  # bank, branch, account and key, each perhaps in boxes
    r"(?<![a-z0-9.,/-])\d(?:[ \t]?\d){4}[ \t]+\d(?:[ \t]?\d){4}[ \t]+[a-z0-9](?:[ \t]?[a-z0-9]){10}"
    r"(?:[ \t]+\d[ \t]?\d|(?=[ \t]))(?![a-z0-9.,/-])"
)
_BIC = re.compile(r"(?<!\w)[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?!\w)")
_SPACED_BIC = re.compile(
    r"(?<!\w)[A-Z](?:[ \t]?[A-Z]){5}(?:[ \t]?[A-Z0-9]){2}(?:(?:[ \t]?[A-Z0-9]){3})?(?!\w)(?![ \t][A-Z0-9](?!\w))"
)
_PARTS: Final = (
    (lexicon.BANK_CODE_LABEL, re.compile(r"(?<!\w)\d{5}(?!\w)")),
    (lexicon.BRANCH_CODE_LABEL, re.compile(r"(?<!\w)\d{5}(?!\w)")),
    (lexicon.ACCOUNT_LABEL, re.compile(r"(?<!\w)[0-9A-Z](?: ?[0-9A-Z]){10}(?!\w)")),
    (lexicon.KEY_LABEL, re.compile(r"(?<!\w)\d{2}(?!\w)")),
)
_SEPARATORS: Final = " \t.-"
_SHORTEST: Final = 14

WEIGHTS: Final[Mapping[str, float]] = {"valid": 3.0, "label": 2.0, TWO_LINES: 0.0, "loose": 0.5}


@dataclass(frozen=True, slots=True)
class Accounts:
    """All prints on the pages, in the order of reading; the same number may be among them several times."""

    ibans: tuple[Candidate, ...]
    nationals: tuple[Candidate, ...]
    bics: tuple[Candidate, ...]


def accounts(pages: Sequence[PageLayout]) -> Accounts:
    """Find every print of an account's numbers."""
    return Accounts(
        tuple([one for page in pages for one in _ibans(page)]),
        tuple([one for page in pages for one in _nationals(page)]),
        tuple([one for page in pages for one in _bics(page)]),
    )


def _ibans(page: PageLayout) -> Iterator[Candidate]:
    taken: dict[Line, int] = {}
    for match in page.matches(_START):
        country = match.text.replace(" ", "").replace("\t", "")[:2].upper()
        if country not in iban.LENGTHS or match.start < taken.get(match.line, 0):
            continue
        found = _counted(page, match, iban.LENGTHS[country])
        if found is not None:
            taken[match.line] = found[0].end
            yield _print(found, iban.is_valid)
    for hit in labelled(page, lexicon.IBAN_LABEL, _LOOSE):
        if hit.value.line not in taken and len(iban.compact(hit.value.text)) >= _SHORTEST:
            taken[hit.value.line] = hit.value.end
            yield _print([hit.value], iban.is_valid)


def _counted(page: PageLayout, match: Match, length: int) -> list[Match] | None:
    """The spans, one a line, that hold ``length`` characters from ``match`` on; None where there are no such."""
    end, count = _walk(match.line.plain, match.start, len(match.line.plain), length)
    first = Match(match.line, match.start, end)
    if count == length:
        return [first] if not match.line.plain[end : end + 1].isalnum() else None
    for cell in (page.block_around(match.cell).after(match.cell), _next_start(page, match.line)):
        if cell is None:
            continue
        rest, more = _walk(cell.line.plain, cell.start, cell.end, length - count)
        if count + more == length and not cell.line.plain[rest : rest + 1].isalnum():
            return [first, Match(cell.line, cell.start, rest)]
    return [first] if count >= _SHORTEST else None


def _next_start(page: PageLayout, line: Line) -> Cell | None:
    below = page.next_line(line)
    return below.cells[0] if below else None


def _walk(text: str, start: int, stop: int, wanted: int) -> tuple[int, int]:
    """Where at most ``wanted`` letters and digits from ``start`` end, and how many they are."""
    count, end = 0, start
    for place in range(start, stop):
        if text[place].isalnum():
            count, end = count + 1, place + 1
            if count == wanted:
                break
        elif text[place] not in _SEPARATORS:
            break
    return end, count


def _nationals(page: PageLayout) -> Iterator[Candidate]:
    rows = list(page.matches(_ROW))
    for match in rows:
        yield _print([match], rib.is_valid)
    if rows:
        return
    parts = [_values(page, label, value) for label, value in _PARTS]
    if len({len(found) for found in parts}) == 1:
        for spans in zip(*parts, strict=True):
            yield _print(list(spans), rib.is_valid)


def _values(page: PageLayout, label: re.Pattern[str], value: re.Pattern[str]) -> list[Match]:
    found = (hit.value for hit in labelled(page, label, value) if hit.relation in ("same-cell", "next-cell", "below"))
    return list({(match.line, match.start): match for match in found}.values())


def _bics(page: PageLayout) -> Iterator[Candidate]:
    """Codes behind or under a label, perhaps in boxes or in groups; then any that stands alone."""
    for label in page.matches(lexicon.BIC_LABEL):
        for line, start in _after(page, label):
            found = _SPACED_BIC.search(line.text, start)
            if found and bic.is_valid(found[0]):
                match = Match(line, *found.span())
                yield candidate(bic.compact(match.text), match, ("valid", "label"), WEIGHTS)
    for match in page.matches(_BIC, printed=True):
        if bic.is_valid(match.text):
            yield candidate(bic.compact(match.text), match, ("loose",), WEIGHTS)


def _after(page: PageLayout, label: Match) -> Iterator[tuple[Line, int]]:
    """Where what a label names may start: after it on its line, or under it."""
    yield label.line, label.end
    below = page.next_line(label.line)
    if below is not None:
        under = [cell for cell in below.cells if cell.box.x1 > label.box.x0]
        if under:
            yield below, under[0].start


def _print(spans: Sequence[Match], is_valid: Callable[[str], bool]) -> Candidate:
    """The candidate whose evidence is all of the spans together."""
    text = " ".join(span.text for span in spans)
    value = iban.compact(text.replace("\t", ""))
    features = {"label"} | ({"valid"} if is_valid(value) else set()) | ({TWO_LINES} if len(spans) > 1 else set())
    parts = [candidate(value, span, features, WEIGHTS) for span in spans]
    return parts[0]._replace(
        box=union([part.box for part in parts]),
        text=text.replace("\t", " "),
        source=Source.OCR if any(part.source is Source.OCR for part in parts) else Source.TEXT,
        trust=min(part.trust for part in parts),
    )
