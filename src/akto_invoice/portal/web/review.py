"""What the open invoice's page shows: fields with how sure they are, boxes on the page, findings, all in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from akto_invoice.portal.errors import ControlsFailed, RuleBroken, StaleRevision, WrongValue
from akto_invoice.portal.models import Deposit
from akto_invoice.portal.web.french import jour, montant, pluriel, siret
from akto_invoice.portal.workflows.deposit.attach import NATURES
from akto_invoice.portal.workflows.deposit.values import shown
from akto_invoice.portal.workflows.deposit.view import DepositView, DossierLine, Proposal
from akto_invoice.rules.controls import Finding, Level

DOSSIERS: Final = "dossiers"
AMOUNTS: Final = "amounts"
AMOUNT: Final = "montant-"
"""Before the number of a dossier: the name under which its part of the total HT is sent."""

REASON: Final = "motif-"
"""Before the code of a finding: the name under which the reason for going over it is sent."""


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


_NAMES: Final = {"sûr": "sure", "à vérifier": "check", "peu sûr": "unsure"}


@dataclass(frozen=True, slots=True)
class Field:
    """One of the user's values as it is edited."""

    name: str
    kind: Kind
    value: str
    trust: Trust
    page: int | None
    error: str
    is_wrong: bool


@dataclass(frozen=True, slots=True)
class Box:
    """Where a value is read, in points on its page."""

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


@dataclass(frozen=True, slots=True)
class Point:
    """A finding; ``asks`` tells whether a reason for going over it may be given here, ``reason`` is what was typed."""

    finding: Finding
    asks: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was sent and refused: it is shown again, so that nobody types twice."""

    typed: Mapping[str, str]
    error: RuleBroken | None = None

    @property
    def wrong(self) -> str | None:
        """The field that the refusal is about, if it is about one."""
        return self.error.field if isinstance(self.error, WrongValue) else None


NOTHING: Final = Attempt({})


@dataclass(frozen=True, slots=True)
class Review:
    """The open invoice, for its template. ``url`` is its page's, with a query; ``wanted`` the number of a page."""

    view: DepositView
    url: str
    wanted: str
    attempt: Attempt = NOTHING

    @property
    def deposit(self) -> Deposit:
        """The invoice to be."""
        return self.view.deposit

    @property
    def natures(self) -> list[tuple[str, str]]:
        """What may be attached."""
        return [(nature.value, nature.label) for nature in NATURES]

    @property
    def refusal(self) -> str:
        """Why nothing was done, unless a field says it."""
        match self.attempt.error:
            case StaleRevision():
                return (
                    "Cette facture a changé entre-temps, peut-être dans un autre onglet : les valeurs affichées sont "
                    "à jour. Vérifiez-les, puis recommencez."
                )
            case ControlsFailed():
                return "La facture n'est pas validée : corrigez ou confirmez d'abord ce qui suit."
            case None | WrongValue():
                return ""
            case error:
                return str(error)

    @property
    def summary(self) -> str:
        """The controls in one line."""
        blocking = sum(finding.level is Level.BLOCKS for finding in self.view.findings)
        warning = len(self.view.findings) - blocking
        parts = [
            f"{count} point{pluriel(count)} à {act}"
            for count, act in ((blocking, "corriger"), (warning, "confirmer"))
            if count
        ]
        return f"Contrôles : {' et '.join(parts)}" if parts else "Contrôles : tout est en ordre"

    @property
    def points(self) -> Iterator[Point]:
        """The findings, those that block first; a reason is asked for once for each code."""
        asked: set[str] = set()
        for finding in sorted(self.view.findings, key=lambda finding: finding.level is not Level.BLOCKS):
            reason = self.attempt.typed.get(REASON + finding.code, "")
            yield Point(finding, finding.level is Level.WARNS and finding.code not in asked, reason)
            asked.add(finding.code)

    @property
    def fields(self) -> list[Field]:
        """The values but for the dossiers."""
        return [self._field(name, kind) for name, kind in KINDS.items()]

    @property
    def dossiers(self) -> list[tuple[DossierLine, Trust, str]]:
        """The dossiers of the invoice, each with what the user said is for it."""
        said = {number: montant(Decimal(amount)) for number, amount in self.deposit.amounts.items()}
        typed = self.attempt.typed if self.attempt.wrong else {}
        return [
            (line, _trust(line.proposal, line.number), typed.get(AMOUNT + line.number, said.get(line.number, "")))
            for line in self.view.dossiers
        ]

    @property
    def dossiers_found(self) -> str:
        """« 1 dossier trouvé automatiquement : ... »."""
        found = [line.printed for line in self.view.dossiers if line.proposal]
        if not found:
            return "Aucun dossier trouvé automatiquement."
        count = len(found)
        return f"{count} dossier{pluriel(count)} trouvé{pluriel(count)} automatiquement : {', '.join(found)}"

    @property
    def dossiers_error(self) -> str:
        """What is wrong with the dossier that was to be added, or with the amounts."""
        return str(self.attempt.error) if self.attempt.wrong in (DOSSIERS, AMOUNTS) else ""

    @property
    def sheet(self) -> Sheet | None:
        """The page asked for, else that of the first value to be checked; None before the pages are there."""
        pages = {page.number: page for page in self.view.pages}
        boxes = list(self._boxes())
        wanted = pages.get(int(self.wanted)) if self.wanted.isascii() and self.wanted.isdigit() else None
        page = wanted or pages.get(self._first_page()) or next(iter(pages.values()), None)
        if page is None:
            return None
        return Sheet(
            number=page.number,
            previous=page.number - 1 if page.number - 1 in pages else None,
            next=page.number + 1 if page.number + 1 in pages else None,
            width=page.width,
            height=page.height,
            boxes=[box for number, box in boxes if number == page.number],
            words=page.words,
        )

    def _field(self, name: str, kind: Kind) -> Field:
        proposal = self.view.proposals.get(name)
        value = self.attempt.typed.get(name) if self.attempt.wrong else None
        is_wrong = self.attempt.wrong == name
        now = printed(self.deposit, name)
        return Field(
            name=name,
            kind=kind,
            value=now if value is None else value,
            trust=_trust(proposal, shown(self.deposit, name)),
            page=proposal.page if proposal else None,
            error=str(self.attempt.error) if is_wrong else self._lost(name, now),
            is_wrong=is_wrong or any(finding.field == name for finding in self.view.findings),
        )

    def _lost(self, name: str, now: str) -> str:
        """What was typed for a field that another tab has changed meanwhile."""
        typed = self.attempt.typed.get(name, now)
        is_lost = isinstance(self.attempt.error, StaleRevision) and typed != now
        return f"Vous aviez saisi « {typed} »." if is_lost else ""

    def _boxes(self) -> Iterator[tuple[int, Box]]:
        proposals = [(name, kind.label, self.view.proposals.get(name)) for name, kind in KINDS.items()]
        proposals += [(f"dossier-{line.number}", "Dossier", line.proposal) for line in self.view.dossiers]
        for name, label, proposal in proposals:
            if proposal and proposal.page and proposal.bbox:
                x0, y0, x1, y1 = proposal.bbox
                trust, text = _trust(proposal, proposal.value), proposal.text or proposal.value
                yield proposal.page, Box(name, label, text, trust, x0, y0, x1 - x0, y1 - y0)

    def _first_page(self) -> int:
        seen = [proposal for proposal in self.view.proposals.values() if proposal.page]
        return min((proposal.page or 1 for proposal in seen), default=1)


def printed(deposit: Deposit, name: str) -> str:
    """Return a value as French people type it."""
    value = getattr(deposit, name)
    match name:
        case "issued_on":
            return jour(value)
        case "total_ht" | "total_ttc":
            return montant(value)
        case "siret":
            return siret(value)
        case _:
            return str(value)


def _trust(proposal: Proposal | None, value: str) -> Trust:
    """Return how far ``value`` may be trusted: the reading speaks for its own, the user for any other."""
    if proposal is None:
        return Trust("typed", "saisi par vous") if value else Trust("absent", "non trouvé : à saisir")
    if value != proposal.value:
        return Trust("typed", f"corrigé par vous, lu « {proposal.text or proposal.value} »")
    return Trust(_NAMES[proposal.words], proposal.words)
