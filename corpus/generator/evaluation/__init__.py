"""Layouts kept for measuring: no rule of the extractor may be written while looking at them.

``LAYOUTS`` are made wherever the corpus is built. Those of ``installed`` need Chromium, LibreOffice and the like: their
documents are committed.
"""

from corpus.generator.evaluation import pads_fpdf, sheets_reportlab, story_notices, typeset_layouts

LAYOUTS = (
    *typeset_layouts.LAYOUTS,
    *pads_fpdf.LAYOUTS,
    *sheets_reportlab.LAYOUTS,
    *story_notices.LAYOUTS,
)
