"""A sheet on a table, photographed with a phone: perspective, curl, uneven light, a shadow, and a wrong size."""

import math
from dataclasses import dataclass
from random import Random

import cv2
import numpy as np
import numpy.typing as npt

from corpus.generator.scanning.pictures import (
    Field,
    Picture,
    Pixels,
    Sheet,
    grained,
    lit,
    noise_of,
    sharpened,
    traps,
)

DPI = (230.0, 230.0)
PRODUCERS = ("iOS Version 17.5 Quartz PDFContext", "Android PdfDocument", "Microsoft: Print To PDF", "img2pdf")
_TABLES = ((150, 112, 78), (96, 66, 45), (200, 200, 198), (226, 224, 220), (60, 62, 66), (70, 84, 110), (176, 148, 112))
_COARSE = 8
Mask = npt.NDArray[np.bool_]
_LONG_SIDE_OF_A4 = 842


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone, the table and the light of one sitting.

    ``long_side`` in pixels; ``points_a_pixel`` is the scale of the PDF's maker; ``blur`` and ``motion`` in pixels;
    ``white`` is the colour of the light; ``dimmed`` how much of it the darkest corner lacks.
    """

    producer: str
    long_side: int
    quality: int
    points_a_pixel: float
    blur: float
    motion: float
    noise: float
    sharpening: float
    white: tuple[float, float, float]
    dimmed: float
    table: tuple[int, int, int]
    wooden: bool

    def photograph(self, sheet: Sheet, rng: Random) -> Picture:
        """Take a picture of one sheet, printed at ``DPI`` in colour."""
        upright = sheet.pixels.shape[0] >= sheet.pixels.shape[1]
        short = self.long_side * 3 // 4
        width, height = (short, self.long_side) if upright else (self.long_side, short)
        bend = _Bend(rng.uniform(0, 0.006), rng.uniform(0.5, 1.5), rng.uniform(0, 2 * math.pi))
        across, down = _seen_from(sheet.pixels.shape[1::-1], _corners(sheet, width, height, rng), width, height)
        relief = bend.shade(across / sheet.pixels.shape[1])
        down = down + bend.lift(across / sheet.pixels.shape[1]) * sheet.pixels.shape[0]
        x, y = (cv2.resize(places, (width, height), interpolation=cv2.INTER_LINEAR) for places in (across, down))
        paper = cv2.remap(sheet.pixels, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        on_paper = _within(x, sheet.pixels.shape[1]) & _within(y, sheet.pixels.shape[0])
        image = np.where(on_paper[..., None], paper, self._table(width, height, on_paper, rng)).astype(np.uint8)
        light, shadowed = _light(across.shape, self.dimmed, rng)
        image = lit(image, cv2.merge([light * relief * np.float32(part) for part in self.white]).astype(np.float32))
        image = sharpened(grained(self._blurred(image, rng), self.noise, rng), self.sharpening, 1.5)
        size = (width * self.points_a_pixel, height * self.points_a_pixel)
        wrong_size = not 0.9 < max(size) / _LONG_SIDE_OF_A4 < 1.1
        special = traps(colour=True, perspective=True, shadow=shadowed, wrong_size=wrong_size)
        return Picture(image, size, self.quality, special)

    def _table(self, width: int, height: int, on_paper: Mask, rng: Random) -> Pixels:
        """Return what lies under the sheet, with grain or without, and the sheet's own thin shadow on it."""
        noise = noise_of(rng)
        rows, columns = (height // 16, 10) if self.wooden else (height // 10, width // 10)
        coarse = noise.normal(0, 0.09 if self.wooden else 0.03, (rows, columns)).astype(np.float32)
        texture = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
        edge = cv2.resize(
            on_paper.astype(np.float32), (width // _COARSE, height // _COARSE), interpolation=cv2.INTER_AREA
        )
        edge = np.roll(cv2.GaussianBlur(edge, (0, 0), 3), (2, 2), (0, 1))
        light = (1 + texture) * (1 - 0.45 * cv2.resize(edge, (width, height), interpolation=cv2.INTER_LINEAR))
        plain = np.full((height, width, 3), self.table, np.uint8)
        return lit(plain, light.astype(np.float32))

    def _blurred(self, image: Pixels, rng: Random) -> Pixels:
        blurred = cv2.GaussianBlur(image, (0, 0), self.blur)
        if self.motion:
            reach = math.ceil(self.motion)
            kernel = np.zeros((2 * reach + 1, 2 * reach + 1), np.uint8)
            angle = rng.uniform(0, math.pi)
            end = (self.motion / 2 * math.cos(angle), self.motion / 2 * math.sin(angle))
            ends = [(round(16 * (reach + sign * end[0])), round(16 * (reach + sign * end[1]))) for sign in (-1, 1)]
            cv2.line(kernel, ends[0], ends[1], (255,), 1, cv2.LINE_AA, 4)
            blurred = cv2.filter2D(blurred, -1, kernel.astype(np.float32) / kernel.sum())
        return blurred.astype(np.uint8, copy=False)


@dataclass(frozen=True, slots=True)
class _Bend:
    """Paper that does not lie flat: waves across it, ``depth`` in shares of its height."""

    depth: float
    waves: float
    phase: float

    def lift(self, across: Field) -> Field:
        return np.asarray(self.depth * np.sin(across * 2 * math.pi * self.waves + self.phase), np.float32)

    def shade(self, across: Field) -> Field:
        return np.asarray(1 + self.depth * 12 * np.cos(across * 2 * math.pi * self.waves + self.phase), np.float32)


def phone(rng: Random) -> Phone:
    """Draw a phone and a sitting."""
    long_side = rng.choice((2600, 2880, 3264, 3264))
    warm = rng.uniform(-0.06, 0.1)
    widths = (1.0, 0.75, _LONG_SIDE_OF_A4 / long_side, _LONG_SIDE_OF_A4 / long_side, 72 / 300, 0.36)
    return Phone(
        producer=rng.choice(PRODUCERS),
        long_side=long_side,
        quality=rng.randint(55, 85),
        points_a_pixel=rng.choice(widths),
        blur=rng.uniform(0.7, 1.7) * long_side / 3264,
        motion=rng.uniform(2, 4) if rng.random() < 0.2 else 0,
        noise=rng.uniform(1.5, 5),
        sharpening=rng.uniform(0.3, 1.0),
        white=(1.0, 1 - max(0.0, warm) * 0.4, 1 - warm if warm > 0 else 1.0)
        if warm > 0
        else (1 + warm, 1 + warm * 0.4, 1.0),
        dimmed=rng.uniform(0.1, 0.4),
        table=rng.choice(_TABLES),
        wooden=rng.random() < 0.5,
    )


def _corners(sheet: Sheet, width: int, height: int, rng: Random) -> Field:
    """Return where the sheet's corners are seen: a bit turned, tilted away upwards and to one side, off the middle."""
    share = sheet.pixels.shape[1] / sheet.pixels.shape[0]
    high = min(height, width / share) * rng.uniform(0.84, 0.93)
    half = np.array([[-share, -1], [share, -1], [share, 1], [-share, 1]]) * high / 2
    tilt, lean = rng.uniform(-0.09, 0.05), rng.uniform(-0.05, 0.05)
    scale = 1 + tilt * -half[:, 1:] / high + lean * half[:, :1] / high
    angle = math.radians(rng.gauss(0, 1.8))
    turn = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    corners = half * scale @ turn
    corners *= min(1, *(0.98 * side / np.ptp(corners[:, axis]) for axis, side in enumerate((width, height))))
    low, high_ = corners.min(axis=0), corners.max(axis=0)
    place = [rng.uniform(0.3, 0.7) for _ in range(2)]
    placed = corners - low + (np.array((width, height)) - (high_ - low)) * place
    return np.asarray(placed, np.float32)


def _seen_from(size: tuple[int, ...], corners: Field, width: int, height: int) -> tuple[Field, Field]:
    """Return, for a coarse grid over the picture, the place on the sheet that is seen there."""
    sheet = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], np.float32)
    back = cv2.getPerspectiveTransform(corners, sheet)
    x, y = np.meshgrid(
        (np.arange(width // _COARSE) + 0.5) * width / (width // _COARSE) - 0.5,
        (np.arange(height // _COARSE) + 0.5) * height / (height // _COARSE) - 0.5,
    )
    places = np.tensordot(back, np.stack((x, y, np.ones_like(x))), 1)
    return (places[0] / places[2]).astype(np.float32), (places[1] / places[2]).astype(np.float32)


def _within(places: cv2.typing.MatLike, end: int) -> Mask:
    return np.asarray((places >= 0) & (places <= end - 1))


def _light(shape: tuple[int, ...], dimmed: float, rng: Random) -> tuple[Field, bool]:
    """Return the light over a coarse grid, falling off from one point, and whether a hand or the phone shades it."""
    rows, columns = shape
    x, y = np.meshgrid(np.linspace(0, 1, columns), np.linspace(0, 1, rows))
    lamp = (rng.uniform(0, 1), rng.uniform(0, 0.6))
    light = 1 - dimmed * np.minimum(1, np.hypot(x - lamp[0], y - lamp[1]) / 1.2) ** 1.5
    shadowed = rng.random() < 0.6
    if shadowed:
        mask = np.zeros(shape, np.float32)
        at = np.array([rng.choice((0.1, 0.25, 0.75, 0.9)) * columns, rows * rng.uniform(0.55, 1.0)])
        if rng.random() < 0.5:
            box = cv2.RotatedRect(at.tolist(), (columns * 0.45, rows * 0.6), rng.uniform(-25, 25)).points()
            cv2.fillConvexPoly(mask, np.round(box).astype(np.int32), (1,))
        else:
            arm = (columns * rng.uniform(0.12, 0.2), rows * rng.uniform(0.3, 0.45))
            cv2.ellipse(mask, (at.tolist(), (2 * arm[0], 2 * arm[1]), rng.uniform(-35, 35)), (1,), -1)
        mask = cv2.GaussianBlur(mask, (0, 0), columns * rng.uniform(0.015, 0.06)).astype(np.float32)
        light = light * (1 - rng.uniform(0.2, 0.45) * mask)
    return light.astype(np.float32), shadowed
