"""A deposit beside its page: what was read, how sure that is, where it stands, and what the controls say."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from akto_invoice.portal.models import Action, Deposit, DepositPage, DepositPiece, DepositState, User
from akto_invoice.portal.workflows.deposit.access import visible_deposit
from akto_invoice.portal.workflows.deposit.entities import account_dossiers, depositing_entities
from akto_invoice.portal.workflows.deposit.findings import findings_now
from akto_invoice.portal.workflows.deposit.split import amounts_of
from akto_invoice.portal.workflows.deposit.values import READ_AS
from akto_invoice.portal.workflows.record import record
from akto_invoice.rules import dossier as dossier_rules
from akto_invoice.rules.controls import Finding

_NEARLY_SURE: Final = 0.9
"""From here on a value that is not accepted is to be checked; below, it is hardly more than a guess."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value as it was read. ``bbox`` is [x0, y0, x1, y1] in points on ``page``; None where it stands on no page."""

    value: str
    confidence: float
    accepted: bool
    page: int | None
    bbox: list[float] | None
    text: str | None

    @property
    def words(self) -> str:
        """How sure the reading is, in words."""
        if self.accepted:
            return "sûr"
        return "à vérifier" if self.confidence >= _NEARLY_SURE else "peu sûr"


@dataclass(frozen=True, slots=True)
class DossierLine:
    """A dossier of the deposit; what is empty is not known to this account. ``proposal`` is None for one added."""

    number: str
    printed: str
    known: bool
    title: str
    trainee: str
    state: str
    amount_ht: Decimal
    proposal: Proposal | None


@dataclass(frozen=True, slots=True)
class DepositView:
    """A deposit and all that its page shows. ``proposals`` are by the names of the user's values, and ``total_tva``.

    ``more_dossiers`` were read too, and are not among the deposit's: unlikely, or removed by the user.
    """

    deposit: Deposit
    proposals: dict[str, Proposal]
    dossiers: list[DossierLine]
    more_dossiers: list[Proposal]
    findings: tuple[Finding, ...]
    pages: list[DepositPage]
    pieces: list[DepositPiece]

    @property
    def may_correct(self) -> bool:
        """Tell whether values can be corrected, and the deposit validated."""
        return self.deposit.state == DepositState.A_VALIDER


def view_deposit(user: User, pk: int) -> DepositView:
    """Return what the user sees of a deposit and record that it was seen, or raise NotVisible."""
    deposit = visible_deposit(user, pk)
    record(Action.DEPOSIT_VIEWED, user, entity=deposit.entity, deposit=pk)
    fields = deposit.read_fields
    names = {**READ_AS, "total_tva": "total_tva"}
    read_dossiers = {one["value"]: _proposal(one) for one in fields.get("dossiers", ())}
    return DepositView(
        deposit=deposit,
        proposals={name: _proposal(fields[read_as]) for name, read_as in names.items() if fields.get(read_as)},
        dossiers=_dossiers(deposit, user, read_dossiers),
        more_dossiers=[one for number, one in read_dossiers.items() if number not in deposit.dossiers],
        findings=findings_now(deposit, user),
        pages=list(deposit.pages.all()),
        pieces=list(deposit.pieces.all()),
    )


def _proposal(read: dict[str, Any]) -> Proposal:
    return Proposal(**{name: read[name] for name in ("value", "confidence", "accepted", "page", "bbox", "text")})


def _dossiers(deposit: Deposit, user: User, proposals: dict[str, Proposal]) -> list[DossierLine]:
    account = list(depositing_entities(user))
    known = account_dossiers(account).in_bulk(deposit.dossiers, field_name="key")
    return [
        DossierLine(
            number=number,
            printed=dossier_rules.format(number),
            known=number in known,
            title=known[number].title if number in known else "",
            trainee=known[number].trainee if number in known else "",
            state=known[number].get_state_display() if number in known else "",
            amount_ht=amount,
            proposal=proposals.get(number),
        )
        for number, amount in amounts_of(deposit, account).items()
    ]
