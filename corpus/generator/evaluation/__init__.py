"""Layouts kept for measuring: no rule of the extractor may be written while looking at them.

``LAYOUTS`` are made wherever the corpus is built. Those of ``installed`` need Chromium or LibreOffice: their documents
are committed.
"""

from corpus.generator.layout import Layout

LAYOUTS: tuple[Layout, ...] = ()
