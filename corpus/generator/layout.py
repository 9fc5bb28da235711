"""How layouts register: an explicit entry per template, with the scenarios that it fits."""

from collections.abc import Callable
from dataclasses import dataclass

from corpus.generator.facts import Document, Scenario
from corpus.generator.scenario import Wishes


@dataclass(frozen=True, slots=True)
class Layout:
    """A template: ``make`` prints one scenario. One document is made for each of ``wishes``."""

    maker: str
    template: str
    make: Callable[[Scenario], Document]
    wishes: tuple[Wishes, ...]
