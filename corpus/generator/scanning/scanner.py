"""Office scanners: each has its optics, its idea of contrast, its dust, and its way to store a page."""

from dataclasses import dataclass
from random import Random

import cv2
import numpy as np
from PIL import Image

from corpus.generator.scanning.pictures import (
    Field,
    Picture,
    Pixels,
    Sheet,
    black_on_white,
    grained,
    lit,
    sharpened,
    toned,
    traps,
    turned,
)

PRODUCERS = (
    "Canon iR-ADV C3525", "Xerox WorkCentre 7835", "RICOH MP C3004ex", "KONICA MINOLTA bizhub C258", "HP Scan",
    "EPSON Scan 2", "Brother MFC-L3770CDW", "PaperStream Capture",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Streak:
    """Dust on a feeder's glass: a line down every page, ``at`` a share of the width; ``shade`` a factor."""

    at: float
    width: int
    shade: float


@dataclass(frozen=True, slots=True)
class Scanner:
    """One machine with its settings. Blur in pixels, noise in grey levels; ``skew`` is what is usual, in degrees.

    ``mode`` is ``grey``, ``colour``, ``one_bit`` or ``dithered``; ``tone`` is black, white and gamma as of ``toned``;
    ``outside`` is the grey of its lid.
    """

    producer: str
    dpi: int
    mode: str
    quality: int | str
    blur: float
    noise: float
    sharpening: float
    tone: tuple[float, float, float]
    skew: float
    outside: int
    shading: float
    streaks: tuple[Streak, ...]

    def scan(self, sheet: Sheet, angle: float, rng: Random) -> Picture:
        """Scan one sheet, which was printed at the scanner's resolution and is fed at an angle, in degrees."""
        shift = (rng.uniform(-0.006, 0.006), rng.uniform(-0.006, 0.006))
        pixels = turned(sheet.pixels, angle, outside=self.outside, zoom=rng.uniform(0.975, 1.0), shift=shift)
        pixels = cv2.GaussianBlur(pixels, (0, 0), self.blur).astype(np.uint8, copy=False)
        pixels = grained(_dusty(lit(pixels, _lamp(self.shading, rng)), self.streaks, rng), self.noise, rng)
        pixels = toned(pixels, *self.tone)
        if self.sharpening:
            pixels = sharpened(pixels, self.sharpening, 1.2)
        size = (pixels.shape[1] * 72 / self.dpi, pixels.shape[0] * 72 / self.dpi)
        special = sheet.traps + traps(
            skewed=abs(angle) >= 1,
            colour=self.mode == "colour",
            one_bit=self.mode in ("one_bit", "dithered"),
            dithered=self.mode == "dithered",
            streaks=bool(self.streaks),
        )
        match self.mode:
            case "one_bit":
                return Picture(black_on_white(pixels, 120, 32), size, None, special)
            case "dithered":
                bits = Image.fromarray(toned(pixels, 25, 230, 1.0)).convert("1").convert("L")
                return Picture(np.asarray(bits), size, None, special)
            case _:
                return Picture(pixels, size, self.quality, special)


def office_scanner(rng: Random, dpi: int, modes: tuple[str, ...], qualities: tuple[int | str, ...]) -> Scanner:
    """Draw a machine and its settings; blur is less where pixels are larger."""
    fed = rng.random() < 0.6
    dust = rng.randint(1, 4) if fed and rng.random() < 0.25 else 0
    bright = rng.random() < 0.4
    return Scanner(
        producer=rng.choice(PRODUCERS),
        dpi=dpi,
        mode=rng.choice(modes),
        quality=rng.choice(qualities),
        blur=rng.uniform(0.5, 0.9) * (0.5 + dpi / 600),
        noise=rng.uniform(2.0, 5.0),
        sharpening=rng.choice((0.0, 0.0, 0.4, 0.8, 1.2)),
        tone=(
            rng.uniform(15, 45) if bright else -rng.uniform(10, 45),
            rng.uniform(212, 238) if bright else rng.uniform(255, 275),
            rng.uniform(0.8, 1.25),
        ),
        skew=0.9 if fed else 1.2,
        outside=rng.choice((255, 255, 225, 25) if fed else (255, 245, 235)),
        shading=rng.uniform(0.01, 0.05) if fed else rng.uniform(0.03, 0.13),
        streaks=tuple(
            Streak(rng.uniform(0.03, 0.97), rng.choice((1, 1, 2)) * max(1, dpi // 150), rng.choice((0.6, 0.75, 1.4)))
            for _ in range(dust)
        ),
    )


def _lamp(depth: float, rng: Random) -> Field:
    """Return the light over the page, darker towards one side by ``depth``, with a shadow at the binding."""
    across = np.linspace(0, 1, 400, dtype=np.float32)[None, :]
    down = np.linspace(0, 1, 100, dtype=np.float32)[:, None]
    if rng.random() < 0.5:
        across = across[:, ::-1]
    shadow = np.exp(-across * 60, dtype=np.float32) * np.float32(rng.uniform(0, 0.25))
    light: Field = (1 - np.float32(depth) * (across * 0.7 + down * 0.3)) * (1 - shadow)
    return light


def _dusty(pixels: Pixels, streaks: tuple[Streak, ...], rng: Random) -> Pixels:
    """Draw the feeder's streaks and up to 25 specks on the glass."""
    height, width = pixels.shape[:2]
    for streak in streaks:
        strip = pixels[:, (at := int(streak.at * width)) : at + streak.width]
        strip[:] = np.clip(strip * streak.shade + (40 if streak.shade > 1 else 0), 0, 255).astype(np.uint8)
    for _ in range(rng.randint(0, 25)):
        spot = (rng.randrange(width), rng.randrange(height))
        cv2.circle(pixels, spot, rng.choice((1, 1, 2)), (rng.randint(90, 180),) * 3, -1)
    return pixels
