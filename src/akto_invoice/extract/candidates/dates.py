"""The issue date, among the dates of sessions, of payment, of orders."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from akto_invoice.extract import lexicon
from akto_invoice.extract.candidates.candidate import Candidate, best_per_value, candidate
from akto_invoice.extract.candidates.labelled import labelled
from akto_invoice.extract.layout import Match, PageLayout
from akto_invoice.rules.dates import parse_date

_MONTH = (
    r"(?:janv(?:ier|\.)?|jan\.?|f[ée]vr?(?:ier|\.)?|mars|avr(?:il|\.)?|mai|juin|juil(?:let|\.)?|ao[uû]t|sept(?:embre|\.)?"
    r"|oct(?:obre|\.)?|nov(?:embre|\.)?|d[ée]c(?:embre|\.)?)"
)
_NUMERIC_MONTH = "|".join(rf"[ \t]?{mark}[ \t]?\d{{1,2}}[ \t]?{mark}[ \t]?" for mark in ("/", "-", r"\."))
_DAY_IN_WORDS = r"(?:premier|(?:(?:vingt|trente)(?:[ -](?:et[ -])?)?)?[a-z]{2,8}(?:[ -](?:sept|huit|neuf))?)"


def _date(day: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\d/.-])(?:\d{{1,2}}(?:{_NUMERIC_MONTH})(?:20)?\d{{2}}|20\d{{2}}(?:-\d\d-|/\d\d/|\.\d\d\.)\d{{2}}"
        r"|(?<!\d )\d{2}[ \t]\d{2}[ \t]20\d{2}"
        rf"|{day}[ \t-]{_MONTH},?[ \t-](?:(?:20)?\d{{2}}|deux[ -]mille(?:[ -][a-z]+){{1,3}}))(?![\d/]|[.-]\d)",
        re.IGNORECASE,
    )


DATE: Final = _date(r"\d{1,2}(?:[ ]?er)?")
_IN_WORDS: Final = _date(rf"(?:\d{{1,2}}(?:[ ]?er)?|\b{_DAY_IN_WORDS})")

_GOES_ON = re.compile(r"[ \t]*(?:au|-|a|→)[ \t]*(?:le )?\d")

WEIGHTS: Final[Mapping[str, float]] = {
    "issue-label": 4.0,  # "Date de facture", "Émise le"
    "place-and-date": 2.5,  # "Lyon, le 3 mars 2025"
    "date-label": 2.0,  # "Date", alone
    "no-label": 0.5,
    "under-number": 2.0,  # "du 12/03/2025" on the line under the invoice's number
    "of": -1.5,  # "du 12/03/2025", of what is not said
    "same-cell": 0.8,
    "next-cell": 0.6,
    "below": 0.3,
    "before": -0.3,
    "over": -0.6,
    "top": 0.8,
    "near-title": 0.8,  # on a line that names the invoice
    "other-date": -4.0,  # its own words say that it is another date
    "range": -3.0,  # "du 3 au 7 mars"
    "other-page": -3.0,
}

_PAPER = re.compile(r"\b(?:facture|avoir|note de credit)\b")
_LEAST: Final = -4.5  # an invoice has a date, so one of another name is better than none; a range is no date at all


def date_candidates(pages: Sequence[tuple[PageLayout, bool]]) -> list[Candidate]:
    """Candidates for the issue date, ISO, best first; ``pages`` come with whether they are the invoice's own."""
    return best_per_value((one for page, own in pages for one in _on_page(page, own)), repeat_bonus=0.2)


def _on_page(page: PageLayout, own: bool) -> Iterator[Candidate]:
    date = _IN_WORDS if "mille" in page.plain else DATE
    for kind, pattern in (
        ("issue-label", lexicon.ISSUE_DATE),
        ("place-and-date", lexicon.PLACE_AND_DATE),
        ("date-label", lexicon.PLAIN_DATE),
    ):
        for hit in labelled(page, pattern, date):
            features = {kind, hit.relation}
            cell = hit.label.cell
            start = cell.left.start if cell.left and hit.label.start == cell.start else cell.start
            words = hit.label.line.plain[start : hit.label.end]
            between = hit.label.line.plain[hit.label.end : hit.value.start] if hit.relation == "same-cell" else ""
            if (
                (kind != "issue-label" and _is_other(f"{words} {_tail(hit.label)}"))
                or lexicon.ANOTHER_INVOICE.search(words)
                or _is_other(between)
            ):
                features.add("other-date")
            yield from _weighed(page, own, hit.value, features)
    for match in page.matches(date, printed=True):
        before = match.line.plain[max(0, match.start - 30) : match.start]
        features = {"no-label"}
        if _is_under_number(page, match):
            features.add("under-number")
        elif match.line.plain[match.cell.start : match.start].strip() == "du":
            features.add("of")
        elif _is_other(before):
            features.add("other-date")
        yield from _weighed(page, own, match, features)


def _is_under_number(page: PageLayout, match: Match) -> bool:
    cell = match.cell
    if match.line.plain[cell.start : match.start].strip() not in ("", "du", "le"):
        return False
    if cell.left and _is_other(cell.left.plain):
        return False
    beside = [page.above(cell), page.above(cell.left)] if cell.left else [page.above(cell)]
    return any(
        lexicon.INVOICE_NUMBER.search(above) or lexicon.INVOICE_TITLE.match(above) or lexicon.NUMBER_ALONE.match(above)
        for above in (next(cells, "") for cells in beside)
    )


def _tail(label: Match) -> str:
    """The words right after a label, up to the value or the end of the cell."""
    rest = label.line.plain[label.end : label.end + 25].split("\t")[0]
    return re.split(r"\d", rest)[0]


def _is_other(words: str) -> bool:
    return lexicon.OTHER_DATE.search(words) is not None


def _weighed(page: PageLayout, own: bool, match: Match, features: set[str]) -> Iterator[Candidate]:
    value = parse_date(match.text)
    if value is None:
        return
    plain = match.line.plain
    after = plain[match.end : match.end + 8]
    if _GOES_ON.match(after) or re.search(r"\bau[ \t]+(?:\w+ )?$", plain[: match.start]):
        features.add("range")
    if match.box[1] < page.height / 2:
        features.add("top")
    if "other-date" not in features and _PAPER.search(plain, 0, match.start):
        features.add("near-title")
    if not own:
        features.add("other-page")
    one = candidate(value.isoformat(), match, features, WEIGHTS)
    if one.score > _LEAST:
        yield one
