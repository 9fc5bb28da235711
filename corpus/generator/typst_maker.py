"""Make a document from a template with typst: same scenario, same bytes."""

import json
from pathlib import Path

import typst

from corpus.generator import typst_fonts
from corpus.generator.facts import Document, Scenario
from corpus.generator.printing import sheet
from corpus.generator.template import Template


def make(folder: Path, template: Template, scenario: Scenario) -> Document:
    """Set ``scenario`` with a template of ``folder``; the sheet reaches it as JSON in ``sys.inputs.sheet``."""
    pdf = typst.compile(
        str(folder / template.source),
        root=str(folder),
        font_paths=typst_fonts.bundled(),
        format="pdf",
        sys_inputs={"sheet": json.dumps(sheet(scenario, template.style), ensure_ascii=False)},
    )
    return Document(pdf, template.truth(scenario), template.traps_of(scenario))
