"""What an office does to a sheet before it is scanned: coloured paper, stamps, holes, folds, staples, pens, pale toner.

Stamps, pens and highlighters are translucent ink over print; holes and staples are only where nothing is printed.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from random import Random

import cv2
import numpy as np

from corpus.generator import formats
from corpus.generator.scanning import pens
from corpus.generator.scanning.pictures import Sheet, inked, lit, noise_of
from corpus.generator.scanning.stamps import stamp

_PAPERS = ((255, 244, 170), (255, 214, 220), (206, 232, 206), (202, 224, 245), (240, 226, 196), (224, 220, 208))


@dataclass(frozen=True, slots=True)
class Wear:
    """What happened to all sheets of one document, by trap name, and the day stamped on it."""

    kinds: tuple[str, ...]
    day: date
    seed: str

    def worn(self, sheet: Sheet, number: int) -> Sheet:
        """Wear a sheet, the document's ``number``-th from 0: paper alike on all, ink mostly on the first."""
        kinds: dict[str, Callable[[Sheet, Random], Sheet]] = {**_ALIKE, **_APART, "stamp": partial(_stamped, self.day)}
        done = []
        for kind in self.kinds:
            rng = Random(f"{self.seed}/{kind}/{0 if kind in _ALIKE else number}")
            if number and kind not in _ALIKE and rng.random() < 0.7:
                continue
            worn = kinds[kind](sheet, rng)
            if worn is not sheet:
                sheet = worn
                done.append(kind)
        return replace(sheet, traps=(*sheet.traps, *done))


def wear(rng: Random, day: date) -> Wear:
    """Draw one to four of the kinds, stamps twice as often; the paper comes before what is laid on it."""
    drawn = set(rng.choices((*_ORDER, "stamp"), k=rng.choice((1, 2, 3, 4))))
    if drawn <= _WHERE_THERE_IS_ROOM:
        drawn.add("fold")
    kinds = tuple(kind for kind in _ORDER if kind in drawn)
    return Wear(kinds, day, f"{rng.random()}")


def _coloured(sheet: Sheet, rng: Random) -> Sheet:
    """Print on coloured or recycled paper."""
    paper = rng.choice(_PAPERS)
    fibres = noise_of(rng).normal(1, 0.012, (sheet.pixels.shape[0] // 3, sheet.pixels.shape[1] // 3))
    all_over = np.ones(sheet.pixels.shape[:2], np.float32)
    return replace(sheet, pixels=inked(lit(sheet.pixels, fibres.astype(np.float32)), all_over, paper))


def _faded(sheet: Sheet, rng: Random) -> Sheet:
    """Print with a cartridge near its end: pale, and paler in bands down the page."""
    bands = noise_of(rng).normal(0, 0.07, 12)
    strength = np.clip(rng.uniform(0.55, 0.8) + bands, 0.45, 1).astype(np.float32)[None, :]
    light = cv2.resize(strength, sheet.pixels.shape[1::-1], interpolation=cv2.INTER_CUBIC)
    light = cv2.merge([light] * 3) if sheet.pixels.ndim == 3 else light
    pale = cv2.bitwise_not(cv2.multiply(cv2.bitwise_not(sheet.pixels), light, dtype=cv2.CV_8U))
    return replace(sheet, pixels=pale.astype(np.uint8, copy=False))


def _folded(sheet: Sheet, rng: Random) -> Sheet:
    """Fold for an envelope: creases where light breaks and toner flaked off."""
    height, width = sheet.pixels.shape[:2]
    light = np.ones((height, 1), np.float32)
    pixels = sheet.pixels.copy()
    noise = noise_of(rng)
    for at in rng.choice(((1 / 3, 2 / 3), (1 / 2,), (0.34, 0.65))):
        crease = round((at + rng.uniform(-0.01, 0.01)) * height)
        away = (np.arange(height) - crease)[:, None] / sheet.millimetres(3)
        side = rng.choice((-1, 1))
        light *= (1 - 0.09 * np.exp(-np.abs(away)) * (np.sign(away) * side + 0.4)).astype(np.float32)
        thick = max(1, sheet.millimetres(0.15))
        flaked = cv2.resize(noise.random((1, width // 6)).astype(np.float32), (width, 1)) > 0.62
        wave = crease + np.round(sheet.millimetres(0.5) * np.sin(np.linspace(0, rng.uniform(2, 7), width))).astype(int)
        for offset in range(thick):
            rows = np.clip(wave + offset, 0, height - 1)
            columns = np.flatnonzero(flaked[0])
            pixels[rows[columns], columns] = (pixels[rows[columns], columns] * 0.45 + 255 * 0.55).astype(np.uint8)
    return replace(sheet, pixels=lit(pixels, np.repeat(light, 2, axis=1)))


def _is_blank(sheet: Sheet, x: int, y: int, radius: int) -> bool:
    """Say whether nothing is printed around a place."""
    part = sheet.pixels[max(0, y - radius) : y + radius, max(0, x - radius) : x + radius]
    return bool(part.size) and int(part.max()) - int(part.min()) < 60 and int(part.mean()) > 150


def _punched(sheet: Sheet, rng: Random) -> Sheet:
    """Punch two or four holes (ISO 838: 80 mm apart, 12 mm from the edge) on the first side that has room for all."""
    height, width = sheet.pixels.shape[:2]
    millimetre = sheet.millimetres
    offsets = rng.choice(((-40, 40), (-120, -40, 40, 120)))
    backing = rng.choice((235, 200, 40))
    edge = millimetre(12) + rng.randint(-millimetre(1.5), millimetre(1.5))
    radius = millimetre(3)
    sides = [
        [(x, height // 2 + round(offset * sheet.dpi[1] / 25.4)) for offset in offsets] for x in (edge, width - edge)
    ]
    for places in sides:
        if all(_is_blank(sheet, *place, radius + millimetre(0.5)) for place in places):
            pixels = sheet.pixels.copy()
            for x, y in places:
                cv2.circle(pixels, (x, y), radius, (150,) * 3, -1, cv2.LINE_AA)
                inside = (x + millimetre(0.3), y + millimetre(0.3))
                cv2.circle(pixels, inside, radius - millimetre(0.3), (backing,) * 3, -1, cv2.LINE_AA)
            return replace(sheet, pixels=pixels)
    return sheet


def _stapled(sheet: Sheet, rng: Random) -> Sheet:
    """Leave a staple, or the holes and the crease of one taken out, in the corner."""
    x, y = (sheet.millimetres(rng.uniform(8, 14)) for _ in range(2))
    reach = sheet.millimetres(5)
    if not _is_blank(sheet, x, y, reach):
        return sheet
    angle = math.radians(rng.uniform(20, 60))
    half = (reach * math.cos(angle), -reach * math.sin(angle))
    ends = [(round(x + sign * half[0]), round(y + sign * half[1])) for sign in (-1, 1)]
    pixels = sheet.pixels.copy()
    if rng.random() < 0.5:
        shadow = [(end[0] + sheet.millimetres(0.4), end[1] + sheet.millimetres(0.5)) for end in ends]
        cv2.line(pixels, shadow[0], shadow[1], (185,) * 3, sheet.millimetres(0.7), cv2.LINE_AA)
        cv2.line(pixels, ends[0], ends[1], (105,) * 3, sheet.millimetres(0.6), cv2.LINE_AA)
    else:
        for end in ends:
            cv2.circle(pixels, end, sheet.millimetres(0.5), (70,) * 3, -1, cv2.LINE_AA)
        far, crease = sheet.millimetres(28), np.full_like(pixels, 255)
        cv2.line(crease, (far, 0), (0, far), (215,) * 3, sheet.millimetres(0.3), cv2.LINE_AA)
        pixels = np.minimum(pixels, crease)
    return replace(sheet, pixels=pixels)


def _stamped(day: date, sheet: Sheet, rng: Random) -> Sheet:
    """Press one or two stamps on a sheet, anywhere below its head, print or no print."""
    pixels = sheet.pixels
    for _ in range(rng.choice((1, 1, 2))):
        print_ = stamp(rng, formats.day(day, rng.choice(("dd/mm/yyyy", "CAPS"))), sheet.dpi[0])
        height, width = print_.mask.shape
        if height >= pixels.shape[0] or width >= pixels.shape[1]:
            continue
        y = round(rng.uniform(0.15, 0.9) * (pixels.shape[0] - height))
        x = round(rng.uniform(0.05, 0.95) * (pixels.shape[1] - width))
        pixels = pixels.copy()
        part = (slice(y, y + height), slice(x, x + width))
        pixels[part] = inked(np.ascontiguousarray(pixels[part]), print_.mask, print_.ink)
    return replace(sheet, pixels=pixels)


_ALIKE: dict[str, Callable[[Sheet, Random], Sheet]] = {
    "faded": _faded,
    "coloured_paper": _coloured,
    "fold": _folded,
    "staple": _stapled,
    "punch_holes": _punched,
}
_APART = {"highlighter": pens.highlighted, "pen_marks": pens.penned}
_ORDER = ("faded", "coloured_paper", "highlighter", "stamp", "pen_marks", "fold", "staple", "punch_holes")
_WHERE_THERE_IS_ROOM = frozenset({"staple", "punch_holes", "highlighter"})
