"""Sheets before a device, pictures after it, and the few ways in which pixels of both are changed."""

import math
from dataclasses import dataclass
from random import Random

import cv2
import numpy as np
import numpy.typing as npt
import pymupdf

Pixels = npt.NDArray[np.uint8]
Field = npt.NDArray[np.float32]

MILLIMETRES = 25.4
_PALEST_TONE = 205
_BAYER = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], np.float32)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A printed sheet at ``dpi`` across and down; ``pixels`` are grey (two axes) or RGB."""

    pixels: Pixels
    dpi: tuple[float, float]
    traps: tuple[str, ...] = ()

    def millimetres(self, length: float) -> int:
        """Return a length on the paper in pixels across, one at least."""
        return max(1, round(length * self.dpi[0] / MILLIMETRES))


@dataclass(frozen=True, slots=True)
class Picture:
    """What a device delivers of a sheet.

    ``size`` is that of its PDF page in points. ``quality`` is a JPEG quality or the name of one of Pillow's sets of
    tables; without one, ``pixels`` are black and white only and kept without loss. ``fed`` is how far the sheet went
    in turned, in degrees clockwise.
    """

    pixels: Pixels
    size: tuple[float, float]
    quality: int | str | None
    traps: tuple[str, ...] = ()
    fed: int = 0


def printed(page: pymupdf.Page, dpi: tuple[float, float], *, colour: bool) -> Sheet:
    """Print a page."""
    space = pymupdf.csRGB if colour else pymupdf.csGRAY
    scale = pymupdf.Matrix(dpi[0] / 72, dpi[1] / 72)
    pixels = page.get_pixmap(matrix=scale, colorspace=space, alpha=False)
    image = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.width, pixels.n)
    return Sheet(image.squeeze(), dpi)


def traps(**special: bool) -> tuple[str, ...]:
    """Name what holds.

    >>> traps(skewed=False, one_bit=True)
    ('one_bit',)
    """
    return tuple(name for name, holds in special.items() if holds)


def noise_of(rng: Random) -> np.random.Generator:
    """Return a source of arrays that follows from ``rng``."""
    return np.random.default_rng(rng.randrange(2**32))


def skew(rng: Random, usual: float) -> float:
    """Draw an angle in degrees: mostly within ``usual``, one in ten from 1 to 2.5, one in twenty-five up to 5."""
    chance = rng.random()
    if chance < 0.86:
        return rng.uniform(-usual, usual)
    return rng.choice((-1, 1)) * (rng.uniform(1, 2.5) if chance < 0.96 else rng.uniform(2.5, 5))


def turned(
    pixels: Pixels, angle: float, *, outside: int, zoom: float = 1.0, shift: tuple[float, float] = (0, 0)
) -> Pixels:
    """Turn a sheet by ``angle`` degrees before a background of grey ``outside``; ``shift`` in shares of its sides.

    From 1.2 degrees on the frame grows, as that of a scanner which finds the paper's corners does: nothing is cut off.
    """
    height, width = pixels.shape[:2]
    sine, cosine = abs(math.sin(math.radians(angle))), abs(math.cos(math.radians(angle)))
    wide, high = (width, height)
    if abs(angle) >= 1.2:
        wide, high = round(width * cosine + height * sine), round(height * cosine + width * sine)
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, zoom)
    matrix[:, 2] += ((wide - width) / 2 + shift[0] * width, (high - height) / 2 + shift[1] * height)
    border = (outside, outside, outside)
    result = cv2.warpAffine(pixels, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderValue=border)
    return result.astype(np.uint8, copy=False)


def lit(pixels: Pixels, light: Field) -> Pixels:
    """Multiply pixels by a light of any coarser resolution, one value a place or one for each colour."""
    height, width = pixels.shape[:2]
    fine = cv2.resize(light, (width, height), interpolation=cv2.INTER_LINEAR)
    return cv2.multiply(pixels, _for_each_colour(fine, pixels), dtype=cv2.CV_8U).astype(np.uint8, copy=False)


def grained(pixels: Pixels, deviation: float, rng: Random) -> Pixels:
    """Add the sensor's noise, in grey levels."""
    grain = noise_of(rng).standard_normal(pixels.shape[:2], dtype=np.float32) * np.float32(deviation)
    return cv2.add(pixels, _for_each_colour(grain, pixels), dtype=cv2.CV_8U).astype(np.uint8, copy=False)


def _for_each_colour(values: cv2.typing.MatLike, pixels: Pixels) -> cv2.typing.MatLike:
    return cv2.merge([values] * 3) if pixels.ndim == 3 and values.ndim == 2 else values


def sharpened(pixels: Pixels, amount: float, radius: float) -> Pixels:
    """Sharpen by an unsharp mask."""
    soft = cv2.GaussianBlur(pixels, (0, 0), radius)
    return cv2.addWeighted(pixels, 1 + amount, soft, -amount, 0).astype(np.uint8, copy=False)


def toned(pixels: Pixels, black: float, white: float, gamma: float) -> Pixels:
    """Map the levels from ``black`` to ``white`` onto all; a range beyond 0 and 255 dulls, one within it clips."""
    levels = (np.arange(256, dtype=np.float32) - black) / (white - black)
    table = np.clip(levels, 0, 1) ** gamma * 255
    return cv2.LUT(pixels, table.astype(np.uint8)).astype(np.uint8, copy=False)


def inked(pixels: Pixels, mask: Field, ink: tuple[int, int, int]) -> Pixels:
    """Lay translucent ink on a sheet: it darkens what is under it and hides nothing. ``mask`` is from 0 to 1."""
    grey = round(0.299 * ink[0] + 0.587 * ink[1] + 0.114 * ink[2])
    lights = [1 - mask * np.float32(1 - shade / 255) for shade in (ink if pixels.ndim == 3 else (grey,))]
    return cv2.multiply(pixels, cv2.merge(lights), dtype=cv2.CV_8U).astype(np.uint8, copy=False)


def black_on_white(grey: Pixels, level: int, contrast: int) -> Pixels:
    """Reduce to one bit as copiers do: what is dark is black, tones up to the paper's are dotted.

    What differs from its surroundings by ``contrast`` is black or white throughout: grey type on paper as well as
    light type on a coloured area.
    """
    height, width = grey.shape
    steps = level + (_PALEST_TONE - level) * (_BAYER + 0.5) / 16
    screen = np.tile(steps, (height // 4 + 1, width // 4 + 1))[:height, :width]
    around = cv2.blur(grey, (41, 41))
    lighter, darker = cv2.subtract(grey, around) > contrast, cv2.subtract(around, grey) > contrast
    return np.where(darker | ((grey < screen) & ~lighter), 0, 255).astype(np.uint8)
