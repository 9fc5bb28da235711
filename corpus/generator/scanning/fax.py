"""Group 3 fax: 204 pixels an inch across, 196 (fine) or 98 (standard) down, one bit, over a bad line."""

from dataclasses import dataclass
from datetime import date
from random import Random

import cv2
import numpy as np
import pymupdf

from corpus.generator.scanning.pictures import (
    Picture,
    Pixels,
    black_on_white,
    grained,
    noise_of,
    printed,
    sharpened,
    skew,
    traps,
    turned,
)

DPI = (204.0, 196.0)
_WIDTH = 1728
_HEADER = 40


@dataclass(frozen=True, slots=True)
class Call:
    """One transmission.

    ``header`` is what the sender's machine prints on top of each page, if it does; blur in pixels, noise in grey
    levels; ``level`` is the grey below which all is black; ``hair`` on the glass draws a line, at a share of the width.
    """

    fine: bool
    header: str | None
    level: int
    blur: float
    noise: float
    lost_lines: int
    specks: int
    hair: float | None

    def send(self, page: pymupdf.Page, number: int, pages: int, rng: Random) -> Picture:
        """Send one page; one that is wider than high goes in sideways."""
        sideways = page.rect.width > page.rect.height
        dots = printed(page, DPI[::-1] if sideways else DPI, colour=False).pixels
        angle = skew(rng, 0.9)
        fed = np.ascontiguousarray(np.rot90(dots)) if sideways else dots
        seen = self._seen(turned(fed, angle, outside=255, zoom=rng.uniform(0.97, 1.0)), rng)
        if self.header:
            seen = np.vstack((_header(f"{self.header}   P. {number:02d}/{pages:02d}", seen.shape[1]), seen))
        if not self.fine:
            halved = cv2.resize(seen, (seen.shape[1], seen.shape[0] // 2), interpolation=cv2.INTER_AREA)
            seen = halved.astype(np.uint8, copy=False)
        bits = self._received(black_on_white(_on_the_line(seen), self.level, 30), rng)
        size = (bits.shape[1] * 72 / DPI[0], bits.shape[0] * (1 if self.fine else 2) * 72 / DPI[1])
        special = traps(
            skewed=abs(angle) >= 1, one_bit=True, fax_standard=not self.fine, fax_header=self.header is not None
        )
        return Picture(bits, size, None, special, fed=270 if sideways else 0)

    def _seen(self, paper: Pixels, rng: Random) -> Pixels:
        soft = cv2.GaussianBlur(paper, (0, 0), self.blur).astype(np.uint8, copy=False)
        return sharpened(grained(soft, self.noise, rng), 0.8, 1.5)

    def _received(self, bits: Pixels, rng: Random) -> Pixels:
        """Lose lines, as an exchange without error correction does, and add what dirt and the line add."""
        height, width = bits.shape
        rows = bits.copy()
        for _ in range(self.lost_lines):
            at = rng.randrange(1, height)
            match rng.randrange(3):
                case 0:
                    rows[at] = rows[at - 1]
                case 1:
                    rows[at, rng.randrange(width) :] = 255
                case _:
                    rows[at] = np.roll(rows[at], rng.randint(-12, 12))
        noise = noise_of(rng)
        for y, x in zip(noise.integers(height, size=self.specks), noise.integers(width, size=self.specks), strict=True):
            rows[y : y + rng.choice((1, 1, 2)), x : x + rng.choice((1, 1, 2, 3))] = 0
        if self.hair is not None:
            rows[noise.random(height) < 0.7, int(self.hair * width)] = 0
        return rows


def call(rng: Random, day: date) -> Call:
    """Draw a transmission of ``day``; two of three are fine."""
    fine = rng.random() < 0.65
    hour = f"{rng.randint(8, 18):02d}:{rng.randint(0, 59):02d}"
    number = " ".join(["0" + str(rng.randint(1, 5)), *(f"{rng.randint(0, 99):02d}" for _ in range(4))])
    stamp = f"{day:%d/%m/%Y} {hour}   {number}   {rng.choice(('FORMATION', 'SECRETARIAT', 'COMPTA', 'ACCUEIL'))}"
    return Call(
        fine=fine,
        header=stamp if rng.random() < 0.7 else None,
        level=rng.randint(105, 135),
        blur=rng.uniform(0.6, 1.0),
        noise=rng.uniform(2, 6.5),
        lost_lines=rng.choice((0, 2, 4, 8, 14)) // (1 if fine else 2),
        specks=rng.choice((20, 60, 150, 300)),
        hair=rng.uniform(0.04, 0.96) if rng.random() < 0.2 else None,
    )


def _header(text: str, width: int) -> Pixels:
    """Print the sender's line on a strip of its own: it covers nothing of the page."""
    with pymupdf.open() as strip:
        page = strip.new_page(width=width * 72 / DPI[0], height=_HEADER * 72 / DPI[1])
        page.insert_text((30, 11), text, fontsize=9, fontname="cour")
        pixels = printed(page, DPI, colour=False).pixels
    return cv2.resize(pixels, (width, _HEADER)).astype(np.uint8, copy=False)


def _on_the_line(page: Pixels) -> Pixels:
    """Bring a page to the 1728 pixels of a line: a narrow one between white margins, a wide one smaller."""
    height, width = page.shape
    if width > _WIDTH:
        size = (_WIDTH, round(height * _WIDTH / width))
        return cv2.resize(page, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
    left = (_WIDTH - width) // 2
    sides = (left, _WIDTH - width - left)
    return cv2.copyMakeBorder(page, 0, 0, *sides, cv2.BORDER_CONSTANT, value=(255,)).astype(np.uint8, copy=False)
