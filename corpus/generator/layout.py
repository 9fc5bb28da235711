"""How layouts register: an explicit entry per template, with the scenarios that it fits."""

from collections.abc import Callable
from dataclasses import dataclass

from corpus.generator.facts import Document, Scenario
from corpus.generator.scenario import Wishes


@dataclass(frozen=True, slots=True)
class Layout:
    """A template: ``make`` prints one scenario. One document is made for each of ``wishes``.

    ``source`` is ``text``, or the severity of the scan that the template makes by itself. ``digital`` says that what is
    special is in the file and not on the page, so that scanning it would only give one more plain scan.
    """

    maker: str
    template: str
    make: Callable[[Scenario], Document]
    wishes: tuple[Wishes, ...]
    source: str = "text"
    digital: bool = False
