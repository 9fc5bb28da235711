"""Refits the confidence table on the development corpus: ``python -m benchmarks.calibrate``.

A corpus that is read without a fault teaches nothing about faults. So every document is read as it is, then again

- with the right answer covered, field by field: what is answered then is wrong, and shows how a wrong answer looks;
- with digits misread at random, as a bad scan would have them.

Each field gets a logistic model of the choice's signs, with no weight that turns a proof into a doubt. Readings made
wrong count for little against documents as they are, so that a confidence is a probability of real life. The
evaluation layouts are never read here.
"""

import json
import random
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from itertools import chain, groupby
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from akto_invoice.extract.choice import OTHER_NAME, REREAD_DIFFERS, SECOND_ENGINE, Choice
from akto_invoice.extract.composition import lay_out
from akto_invoice.extract.confidence import confidence_of, origin, signs
from akto_invoice.extract.document import open_document
from akto_invoice.extract.ladder import read_pages
from akto_invoice.extract.model import Box, Options, PageText, Source, Word
from akto_invoice.extract.resolve import Reading, resolve
from akto_invoice.extract.turning import displayed
from benchmarks.documents import Selection, select
from corpus.generator.facts import Truth

TABLE: Final = Path("src/akto_invoice/data/calibration.json")
DOCUMENTS: Final = 700  # drawn by their names: a few minutes' reading
MISREAD_DIGITS: Final = (0.01, 0.03)
SECOND_LOOK: Final = 0.97  # of values a second reading confirms when right, and refuses when misread
# For how many documents of real life each made-up reading stands, against 1 for a document as it is.
COVERED_TEXT: Final = 0.01
COVERED_SCAN: Final = 0.05
MISREAD_TEXT: Final = 0.0005
MISREAD_SCAN: Final = 0.01
COVERINGS: Final = 4  # a value may be printed several times
LEAST_ACCEPTED: Final = 0.98  # below it nothing is used unseen, however well the examples went
NEVER: Final = 1.0  # no confidence reaches it
WRONG_AMONG_ACCEPTED: Final = 0.001  # what the project allows itself
PRICES: Final = tuple(1.1**step for step in range(120))  # right values given up to spare a wrong one: 1 to 80,000
PENALTY: Final = 0.05  # of squared weights, against certainty from few examples
DOUBTS: Final = frozenset({REREAD_DIFFERS, OTHER_NAME, "totals-disagree", "several-establishments"})
AGAINST: Final = DOUBTS | {"ocr", "distrust", "derived"}


@dataclass(frozen=True, slots=True)
class Example:
    """One answer: its field, the signs it came with, whether it was right, and for how many real ones it stands."""

    field: str
    signs: Mapping[str, float]
    right: bool
    weight: float


def main() -> None:
    """Read the development corpus, fit, and write the table."""
    tasks = [
        (str(one.path), one.row.truth)
        for one in select(Selection(split="development", limit=DOCUMENTS))
        if one.row.document_type not in ("other", "rib")
    ]
    with ProcessPoolExecutor() as pool:
        examples = list(chain.from_iterable(pool.map(examples_of, *zip(*tasks, strict=True), chunksize=4)))
    by_field: defaultdict[str, list[Example]] = defaultdict(list)
    for example in examples:
        by_field[example.field].append(example)
    weights = {name: fit(found) for name, found in sorted(by_field.items())}
    accepted = thresholds(by_field, weights)
    table = {"weights": weights, "accepted_from": accepted}
    TABLE.write_text(json.dumps(table, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    for name, found in sorted(by_field.items()):
        wrong = sum(not example.right for example in found)
        print(f"{name:16} {len(found):6} examples, {wrong:5} wrong, accepted from {accepted[name]}")


def examples_of(path: str, truth: Truth) -> list[Example]:
    """Examples from one document: as it is, with each right answer covered, and with digits misread."""
    options = Options(embedded_xml=False)
    with open_document(Path(path).read_bytes(), options) as document:
        pages = read_pages(document, options)
    right = right_values(truth)
    dice = random.Random(zlib.crc32(path.encode()))
    is_scan = any(word.source is Source.OCR for text in pages.texts for word in text.words)
    examples = list(_examples(pages.reading, right, 1.0))
    for name, choice in pages.reading.choices.items():
        if choice.value == right.get(name):
            covered = _only(name, _covered(pages.texts, name, choice))
            # What is answered instead is printed there: a second look would confirm it.
            examples += _examples(_confirmed(covered), right, COVERED_SCAN if is_scan else COVERED_TEXT)
    for share in MISREAD_DIGITS:
        misread = _read([_misread(text, share, dice) for text in pages.texts])
        if is_scan:
            misread = _seen_again(misread, right, dice)
        examples += _examples(misread, right, MISREAD_SCAN if is_scan else MISREAD_TEXT)
    return examples


def right_values(truth: Truth) -> dict[str, Any]:
    """The truth by field name, dossiers as a set of compact numbers."""
    values = asdict(truth)
    values["dossiers"] = {"".join(filter(str.isalnum, number)) for number in truth.dossiers}
    return values


def _examples(reading: Reading, right: Mapping[str, Any], weight: float) -> Iterator[Example]:
    for name, choice in reading.choices.items():
        yield Example(name, signs(choice), choice.value == right[name], weight)
    for choice in reading.dossiers:
        yield Example("dossiers", signs(choice), choice.value in right["dossiers"], weight)


def _confirmed(reading: Reading) -> Reading:
    def proven(_: str, choice: Choice) -> Choice:
        if choice.candidate is None or choice.candidate.source is not Source.OCR:
            return choice
        return replace(choice, proofs=choice.proofs | {SECOND_ENGINE})

    return reading.with_each(proven)


def _seen_again(reading: Reading, right: Mapping[str, Any], dice: random.Random) -> Reading:
    """Let a second look tell right from misread values, as often as it does on real scans."""

    def looked_at(name: str, choice: Choice) -> Choice:
        is_right = choice.value in right["dossiers"] if name == "dossiers" else choice.value == right[name]
        if choice.candidate is None or name == "currency":
            return choice
        if dice.random() < (SECOND_LOOK if is_right else 1 - SECOND_LOOK):
            return replace(choice, proofs=choice.proofs | {SECOND_ENGINE})
        return replace(choice, doubts=choice.doubts | {REREAD_DIFFERS})

    return reading.with_each(looked_at)


def _read(texts: Sequence[PageText]) -> Reading:
    return resolve([lay_out(text) for text in texts])


def _only(name: str, reading: Reading) -> Reading:
    found = reading.choices.get(name)
    return replace(reading, choices={name: found} if found else {}, dossiers=())


def _covered(texts: Sequence[PageText], name: str, choice: Choice) -> Reading:
    """What is read for ``name`` once every print of its right value is covered."""
    reading, covered = Reading(_read(texts).document_type, {name: choice}), list(texts)
    for _ in range(COVERINGS):
        found = reading.choices.get(name)
        if found is None or found.value != choice.value or found.candidate is None:
            break
        one = found.candidate
        covered = [_without(text, displayed(one.box, text)) if text.number == one.page else text for text in covered]
        reading = _read(covered)
    return reading


def _without(text: PageText, box: Box) -> PageText:
    return replace(text, words=tuple(word for word in text.words if not _inside(word.box, box)))


def _inside(one: Box, box: Box) -> bool:
    x, y = (one.x0 + one.x1) / 2, (one.y0 + one.y1) / 2
    return box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1


def _misread(text: PageText, share: float, dice: random.Random) -> PageText:
    def misread(word: Word) -> Word:
        printed = "".join(
            str(dice.randrange(10)) if char.isdigit() and dice.random() < share else char for char in word.text
        )
        return word._replace(text=printed)

    return replace(text, words=tuple(map(misread, text.words)))


def fit(examples: Sequence[Example], steps: int = 20_000) -> dict[str, float]:
    """Weights of a logistic model by accelerated projected gradient descent: proofs never weigh less than nothing."""
    names = sorted({name for example in examples for name in example.signs})
    signed: NDArray[np.float64] = np.array([[one.signs.get(name, 0.0) for name in names] for one in examples])
    right: NDArray[np.float64] = np.array([float(one.right) for one in examples])
    share: NDArray[np.float64] = np.array([one.weight for one in examples])
    share /= share.sum()
    low = np.array([-np.inf if name in AGAINST or name == "bias" else 0.0 for name in names])
    high = np.array([0.0 if name in AGAINST else np.inf for name in names])
    penalty = PENALTY / len(examples)
    rate = 4.0 / float(np.linalg.eigvalsh((signed * share[:, None]).T @ signed)[-1] + penalty)
    weights, ahead = np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, steps + 1):
        predicted = 1.0 / (1.0 + np.exp(-signed @ ahead))
        gradient = signed.T @ (share * (predicted - right)) + penalty * ahead
        moved = np.clip(ahead - rate * gradient, low, high)
        ahead, weights = moved + (step / (step + 3)) * (moved - weights), moved
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True) if abs(weight) >= 0.001}


Curve = list[tuple[float, float, float]]
"""The weight of accepted and of wrong values for each confidence to accept from: (confidence, accepted, wrong)."""


def thresholds(
    by_field: Mapping[str, Sequence[Example]], weights: Mapping[str, Mapping[str, float]]
) -> dict[str, dict[str, float]]:
    """The least confidence that may be accepted for each field, by where its values come from.

    All values of one origin share what may be wrong: one error costs as much in each field, and buys more acceptance
    in some. So each field accepts as many as are worth ``price`` right values for one wrong, at the least price for
    which few enough are wrong among all.
    """
    accepted: dict[str, dict[str, float]] = {name: {} for name in sorted(by_field)}
    for of in sorted({origin(one.signs) for found in by_field.values() for one in found}):
        examples = {name: [one for one in found if origin(one.signs) == of] for name, found in by_field.items()}
        curves = {name: curve(found, weights[name]) for name, found in examples.items() if found}
        for price in PRICES:
            chosen = {name: worth(points, price) for name, points in curves.items()}
            right = sum(taken for _, taken, _ in chosen.values())
            if sum(wrong for *_, wrong in chosen.values()) <= WRONG_AMONG_ACCEPTED * right:
                break
        for name, (level, _, _) in chosen.items():
            accepted[name][of] = level
    return accepted


def curve(examples: Sequence[Example], weights: Mapping[str, float]) -> Curve:
    """What is accepted, and what of it is wrong, from each confidence on; surest first."""
    ranked = sorted(
        (
            (min(round(confidence_of(one.signs, weights), 4), 0.9999), one)
            for one in examples
            if not one.signs.keys() & DOUBTS
        ),
        key=lambda item: -item[0],
    )
    points: Curve = []
    accepted = wrong = 0.0
    for level, tied in groupby(ranked, key=lambda item: item[0]):
        if level < LEAST_ACCEPTED:
            break
        for _, one in tied:
            accepted += one.weight
            wrong += 0.0 if one.right else one.weight
        points.append((level, accepted, wrong))
    return points


def worth(points: Curve, price: float) -> tuple[float, float, float]:
    """The point of a curve that gains most, where one wrong value costs ``price`` right ones; else nothing at all."""
    return max([(NEVER, 0.0, 0.0), *points], key=lambda point: point[1] - price * point[2])


if __name__ == "__main__":
    main()
