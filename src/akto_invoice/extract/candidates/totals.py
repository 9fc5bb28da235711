"""The totals that an amount may be by the labels around it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final

from akto_invoice.extract import lexicon
from akto_invoice.extract.candidates.amounts import Amount
from akto_invoice.extract.candidates.candidate import Candidate, best_per_value, candidate
from akto_invoice.extract.candidates.heads import (
    NEAR,
    SENTENCE,
    Head,
    head_over,
    head_under,
    heads_of,
    is_near,
    kind_of,
)
from akto_invoice.extract.layout import PageLayout

HT, TVA, TTC, NET = "total_ht", "total_tva", "total_ttc", "net_payable"
DEDUCTED: Final = "deducted"
"""Amounts that are taken from the TTC: deposits, shares of others."""
ROLES: Final = (HT, TVA, TTC, NET, DEDUCTED)
_ANY: Final = (HT, TTC, NET)  # what an amount may be that no word names

_LEAST_BARE: Final = 10  # euros; smaller numbers without cents or currency are quantities

_DAY_IN_ROW = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b")
_WORDS = re.compile(r"\D*[a-z]{3}\D*")
_CLOSE: Final = frozenset({"label-left", "label-above", "label-beside", "label-below"})
_NO_PRICE: Final = frozenset({"clause", "earlier", "deposit"})
_CLAUSES = re.compile(r"[.,;] ")
_TAXED = re.compile(r"\b(?:sur|base(?: ht)?)[ :]*$")
_BY_ROW: Final = frozenset({"label-left", "row-end", "row-middle"})
_COLUMN: Final = 20.0  # points between the right edges of a column's amounts, of which some have a currency

WEIGHTS: Final[Mapping[str, float]] = {
    "label-left": 4.0,  # the words before it on its line name the total
    "label-above": 3.2,  # the words right above it do
    "label-beside": 3.0,  # the cell after it does
    "label-below": 2.4,
    "label-right": 3.6,  # the words right after it do: "1 200,00 € HT"
    "row-end": 3.6,  # the first words of its row do, and it ends the row
    "row-middle": 0.8,
    "part-of-row": -2.0,
    "column": 1.0,  # the head of its column does
    "total-row": 2.6,  # with a column: its row is a total's
    "total-alone": 2.2,  # "Total" and no kind
    "named-alone": 1.0,  # "Honoraires", "Frais pédagogiques" and no kind
    "no-label": 0.2,  # no word that is known: arithmetic has to speak for it
    "own-words": 0.0,  # that words stand before it all the same
    "payable-as-ttc": 2.6,  # "Net à payer" where no TTC may be printed
    "payable-and-kind": 0.6,
    "net-of-tax": 0.2,
    "accounts-word": -1.5,  # net and gross, which say HT and TTC to some only
    "total": 1.2,
    "grand": 0.4,
    "subtotal": -1.6,
    "unit": -4.0,
    "deposit": -3.0,
    "share": -2.0,
    "discount": -1.2,
    "clause": -5.0,
    "sentence": -3.0,
    "base": -0.8,
    "rate-row": -0.2,
    "currency": 0.3,
    "whole": -0.6,
    "sums-column": 1.5,
    "largest": 0.3,  # of its page
    "last": 0.5,  # the lowest of its role
    "earlier": -7.0,  # of other invoices
    "dated-row": -4.0,  # one of several terms, or of several invoices
    "other-page": -3.0,  # on a page that is no invoice
}


def total_candidates(
    pages: Sequence[tuple[PageLayout, Sequence[Amount], bool]],
) -> dict[str, list[Candidate]]:
    """Candidates for each total, best first; ``pages`` with their amounts and whether they are the invoice's own."""
    found: dict[str, list[Candidate]] = {role: [] for role in ROLES}
    for page, amounts, own in pages:
        heads = heads_of(page, amounts)
        lowest = {}
        signs = [one.negative for one in amounts if one.cents or one.currency]
        largest = max((one.value for one in amounts if one.cents and "clause" not in _qualities(one.row)), default=None)
        reversed_signs = 2 * sum(signs) > len(signs)  # an avoir
        for amount in amounts:
            if not (amount.cents or amount.currency) and amount.value < _LEAST_BARE:
                continue
            of_page = set() if own else {"other-page"}
            if _sums_column(amount, amounts):
                of_page.add("sums-column")
            if amount.value == largest:
                of_page.add("largest")
            for roles, features in _roles(amount, heads, reversed_signs):
                of_amount = of_page if roles is _ANY else of_page - {"largest"}
                one = candidate(str(amount.value), amount.match, features | of_amount, WEIGHTS)
                for role in roles:
                    if one.score > 0 or role == DEDUCTED:
                        found[role].append(one)
                        if one.score > 3:
                            lowest[role] = len(found[role]) - 1
        for role, index in lowest.items():
            one = found[role][index]
            found[role][index] = one._replace(features=one.features | {"last"}, score=one.score + WEIGHTS["last"])
    if not (found[HT] or found[TTC]):
        found[HT] = found[TTC] = list(_largest(pages))
    return {role: best_per_value(candidates, repeat_bonus=0.3) for role, candidates in found.items()}


def _largest(pages: Sequence[tuple[PageLayout, Sequence[Amount], bool]]) -> Iterator[Candidate]:
    """The largest price of the document, where no amount is like a total: "Prix : 950 €"."""
    prices = [
        one
        for _, amounts, own in pages
        for one in amounts
        if own and (one.cents or one.currency) and not _qualities(one.row) & _NO_PRICE
    ]
    if prices:
        largest = max(prices, key=lambda one: one.value)
        yield candidate(str(largest.value), largest.match, {"no-label"}, WEIGHTS)


def _roles(amount: Amount, heads: Sequence[Head], reversed_signs: bool) -> Iterator[tuple[Sequence[str], set[str]]]:
    """The totals that the labels around ``amount`` make of it, with the features that say so."""
    named = False
    for kind, how, words in _labels(amount, heads):
        if not (amount.cents or amount.currency or _is_close(how, words)):
            continue
        features = set(_qualities(words))
        if how == "column" and lexicon.TOTAL_WORDS.search(amount.row):
            features.add("total-row")
        if amount.currency:
            features.add("currency")
        if not amount.cents:
            features.add("whole")
            if lexicon.ARTICLE_WORDS.search(words):
                features.add("clause")
        if "%" in words:
            features.add("rate-row")
        if any(_DAY_IN_ROW.search(cell) and not kind_of(cell) for cell in amount.row.split("\t")[:-1]):
            features.add("dated-row")  # and neither its own sentence nor "Net à payer le 03/03/2026"
        if amount.part_of_row and how in _BY_ROW:  # by column, HT and TVA are parts of TTC
            features.add("part-of-row")
        if how != "column" and (amount.negative > reversed_signs or features & {"deposit", "share"}):
            yield (DEDUCTED,), features
        for role, why in _roles_of(kind, how, words, features):
            named = True
            yield (role,), why
    if not named and (amount.cents or amount.currency):
        # What no word names may be any total, where the sums say so.
        currency = {"currency"} if amount.currency else set()
        own_words = {"own-words"} if amount.ends_row and not amount.after and _is_label(amount.row) else set()
        yield _ANY, {"no-label", *_qualities(amount.row), *currency, *own_words}


def _is_label(words: str) -> bool:
    return len(words) < SENTENCE and bool(_WORDS.fullmatch(words)) and not lexicon.SENTENCE_END.search(words)


def _is_close(how: str, words: str) -> bool:
    """Whether the label is near enough to make an amount of a number without cents or currency."""
    return how in _CLOSE or (how == "none" and lexicon.TOTAL_WORDS.search(words) is not None)


def _roles_of(kind: str | None, how: str, words: str, features: set[str]) -> Iterator[tuple[str, set[str]]]:
    if kind is None:
        if lexicon.SUBTOTAL_WORDS.search(words):
            yield HT, features | {"total-alone"}
        elif lexicon.TOTAL_WORDS.search(words):
            yield TTC, features | {"total-alone"}
            yield HT, features | {"total-alone"}
        elif lexicon.NAMED_WORDS.search(words):
            yield TTC, features | {"named-alone"}
            yield HT, features | {"named-alone"}
        return
    features.add(how)
    if kind == "ht":
        yield HT, set(features)
    if kind == "tva":
        yield TVA, features - {"base", "unit"}  # "TVA au taux de"
    if kind == "ttc":
        yield TTC, set(features)
    if kind == "net":
        yield HT, features | {"accounts-word"}
        yield NET, features | {"accounts-word"}
    if kind == "gross":
        yield TTC, features | {"accounts-word"}
        yield HT, features | {"accounts-word"}
    if kind == "exempt":
        yield TTC, features | {"net-of-tax"}
        yield HT, features | {"net-of-tax"}
    if kind == "payable" or (how != "column" and lexicon.PAYABLE.search(words)):
        yield NET, features | ({"sentence"} if lexicon.SENTENCE_END.search(words) else set())
        if kind == "payable":
            both = {"payable-and-kind"} if "ttc" in _all_kinds(words) else set()
            yield TTC, (features - {how}) | {"payable-as-ttc"} | both


def _labels(amount: Amount, heads: Sequence[Head]) -> Iterator[tuple[str | None, str, str]]:
    """The kinds that the words around an amount name, how they stand to it, and those words.

    Words on its own line, before or right after it, settle it. Else heads above, cells after and labels below all
    may name it: which way a page is set shows only when the totals add up.
    """
    label = amount.label if _has_letters(amount.label) else ""
    words = _naming(label)
    if behind := lexicon.KIND_AFTER_AMOUNT.match(amount.after):
        # "1 200,00 € nets" names no kind by itself.
        yield kind_of(behind[0]) or "exempt", "label-right", f"{label} {behind[0]}"
        return
    if kind := kind_of(words):
        # "TVA 20 % sur 1 000,00": what a tax is on is its base.
        yield ("ht" if _TAXED.search(words) else kind), "label-left", words
        return
    head = head_over(amount.box, heads, alone=not _has_letters(amount.row))
    row_kind = kind_of(amount.row)
    close = head is not None and is_near(head.box, amount.box)
    if row_kind and not label and not close:
        # "TVA 20 % sur 1 000,00 | 200,00": what the row's first words say holds for its last amount.
        yield row_kind, "row-end" if amount.ends_row else "row-middle", amount.row
    elif head is not None and close and (head.is_of_one or not _has_letters(amount.row)):
        yield head.kind, "label-above", head.plain
    else:
        if head is not None and head.kind:
            yield head.kind, "column", f"{amount.row}\t{head.plain}"
        yield None, "none", label or amount.row
    beside = amount.match.line.plain[amount.match.end :].strip().split("\t")[0]
    if label and amount.match.start > amount.match.cell.start:
        return  # its own words, in its cell, name no total
    if not label and (kind := kind_of(beside)) and not _has_value_below(amount, beside, heads):
        yield kind, "label-beside", beside
    under = head_under(amount.box, heads)
    if under is not None:
        gap = under.box[1] - amount.box[3]
        if gap < min(NEAR * (amount.box[3] - amount.box[1]), under.room_below):
            yield under.kind, "label-below", under.plain


def _has_value_below(amount: Amount, words: str, heads: Sequence[Head]) -> bool:
    """Whether ``words``, in a cell after ``amount`` on its line, are the head of an amount of their own."""
    _, y0, x1, y1 = amount.box
    return any(
        one.plain == words and one.box[0] > x1 and y0 < one.box[3] and one.box[1] < y1
        and one.room_below < NEAR * (y1 - y0)
        for one in heads
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _qualities(words: str) -> frozenset[str]:
    """Named features of the label's words."""
    return frozenset(name for name, pattern in _QUALITIES if pattern.search(words))


_QUALITIES: Final = (
    ("total", lexicon.TOTAL_WORDS),
    ("grand", lexicon.GRAND_WORDS),
    ("subtotal", lexicon.SUBTOTAL_WORDS),
    ("unit", lexicon.UNIT_WORDS),
    ("deposit", lexicon.DEPOSIT_WORDS),
    ("share", lexicon.SHARE_WORDS),
    ("discount", lexicon.DISCOUNT_WORDS),
    ("clause", lexicon.CLAUSE_WORDS),
    ("base", lexicon.BASE_WORDS),
    ("earlier", lexicon.EARLIER_WORDS),
)


def _all_kinds(phrase: str) -> set[str | None]:
    return {found.lastgroup for found in lexicon.AMOUNT_KIND.finditer(phrase)}


def _naming(label: str) -> str:
    """The end of a label that names one total: the last cell that names a kind, with the words around it.

    "Taux | Base HT | Montant TVA | Total HT" before an amount is the end of a table's head, and then "Total HT"; of a
    sentence, what follows the last comma.
    """
    if len(label) > SENTENCE and kind_of(clause := _CLAUSES.split(label)[-1]):
        label = clause
    parts = label.split("\t")
    last = next((index for index in reversed(range(len(parts))) if kind_of(parts[index])), None)
    if last is None:
        return label
    first = last
    while first > 0 and not kind_of(parts[first - 1]):
        first -= 1
    return "\t".join(parts[first:])


def _has_letters(text: str) -> bool:
    return any(char.isalpha() for char in text)


def _sums_column(amount: Amount, amounts: Sequence[Amount]) -> bool:
    """Whether the amounts right above in its column, two at least, sum to ``amount``."""
    right, top = amount.box[2], amount.box[1]
    column = [
        other
        for other in amounts
        if other.cents and other is not amount and other.box[3] <= top + 2 and abs(other.box[2] - right) < _COLUMN
    ]
    total = Decimal(0)
    for count, other in enumerate(reversed(column), start=1):
        total += -other.value if other.negative and not amount.negative else other.value
        if count > 1 and total == amount.value:
            return True
        if total > amount.value:
            return False
    return False
