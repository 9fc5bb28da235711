"""Rubber stamps: their words, pressed unevenly in translucent ink."""

from dataclasses import dataclass
from random import Random

import cv2
import numpy as np
import pymupdf

from corpus.generator.scanning.pictures import MILLIMETRES, Field, noise_of, printed

_WORDS = (
    ("PAYÉ LE", "{day}"), ("PAYÉ",), ("REÇU LE", "{day}"), ("COURRIER ARRIVÉ", "{day}"), ("COPIE",), ("COMPTABILISÉ",),
    ("BON À PAYER", "Le {day}", "Visa :"), ("VU",), ("SERVICE FAIT", "{day}"), ("DUPLICATA",), ("ACQUITTÉ",),
    ("REÇU", "{day}", "Service formation"),
)  # fmt: skip
_INKS = ((190, 25, 40), (35, 50, 150), (90, 40, 140), (25, 110, 70), (30, 30, 40))


@dataclass(frozen=True, slots=True)
class Print:
    """The trace of a stamp: ``mask`` from 0 to 1, and the colour of its ink."""

    mask: Field
    ink: tuple[int, int, int]


def stamp(rng: Random, day: str, dpi: float) -> Print:
    """Press a stamp, which says ``day`` if it has a date, by hand: turned a little, here and there without ink."""
    lines = [line.format(day=day) for line in rng.choice(_WORDS)]
    sizes = [rng.uniform(16, 24), *(rng.uniform(11, 15) for _ in lines[1:])]
    font = pymupdf.Font("hebo")
    widths = [font.text_length(line, size) for line, size in zip(lines, sizes, strict=True)]
    width, height = max(widths) + 20, sum(sizes) * 1.15 + 16
    with pymupdf.open() as document:
        page = document.new_page(width=width + 6, height=height + 6)
        page.draw_rect(
            pymupdf.Rect(3, 3, width + 3, height + 3), width=rng.uniform(1.2, 2.5), radius=rng.choice((None, 0.1))
        )
        base = 8.0
        for line, size, length in zip(lines, sizes, widths, strict=True):
            base += size * 1.15
            page.insert_text((3 + (width - length) / 2, base), line, fontsize=size, fontname="hebo")
        mask = cv2.bitwise_not(printed(page, (dpi, dpi), colour=False).pixels)
    mask = _turned(mask.astype(np.float32) / np.float32(255), rng.gauss(0, 9))
    grain = noise_of(rng).random((max(2, mask.shape[0] // 5), max(2, mask.shape[1] // 5))).astype(np.float32)
    patches = cv2.resize(cv2.GaussianBlur(grain, (0, 0), 3), mask.shape[1::-1], interpolation=cv2.INTER_CUBIC)
    spread = (patches - patches.min()) / max(float(patches.max() - patches.min()), 1e-6)
    pressed = cv2.GaussianBlur(mask, (0, 0), 0.1 * dpi / MILLIMETRES)
    strength = np.float32(rng.uniform(0.45, 0.7))
    return Print((pressed * strength * np.clip(0.35 + spread, 0, 1)).astype(np.float32), rng.choice(_INKS))


def _turned(mask: Field, angle: float) -> Field:
    """Turn within a frame that grows with it."""
    height, width = mask.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    wide = round(height * abs(matrix[0, 1]) + width * abs(matrix[0, 0]))
    high = round(height * abs(matrix[0, 0]) + width * abs(matrix[0, 1]))
    matrix[:, 2] += ((wide - width) / 2, (high - height) / 2)
    return cv2.warpAffine(mask, matrix, (wide, high), flags=cv2.INTER_LINEAR).astype(np.float32, copy=False)
