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
    turned,
)

DPI = (204.0, 196.0)
_WIDTH = 1728
_HEADER = 40


@dataclass(frozen=True, slots=True)
class Call:
    """One transmission. ``header`` is what the sender's machine prints on top of each page, if it does."""

    fine: bool
    header: str | None
    level: int
    noise: float
    lost_lines: int
    specks: int
    hair: float | None

    def send(self, page: pymupdf.Page, number: int, pages: int, rng: Random) -> Picture:
        """Send one page; one that is wider than high goes in sideways."""
        sideways = page.rect.width > page.rect.height
        dots = (
            np.rot90(printed(page, DPI[::-1], colour=False).pixels)
            if sideways
            else printed(page, DPI, colour=False).pixels
        )
        angle = skew(rng, 0.9)
        paper = turned(np.ascontiguousarray(dots), angle, outside=255, zoom=rng.uniform(0.97, 1.0))
        paper = sharpened(grained(cv2.GaussianBlur(paper, (0, 0), 0.6).astype(np.uint8), self.noise, rng), 0.8, 1.5)
        if self.header:
            paper = np.vstack((_header(f"{self.header}   P. {number:02d}/{pages:02d}", paper.shape[1]), paper))
        if not self.fine:
            paper = cv2.resize(paper, (paper.shape[1], paper.shape[0] // 2), interpolation=cv2.INTER_AREA).astype(
                np.uint8
            )
        if paper.shape[1] != _WIDTH:
            paper = _on_the_line(paper)
        bits = self._received(black_on_white(paper, self.level, 30), rng)
        down = DPI[1] if self.fine else DPI[1] / 2
        special = {
            "skewed": abs(angle) >= 1,
            "one_bit": True,
            "fax_standard": not self.fine,
            "fax_header": self.header is not None,
        }
        traps = tuple(name for name, holds in special.items() if holds)
        return Picture(
            bits, (bits.shape[1] * 72 / DPI[0], bits.shape[0] * 72 / down), None, traps, fed=270 if sideways else 0
        )

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
