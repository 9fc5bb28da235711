"""A seeded office scanner: pages in, an image-only PDF out."""

from dataclasses import dataclass
from io import BytesIO
from random import Random

import cv2
import numpy as np
import numpy.typing as npt
import pymupdf
from PIL import Image

from corpus.generator.finish import fixed

Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Severity:
    """How bad a scan is. Angles in degrees, blur and noise as standard deviations in pixels and grey levels."""

    dpi: int
    skew: float
    blur: tuple[float, float]
    noise: tuple[float, float]
    shading: tuple[float, float]
    quality: tuple[int, int]


SEVERITIES = {
    "scan300": Severity(300, 0.8, (0.5, 0.9), (2.0, 4.5), (0.02, 0.08), (66, 76)),
    "scan200": Severity(200, 1.2, (0.45, 0.8), (2.5, 5.5), (0.03, 0.11), (62, 74)),
    "scan150": Severity(150, 1.5, (0.35, 0.65), (2.5, 5.0), (0.04, 0.13), (60, 70)),
}


@dataclass(frozen=True, slots=True)
class Scan:
    """The scanned document and what was special: ``rotated_90``, ``rotated_180``, ``bilevel``, ``colour``."""

    pdf: bytes
    traps: tuple[str, ...]


def scan(pdf: bytes, severity: str, seed: int) -> Scan:
    """Print a document and scan it. One in twelve is fed sideways or upside down, one in ten scanned black on white."""
    rng = Random(f"{severity}/{seed}")
    turn = rng.choice((90, 180, 270)) if rng.random() < 1 / 12 else 0
    bilevel = severity != "scan150" and rng.random() < 0.1
    colour = not bilevel and rng.random() < 0.3
    out = pymupdf.open()
    with pymupdf.open(stream=pdf) as document:
        for page in document:
            picture = scan_page(page, SEVERITIES[severity], rng, turn=turn, colour=colour, bilevel=bilevel)
            width, height = page.rect[2:] if turn in (0, 180) else (page.rect[3], page.rect[2])
            out.new_page(width=width, height=height).insert_image(pymupdf.Rect(0, 0, width, height), stream=picture)
    special = {f"rotated_{turn % 180 or 180}": bool(turn), "bilevel": bilevel, "colour": colour}
    return Scan(fixed(out, "Canon iR-ADV C3525", seed), tuple(name for name, holds in special.items() if holds))


def scan_page(
    page: pymupdf.Page, severity: Severity, rng: Random, *, turn: int = 0, colour: bool = False, bilevel: bool = False
) -> bytes:
    """Return one page as the JPEG (or, black on white, PNG) that a scanner would deliver; ``turn`` is clockwise."""
    space = pymupdf.csRGB if colour else pymupdf.csGRAY
    pixels = page.get_pixmap(dpi=severity.dpi, colorspace=space, alpha=False)
    image = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.width, pixels.n)
    image = _age(image.squeeze(), severity, rng)
    if turn:
        image = np.ascontiguousarray(np.rot90(image, -turn // 90))
    if bilevel:
        return _one_bit(image, severity.dpi)
    quality = [cv2.IMWRITE_JPEG_QUALITY, rng.randint(*severity.quality)]
    done, encoded = cv2.imencode(".jpg", image[..., ::-1] if colour else image, quality)
    if not done:
        raise RuntimeError("OpenCV could not encode the page")
    return encoded.tobytes()


def _age(image: Pixels, severity: Severity, rng: Random) -> Pixels:
    """Skew, blur, shade and speckle a page on slightly grey paper."""
    height, width = image.shape[:2]
    angle = rng.uniform(-severity.skew, severity.skew)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, rng.uniform(0.975, 1.0))
    turn[:, 2] += (rng.uniform(-0.006, 0.006) * width, rng.uniform(-0.006, 0.006) * height)
    white = (255,) * 3
    turned = cv2.warpAffine(image, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=white)
    blurred = cv2.GaussianBlur(turned, (0, 0), rng.uniform(*severity.blur))
    noise = np.random.default_rng(rng.randrange(2**32))
    grain = noise.standard_normal((height, width), dtype=np.float32) * np.float32(rng.uniform(*severity.noise))
    ink = rng.uniform(12, 55)
    tint = (
        sorted((rng.uniform(0.94, 0.99) for _ in range(3)), reverse=True)
        if blurred.ndim == 3
        else [rng.uniform(0.93, 1.0)]
    )
    light = _light(height, width, rng.uniform(*severity.shading), rng)
    channels = []
    for index, paper in enumerate(tint):
        channel = (blurred[..., index] if blurred.ndim == 3 else blurred).astype(np.float32)
        channel = (ink + channel * np.float32((255 - ink) / 255)) * np.float32(paper) * light + grain
        channels.append(np.clip(channel, 0, 255).astype(np.uint8))
    aged = np.dstack(channels) if len(channels) == 3 else channels[0]
    for _ in range(rng.randint(0, 25)):
        spot = (rng.randrange(width), rng.randrange(height))
        cv2.circle(aged, spot, rng.choice((1, 1, 2)), (rng.randint(90, 180),) * 3, -1)
    return aged


def _light(height: int, width: int, depth: float, rng: Random) -> npt.NDArray[np.float32]:
    """Return the lamp's gradient over the page, darker towards one side by ``depth``, with a shadow at the binding."""
    across = np.linspace(0, 1, width, dtype=np.float32)[None, :]
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    if rng.random() < 0.5:
        across = across[:, ::-1]
    shadow = np.exp(-across * 60, dtype=np.float32) * np.float32(rng.uniform(0, 0.25))
    light: npt.NDArray[np.float32] = (1 - np.float32(depth) * (across * 0.7 + down * 0.3)) * (1 - shadow)
    return light


def _one_bit(image: Pixels, dpi: int) -> bytes:
    """Threshold the page the way a multifunction printer does in its text mode."""
    _, bits = cv2.threshold(image, 150, 255, cv2.THRESH_BINARY)
    out = BytesIO()
    Image.fromarray(bits).convert("1").save(out, "PNG", dpi=(dpi, dpi))
    return out.getvalue()
