"""Layouts kept for measuring: no rule of the extractor may be written while looking at them.

``LAYOUTS`` are made wherever the corpus is built. Those of ``installed`` need Chromium, LibreOffice and the like: their
documents are committed. ``MADE`` are all that were made for evaluation, those that moved since among them.
"""

from corpus.generator.evaluation import pads_fpdf, sheets_reportlab, story_notices, typeset_layouts
from corpus.generator.moved import MOVED

MADE = (
    *typeset_layouts.LAYOUTS,
    *pads_fpdf.LAYOUTS,
    *sheets_reportlab.LAYOUTS,
    *story_notices.LAYOUTS,
)
LAYOUTS = tuple(layout for layout in MADE if layout.template not in MOVED)
