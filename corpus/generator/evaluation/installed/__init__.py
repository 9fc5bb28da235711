"""Committed layouts for measuring. Once failures on one are looked at, it moves to ``development.installed``."""

from corpus.generator.evaluation.installed import application_layouts, office_layouts, web_layouts
from corpus.generator.moved import MOVED

MADE = (
    *web_layouts.LAYOUTS,
    *application_layouts.LAYOUTS,
    *office_layouts.LAYOUTS,
)
LAYOUTS = tuple(layout for layout in MADE if layout.template not in MOVED)
