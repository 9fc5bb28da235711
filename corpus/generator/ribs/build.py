"""Makes the RIBs of both splits and their scans. What installed programs print is taken from git."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from zlib import crc32

import cv2
import pymupdf

from corpus.generator import manifest
from corpus.generator.build import SPLITS, Made, scan_of, seed_of
from corpus.generator.finish import fixed
from corpus.generator.manifest import Row
from corpus.generator.ribs import development, development_boxes, evaluation
from corpus.generator.ribs.facts import RibTruth, draw, truth_of
from corpus.generator.ribs.layout import RibLayout
from corpus.generator.scan import SEVERITIES

FOLDER = Path(__file__).parents[2] / "ribs"
MANIFEST = FOLDER / "manifest.jsonl"
SCREENSHOT = "screenshot"
_LAYOUTS = {"development": (*development.LAYOUTS, *development_boxes.LAYOUTS), "evaluation": evaluation.LAYOUTS}
_SCREEN_DPI = 160


def layout_of(split: str, template: str) -> RibLayout:
    """Return the layout of that name. Raises StopIteration when there is none."""
    return next(one for one in _LAYOUTS[split] if one.template == template)


def make_one(split: str, layout: RibLayout, index: int) -> Made:
    """Make the RIB of a layout's wish number ``index``."""
    wish = layout.wishes[index]
    rib = draw(seed_of(split, layout.template, index), wish)
    pdf = layout.make(rib)
    name = f"{layout.template}-{index:02d}"
    traps = tuple(
        filter(None, (wish.flaw, "long_holder" if wish.long else "", "abroad" if wish.country != "FR" else ""))
    )
    row = Row(
        id=name,
        file=f"{'committed' if layout.installed else f'build/{split}'}/{name}.pdf",
        split=split,
        maker=layout.maker,
        template=layout.template,
        source="text",
        regime="",
        document_type="rib",
        traps=tuple(str(trap) for trap in traps),
        sha256=manifest.sha256(pdf),
        truth=truth_of(rib, bank_name=layout.bank(rib.account.bank)),
    )
    return Made(row, pdf)


def print_installed() -> None:
    """Print again what needs installed programs, and keep it with its rows."""
    rows = [row for row in read() if not row.file.startswith("committed/")]
    for split, layout, index in _all():
        if layout.installed:
            made = make_one(split, layout, index)
            path = FOLDER / made.row.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(made.pdf)
            rows.append(made.row)
    manifest.write(MANIFEST, rows)


def build() -> int:
    """Make all other files and the manifest; returns how many documents there are."""
    committed = {row.id: row for row in read() if row.file.startswith("committed/")}
    rows = list(committed.values())
    with ProcessPoolExecutor(mp_context=get_context("spawn"), initializer=cv2.setNumThreads, initargs=(1,)) as pool:
        tasks = [(split, layout.template, index) for split, layout, index in _all()]
        for made in pool.map(_documents, *zip(*tasks, strict=True)):
            for one in made:
                path = FOLDER / one.row.file
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(one.pdf)
                rows.append(one.row)
    manifest.write(MANIFEST, rows)
    return len(rows)


def read() -> tuple[Row, ...]:
    """Return the rows, each with a ``RibTruth``."""
    return manifest.read(MANIFEST, RibTruth)


def severities(row: Row) -> tuple[str, ...]:
    """Say how a RIB is scanned: in two of the ways that invoices are, or three for measuring."""
    kinds = tuple(SEVERITIES)
    turn = crc32(row.template.encode()) + int(row.id.rpartition("-")[2])
    return tuple(kinds[(turn + step) % len(kinds)] for step in ((0, 2, 5) if row.split == "evaluation" else (0, 3)))


def _all() -> Iterator[tuple[str, RibLayout, int]]:
    for split in SPLITS:
        for layout in _LAYOUTS[split]:
            for index in range(len(layout.wishes)):
                yield split, layout, index


def _documents(split: str, template: str, index: int) -> list[Made]:
    """The document, unless git has it, and its scans; of an application, a screenshot too."""
    layout = layout_of(split, template)
    if layout.installed:
        row = next(row for row in read() if row.id == f"{layout.template}-{index:02d}")
        made = Made(row, (FOLDER / row.file).read_bytes())
    else:
        made = make_one(split, layout, index)
    base = Made(replace(made.row, file=f"build/{split}/{made.row.id}.pdf"), made.pdf)
    taken = [_in_build(scan_of(base, severity)) for severity in severities(made.row)]
    if layout.template in ("app-card", "app-screen"):
        taken.append(_screenshot(made))
    return taken if layout.installed else [made, *taken]


def _in_build(made: Made) -> Made:
    return Made(replace(made.row, file=f"build/{made.row.split}/{made.row.id}.pdf"), made.pdf)


def _screenshot(made: Made) -> Made:
    """Take the page as a telephone shows it, and print that picture to a PDF."""
    out = pymupdf.open()
    with pymupdf.open(stream=made.pdf) as document:
        for page in document:
            picture = page.get_pixmap(dpi=_SCREEN_DPI)
            out.new_page(width=page.rect.width, height=page.rect.height).insert_image(
                page.rect, stream=picture.tobytes("png")
            )
    name = f"{made.row.id}-{SCREENSHOT}"
    row = replace(made.row, id=name, file=f"build/{made.row.split}/{name}.pdf", source=SCREENSHOT, sha256=None)
    return Made(row, fixed(out, "iOS Quartz PDFContext", crc32(name.encode())))
