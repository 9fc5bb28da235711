"""Layouts that the extractor's rules may be written against."""

from corpus.generator.development import reportlab_erp, reportlab_office

LAYOUTS = (*reportlab_erp.LAYOUTS, *reportlab_office.LAYOUTS)
