"""The few RIBs kept in git beside the sample invoices, for the README and for tests."""

from dataclasses import replace
from pathlib import Path

from corpus.generator import manifest
from corpus.generator.build import Made, scan_of
from corpus.generator.ribs.build import layout_of, make_one

FOLDER = Path(__file__).parents[2] / "samples-rib"

# file: (template, index of its wish, severity of the scan or None)
CHOSEN: dict[str, tuple[str, int, str | None]] = {
    "rib-texte.pdf": ("classic", 2, None),
    "rib-scanne.pdf": ("in-boxes", 0, "scan200"),
    "rib-deux-comptes.pdf": ("two-copies", 3, None),
}


def make(file: str) -> Made:
    """Make one sample under its own name."""
    template, index, severity = CHOSEN[file]
    made = make_one("development", layout_of("development", template), index)
    if severity:
        made = scan_of(made, severity)
    return Made(replace(made.row, id=file.removesuffix(".pdf"), file=file), made.pdf)


def build() -> None:
    """Write all samples and their manifest."""
    FOLDER.mkdir(exist_ok=True)
    made = [make(file) for file in CHOSEN]
    for one in made:
        (FOLDER / one.row.file).write_bytes(one.pdf)
    manifest.write(FOLDER / "manifest.jsonl", [one.row for one in made])
