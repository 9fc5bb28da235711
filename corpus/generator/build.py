"""Makes every document of a split: from layouts, from committed files, and scans of both."""

import zlib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from operator import call
from pathlib import Path

import cv2

from corpus.generator import manifest
from corpus.generator.layout import Layout
from corpus.generator.manifest import Row
from corpus.generator.scan import SEVERITIES, scan
from corpus.generator.scenario import make_scenario

SPLITS = ("development", "evaluation")


@dataclass(frozen=True, slots=True)
class Made:
    """A document with its row."""

    row: Row
    pdf: bytes


def layouts(split: str) -> tuple[Layout, ...]:
    """Return a split's layouts; imported here so that building one split needs the makers of that one only."""
    if split == "development":
        from corpus.generator import development

        return development.LAYOUTS
    from corpus.generator import evaluation

    return evaluation.LAYOUTS


def seed_of(split: str, template: str, index: int) -> int:
    """Return a seed that stays when other layouts or documents come or go."""
    return zlib.crc32(f"{split}/{template}/{index}".encode())


def make_one(split: str, layout: Layout, index: int) -> Made:
    """Make the document of a layout's wish number ``index``."""
    scenario = make_scenario(seed_of(split, layout.template, index), **layout.wishes[index])
    document = layout.make(scenario)
    name = f"{layout.template}-{index:02d}"
    row = Row(
        id=name,
        file=f"{split}/{name}.pdf",
        split=split,
        maker=layout.maker,
        template=layout.template,
        source=layout.source,
        regime=scenario.regime,
        document_type=document.truth.document_type,
        traps=document.traps,
        sha256=manifest.sha256(document.pdf) if layout.source == "text" else None,
        truth=document.truth,
    )
    return Made(row, document.pdf)


def scan_of(made: Made, severity: str) -> Made:
    """Scan a document; its truth stays, since it is of the page."""
    name = f"{made.row.id}-{severity}"
    scanned = scan(made.pdf, severity, zlib.crc32(name.encode()), made.row.truth)
    traps = (*made.row.traps, *scanned.traps)
    file = f"{made.row.split}/{name}.pdf"
    return Made(replace(made.row, id=name, file=file, source=severity, sha256=None, traps=traps), scanned.pdf)


def severities(row: Row) -> tuple[str, ...]:
    """Say how a text document is scanned: of evaluation four times of seven, of development once or twice.

    The turn goes on from document to document of a template and starts anywhere, so that every template meets every
    severity, and each severity gets 4/7 of the evaluation documents and 3/14 of the development ones.
    """
    kinds = tuple(SEVERITIES)
    turn = zlib.crc32(row.template.encode()) + int(row.id.rpartition("-")[2])
    steps = (0, 1, 2, 4) if row.split == "evaluation" else (0, 3)[: 1 + turn // 7 % 2]
    return tuple(kinds[(turn + step) % len(kinds)] for step in steps)


def from_layout(split: str, template: str, index: int) -> list[Made]:
    """Make a layout's document and its scans."""
    layout = next(layout for layout in layouts(split) if layout.template == template)
    made = make_one(split, layout, index)
    return [made] if layout.source != "text" or layout.digital else [made, *scans(made)]


def from_committed(row: Row, committed: Path) -> list[Made]:
    """Scan a committed file; the file itself has its own manifest."""
    return scans(Made(row, (committed / row.file).read_bytes()))


def scans(made: Made) -> list[Made]:
    """Scan a text document in all ways that are its own."""
    return [scan_of(made, severity) for severity in severities(made.row)]


def documents(split: str, committed: Path) -> Iterator[Made]:
    """Make a split on all cores; its files in ``committed`` are only scanned."""
    tasks = [
        partial(from_layout, split, layout.template, index)
        for layout in layouts(split)
        for index in range(len(layout.wishes))
    ]
    rows = manifest.read(committed / "manifest.jsonl")
    tasks += [partial(from_committed, row, committed) for row in rows if row.split == split]
    with ProcessPoolExecutor(mp_context=get_context("spawn"), initializer=cv2.setNumThreads, initargs=(1,)) as pool:
        for made in pool.map(call, tasks):
            yield from made
