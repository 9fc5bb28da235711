"""What the extractor says of each document, kept as the command line's JSON so that it can be scored again."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from akto_invoice import extract_many
from akto_invoice.extract.serialize import to_json
from benchmarks.documents import Located

TIMEOUT_S = 600.0  # generous: a slow machine must not look like a wrong answer


class NotRead(Exception):
    """Documents are not among the readings kept; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value read; ``source`` is where: xml, text, ocr, derived."""

    value: str
    confidence: float
    accepted: bool
    source: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One document's outcome. ``error`` says what ended the reading, None when it came to its end.

    ``values`` has no entry for a field that was not read, and all dossiers under ``dossiers``.
    """

    error: str | None
    document_type: str | None
    values: Mapping[str, tuple[Value, ...]]


def read_all(documents: Iterable[Located], cache: Path, jobs: int) -> Iterator[Reading]:
    """Read the documents in ``jobs`` processes and write each outcome to ``cache``, one line of JSON a document.

    Yields as files finish, in no order; ``load`` returns what was written.
    """
    files = {one.path: one.row.file for one in documents}
    cache.parent.mkdir(parents=True, exist_ok=True)
    with cache.open("w", encoding="utf-8") as out:
        for path, result in extract_many(files, jobs=jobs, timeout=TIMEOUT_S):
            line = to_json(files[path], result)
            out.write(line + "\n")
            out.flush()
            yield reading_of(json.loads(line))


def load(documents: Sequence[Located], cache: Path) -> dict[str, Reading]:
    """Return what was read of the documents, by the ``file`` of their row. Raises NotRead."""
    lines = map(json.loads, cache.read_text(encoding="utf-8").splitlines() if cache.exists() else ())
    found = {line["file"]: reading_of(line) for line in lines}
    missing = [one.row.file for one in documents if one.row.file not in found]
    if missing:
        raise NotRead(f"{len(missing)} of {len(documents)} documents were not read yet: run again without --cached")
    return found


def reading_of(found: Mapping[str, Any]) -> Reading:
    """Take what is scored from one object of the command line's JSON."""
    fields = found["fields"] or {}
    values = {name: tuple(map(_value, _listed(value))) for name, value in fields.items() if value}
    error = "{code}: {message}".format(**found["error"]) if found["status"] == "error" else None
    return Reading(error, found["document_type"], values)


def _listed(value: Any) -> list[dict[str, Any]]:
    return value if isinstance(value, list) else [value]


def _value(facts: Mapping[str, Any]) -> Value:
    return Value(facts["value"], facts["confidence"], facts["accepted"], facts["source"])
