"""Count readings: where words came from, which rung of the ladder was the last, how it ended, how long it took.

Counted in the database, because files are read by many processes on many machines: whichever web server is asked then
answers for all of them.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter

from django.db.models import F

from akto_invoice.errors import AktoInvoiceError
from akto_invoice.extract.model import Extraction, Fields, FieldValue, PageSource, Source
from akto_invoice.portal.models import ReadingTally

NOTHING = "none"
"""The source and the rung of a file that could not be read."""


@contextmanager
def counting() -> Iterator[Callable[[Extraction], None]]:
    """Count one reading: what is given to the function that this yields, or the AktoInvoiceError that is raised."""
    started = perf_counter()
    try:
        yield lambda extraction: count_reading(extraction, extraction.elapsed_ms / 1000)
    except AktoInvoiceError as error:
        count_reading(error, perf_counter() - started)
        raise


def count_reading(outcome: Extraction | AktoInvoiceError, seconds: float) -> None:
    """Add one reading that took so many seconds."""
    if isinstance(outcome, AktoInvoiceError):
        source, rung, ending = NOTHING, NOTHING, outcome.code
    else:
        source, rung, ending = source_of(outcome), rung_of(outcome), str(outcome.status)
    tally, _ = ReadingTally.objects.get_or_create(source=source, rung=rung, outcome=ending)
    ReadingTally.objects.filter(pk=tally.pk).update(count=F("count") + 1, seconds=F("seconds") + seconds)


def source_of(extraction: Extraction) -> str:
    """Return what was read: ``text``, ``ocr``, both (``ocr+text``), ``none``; ``xml`` too where values stand in one."""
    sources = {str(page.source) for page in extraction.pages if page.source is not PageSource.NONE}
    if any(value.source is Source.XML for value in _values(extraction.fields)):
        sources.add(str(Source.XML))
    return "+".join(sorted(sources)) or NOTHING


def rung_of(extraction: Extraction) -> str:
    """Return the dearest rung that was climbed: ``text``, ``ocr`` or ``second-engine``, as far as the result tells."""
    said = {word for value in _values(extraction.fields) for word in (*value.proofs, *value.doubts)}
    if "second-engine" in said:
        return "second-engine"
    return "ocr" if any(page.source is PageSource.OCR for page in extraction.pages) else "text"


def _values(fields: Fields) -> Iterator[FieldValue]:
    for name in Fields.__slots__:
        value: FieldValue | tuple[FieldValue, ...] | None = getattr(fields, name)
        if value is not None:
            yield from value if isinstance(value, tuple) else (value,)
