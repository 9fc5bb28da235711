"""How layouts of RIBs register, and what one makes."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from corpus.generator import formats
from corpus.generator.installed import programs
from corpus.generator.ribs.facts import Account, Flaw, Rib, Wish

HTML = Path(__file__).parent / "html"


@dataclass(frozen=True, slots=True)
class RibLayout:
    """A template: ``make`` prints the facts of one RIB, one document for each of ``wishes``.

    ``bank`` gives its name as printed. What ``installed`` programs print is kept in git.
    """

    maker: str
    template: str
    make: Callable[[Rib], bytes]
    wishes: tuple[Wish, ...]
    bank: Callable[[str], str] = str
    installed: bool = False


def usual(*flaws: Flaw) -> tuple[Wish, ...]:
    """Three RIBs without a fault, one of them with a long name, then one for each flaw."""
    return (Wish(), Wish(long=True), Wish(), *(Wish(flaw) for flaw in flaws))


def accounts(rib: Rib) -> tuple[Account, ...]:
    """All accounts on the page."""
    return (rib.account,) if rib.other is None else (rib.account, rib.other)


def from_html(maker: str, template: str, wishes: tuple[Wish, ...]) -> RibLayout:
    """Register an HTML file of ``html`` that one of the installed programs prints."""
    make = partial(_printed, programs.PRINTERS[maker], template)
    return RibLayout(maker, template, make, wishes, installed=True)


def _printed(printer: Callable[[str], bytes], template: str, rib: Rib) -> bytes:
    environment = Environment(
        loader=FileSystemLoader(HTML), undefined=StrictUndefined, trim_blocks=True, autoescape=True
    )
    page = environment.get_template(f"{template}.html")
    return printer(page.render(accounts=accounts(rib), a=rib.account, grouped=formats.iban))
