"""The open invoice as its page shows it: values with how sure they are, findings, what was typed and refused."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from akto_invoice.portal.errors import ControlsFailed, RuleBroken, StaleRevision, WrongValue
from akto_invoice.portal.models import Deposit
from akto_invoice.portal.web.french import enumeration, jour, montant, pluriel, siret
from akto_invoice.portal.web.sheet import KINDS, Kind, Sheet, Trust, sheet_of, trust_in
from akto_invoice.portal.workflows.deposit.attach import NATURES
from akto_invoice.portal.workflows.deposit.values import shown
from akto_invoice.portal.workflows.deposit.view import DepositView, DossierLine
from akto_invoice.rules.controls import Finding, Level

DOSSIERS: Final = "dossiers"
AMOUNTS: Final = "amounts"
AMOUNT: Final = "montant-"
"""Before the number of a dossier: the name under which its part of the total HT is sent."""

REASON: Final = "motif-"
"""Before the code of a finding: the name under which the reason for going over it is sent."""


@dataclass(frozen=True, slots=True)
class Point:
    """A finding; ``asks`` tells whether a reason for going over it may be given here, ``reason`` is what was typed."""

    id: str
    finding: Finding
    asks: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Field:
    """One of the user's values as it is edited."""

    name: str
    kind: Kind
    value: str
    trust: Trust
    page: int | None
    error: str
    points: list[Point]

    @property
    def is_wrong(self) -> bool:
        """Tell whether something stands against the value."""
        return bool(self.error or self.points)


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
        found = sorted(self.view.findings, key=lambda finding: finding.level is not Level.BLOCKS)
        for number, finding in enumerate(found, start=1):
            asks = finding.level is Level.WARNS and finding.code not in asked
            yield Point(f"constat-{number}", finding, asks, self.attempt.typed.get(REASON + finding.code, ""))
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
            (line, trust_in(line.proposal, line.number), typed.get(AMOUNT + line.number, said.get(line.number, "")))
            for line in self.view.dossiers
        ]

    @property
    def dossiers_found(self) -> str:
        """« 1 dossier trouvé automatiquement : ... »."""
        found = [line.printed for line in self.view.dossiers if line.proposal]
        if not found:
            return "Aucun dossier trouvé automatiquement."
        count = len(found)
        return f"{count} dossier{pluriel(count)} trouvé{pluriel(count)} automatiquement : {enumeration(found)}"

    @property
    def sheet(self) -> Sheet | None:
        """The page shown beside the values."""
        return sheet_of(self.view, self.wanted)

    @property
    def dossiers_error(self) -> str:
        """What is wrong with the dossier that was to be added, or with the amounts."""
        return str(self.attempt.error) if self.attempt.wrong in (DOSSIERS, AMOUNTS) else ""

    def _field(self, name: str, kind: Kind) -> Field:
        proposal = self.view.proposals.get(name)
        value = self.attempt.typed.get(name) if self.attempt.wrong else None
        now = printed(self.deposit, name)
        return Field(
            name=name,
            kind=kind,
            value=now if value is None else value,
            trust=trust_in(proposal, shown(self.deposit, name)),
            page=proposal.page if proposal else None,
            error=str(self.attempt.error) if self.attempt.wrong == name else self._lost(name, now),
            points=[point for point in self.points if point.finding.field == name],
        )

    def _lost(self, name: str, now: str) -> str:
        """What was typed for a field that another tab has changed meanwhile."""
        typed = self.attempt.typed.get(name, now)
        is_lost = isinstance(self.attempt.error, StaleRevision) and typed != now
        return f"Vous aviez saisi « {typed} »." if is_lost else ""


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
