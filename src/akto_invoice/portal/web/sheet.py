"""A page of the open invoice: where each value was read on it, how sure that is, and the words to pick from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from akto_invoice.portal.workflows.deposit.view import DepositView, Proposal

_ROOM: Final = 2.0
"""Points between the print and its box."""

_NAMES: Final = {"sûr": "sure", "à vérifier": "check", "peu sûr": "unsure"}


@dataclass(frozen=True, slots=True)
class Kind:
    """How one of the user's values is typed."""

    label: str
    length: int
    placeholder: str
    mode: str = "text"

    @property
    def is_number(self) -> bool:
        """Tell whether words beside each other on the page make one value."""
        return self.mode != "text"


KINDS: Final[Mapping[str, Kind]] = {
    "number": Kind("Numéro de facture", 60, "Cliquez ici ..."),
    "issued_on": Kind("Date Facture", 40, "jj/mm/aaaa"),
    "total_ht": Kind("Montant HT", 40, "0,00", "decimal"),
    "total_ttc": Kind("Montant TTC", 40, "0,00", "decimal"),
    "siret": Kind("SIRET", 40, "14 chiffres", "numeric"),
}
"""In the order of the guide's table. Longer than the values may be: a wrong one is refused in words."""


@dataclass(frozen=True, slots=True)
class Trust:
    """How far a value may be trusted: ``name`` is for colours and strokes, ``words`` say the same."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Box:
    """Where a value is read, in points on its page, with some room around the print."""

    name: str
    label: str
    text: str
    trust: Trust
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with its boxes and words."""

    number: int
    previous: int | None
    next: int | None
    width: float
    height: float
    boxes: list[Box]
    words: list[list[object]]


def sheet_of(view: DepositView, wanted: str) -> Sheet | None:
    """Return the page of the number ``wanted``, else the first on which a value was read; None while there is none."""
    pages = {str(page.number): page for page in view.pages}
    boxes = list(_boxes(view))
    seen = [number for number, _ in boxes]
    page = pages.get(wanted) or pages.get(str(min(seen, default=1))) or next(iter(pages.values()), None)
    if page is None:
        return None
    return Sheet(
        number=page.number,
        previous=page.number - 1 if str(page.number - 1) in pages else None,
        next=page.number + 1 if str(page.number + 1) in pages else None,
        width=page.width,
        height=page.height,
        boxes=[box for number, box in boxes if number == page.number],
        words=page.words,
    )


def trust_in(proposal: Proposal | None, value: str) -> Trust:
    """Return how far ``value`` may be trusted: the reading speaks for its own, the user for any other."""
    if proposal is None:
        return Trust("typed", "saisi par vous") if value else Trust("absent", "non trouvé : à saisir")
    if value != proposal.value:
        read = f"lu « {proposal.text or proposal.value} »"
        return Trust("typed", f"corrigé par vous, {read}") if value else Trust("absent", f"à saisir, {read}")
    return Trust(_NAMES[proposal.words], proposal.words)


def _boxes(view: DepositView) -> Iterator[tuple[int, Box]]:
    """Yield the boxes, each with the number of its page."""
    read = [(name, kind.label, view.proposals.get(name)) for name, kind in KINDS.items()]
    read += [(f"dossier-{line.number}", "Dossier", line.proposal) for line in view.dossiers]
    for name, label, proposal in read:
        if proposal and proposal.page and proposal.bbox:
            x0, y0, x1, y1 = proposal.bbox
            yield (
                proposal.page,
                Box(
                    name=name,
                    label=label,
                    text=proposal.text or proposal.value,
                    trust=trust_in(proposal, proposal.value),
                    x=x0 - _ROOM,
                    y=y0 - _ROOM,
                    width=x1 - x0 + 2 * _ROOM,
                    height=y1 - y0 + 2 * _ROOM,
                ),
            )
