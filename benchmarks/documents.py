"""Which documents are measured: the rows of the corpus's manifests, each with its file."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.generator import manifest
from corpus.generator.__main__ import COMMITTED, CORPUS, MANIFEST
from corpus.generator.manifest import Row
from corpus.generator.scan import SEVERITIES

BUILT = CORPUS / "build"
SCANS = tuple(SEVERITIES)
"""The sources that are scans of whole documents; ``trap`` is a kind of its own."""
SOURCES = ("text", *SCANS, "trap")


class CorpusMissing(Exception):
    """Files that the manifest names are not there; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Located:
    """A row and where its PDF is."""

    row: Row
    path: Path


@dataclass(frozen=True, slots=True)
class Selection:
    """The documents wanted; None means all, and ``limit`` a sample of so many.

    ``folder`` holds documents beside their own ``manifest.jsonl``, and stands in for the corpus.
    """

    split: str | None = None
    source: str | None = None
    limit: int | None = None
    folder: Path | None = None

    @property
    def is_everything(self) -> bool:
        """Whether nothing of the corpus is left out."""
        return self == Selection()

    def __str__(self) -> str:
        chosen = (self.split, self.source, self.limit, self.folder and self.folder.name)
        return "-".join(str(part) for part in chosen if part is not None) or "all"


def select(selection: Selection) -> tuple[Located, ...]:
    """List the documents wanted, in the order of the manifests. Raises CorpusMissing when files are not there."""
    found = _in_folder(selection.folder) if selection.folder else _in_corpus()
    wanted = [
        one for one in found if selection.split in (None, one.row.split) and selection.source in (None, one.row.source)
    ]
    chosen = sample(wanted, selection.limit)
    missing = [one.row.file for one in chosen if not one.path.is_file()]
    if missing or not chosen:
        what = f"{len(missing)} of {len(chosen)} files, first {missing[0]}" if missing else "every such document"
        raise CorpusMissing(f"Missing: {what}. Make the corpus first: make corpus")
    return chosen


def sample(documents: Sequence[Located], limit: int | None) -> tuple[Located, ...]:
    """Return at most ``limit`` of the documents, in their order.

    They are drawn by a digest of their name: every n-th would always meet the same kind of scan, and documents drawn
    stay so while the corpus grows.
    """
    drawn = set(sorted(documents, key=lambda one: zlib.crc32(one.row.file.encode()))[:limit])
    return tuple(one for one in documents if one in drawn)


def _in_corpus() -> tuple[Located, ...]:
    built = (Located(row, BUILT / row.file) for row in manifest.read(MANIFEST))
    return (*built, *_in_folder(COMMITTED))


def _in_folder(folder: Path) -> tuple[Located, ...]:
    return tuple(Located(row, folder / row.file) for row in manifest.read(folder / "manifest.jsonl"))
