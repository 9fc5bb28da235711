"""Layouts kept for measuring: no rule of the extractor may be written while looking at them.

``LAYOUTS`` are made by typst wherever the corpus is built. Those of ``installed`` need Chromium or LibreOffice: their
documents are committed.
"""

from corpus.generator.evaluation.typst_layouts import LAYOUTS

__all__ = ["LAYOUTS"]
