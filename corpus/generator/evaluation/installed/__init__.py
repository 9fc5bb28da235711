"""Committed layouts for measuring. Once failures on one are looked at, it moves to ``development.installed``."""

from corpus.generator.evaluation.installed import application_layouts, office_layouts, web_layouts

LAYOUTS = (
    *web_layouts.LAYOUTS,
    *application_layouts.LAYOUTS,
    *office_layouts.LAYOUTS,
)
