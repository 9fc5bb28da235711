"""Command line: ``python -m corpus.generator.installed remake`` and ``python -m corpus.generator.installed check``.

``remake`` needs Chromium, LibreOffice (Writer and Calc), WeasyPrint, wkhtmltopdf, PHP with Dompdf and TCPDF, and the
fonts that the templates name: Liberation, Carlito, DejaVu, Lato, Inter, Open Sans, Noto, Comic Neue, Quicksand, Didot,
TeX Gyre Heros and Nimbus.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from corpus.generator import evaluation, manifest
from corpus.generator.build import make_one, seed_of
from corpus.generator.development import installed as for_development
from corpus.generator.evaluation import installed as for_evaluation
from corpus.generator.facts import Document, Scenario
from corpus.generator.installed import check
from corpus.generator.layout import Layout
from corpus.generator.scenario import make_scenario

COMMITTED = Path(__file__).parents[2] / "committed"
INSTALLED = (("development", for_development.LAYOUTS), ("evaluation", for_evaluation.LAYOUTS))
SEEDED_AS = "evaluation"  # also when a layout moves to development, so that its documents stay


def remake(templates: list[str]) -> None:
    """Print the committed documents again, all or those of ``templates``, and write their manifest."""
    path = COMMITTED / "manifest.jsonl"
    chosen = [one for one in _layouts() if not templates or one[1].template in templates]
    rows = [row for row in manifest.read(path) if templates and row.template not in templates]
    for split, layout in chosen:
        for index in range(len(layout.wishes)):
            made = make_one(SEEDED_AS, layout, index)
            row = replace(made.row, split=split, file=f"{layout.maker}/{made.row.id}.pdf")
            (COMMITTED / row.file).parent.mkdir(parents=True, exist_ok=True)
            (COMMITTED / row.file).write_bytes(made.pdf)
            rows.append(row)
    manifest.write(path, rows)
    print(f"{len(rows)} documents")


def made_problems() -> Iterator[str]:
    """Every contradiction between a truth and its page, over the evaluation documents that are not committed."""
    for layout in evaluation.LAYOUTS:
        for index in range(len(layout.wishes)):
            scenario = _scenario(layout, index)
            yield from _named(f"{layout.template}-{index:02d}", layout.make(scenario), scenario)


def committed_problems() -> Iterator[str]:
    """Every contradiction between a truth and its page, over the committed documents of both splits."""
    rows = {row.id: row for row in manifest.read(COMMITTED / "manifest.jsonl")}
    for _, layout in _layouts():
        for index in range(len(layout.wishes)):
            row = rows[f"{layout.template}-{index:02d}"]
            document = Document((COMMITTED / row.file).read_bytes(), row.truth, row.traps)
            yield from _named(row.id, document, _scenario(layout, index))


def _layouts() -> list[tuple[str, Layout]]:
    return [(split, layout) for split, layouts in INSTALLED for layout in layouts]


def _scenario(layout: Layout, index: int) -> Scenario:
    return make_scenario(seed_of(SEEDED_AS, layout.template, index), **layout.wishes[index])


def _named(name: str, document: Document, scenario: Scenario) -> list[str]:
    return [f"{name}: {problem}" for problem in check.problems(document, scenario)]


def main() -> int:
    """Run one command."""
    parser = argparse.ArgumentParser(prog="python -m corpus.generator.installed", description=__doc__)
    parser.add_argument("command", choices=("remake", "check"))
    parser.add_argument("templates", nargs="*", help="only these (remake)")
    options = parser.parse_args()
    if options.command == "remake":
        remake(options.templates)
        return 0
    found = [*made_problems(), *committed_problems()]
    print("\n".join(found) if found else "Every truth is what is printed.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
