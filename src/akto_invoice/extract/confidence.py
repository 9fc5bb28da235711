"""How sure a choice is: named signs of it, weighed by a table that is fitted on the development corpus.

The table (``data/calibration.json``) holds a logistic model per field; ``python -m benchmarks.calibrate`` refits it.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from math import exp, fsum
from typing import Any

from akto_invoice.extract.choice import REREAD, Choice
from akto_invoice.extract.model import FULL_TRUST, Source

_MAX_SCORE = 8.0
_MAX_MARGIN = 6.0
_MOST = 0.9999  # nothing read is certain


def signs(choice: Choice) -> dict[str, float]:
    """What speaks for ``choice`` and against it, by name, each between 0 and 1."""
    one = choice.candidate
    return {
        "bias": 1.0,
        "score": min(max(choice.score, 0.0), _MAX_SCORE) / _MAX_SCORE,
        "margin": min(max(choice.margin, 0.0), _MAX_MARGIN) / _MAX_MARGIN,
        "derived": float(one is None),
        "ocr": float(one is not None and one.source is Source.OCR),
        "distrust": 1.0 - one.trust if one is not None else 0.0,
        **dict.fromkeys(choice.proofs | choice.doubts, 1.0),
    }


def confidence(field: str, choice: Choice) -> float:
    """The probability, measured on the development corpus, that ``choice`` is right for ``field``."""
    return min(round(confidence_of(signs(choice), _table()["weights"][field]), 4), _MOST)


def confidence_of(signed: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The logistic model: the probability that signs of these values have under ``weights``."""
    return 1.0 / (1.0 + exp(-fsum(weights.get(name, 0.0) * value for name, value in signed.items())))


def may_be_accepted(field: str, probability: float, choice: Choice) -> bool:
    """Whether a value of that confidence may be used unseen.

    Never one that something contradicts, nor one of a doubtful text layer that no look at the page confirms.
    """
    one = choice.candidate
    if one is not None and one.source is Source.TEXT and one.trust < FULL_TRUST and REREAD not in choice.proofs:
        return False
    threshold = _table()["accepted_from"][field].get(origin(signs(choice)), 1.0)
    return bool(probability >= threshold) and not choice.doubts


def origin(signed: Mapping[str, float]) -> str:
    """Where a value with these signs comes from: one probability of being right, three ways of being wrong."""
    return "derived" if signed["derived"] else "ocr" if signed["ocr"] else "text"


@cache
def _table() -> Any:
    return json.loads(files("akto_invoice").joinpath("data/calibration.json").read_text(encoding="utf-8"))
