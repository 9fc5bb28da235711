"""From bytes to a document whose pages can be read and rendered; the neighbour of PyMuPDF.

Every exception of PyMuPDF leaves here as one of :mod:`akto_invoice.errors`; nothing is written, no script of
the PDF is run, nothing is fetched. PyMuPDF and numpy are imported on first use: importing this module is cheap.
"""

import math
import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from akto_invoice.errors import (
    DamagedPdf,
    DocumentError,
    EmptyPdf,
    EncryptedPdf,
    NotAPdf,
    OutOfMemory,
    TooLarge,
    TooManyPages,
    UnreadableFile,
)
from akto_invoice.extract.model import Box, Options

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

POINTS_PER_INCH = 72

_DAMAGED = (
    "Le PDF est endommagé ou incomplet. Ouvrez-le, enregistrez-le à nouveau en PDF, ou redemandez-le à l'émetteur."
)
_ENCRYPTED = "Le PDF est protégé par un mot de passe. Enregistrez-en une copie sans mot de passe, puis déposez-la."
_HEADER_WITHIN = 1024  # readers accept bytes before the header; ISO 32000-1, annex H.3.4.1, implementation note 13
_NO_MEMORY = re.compile(r"alloc \(.*\) failed")  # MuPDF's words for it
_FILLED = 0.8  # of a zone by one picture: then it is a scan
_DEFLATE_AT_MOST = 1032  # no deflate stream grows more than this


def read_bytes(path: Path, options: Options) -> bytes:
    """Return the file's bytes; raise UnreadableFile, or TooLarge before reading more than ``options.max_bytes``."""
    try:
        if not path.is_file():
            reason = "est un dossier" if path.is_dir() else "est introuvable"
            raise UnreadableFile(f"« {path} » {reason}. Indiquez le chemin d'un fichier PDF.")
        with path.open("rb") as file:
            data = file.read(options.max_bytes + 1)
    except OSError as error:
        reason = error.strerror or "erreur de lecture"
        raise UnreadableFile(
            f"« {path} » ne peut pas être lu ({reason}). Vérifiez le fichier et vos droits d'accès."
        ) from error
    except ValueError as error:  # a NUL in the path
        raise UnreadableFile(f"« {path!r} » n'est pas un chemin de fichier. Corrigez le chemin.") from error
    _refuse_large_file(len(data), options)
    return data


def open_document(data: bytes, options: Options) -> "Document":
    """Open a PDF; use as a context manager.

    Raises NotAPdf, DamagedPdf, EncryptedPdf (the empty password is tried first), EmptyPdf, TooManyPages, TooLarge.
    """
    _refuse_large_file(len(data), options)
    if not data:
        raise NotAPdf("Le fichier est vide. Déposez à nouveau la facture au format PDF.")
    if b"%PDF-" not in data[:_HEADER_WITHIN]:
        raise NotAPdf("Le fichier n'est pas un PDF. Enregistrez ou numérisez la facture au format PDF.")
    with pdf_errors():
        raw = _pymupdf().open(stream=data, filetype="pdf")
    try:
        with pdf_errors():
            _refuse_unusable(raw, options)
            return Document(raw, raw.page_count, options)
    except DocumentError:
        raw.close()
        raise


def _refuse_large_file(size: int, options: Options) -> None:
    if size > options.max_bytes:
        limit = options.max_bytes / 1_000_000
        raise TooLarge(f"Le fichier dépasse {limit:.1f} Mo. Réduisez la résolution du scan ou découpez le document.")


def _refuse_unusable(raw: Any, options: Options) -> None:
    if raw.needs_pass:
        raise EncryptedPdf(_ENCRYPTED)
    pages = raw.page_count
    if pages == 0 and raw.is_repaired:
        raise DamagedPdf(_DAMAGED)
    if pages == 0:
        raise EmptyPdf("Le PDF ne contient aucune page. Exportez à nouveau la facture, puis déposez-la.")
    if pages > options.max_pages:
        raise TooManyPages(
            f"Le PDF compte {pages} pages, plus que la limite de {options.max_pages}. Gardez les pages de la facture."
        )


@dataclass(frozen=True, slots=True)
class Document:
    """An open PDF; close it, or use it in a ``with`` statement.

    ``kept`` is what the neighbours of its pages found out about objects that pages share, by the object's number;
    ``sizes`` those of pages' contents.
    """

    raw: Any
    page_count: int
    options: Options
    kept: dict[int, Any] = field(default_factory=dict)
    sizes: dict[int, int] = field(default_factory=dict)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Free the document's memory; its pages cannot be used any more."""
        if not self.raw.is_closed:
            self.raw.close()
        _pymupdf().TOOLS.reset_mupdf_warnings()  # they pile up for the life of the process

    def page(self, number: int) -> "Page":
        """Return one page, the first being 1.

        Raises DamagedPdf where it cannot be loaded, TooLarge where its content unpacks to more than the limit.
        """
        with pdf_errors():
            raw = self.raw[number - 1]
            self._refuse_large_content(raw, number)
            shown = raw.rect
            to_displayed = tuple(raw.rotation_matrix) if raw.rotation else None
            return Page(raw, number, shown.width, shown.height, self.options, to_displayed, self.kept)

    def _refuse_large_content(self, raw: Any, number: int) -> None:
        limit = self.options.max_content_bytes
        streams = raw.get_contents()  # the same may be there many times
        for xref in set(streams) - set(self.sizes):
            self.sizes[xref] = _unpacked_size(self.raw, xref, limit)
        if sum(self.sizes[xref] for xref in streams) > limit:
            raise TooLarge(
                f"Le contenu de la page {number} est trop volumineux. Réimprimez-la en PDF, puis déposez-la."
            )

    def __iter__(self) -> Iterator["Page"]:
        return (self.page(number) for number in range(1, self.page_count + 1))

    def embedded_files(self) -> tuple[tuple[str, bytes], ...]:
        """Return the attached files as (name, content).

        Raises TooLarge for more than ``max_attachments``, or than ``max_bytes`` in all of them; DamagedPdf for one that
        cannot be read. The pages may be sound all the same.
        """
        files: list[tuple[str, bytes]] = []
        left = self.options.max_bytes
        with pdf_errors():
            for name, xref in _attachments(self.raw):
                if len(files) == self.options.max_attachments:
                    raise TooLarge(
                        f"Le PDF a plus de {self.options.max_attachments} pièces jointes. Déposez-le sans elles."
                    )
                files.append((name, bounded_stream(self.raw, xref, left)))
                left -= len(files[-1][1])
        return tuple(files)


@dataclass(frozen=True, slots=True)
class Page:
    """One page. ``width`` and ``height`` in points, as displayed; ``raw`` is PyMuPDF's, for the neighbours here.

    ``to_displayed`` is the matrix from the unrotated page, where PyMuPDF places text; None for an upright page.
    ``kept`` is the document's.
    """

    raw: Any
    number: int
    width: float
    height: float
    options: Options
    to_displayed: tuple[float, ...] | None = None
    kept: dict[int, Any] = field(default_factory=dict)

    @property
    def box(self) -> Box:
        """The whole page."""
        return Box(0.0, 0.0, self.width, self.height)

    def displayed(self, corners: Sequence[float]) -> Box:
        """Turn a box of PyMuPDF, on the page before its rotation, into one of the page as displayed."""
        x0, y0, x1, y1 = corners
        if self.to_displayed is None:
            return Box(x0, y0, x1, y1)
        a, b, c, d, e, f = self.to_displayed
        xs, ys = (a * x0 + c * y0 + e, a * x1 + c * y1 + e), (b * x0 + d * y0 + f, b * x1 + d * y1 + f)
        return Box(min(xs), min(ys), max(xs), max(ys))

    def resolution(self, shown: Box) -> float:
        """Pixels an inch of the finest picture that fills ``shown`` (points), in its finer direction; infinite without.

        Raises DamagedPdf where the page cannot be read.
        """
        finest = 0.0
        with pdf_errors():
            for one in self.raw.get_image_info():
                a, b, c, d, *_ = one["transform"]
                x0, y0, x1, y1 = intersection(self.displayed(one["bbox"]), shown)
                sides = math.hypot(a, b), math.hypot(c, d)
                if min(sides) > 0 and (x1 - x0) * (y1 - y0) >= _FILLED * (shown.x1 - shown.x0) * (shown.y1 - shown.y0):
                    finest = max(finest, one["width"] / sides[0], one["height"] / sides[1])
        return finest * POINTS_PER_INCH or math.inf

    def render(self, dpi: float, clip: Box | None = None) -> "NDArray[np.uint8]":
        """Return the page, or ``clip`` of it (points), as displayed, in grey: rows by columns, 255 is white.

        A clip that lies off the page gives no rows.

        Raises TooLarge before rendering more than ``max_pixels``, or a picture of more than ``max_image_pixels``;
        DamagedPdf where nothing can be rendered.
        """
        import numpy as np

        shown = intersection(clip, self.box) if clip else self.box
        if shown.x0 == shown.x1 or shown.y0 == shown.y1:
            return np.zeros((0, 0), dtype=np.uint8)
        return self._rendered(shown, dpi, in_colour=False)[:, :, 0]

    def picture(self, dpi: float) -> "NDArray[np.uint8]":
        """Return the page as displayed, in colour: rows by columns by red, green, blue. Raises as ``render`` does."""
        return self._rendered(self.box, dpi, in_colour=True)

    def _rendered(self, shown: Box, dpi: float, *, in_colour: bool) -> "NDArray[np.uint8]":
        import numpy as np

        scale = dpi / POINTS_PER_INCH
        pixels = (shown.x1 - shown.x0) * (shown.y1 - shown.y0) * scale**2
        if pixels > self.options.max_pixels:
            raise TooLarge(
                f"La page {self.number} est trop grande pour être lue ({pixels / 1e6:.0f} millions de points). "
                "Enregistrez-la au format A4, puis déposez-la à nouveau."
            )
        with pdf_errors():
            self._refuse_large_image()
            pixmap = self._painted(shown, scale, in_colour=in_colour)
            rows = np.frombuffer(pixmap.samples, dtype=np.uint8).reshape(pixmap.height, pixmap.stride)
        return rows[:, : pixmap.width * pixmap.n].reshape(pixmap.height, pixmap.width, pixmap.n)

    def _refuse_large_image(self) -> None:
        pixels = max((width * height for _, _, width, height, *_ in self.raw.get_images()), default=0)
        if pixels > self.options.max_image_pixels:
            raise TooLarge(
                f"Une image de la page {self.number} est trop grande pour être lue ({pixels / 1e6:.0f} millions de "
                "points). Réduisez la résolution du scan, puis déposez-le à nouveau."
            )

    def _painted(self, shown: Box, scale: float, *, in_colour: bool) -> Any:
        """Paint straight from the page: the display list of ``get_pixmap`` frees memory twice on some broken pages."""
        pymupdf = _pymupdf()
        mupdf = pymupdf.mupdf
        zoom = mupdf.FzMatrix(scale, 0, 0, scale, 0, 0)
        bounds = mupdf.fz_round_rect(mupdf.fz_transform_rect(mupdf.FzRect(*shown), zoom))
        colours = mupdf.fz_device_rgb() if in_colour else mupdf.fz_device_gray()
        pixmap = mupdf.fz_new_pixmap_with_bbox(colours, bounds, mupdf.FzSeparations(), 0)
        mupdf.fz_clear_pixmap_with_value(pixmap, 0xFF)
        device = mupdf.fz_new_draw_device_with_bbox(zoom, pixmap, bounds)
        mupdf.fz_run_page(self.raw.this, device, mupdf.FzMatrix(), mupdf.FzCookie())
        mupdf.fz_close_device(device)
        return pymupdf.Pixmap("raw", pixmap)


def intersection(one: Box, other: Box) -> Box:
    """Return what two boxes share; empty (no width or no height) where they share nothing."""
    x0, y0 = max(one.x0, other.x0), max(one.y0, other.y0)
    return Box(x0, y0, max(x0, min(one.x1, other.x1)), max(y0, min(one.y1, other.y1)))


@cache
def _pymupdf() -> Any:
    """Import PyMuPDF, and stop it from printing MuPDF's diagnostics on the standard streams."""
    import pymupdf

    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)
    return pymupdf


@contextmanager
def pdf_errors() -> Iterator[None]:
    """Turn whatever PyMuPDF raises on a broken document into the tree of errors.

    Beside MuPDF's own errors, PyMuPDF's Python layer lets plain ones escape where an object is not what the PDF
    says it is.
    """
    foreign = (
        _pymupdf().mupdf.FzErrorBase,
        RuntimeError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        AssertionError,
        ArithmeticError,
    )
    try:
        yield
    except DocumentError:
        raise
    except MemoryError as error:
        raise OutOfMemory from error
    except foreign as error:
        if _NO_MEMORY.search(str(error)):
            raise OutOfMemory from error
        if "encrypt" in f"{error} {error.__cause__}":
            raise EncryptedPdf(_ENCRYPTED) from error
        raise DamagedPdf(_DAMAGED) from error


def _attachments(raw: Any) -> Iterator[tuple[str, int]]:
    """Yield the name and the stream of each file in the tree of names, then of the catalog's associated files.

    PyMuPDF's own listing knows no tree deeper than its root, and no associated files.
    """
    mupdf = _pymupdf().mupdf
    pdf = mupdf.pdf_document_from_fz_document(raw.this)
    tree = mupdf.pdf_load_name_tree(pdf, mupdf.pdf_new_name("EmbeddedFiles"))
    associated = mupdf.pdf_dict_gets(mupdf.pdf_dict_gets(mupdf.pdf_trailer(pdf), "Root"), "AF")
    files = [mupdf.pdf_dict_get_val(tree, index) for index in range(mupdf.pdf_dict_len(tree))]
    files += [mupdf.pdf_array_get(associated, index) for index in range(mupdf.pdf_array_len(associated))]
    streams: set[int] = set()
    for file in files:
        embedded = mupdf.pdf_dict_gets(file, "EF")
        stream = mupdf.pdf_to_num(mupdf.pdf_dict_gets(embedded, "F") or mupdf.pdf_dict_gets(embedded, "UF"))
        if stream not in streams and 0 < stream < raw.xref_length() and raw.xref_is_stream(stream):
            streams.add(stream)
            name = mupdf.pdf_dict_gets(file, "UF") or mupdf.pdf_dict_gets(file, "F")
            yield mupdf.pdf_to_text_string(name), stream


def _filters(raw: Any, xref: int) -> list[str]:
    return re.findall(r"/(\w+)", raw.xref_get_key(xref, "Filter")[1])


def _is_plainly_deflated(raw: Any, xref: int) -> bool:
    return (
        not raw.is_encrypted
        and _filters(raw, xref) == ["FlateDecode"]
        and raw.xref_get_key(xref, "DecodeParms")[0] == "null"
    )


def _unpacked_size(raw: Any, xref: int, limit: int) -> int:
    """Return the size of a stream, ``limit`` + 1 where it is larger; as packed where only MuPDF could unpack it."""
    packed: bytes = raw.xref_stream_raw(xref) or b""
    if not _is_plainly_deflated(raw, xref):
        return len(packed)
    try:
        return len(zlib.decompressobj().decompress(packed, limit + 1))
    except zlib.error:  # MuPDF reads what there is until the fault
        return len(packed)


def bounded_stream(raw: Any, xref: int, limit: int) -> bytes:
    """Decode a stream, never to more than ``limit`` bytes: a few kilobytes may hold a bomb."""
    packed: bytes = raw.xref_stream_raw(xref) or b""
    filters = _filters(raw, xref)
    if _is_plainly_deflated(raw, xref):
        try:
            content = zlib.decompressobj().decompress(packed, limit + 1)
        except zlib.error as error:
            raise DamagedPdf(_DAMAGED) from error
    else:
        if len(packed) * _DEFLATE_AT_MOST ** len(filters) > limit:
            raise TooLarge(_LARGE_ATTACHMENT)
        content = raw.xref_stream(xref) or b""
    if len(content) > limit:
        raise TooLarge(_LARGE_ATTACHMENT)
    return content


_LARGE_ATTACHMENT = "Une pièce jointe du PDF est trop grosse pour être lue. Déposez le PDF sans cette pièce jointe."
