"""HT, TVA, TTC and net à payer chosen together: a triple that adds up at an admissible rate proves its members."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, product
from typing import Final, NamedTuple

from akto_invoice.extract.candidates.candidate import Candidate
from akto_invoice.extract.candidates.totals import DEDUCTED, HT, NET, TTC, TVA
from akto_invoice.extract.choice import Choice
from akto_invoice.rules.amounts import ADMISSIBLE_RATES, adds_up, blends, rate_of

_TRIED: Final = 6  # candidates per total; further ones were never right on the development corpus
_DEDUCTIONS: Final = 5  # of one document; their sums are tried
_ROUNDED_LINES: Final = 3  # printed TVA may be the sum of that many rounded rows

# What agreement between totals is worth, against the scores of their labels.
_ADDS_UP: Final = 6.0
_ADMISSIBLE_RATE: Final = 1.0
_CONTRADICTION: Final = -8.0
_RATE_OF_PAIR: Final = 2.5
_ROWS_SUM: Final = 4.0
_EXEMPT_PAIR: Final = 3.0
_UNEXPLAINED: Final = -6.0
_AFTER_DEDUCTION: Final = -6.0  # another amount less what is deducted: the net payable, no TTC
_LEFT_OUT: Final = -3.0  # a total that a label names, left out: better both sides of a contradiction than one

_CONTRADICTORY: Final = frozenset({"totals-disagree"})
_NO_DOUBT: Final = frozenset[str]()
_LARGEST: Final = 1.5

_DEDUCTED: Final = 5.0  # the TTC less what is printed as deducted
_UNSURE_TTC: Final = frozenset({"payable-as-ttc", "total-alone", "named-alone", "no-label", "net-of-tax"})
_NO_NET: Final = frozenset({"no-label", "accounts-word"})  # unless something else says that it is
_WELL_LABELLED: Final = 3.0
_LEAST_NET: Final = 1.0


@dataclass(frozen=True, slots=True)
class Totals:
    """The chosen totals; None means not on the document."""

    ht: Choice | None = None
    tva: Choice | None = None
    ttc: Choice | None = None
    net: Choice | None = None


class _Triple(NamedTuple):
    ht: Candidate | None
    tva: Candidate | None
    ttc: Candidate | None
    score: float
    proofs: frozenset[str]

    @property
    def values(self) -> tuple[str | None, str | None]:
        """The HT and TTC that it stands for."""
        ht = self.ht or (self.ttc if "exempt" in self.proofs or "one-amount" in self.proofs else None)
        ttc = self.ttc or (self.ht if "exempt" in self.proofs or "one-amount" in self.proofs else None)
        return (ht.value if ht else None, ttc.value if ttc else None)


def choose_totals(candidates: Mapping[str, Sequence[Candidate]], *, exempt: bool) -> Totals:
    """The totals that labels and arithmetic favour together.

    ``exempt`` tells that the document claims an exemption.
    """
    taken = _deductions(candidates.get(DEDUCTED, ()))
    triples = sorted(_triples(candidates, exempt, taken), key=lambda triple: -triple.score)
    if not triples:
        return Totals(net=_net(candidates, None, taken))
    best = triples[0]
    ht, ttc = best.values
    margin_ht = best.score - next((other.score for other in triples if other.values[0] != ht), 0.0)
    margin_ttc = best.score - next((other.score for other in triples if other.values[1] != ttc), 0.0)
    proofs = best.proofs
    doubts = _CONTRADICTORY if best.ht and best.ttc and not proofs else _NO_DOUBT
    # One print that is HT and TTC at once is the TTC; the HT then follows from it.
    printed_ht = None if best.ht and best.ttc and _is_one_print(best.ht, best.ttc) else best.ht
    chosen_ht = _chosen(printed_ht, best.ttc if ht else None, margin_ht, proofs, doubts)
    chosen_ttc = _chosen(best.ttc, best.ht if ttc else None, margin_ttc, proofs, doubts)
    chosen_tva = _chosen(best.tva, None, min(margin_ht, margin_ttc), proofs, doubts)
    if chosen_tva is None and ht is not None and ht == ttc and exempt:
        chosen_tva = Choice("0.00", None, 0.0, min(margin_ht, margin_ttc), proofs)
    if chosen_tva is None and ht and ttc and proofs & {"rate", "rows-sum"}:
        chosen_tva = Choice(str(Decimal(ttc) - Decimal(ht)), None, 0.0, min(margin_ht, margin_ttc), proofs)
    if best.tva and ht is None and ttc is not None and "rate" in proofs:
        value = str(Decimal(ttc) - Decimal(best.tva.value))
        chosen_ht = Choice(value, None, 0.0, margin_ttc, proofs)
    if best.tva and ttc is None and ht is not None and "rate" in proofs:
        value = str(Decimal(ht) + Decimal(best.tva.value))
        chosen_ttc = Choice(value, None, 0.0, margin_ht, proofs)
    return Totals(chosen_ht, chosen_tva, chosen_ttc, _net(candidates, chosen_ttc, taken))


def _is_one_print(one: Candidate, other: Candidate) -> bool:
    return (one.value, one.page, one.box) == (other.value, other.page, other.box)


def _chosen(
    own: Candidate | None, twin: Candidate | None, margin: float, proofs: frozenset[str], doubts: frozenset[str]
) -> Choice | None:
    """The printed total, else the one amount that stands for both HT and TTC, marked as derived."""
    if own is not None:
        return Choice(own.value, own, own.score, margin, proofs, doubts)
    if twin is not None:
        return Choice(twin.value, None, twin.score, margin, proofs, doubts)
    return None


def _deductions(candidates: Sequence[Candidate]) -> frozenset[Decimal]:
    """What may be taken from the TTC: each deposit or share, and several together."""
    values = [value for value in [Decimal(one.value) for one in candidates] if value][:_DEDUCTIONS]
    return frozenset(sum(some, Decimal(0)) for size in range(1, len(values) + 1) for some in combinations(values, size))


def _triples(
    candidates: Mapping[str, Sequence[Candidate]], exempt: bool, taken: frozenset[Decimal]
) -> Iterator[_Triple]:
    hts, tvas, ttcs = (
        [(None, None), *[(one, Decimal(one.value)) for one in some[:_TRIED]]]
        for some in (_not_nil(candidates[HT]), candidates[TVA], _not_nil(candidates[TTC]))
    )
    rows = [Decimal(one.value) for one in candidates[TVA]]
    left_out = {role: _LEFT_OUT if _is_well_labelled(candidates[role]) else 0.0 for role in (HT, TVA, TTC)}
    known = [value for _, value in ttcs if value is not None]
    largest = max(known, default=Decimal(0))
    nets = {value - part for value in known for part in taken}
    for (ht, base), (tva, tax), (ttc, total) in product(hts, tvas, ttcs):
        if (ht is None and ttc is None) or (ht and ttc and _are_one_guess(ht, ttc)):
            continue
        chosen = ((HT, ht), (TVA, tva), (TTC, ttc))
        labels = sum(one.score for _, one in chosen if one is not None)
        missing = sum(left_out[role] for role, one in chosen if one is None)
        agreement, proofs = _agreement(base, tax, total, rows, exempt)
        if "one-amount" in proofs and not _is_alone((ht or ttc), (*candidates[HT], *candidates[TTC])):
            proofs -= {"one-amount"}
        # Rows of a rate table add up too: among such triples the larger is the total.
        size = _LARGEST * float(total / largest) if total is not None and largest else 0.0
        if total in nets and ttc and ttc.features & _UNSURE_TTC and not _is_labelled_twin(ht, ttc):
            labels += _AFTER_DEDUCTION
        yield _Triple(ht, tva, ttc, labels + missing + agreement + size, proofs)


def _is_well_labelled(candidates: Sequence[Candidate]) -> bool:
    return bool(candidates) and candidates[0].score > _WELL_LABELLED


def _are_one_guess(ht: Candidate, ttc: Candidate) -> bool:
    """Whether one amount that no word names is taken for both: alone it stands for both anyway."""
    return ht.value == ttc.value and "no-label" in ht.features & ttc.features


def _is_labelled_twin(ht: Candidate | None, ttc: Candidate) -> bool:
    return ht is not None and ht.value == ttc.value and ht.score > _WELL_LABELLED


def _not_nil(candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """Without amounts of nothing, as a discount's or a deposit's often is, unless there is no other."""
    return [one for one in candidates if Decimal(one.value)] or candidates


def _is_alone(amount: Candidate | None, others: Sequence[Candidate]) -> bool:
    """Whether no other amount of the document is labelled as its HT or TTC: then the one stands for both."""
    return amount is not None and all(one.value == amount.value for one in others if one.score > _WELL_LABELLED)


def _agreement(
    ht: Decimal | None, tva: Decimal | None, ttc: Decimal | None, rows: Sequence[Decimal], exempt: bool
) -> tuple[float, frozenset[str]]:
    """What the arithmetic between the totals is worth, and its names."""
    if ht is not None and ttc is not None:
        if tva is not None:
            return _of_three(ht, tva, ttc)
        return _of_two(ht, ttc, rows, exempt)
    known = ht if ht is not None else ttc
    if tva is None:
        if exempt:
            return _EXEMPT_PAIR / 2, frozenset({"exempt"})
        return 0.0, frozenset() if any(rows) else frozenset({"one-amount"})
    base = known if ht is not None else known - tva if known is not None else None
    if base is not None and tva and rate_of(base, tva, _ROUNDED_LINES) is not None:
        return _RATE_OF_PAIR / 2, frozenset({"rate"})
    if not tva:
        return _EXEMPT_PAIR / 2, frozenset({"exempt"})
    return _UNEXPLAINED, frozenset()


def _of_three(ht: Decimal, tva: Decimal, ttc: Decimal) -> tuple[float, frozenset[str]]:
    if not adds_up(ht, tva, ttc, _ROUNDED_LINES):
        return _CONTRADICTION, frozenset()
    if rate_of(ht, tva, _ROUNDED_LINES) is not None:
        return _ADDS_UP + _ADMISSIBLE_RATE, frozenset({"adds-up", "rate"})
    if blends(ht, tva, ADMISSIBLE_RATES, _ROUNDED_LINES):
        return _ADDS_UP, frozenset({"adds-up"})
    return _CONTRADICTION, frozenset()  # more VAT than any mix of rates makes: the amounts are others


def _of_two(ht: Decimal, ttc: Decimal, rows: Sequence[Decimal], exempt: bool) -> tuple[float, frozenset[str]]:
    if ht == ttc:
        if exempt:
            return _EXEMPT_PAIR, frozenset({"exempt"})
        return (_CONTRADICTION / 2, frozenset()) if any(rows) else (0.5, frozenset({"one-amount"}))
    if ttc < ht:
        return _CONTRADICTION, frozenset()
    tva = ttc - ht
    if rate_of(ht, tva, _ROUNDED_LINES) is not None:
        return _RATE_OF_PAIR, frozenset({"rate"})
    for size in (2, 3):
        if any(sum(some) == tva for some in combinations(rows[:_TRIED], size)):
            return _ROWS_SUM, frozenset({"rows-sum"})
    return _UNEXPLAINED, frozenset()


def _net(candidates: Mapping[str, Sequence[Candidate]], ttc: Choice | None, taken: frozenset[Decimal]) -> Choice | None:
    """The net payable: TTC, or TTC less what is printed as deducted."""
    total = Decimal(ttc.value) if ttc is not None else None
    explained = {total - part for part in taken} if total is not None else set()
    others = [
        one for one in _not_nil(candidates[TTC]) if "no-label" not in one.features and Decimal(one.value) in explained
    ]
    weighed = []
    for one in (*candidates[NET], *others):
        value = Decimal(one.value)
        if one.features & _NO_NET and value not in explained and not (ttc and _repeats(ttc, one)):
            continue
        if "sentence" in one.features and value == total:
            continue  # it asks for the total, and is no label of its own
        bonus, proofs = 0.0, frozenset[str]()
        if total is not None and value in explained:
            bonus, proofs = _DEDUCTED, frozenset({"deduction"})
        elif value == total:
            bonus, proofs = 1.0, frozenset({"repeats-ttc" if one.features & _NO_NET else "is-ttc"})
        elif total is not None and value > total:
            bonus = _CONTRADICTION
        weighed.append((one.score + bonus, one, proofs))
    if not weighed:
        return None
    weighed.sort(key=lambda item: -item[0])
    score, one, proofs = weighed[0]
    margin = score - (weighed[1][0] if len(weighed) > 1 else 0.0)
    return Choice(one.value, one, one.score, margin, proofs) if score > _LEAST_NET else None


def _repeats(ttc: Choice, one: Candidate) -> bool:
    """Whether ``one`` says the TTC again under it, in other words: what then is said is what is to be paid."""
    own = ttc.candidate
    return (
        own is not None
        and one.value == own.value
        and "own-words" in one.features
        and (one.page, one.box.y0) > (own.page, own.box.y1)
    )
