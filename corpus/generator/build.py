"""Makes every document of a split: from layouts, from committed files, and scans of both."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

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
    scanned = scan(made.pdf, severity, zlib.crc32(name.encode()))
    traps = (*made.row.traps, *scanned.traps)
    file = f"{made.row.split}/{name}.pdf"
    return Made(replace(made.row, id=name, file=file, source=severity, sha256=None, traps=traps), scanned.pdf)


def severities(row: Row) -> tuple[str, ...]:
    """Say how a text document is scanned: half of development once; evaluation at 300 dpi and a third at all."""
    names = tuple(SEVERITIES)
    turn = zlib.crc32(row.template.encode()) + int(row.id.rpartition("-")[2])
    if row.split == "development":
        return (names[turn // 2 % 3],) if turn % 2 == 0 else ()
    return names if turn % 3 == 0 else names[:1]


def documents(split: str, committed: Path) -> Iterator[Made]:
    """Make a split; its files in ``committed`` are only scanned, for they have their own manifest."""
    for layout in layouts(split):
        for index in range(len(layout.wishes)):
            made = make_one(split, layout, index)
            yield made
            if layout.source == "text" and not layout.digital:
                yield from (scan_of(made, severity) for severity in severities(made.row))
    for row in manifest.read(committed / "manifest.jsonl"):
        if row.split == split:
            made = Made(row, (committed / row.file).read_bytes())
            yield from (scan_of(made, severity) for severity in severities(row))
