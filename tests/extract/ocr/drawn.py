"""Pages drawn as pixels, and engines that read what they are told."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
import pymupdf
from numpy.typing import NDArray

from akto_invoice.extract.model import Box
from akto_invoice.extract.ocr.engines import OcrLine, OcrWord

Image = NDArray[np.uint8]

INVOICE = (
    "FACTURE n° FA-2025-0117 du 14/06/2025",
    "Organisme de formation : Été & Forêt Conseil, 12 rue de l'Église, 33000 Bordeaux",
    "SIRET 732 829 320 00074 - déclaration d'activité 75331234567",
    "Formation « Prévention des risques », dossier 2310AF000021, 35 heures",
    "Total HT 960,00 €, TVA 20,00 % soit 192,00 €",
    "Total TTC 1 152,00 € à régler à réception de cette facture",
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A page that is one picture, as a scan is."""

    image: Image
    dpi: int = 300

    def render(self, dpi: float, clip: Box | None = None) -> Image:
        scale = dpi / self.dpi
        image = cv2.resize(self.image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        if clip:
            x0, y0, x1, y1 = (max(0, round(edge * dpi / 72)) for edge in clip)
            image = image[y0:y1, x0:x1]
        return np.asarray(image, dtype=np.uint8)

    def resolution(self, shown: Box) -> float:  # noqa: ARG002
        return self.dpi


@cache
def written(lines: tuple[str, ...] = INVOICE, dpi: int = 300, ink: float = 0.0, paper: float = 1.0) -> Image:
    """Draw lines of 11 points, 40 points apart from 60 on, on a page of 500 by 320 points."""
    document = pymupdf.open()
    page = document.new_page(width=500, height=320)
    page.draw_rect(page.rect, color=None, fill=(paper,) * 3)
    writer = pymupdf.TextWriter(page.rect, color=(ink,) * 3)
    for index, line in enumerate(lines):
        writer.append((40, 60 + 40 * index), line, font=pymupdf.Font("helv"), fontsize=11)
    writer.write_text(page)
    pixels = page.get_pixmap(dpi=dpi, colorspace=pymupdf.csGRAY)
    return np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.stride)[:, : pixels.width].copy()


def falling(image: Image, degrees: float) -> Image:
    """Turn a picture so that its lines fall to the right by ``degrees``."""
    height, width = image.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    return np.asarray(cv2.warpAffine(image, matrix, (width, height), borderValue=255), dtype=np.uint8)


@dataclass(frozen=True, slots=True)
class Echo:
    """An engine that returns the words it was given, whatever it sees."""

    words: Sequence[OcrWord] = ()
    name: str = "echo"
    line_height: int = 27

    def read(self, _image: Image, _dpi: int) -> tuple[OcrLine, ...]:
        return tuple(OcrLine(word.box, (word,)) for word in self.words)

    def read_line(self, _image: Image, _dpi: int) -> tuple[OcrWord, ...]:
        return tuple(self.words)
