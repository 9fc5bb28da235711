"""Committed layouts for measuring. Once failures on one are looked at, it moves to ``development.installed``."""

from corpus.generator.layout import Layout

LAYOUTS: tuple[Layout, ...] = ()
