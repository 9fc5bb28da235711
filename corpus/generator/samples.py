"""The few documents kept in git, for the demo and for tests that must not build the corpus."""

from dataclasses import replace
from pathlib import Path

from corpus.generator import manifest
from corpus.generator.build import Made, layouts, make_one, scan_of

FOLDER = Path(__file__).parents[1] / "samples"

# file: (template, index of its wish, severity of the scan or None)
CHOSEN: dict[str, tuple[str, int, str | None]] = {
    "facture-texte.pdf": ("erp_dense", 0, None),
    "facture-scannee.pdf": ("erp_dense", 1, "scan200"),
    "factur-x.pdf": ("facturx_en16931", 0, None),
    "avoir.pdf": ("credit_box", 0, None),
    "facture-exoneree.pdf": ("apprentices", 0, None),
    "facture-plusieurs-dossiers.pdf": ("wide_export", 0, None),
    "facture-acompte-deduit.pdf": ("amount_first", 0, None),
    "facture-deux-pages.pdf": ("carried_over", 1, None),
}


def make(file: str) -> Made:
    """Make one sample under its own name."""
    template, index, severity = CHOSEN[file]
    layout = next(layout for layout in layouts("development") if layout.template == template)
    made = make_one("development", layout, index)
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
