"""Pens and highlighters on a sheet, in translucent ink."""

import math
from dataclasses import replace
from random import Random

import cv2
import numpy as np
import numpy.typing as npt

from corpus.generator.scanning.pictures import Sheet, inked

_PENS = ((25, 40, 150), (20, 20, 30), (180, 25, 35), (20, 60, 170))
_HIGHLIGHTERS = ((255, 250, 90), (150, 255, 140), (255, 170, 210))


def _stroke(points: list[tuple[float, float]], smooth: int) -> npt.NDArray[np.int32]:
    """Round off a polygon (Chaikin), so that it looks drawn by hand."""
    line = np.array(points)
    for _ in range(smooth):
        near, far = line[:-1] * 0.75 + line[1:] * 0.25, line[:-1] * 0.25 + line[1:] * 0.75
        line = np.concatenate((line[:1], np.stack((near, far), 1).reshape(-1, 2), line[-1:]))
    return np.round(line * 16).astype(np.int32)


def penned(sheet: Sheet, rng: Random) -> Sheet:
    """Tick, ring, underline or initial with a pen, one to four times."""
    height, width = sheet.pixels.shape[:2]
    mask = np.zeros((height, width), np.uint8)
    for _ in range(rng.randint(1, 4)):
        x, y, mm = rng.uniform(0.15, 0.85) * width, rng.uniform(0.15, 0.92) * height, sheet.dpi[0] / 25.4
        match rng.randrange(4):
            case 0:
                points = [
                    (x, y),
                    (x + 2 * mm, y + 3.5 * mm),
                    (x + rng.uniform(7, 11) * mm, y - rng.uniform(6, 10) * mm),
                ]
            case 1:
                wide, high, start = rng.uniform(12, 22) * mm, rng.uniform(4, 7) * mm, rng.uniform(0, 6)
                turns = [start + step * 0.45 for step in range(16)]
                points = [
                    (x + wide * math.cos(t) * (1 + 0.01 * i), y + high * math.sin(t) * (1 + 0.012 * i))
                    for i, t in enumerate(turns)
                ]
            case 2:
                points = [(x + step * 8 * mm, y + rng.uniform(-0.4, 0.4) * mm) for step in range(rng.randint(3, 7))]
            case _:
                points = [(x + (i * 2.2 + rng.uniform(-3, 3)) * mm, y + rng.uniform(-5, 5) * mm) for i in range(9)]
        line = _stroke(points, 3)
        cv2.polylines(mask, [line], False, (255,), sheet.millimetres(rng.uniform(0.35, 0.6)), cv2.LINE_AA, 4)
    ink = mask.astype(np.float32) * np.float32(rng.uniform(0.6, 0.85) / 255)
    return replace(sheet, pixels=inked(sheet.pixels, ink, rng.choice(_PENS)))


def highlighted(sheet: Sheet, rng: Random) -> Sheet:
    """Run a highlighter over one to three pieces of lines."""
    height, width = sheet.pixels.shape[:2]
    mask = np.zeros((height, width), np.uint8)
    print_ = sheet.pixels.reshape(height, width, -1)[..., 0] < 110
    written = np.flatnonzero(np.mean(print_, axis=1) > 0.02)
    if not written.size:
        return sheet
    for _ in range(rng.randint(1, 3)):
        y = int(rng.choice(written.tolist()))
        x = int(np.argmax(print_[y])) if rng.random() < 0.5 else rng.randint(0, width * 2 // 3)
        end = (x + sheet.millimetres(rng.uniform(25, 70)), y + sheet.millimetres(rng.uniform(-1, 1)))
        cv2.line(mask, (x, y), end, (255,), sheet.millimetres(5))
    ink = mask.astype(np.float32) / np.float32(255)
    return replace(sheet, pixels=inked(sheet.pixels, ink, rng.choice(_HIGHLIGHTERS)))
