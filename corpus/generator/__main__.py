"""Command line: ``python -m corpus.generator build``, ``check``, ``samples`` or ``bundle``."""

import argparse
import sys
from pathlib import Path

from corpus.generator import manifest, samples
from corpus.generator.build import SPLITS, documents
from corpus.generator.bundle import invoice_with_attachments

CORPUS = Path(__file__).parents[1]
MANIFEST = CORPUS / "manifest.jsonl"
COMMITTED = CORPUS / "committed"


def build(out: Path, splits: tuple[str, ...]) -> None:
    """Write the documents of ``splits`` below ``out`` and their rows into the manifest."""
    rows = [row for row in manifest.read(MANIFEST) if row.split not in splits]
    for split in splits:
        folder = out / split
        folder.mkdir(parents=True, exist_ok=True)
        stale = set(folder.glob("*.pdf"))
        for made in documents(split, COMMITTED):
            path = out / made.row.file
            path.with_suffix(".part").write_bytes(made.pdf)
            path.with_suffix(".part").replace(path)
            stale.discard(path)
            rows.append(made.row)
        for path in stale:
            path.unlink()
    manifest.write(MANIFEST, rows)
    counts = {split: sum(row.split == split for row in rows) for split in splits}
    print(", ".join(f"{split}: {count} documents" for split, count in counts.items()))


def check(out: Path) -> int:
    """Compare manifests and files both ways; 1 when they differ."""
    problems = []
    for path, folder in (
        (MANIFEST, out),
        (COMMITTED / "manifest.jsonl", COMMITTED),
        (samples.FOLDER / "manifest.jsonl", samples.FOLDER),
    ):
        problems += [
            f"{path.relative_to(CORPUS)}: {text}" for text in manifest.differences(manifest.read(path), folder)
        ]
    print("\n".join(problems) if problems else "Manifests and files agree.")
    return 1 if problems else 0


def bundle(out: Path) -> None:
    """Write a scanned invoice of one page with 40 pages of papers behind it, and its manifest beside it."""
    out.mkdir(parents=True, exist_ok=True)
    made = invoice_with_attachments()
    (out / made.row.file).write_bytes(made.pdf)
    manifest.write(out / "manifest.jsonl", [made.row])


def main() -> int:
    """Run one command."""
    parser = argparse.ArgumentParser(prog="python -m corpus.generator", description=__doc__)
    parser.add_argument("command", choices=("build", "check", "samples", "bundle"))
    parser.add_argument("--split", choices=SPLITS, help="only this one")
    parser.add_argument("--out", type=Path, help="folder for the documents: corpus/build, of the bundle out/bundle")
    options = parser.parse_args()
    out = options.out or (CORPUS.parent / "out" / "bundle" if options.command == "bundle" else CORPUS / "build")
    match options.command:
        case "build":
            build(out, (options.split,) if options.split else SPLITS)
        case "samples":
            samples.build()
        case "bundle":
            bundle(out)
        case _:
            return check(out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
