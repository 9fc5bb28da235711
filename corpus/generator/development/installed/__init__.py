"""Committed layouts that were for evaluation until their failures were looked at."""

from corpus.generator.development.installed import (
    browser_layouts,
    chromium_layouts,
    libreoffice_layouts,
    office_register_layouts,
)
from corpus.generator.evaluation import installed
from corpus.generator.moved import MOVED

LAYOUTS = (
    *chromium_layouts.LAYOUTS,
    *libreoffice_layouts.LAYOUTS,
    *office_register_layouts.LAYOUTS,
    *browser_layouts.LAYOUTS,
    *(layout for layout in installed.MADE if layout.template in MOVED),
)
