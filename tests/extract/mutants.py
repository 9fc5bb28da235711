"""Real PDFs with faults, and what reading one ends in; the same faults on every run."""

import io
import random
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pikepdf
from pikepdf import Array, Dictionary, Name

from akto_invoice.errors import DocumentError
from akto_invoice.extract.model import Options
from akto_invoice.extract.ocr import engines
from akto_invoice.extract.ocr.engines import OcrWord
from akto_invoice.extract.pipeline import extract_invoice

if TYPE_CHECKING:
    from akto_invoice.extract.ocr.engines import Image

CORPUS: Final = Path(__file__).parents[2] / "corpus"
SCAN: Final = CORPUS / "samples" / "facture-scannee.pdf"
_LARGEST: Final = 150_000  # bytes: thousands are read
_LOOKED_AT: Final = 10  # one in so many has its pages rendered where its text cannot be used, which takes long
_SEED: Final = 20260512


class NoEye:
    """An engine that sees nothing: mutants are about files, and OCR is tested elsewhere."""

    name = "none"

    def read(self, _image: "Image", _dpi: int) -> tuple[OcrWord, ...]:
        return ()

    def read_line(self, _image: "Image", _dpi: int) -> tuple[OcrWord, ...]:
        return ()


@cache
def originals() -> tuple[Path, ...]:
    """PDFs of every program that the corpus has in git; scans apart."""
    found = sorted([*(CORPUS / "samples").glob("*.pdf"), *(CORPUS / "committed").rglob("*.pdf")])
    return tuple(path for path in found if path != SCAN and path.stat().st_size < _LARGEST)


def flipped(data: bytes, dice: random.Random) -> bytes:
    """A few bits of the file turned."""
    wrong = bytearray(data)
    for _ in range(dice.choice((1, 3, 10, 100))):
        wrong[dice.randrange(len(wrong))] ^= 1 << dice.randrange(8)
    return bytes(wrong)


def cut(data: bytes, dice: random.Random) -> bytes:
    """The file without its end, or without a piece in the middle."""
    start, end = sorted(dice.randrange(len(data)) for _ in range(2))
    return data[:start] if dice.random() < 0.5 else data[:start] + data[end:]


def rewired(data: bytes, dice: random.Random) -> bytes:
    """Sound syntax, wrong meaning: entries of dictionaries gone, swapped or of another type; streams spoilt."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        objects = [one for one in pdf.objects if isinstance(one, Dictionary | pikepdf.Stream)]
        for _ in range(dice.choice((1, 2, 5))):
            _spoil(dice.choice(objects), objects, dice)
        buffer = io.BytesIO()
        pdf.save(buffer)
        return buffer.getvalue()


def _spoil(one: pikepdf.Object, objects: Sequence[pikepdf.Object], dice: random.Random) -> None:
    if isinstance(one, pikepdf.Stream) and dice.random() < 0.4:
        packed = one.read_raw_bytes() or b"\0"
        one.write(flipped(packed, dice), filter=one.get("/Filter"))  # type: ignore[arg-type]
        return
    names = [name for name in one.keys() if name not in ("/Length", "/Filter")]  # noqa: SIM118
    if names:
        name = dice.choice(names)
        if dice.random() < 0.3:
            del one[name]
        else:
            one[name] = dice.choice((0, -1, 2**31 - 1, Array([]), Dictionary(), Name.X, "x", dice.choice(objects)))


def unpacked(data: bytes, dice: random.Random) -> bytes:
    """Bits of its objects and contents turned that lie packed in the file, so that no checksum tells of it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        buffer = io.BytesIO()
        pdf.save(
            buffer,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return flipped(buffer.getvalue(), dice)


MUTATIONS: Final[tuple[Callable[[bytes, random.Random], bytes], ...]] = (flipped, cut, rewired, unpacked)


def mutant(sort: int, number: int, source: Path | None = None) -> bytes | None:
    """Return a mutant of ``source``, or of one of the originals; None for one too far gone to be written."""
    dice = random.Random(f"{_SEED}/{sort}/{number}")  # noqa: S311
    data = (source or dice.choice(originals())).read_bytes()
    try:
        return MUTATIONS[sort](data, dice)
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return None


def end_of(sort: int, number: int, source: Path | None = None) -> str:
    """Read a mutant; return the error's code, or the status of what was read. Anything else that is raised goes on."""
    engines.load_engine = NoEye  # type: ignore[assignment]
    data = mutant(sort, number, source)
    if data is None:
        return "unwritten"
    try:
        return extract_invoice(data, Options(ocr=number % _LOOKED_AT == 0)).status
    except DocumentError as error:
        return error.code
