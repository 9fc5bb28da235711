"""Layouts that the extractor's rules may be written against."""

from corpus.generator.development import fpdf_office, reportlab_erp, reportlab_office

LAYOUTS = (*reportlab_erp.LAYOUTS, *reportlab_office.LAYOUTS, *fpdf_office.LAYOUTS)
