"""The printed pages that hybrid and trapped documents start from: any plain layout by its template name."""

from collections.abc import Callable

from corpus.generator.development import (
    fpdf_office,
    reportlab_erp,
    reportlab_exports,
    reportlab_office,
    story_annexes,
    story_invoices,
    story_statements,
)
from corpus.generator.facts import Document, Scenario

_MAKERS: dict[str, Callable[[Scenario], Document]] = {
    layout.template: layout.make
    for module in (
        reportlab_erp,
        reportlab_exports,
        reportlab_office,
        fpdf_office,
        story_invoices,
        story_statements,
        story_annexes,
    )
    for layout in module.LAYOUTS
}


def printed(template: str, scenario: Scenario) -> Document:
    """Return the document that a plain layout makes of a scenario."""
    return _MAKERS[template](scenario)
