"""The invoice's own number, among the order's, the quote's, the customer's and the dossier's."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from akto_invoice.extract import lexicon
from akto_invoice.extract.candidates.candidate import Candidate, best_per_value, candidate
from akto_invoice.extract.candidates.dates import DATE
from akto_invoice.extract.candidates.labelled import Labelled, labelled
from akto_invoice.extract.layout import Match, PageLayout
from akto_invoice.extract.model import DocumentType
from akto_invoice.rules import dossier

# A-Z a-z 0-9 space + - _ / up to 35 characters, as e-invoicing allows; here a digit is wanted as well.
_VALUE = re.compile(
    r"(?<![\w/.,-])(?!\d[\d ]*,\d{2}\b)(?=[\w/.+-]*\d|[A-Z]{1,6}[ -]{1,3}\d)[A-Za-z0-9][\w/.+-]*"
    r"(?:[ ]?[-/][ ]?[A-Z0-9]*\d[\w/+-]*|[ ][A-Z0-9][\w/+-]*\d[\w/+-]*)*(?![\w])(?![.,]\d)"
)
_AMOUNT = re.compile(r"\d[\d .]*,\d{2}|\d+\.\d{2}")
_NO_REFERENCE = re.compile(r"[ ]\d{3}(?!\d)|,\d{2}\b|[ ]?(?:%|€|eur)")
_GROUPED = re.compile(r"\d{1,3}(?: \d{3})+")
_GOES_ON = re.compile(r"[ ]?(?:[x×%€]|(?!du\b|en\b|le\b|et\b)[a-z])")
_OWN_SHAPE = re.compile(
    r"(?<![\w/.,-])(?:(?:F|FA|FAC|FACT|FC|FV|AV|AC|PF)[-_ ]?\d[\d/-]{3,}\d|(?:20)?2\d[-/]\d{3,}|20[12]\d{5}-\d+)"
    r"(?![\w/-]|[.,]\d)"
)
_FAR: Final = 25  # letters between a label and what is no more its value
_DAY = re.compile(r"\d{1,2}(?:er|[eè]me|e|nde?)?")

WEIGHTS: Final[Mapping[str, float]] = {
    "label": 4.0,  # "Facture n°", "N° de facture"
    "title": 3.0,  # "FACTURE FA-2025-012"
    "number-alone": 1.2,  # "N°" or "Réf." at the start of a cell
    "same-cell": 1.0,
    "next-cell": 0.6,
    "below": 0.3,
    "before": -0.3,
    "over": -0.6,
    "top": 0.6,  # in the upper half of the page
    "large": 0.6,  # in larger type than the page's
    "own-shape": 1.0,  # FA2025-012, 2025/034: as invoicing programs number
    "shape-alone": 0.6,  # that, and no label
    "dossier-shape": -4.0,
    "grouped": -2.0,  # by three digits, as amounts are
    "followed": -2.0,  # by words that go on: "70 heures", "5 unités"
    "other-paper": -3.5,  # an avoir's number on an invoice, an invoice's on an avoir
    "other-number": -8.0,  # the label, or the words before it in its cell, name another number
    "letters-and-digits": 0.2,
    "beside-date": 1.0,  # a head among those of the document: number, date, customer
    "item-table": -4.0,  # a head among those of the items
    "short": -1.5,  # one or two digits
    "identifier-shape": -2.5,  # as long as a SIREN, a SIRET, a NDA
    "other-page": -3.0,
}


def number_candidates(pages: Sequence[tuple[PageLayout, bool]], kind: DocumentType | None = None) -> list[Candidate]:
    """Candidates for the number of an invoice, or of another ``kind`` of it, best first.

    ``pages`` come with whether they are the invoice's own.
    """
    of_avoir = None if kind is None else kind is DocumentType.CREDIT_NOTE
    return best_per_value(
        (one for page, own in pages for one in _on_page(page, own, of_avoir)),
        repeat_bonus=0.3,
    )


def _on_page(page: PageLayout, own: bool, of_avoir: bool | None) -> Iterator[Candidate]:
    for kind, pattern in (
        ("label", lexicon.INVOICE_NUMBER),
        ("title", lexicon.INVOICE_TITLE),
        ("number-alone", lexicon.NUMBER_ALONE),
    ):
        for hit in labelled(page, pattern, _VALUE):
            value = _trimmed(hit.value)
            if value is None:
                continue
            features = {kind, hit.relation}
            if _names_another(hit):
                features.add("other-number")
            elif of_avoir is not None and kind != "number-alone" and _says_avoir(hit) is not of_avoir:
                features.add("other-paper")
            if hit.relation == "below":
                features.update(_table(hit))
            if hit.relation != "same-cell" and _GOES_ON.match(value.line.plain, value.end):
                features.add("followed")
            yield from _weighed(page, own, value, features)
    for match in page.matches(_OWN_SHAPE, printed=True):
        before = match.line.plain[max(0, match.start - _FAR) : match.start]
        if not (lexicon.OTHER_NUMBER.search(before) or lexicon.ANOTHER_INVOICE.search(before)):
            yield from _weighed(page, own, match, {"shape-alone"})


def _weighed(page: PageLayout, own: bool, value: Match, features: set[str]) -> Iterator[Candidate]:
    features |= set(_qualities(value.text))
    if value.box[1] < page.height / 2:
        features.add("top")
    if value.box[3] - value.box[1] > 1.25 * page.usual_height:
        features.add("large")
    if not own:
        features.add("other-page")
    one = candidate(" ".join(value.text.split()), value, features, WEIGHTS)
    if one.score > 0:
        yield one


def _trimmed(value: Match) -> Match | None:
    """The value without trailing marks or a date that follows it; None for what is no reference."""
    text = value.text
    date = DATE.search(value.line.text, value.start)
    if date and date.start() < value.end:
        text = text[: date.start() - value.start]
    text = text.rstrip(" -/._+")
    if _NO_REFERENCE.match(value.line.plain, value.start + len(text)):
        return None  # the head of an amount, or a rate
    if not any(char.isdigit() for char in text) or _AMOUNT.fullmatch(text) or len(text) > 35:
        return None
    return Match(value.line, value.start, value.start + len(text))


def _names_another(hit: Labelled) -> bool:
    """Whether the words of the label's cell, or those up to the value, name another number than this invoice's."""
    cell, plain = hit.label.cell, hit.label.line.plain
    before, named = plain[cell.start : hit.label.start], plain[hit.label.start : hit.label.end]
    if hit.relation == "same-cell":
        after = plain[hit.label.end : hit.value.start]
        if len(after) > _FAR:
            return True
    else:
        after = plain[hit.label.end : cell.end]
    return (
        lexicon.OTHER_NUMBER.search(f"{before} {after}") is not None
        or lexicon.OTHER_NUMBER.search(before) is not None
        or lexicon.ANOTHER_INVOICE.search(before + named + after) is not None
    )


def _says_avoir(hit: Labelled) -> bool:
    words = hit.label.line.plain[hit.label.start : hit.label.end]
    return "avoir" in words or "credit" in words


def _table(hit: Labelled) -> Iterator[str]:
    """What the other heads on the label's line say of the table that the value stands in."""
    own = hit.label.cell
    heads = "\t".join(cell.plain for cell in own.line.cells if cell is not own)
    if lexicon.ITEM_HEADS.search(heads):
        yield "item-table"
    elif lexicon.PLAIN_DATE.search(heads):
        yield "beside-date"


def _qualities(text: str) -> Iterator[str]:
    digits = sum(char.isdigit() for char in text)
    if digits < len(text.replace(" ", "")) and any(char.isalpha() for char in text):
        yield "letters-and-digits"
    if _DAY.fullmatch(text):
        yield "short"
    if _GROUPED.fullmatch(text):
        yield "grouped"
    if _OWN_SHAPE.fullmatch(text):
        yield "own-shape"
    if dossier.is_valid(text):
        yield "dossier-shape"
    if digits in (9, 11, 14) and digits == len(text.replace(" ", "")):
        yield "identifier-shape"
