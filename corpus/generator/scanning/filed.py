"""Pictures become the pages of a PDF: turned or not, with a /Rotate entry or not, in the formats that devices write."""

from dataclasses import dataclass, replace
from io import BytesIO
from random import Random

import numpy as np
import pymupdf
from PIL import Image, TiffImagePlugin

from corpus.generator.scanning.pictures import Picture, Pixels


@dataclass(frozen=True, slots=True)
class Turn:
    """How pages are stored: turned clockwise by ``pixels`` degrees, and shown turned by a /Rotate of ``entry``."""

    pixels: int = 0
    entry: int = 0

    def traps(self, picture: Picture) -> tuple[str, ...]:
        """Name what a reader sees: ``rotated_90`` (either way) or ``rotated_180``, and that there is an entry."""
        shown = (picture.fed + self.pixels + self.entry) % 360
        return (*([f"rotated_{shown % 180 or 180}"] if shown else []), *(["rotate_entry"] if self.entry else []))


UPRIGHT = Turn()


def turn(rng: Random, share: float) -> Turn:
    """Turn ``share`` of all documents: most are shown so, a third is put right by an entry, some are spoilt by one."""
    if rng.random() >= share:
        return UPRIGHT
    angle = rng.choice((90, 180, 270))
    return rng.choices((Turn(angle), Turn(angle, 360 - angle), Turn(0, angle)), (6, 3, 1))[0]


def append(out: pymupdf.Document, picture: Picture, turn: Turn, *, ccitt: bool) -> None:
    """Append a picture as a page; one-bit pictures as CCITT group 4 or as a PNG would hold them."""
    width, height = picture.size
    if turn.pixels:
        picture = replace(picture, pixels=np.ascontiguousarray(np.rot90(picture.pixels, -turn.pixels // 90)))
    if turn.pixels in (90, 270):
        width, height = height, width
    page = out.new_page(width=width, height=height)
    xref = page.insert_image(page.rect, stream=encoded(picture), keep_proportion=False)
    if picture.quality is None and ccitt:
        _store_as_ccitt(out, xref, picture.pixels)
    if turn.entry:
        page.set_rotation(turn.entry)


def encoded(picture: Picture) -> bytes:
    """Return a picture as a JPEG or, of one bit, a PNG."""
    out = BytesIO()
    image = Image.fromarray(picture.pixels)
    if picture.quality is None:
        image.convert("1", dither=Image.Dither.NONE).save(out, "PNG")
    else:
        image.save(out, "JPEG", quality=picture.quality)
    return out.getvalue()


def _store_as_ccitt(out: pymupdf.Document, xref: int, pixels: Pixels) -> None:
    """Put the pixels of an image again as the group 4 data that a TIFF of one strip holds."""
    height, width = pixels.shape
    tiff = BytesIO()
    one_strip = TiffImagePlugin.ImageFileDirectory_v2()
    one_strip[TiffImagePlugin.ROWSPERSTRIP] = height
    image = Image.fromarray(pixels).convert("1", dither=Image.Dither.NONE)
    image.save(tiff, "TIFF", compression="group4", tiffinfo=one_strip)
    with Image.open(tiff) as kept:
        tags = kept.tag_v2  # type: ignore[attr-defined]
        (start,), (length,) = tags[TiffImagePlugin.STRIPOFFSETS], tags[TiffImagePlugin.STRIPBYTECOUNTS]
        black_is_1 = tags[TiffImagePlugin.PHOTOMETRIC_INTERPRETATION] == 1
    out.update_stream(xref, tiff.getvalue()[start : start + length], compress=False)
    out.xref_set_key(xref, "Filter", "/CCITTFaxDecode")
    flag = "true" if black_is_1 else "false"
    out.xref_set_key(xref, "DecodeParms", f"<</K -1/Columns {width}/Rows {height}/BlackIs1 {flag}>>")
