"""Committed layouts for measuring. Once failures on one are looked at, it moves to ``development.installed``."""

from corpus.generator.evaluation.installed.chromium_layouts import LAYOUTS

__all__ = ["LAYOUTS"]
