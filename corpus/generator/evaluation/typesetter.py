"""Make a document from a template of ``typst/`` with typst: same scenario, same bytes."""

import json
from functools import cache
from importlib.resources import files

import typst

from corpus.generator.facts import Document, Scenario
from corpus.generator.printing import sheet
from corpus.generator.template import Template

TEMPLATES = files("corpus.generator.evaluation") / "typst"


@cache
def _fonts() -> typst.Fonts:
    """Hanken Grotesk, and typst's own: Libertinus Serif, New Computer Modern, DejaVu Sans Mono."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(files("font_hanken_grotesk") / "files")])


def make(template: Template, scenario: Scenario) -> Document:
    """Set ``scenario`` with ``template``; the sheet reaches the template as JSON in ``sys.inputs.sheet``."""
    pdf = typst.compile(
        str(TEMPLATES / template.source),
        root=str(TEMPLATES),
        font_paths=_fonts(),
        format="pdf",
        sys_inputs={"sheet": json.dumps(sheet(scenario, template.style), ensure_ascii=False)},
    )
    return Document(pdf, template.truth(scenario), template.traps_of(scenario))
