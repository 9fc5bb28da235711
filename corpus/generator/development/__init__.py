"""Layouts that the extractor's rules may be written against."""

from corpus.generator.development import (
    facturx_layouts,
    file_traps,
    fpdf_letters,
    fpdf_office,
    fpdf_papers,
    reportlab_erp,
    reportlab_exports,
    reportlab_office,
    reportlab_settlements,
    reportlab_tables,
    scanned_traps,
    story_annexes,
    story_foreign,
    story_invoices,
    story_papers,
    story_statements,
)

LAYOUTS = (
    *reportlab_erp.LAYOUTS,
    *reportlab_exports.LAYOUTS,
    *reportlab_office.LAYOUTS,
    *reportlab_settlements.LAYOUTS,
    *fpdf_office.LAYOUTS,
    *fpdf_papers.LAYOUTS,
    *fpdf_letters.LAYOUTS,
    *story_invoices.LAYOUTS,
    *story_statements.LAYOUTS,
    *story_annexes.LAYOUTS,
    *story_papers.LAYOUTS,
    *reportlab_tables.LAYOUTS,
    *story_foreign.LAYOUTS,
    *facturx_layouts.LAYOUTS,
    *file_traps.LAYOUTS,
    *scanned_traps.LAYOUTS,
)
