"""Make a document from a template with typst: same scenario, same bytes."""

import json
from importlib.resources import files

import typst

from corpus.generator.evaluation import fonts
from corpus.generator.facts import Document, Scenario
from corpus.generator.printing import sheet
from corpus.generator.template import Template

TEMPLATES = files("corpus.generator.evaluation") / "templates" / "typst"


def make(template: Template, scenario: Scenario) -> Document:
    """Set ``scenario`` with ``template``; the sheet reaches the template as JSON in ``sys.inputs.sheet``."""
    pdf = typst.compile(
        str(TEMPLATES / template.source),
        root=str(TEMPLATES),
        font_paths=fonts.bundled(),
        format="pdf",
        sys_inputs={"sheet": json.dumps(sheet(scenario, template.style), ensure_ascii=False)},
    )
    return Document(pdf, template.truth(scenario), template.traps_of(scenario))
