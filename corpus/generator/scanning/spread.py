"""Two sheets side by side on the glass: an invoice and its second page, or an invoice and another paper."""

from collections.abc import Iterable, Iterator
from random import Random

import cv2
import numpy as np

from corpus.generator.scanning.pictures import Pixels, Sheet, turned


def spreads(sheets: Iterable[Sheet], rng: Random) -> Iterator[Sheet]:
    """Lay sheets out by twos in their order; a last one without neighbour stays alone."""
    waiting: Sheet | None = None
    for sheet in sheets:
        if waiting is None:
            waiting = sheet
        else:
            yield _side_by_side(waiting, sheet, rng)
            waiting = None
    if waiting:
        yield waiting


def _side_by_side(left: Sheet, right: Sheet, rng: Random) -> Sheet:
    halves = [turned(half.pixels, rng.uniform(-0.7, 0.7), outside=250) for half in (left, right)]
    height = max(half.shape[0] for half in halves)
    pixels = np.hstack([_lengthened(half, height) for half in halves])
    middle = halves[0].shape[1]
    width = left.millimetres(rng.uniform(0.3, 1.2))
    gap = pixels[:, middle - width : middle + width]
    gap[:] = (gap * rng.uniform(0.6, 0.85)).astype(np.uint8)
    return Sheet(pixels, left.dpi, (*dict.fromkeys((*left.traps, *right.traps, "spread")),))


def _lengthened(pixels: Pixels, height: int) -> Pixels:
    missing = height - pixels.shape[0]
    border = (250, 250, 250)
    return cv2.copyMakeBorder(pixels, 0, missing, 0, 0, cv2.BORDER_CONSTANT, value=border).astype(np.uint8, copy=False)
