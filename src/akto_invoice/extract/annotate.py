"""The document with a frame and a label on each value read: the evidence, for a person to judge."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pymupdf

from akto_invoice.extract.document import open_document, pdf_errors
from akto_invoice.extract.model import Box, Extraction, Fields, FieldValue, Options
from akto_invoice.extract.wording import labelled, percent

_GREEN: Final = (0.0, 0.5, 0.2)
_ORANGE: Final = (0.8, 0.3, 0.0)
_WHITE: Final = (1.0, 1.0, 1.0)
_FONT: Final = "helv"
_FONT_SIZE: Final = 6.0
_LABEL_HEIGHT: Final = 8.0
_GAP: Final = 1.5
_CLEAR: Final = (-0.5, -0.5, 0.5, 0.5)  # so that a label does not cut the line of its own frame


@dataclass(frozen=True, slots=True)
class _Note:
    """What is said of one box; several fields may stand on the same printed text."""

    box: pymupdf.Rect
    label: str
    accepted: bool


def annotate(data: bytes, extraction: Extraction, options: Options = Options()) -> bytes:
    """The PDF ``data`` with the values of its ``extraction`` framed and named; the pages stay as they are beneath.

    A frame is green for an accepted value, and orange, dashed and labelled "à vérifier" for another. Values that
    stand on no page (embedded XML only, or derived) are not drawn. Raises a ``DocumentError`` as reading does.
    """
    with open_document(data, options) as document, pdf_errors():
        for number, notes in _notes(extraction.fields).items():
            _draw(document.raw[number - 1], notes)
        return bytes(document.raw.tobytes(garbage=3, deflate=True))


def _notes(fields: Fields) -> Mapping[int, Sequence[_Note]]:
    """The notes of each page, by page number."""
    on_page: dict[int, dict[Box, list[tuple[str, FieldValue]]]] = defaultdict(lambda: defaultdict(list))
    for name, value in labelled(fields):
        if value.page is not None and value.bbox is not None:
            on_page[value.page][value.bbox].append((name, value))
    return {
        number: [_note(box, named_values) for box, named_values in by_box.items()] for number, by_box in on_page.items()
    }


def _note(box: Box, named_values: Sequence[tuple[str, FieldValue]]) -> _Note:
    names = ", ".join(name for name, _ in named_values)
    accepted = all(value.accepted for _, value in named_values)
    confidence = percent(min(value.confidence for _, value in named_values))
    label = f"{names} {confidence}" + ("" if accepted else " à vérifier")
    return _Note(pymupdf.Rect(box.x0 - _GAP, box.y0 - _GAP, box.x1 + _GAP, box.y1 + _GAP), label, accepted)


def _draw(page: pymupdf.Page, notes: Sequence[_Note]) -> None:
    """Frames, then labels, so that no frame crosses a label.

    Boxes are as displayed; PyMuPDF draws on the page before its rotation, and misplaces what it draws on a rotated
    page whose crop box is not at the origin: so the rotation is taken off while drawing.
    """
    shown, rotation, upright = page.rect, page.rotation, page.derotation_matrix
    words = [pymupdf.Rect(word[:4]) * page.rotation_matrix for word in page.get_text("words")]
    page.set_rotation(0)
    shape = page.new_shape()
    for note in notes:
        shape.draw_rect(note.box * upright)
        shape.finish(color=_colour(note), width=0.8, dashes=None if note.accepted else "[2 1.5] 0")
    taken = [note.box for note in notes]
    for note in notes:
        place = _place(note, shown, taken, words)
        taken.append(place)
        shape.draw_rect(place * upright)
        shape.finish(color=None, fill=_WHITE, fill_opacity=0.85)
        shape.insert_text(
            pymupdf.Point(place.x0 + _GAP / 2, place.y1 - _GAP) * upright,
            note.label,
            fontname=_FONT,
            fontsize=_FONT_SIZE,
            color=_colour(note),
            rotate=rotation,
        )
    shape.commit()
    page.set_rotation(rotation)


def _place(
    note: _Note, page: pymupdf.Rect, taken: Sequence[pymupdf.Rect], words: Sequence[pymupdf.Rect]
) -> pymupdf.Rect:
    """Where the label goes: the side of its box where it hides least, other frames and labels counting ten times."""
    width = pymupdf.get_text_length(note.label, fontname=_FONT, fontsize=_FONT_SIZE) + _GAP
    box = note.box + _CLEAR
    above, middle = box.y0 - _LABEL_HEIGHT, (box.y0 + box.y1 - _LABEL_HEIGHT) / 2
    corners = (
        (box.x0, above),
        (box.x1, middle),
        (box.x1 - width, above),
        (box.x0, box.y1),
        (box.x1 - width, box.y1),
        (box.x0 - width, middle),
    )
    places = [pymupdf.Rect(x, y, x + width, y + _LABEL_HEIGHT) for x, y in corners]

    def hidden(place: pymupdf.Rect) -> int:
        outside = place.get_area() - _shared(place, [page])
        return round(10 * (_shared(place, taken) + outside) + _shared(place, words))

    return min(places, key=hidden)


def _shared(place: pymupdf.Rect, others: Iterable[pymupdf.Rect]) -> float:
    """The area, in square points, that ``place`` shares with ``others``."""
    return float(sum((place & other).get_area() for other in others if place.intersects(other)))


def _colour(note: _Note) -> tuple[float, float, float]:
    return _GREEN if note.accepted else _ORANGE
