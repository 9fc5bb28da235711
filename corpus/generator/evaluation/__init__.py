"""Layouts kept for measuring: no rule of the extractor may be written while looking at them.

``LAYOUTS`` are made wherever the corpus is built. Those of ``installed`` need Chromium, LibreOffice and the like: their
documents are committed.
"""

from corpus.generator.evaluation import typeset_layouts, typst_layouts

LAYOUTS = (*typst_layouts.LAYOUTS, *typeset_layouts.LAYOUTS)
