"""What became of a planned invoice until now: the events, pieces and letters that agree with its status.

Each fate is a row of acts, each some working days after the one before; those that would lie ahead of now have not
happened yet. The acts move along the portal's own table of transitions.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, Final, TypeAlias

from django.utils import timezone

from akto_invoice.portal.demo.catalogue import Fault
from akto_invoice.portal.demo.plan import Fate, PlannedInvoice
from akto_invoice.portal.models import (
    Action,
    Conformity,
    LetterNature,
    PaymentMeans,
    PieceNature,
    Reason,
    Status,
)
from akto_invoice.portal.workflows.transitions import transition


@dataclass(slots=True)
class PastVersion:
    """A version as it was filed, and what AKTO said of it."""

    filed_at: datetime
    conformity: Conformity = Conformity.A_VERIFIER
    remark: str = ""


@dataclass(slots=True)
class PastPiece:
    """A piece with its versions, first one first."""

    nature: PieceNature
    versions: list[PastVersion]


@dataclass(frozen=True, slots=True)
class PastLetter:
    """A letter."""

    nature: LetterNature
    sent_at: datetime
    body: str


@dataclass(frozen=True, slots=True)
class PastEvent:
    """An audit event. ``about`` is the piece or letter whose key its ``detail`` will name."""

    at: datetime
    action: Action
    by_agent: bool
    detail: dict[str, Any] = field(default_factory=dict)
    about: PastPiece | PastLetter | None = None


@dataclass(slots=True)
class History:
    """Everything about one invoice up to now; the acts below add to it."""

    plan: PlannedInvoice
    rng: Random
    clock: datetime
    status: Status = Status.RECUE
    pieces: list[PastPiece] = field(default_factory=list)
    letters: list[PastLetter] = field(default_factory=list)
    events: list[PastEvent] = field(default_factory=list)
    paid_on: date | None = None
    paid_by: PaymentMeans | None = None

    @property
    def fault(self) -> Fault:
        """What AKTO objects to; only those fates have acts that ask, for which one was planned."""
        assert self.plan.fault is not None  # noqa: S101
        return self.plan.fault

    def tell(self, action: Action, *, by_agent: bool = True, about: Any = None, **detail: Any) -> None:
        """Add an event some minutes after the one before."""
        self.clock += timedelta(minutes=self.rng.randint(2, 11))
        self.events.append(PastEvent(self.clock, action, by_agent, detail, about))

    def move(self, end: Status, reason: Reason | None = None, message: str = "") -> None:
        """Change the status, as the table of transitions allows."""
        transition(self.status, end, reason)
        start, self.status = self.status, end
        self.tell(Action.STATUS_CHANGED, start=start, end=end, reason=reason or "", message=message)

    def file(self, piece: PastPiece) -> None:
        """File another version of a piece."""
        number = len(piece.versions) + 1
        self.tell(Action.PIECE_FILED, by_agent=False, about=piece, nature=piece.nature, version=number)
        piece.versions.append(PastVersion(self.clock))

    def judge(self, piece: PastPiece, conformity: Conformity, remark: str = "") -> None:
        """Say whether the latest version of a piece is in order."""
        version = piece.versions[-1]
        version.conformity, version.remark = conformity, remark
        self.tell(
            Action.PIECE_JUDGED,
            about=piece,
            nature=piece.nature,
            version=len(piece.versions),
            conformity=conformity,
            remark=remark,
        )

    def send(self, nature: LetterNature, body: str) -> None:
        """Send a letter."""
        letter = PastLetter(nature, self.clock, f"Madame, Monsieur,\n\n{body}\n\nCordialement,")
        self.letters.append(letter)
        self.tell(Action.LETTER_SENT, about=letter, nature=nature)


Act: TypeAlias = Callable[[History], None]


def history_of(plan: PlannedInvoice, rng: Random, now: datetime) -> History:
    """Return the invoice's history up to ``now``."""
    history = History(plan, rng, min(_office_hour(plan.received_on, rng), now - timedelta(minutes=90)))
    _receive(history)
    for act, least, most in _ACTS[plan.fate]:
        day = _days_later(timezone.localtime(history.clock).date(), rng.randint(least, most))
        at = max(_office_hour(day, rng), history.clock + timedelta(minutes=20))
        if at > now - timedelta(hours=2):
            break
        history.clock = at
        act(history)
    return history


def _receive(history: History) -> None:
    history.tell(Action.INVOICE_RECEIVED, by_agent=False)
    for nature in history.plan.natures:
        piece = PastPiece(nature, [])
        history.pieces.append(piece)
        history.file(piece)


def _take_up(history: History) -> None:
    history.move(Status.EN_INSTRUCTION)


def _examine(history: History) -> None:
    for piece in history.pieces:
        if piece.versions[-1].conformity == Conformity.A_VERIFIER:
            history.judge(piece, Conformity.CONFORME)


def _approve(history: History) -> None:
    history.move(Status.VALIDEE)


def _put_to_payment(history: History) -> None:
    history.move(Status.EN_COURS_PAIEMENT)


def _pay(history: History) -> None:
    transition(history.status, Status.PAYEE, None)
    history.status = Status.PAYEE
    history.paid_on = timezone.localtime(history.clock).date()
    history.paid_by = PaymentMeans.CHEQUE if history.rng.random() < 0.04 else PaymentMeans.VIREMENT
    history.tell(Action.INVOICE_PAID, means=history.paid_by, paid_on=history.paid_on.isoformat())
    if history.rng.random() < 0.4:
        history.send(
            LetterNature.PAIEMENT,
            f"Votre facture {history.plan.paper.number} a été payée le {history.paid_on:%d/%m/%Y} "
            f"par {history.paid_by.label.lower()}.",
        )


def _send_back(history: History) -> None:
    fault = history.fault
    for piece in history.pieces:
        is_faulty = piece.nature == fault.nature
        history.judge(piece, *((Conformity.NON_CONFORME, fault.remark) if is_faulty else (Conformity.CONFORME,)))
    history.move(Status.A_REGULARISER, fault.reason, fault.remark)
    history.send(
        LetterNature.DEMANDE_DE_PIECES,
        f"La pièce « {fault.nature.label} » de votre facture {history.plan.paper.number} n'est pas conforme : "
        f"{fault.remark}\n\nDéposez-en une nouvelle version dans Mon Espace, sur la page de la facture.",
    )


def _mend(history: History) -> None:
    history.file(next(piece for piece in history.pieces if piece.nature == history.fault.nature))


def _remind(history: History) -> None:
    history.send(
        LetterNature.RELANCE,
        f"Votre facture {history.plan.paper.number} attend toujours la pièce « {history.fault.nature.label} » : "
        f"{history.fault.remark}\n\nSans elle, nous ne pourrons pas la payer.",
    )


def _reject(history: History) -> None:
    fault = history.fault
    for piece in history.pieces:
        if piece.nature == fault.nature:
            history.judge(piece, Conformity.NON_CONFORME, fault.remark)
    history.move(Status.REJETEE, fault.reason, fault.remark)
    history.send(
        LetterNature.REJET,
        f"Votre facture {history.plan.paper.number} est rejetée.\n\nMotif : {fault.reason.label}. {fault.remark}",
    )


def _reject_duplicate(history: History) -> None:
    history.move(Status.REJETEE, Reason.DOUBLON, "Une facture de même numéro est déjà enregistrée.")


def _cancel(history: History) -> None:
    history.move(Status.ANNULEE, Reason.NON_CONFORME, "Annulée à la demande de l'émetteur.")


_PAYMENT: Final[tuple[tuple[Act, int, int], ...]] = (
    (_examine, 0, 6),
    (_approve, 0, 2),
    (_put_to_payment, 1, 4),
    (_pay, 4, 12),
)
_ACTS: Final[dict[Fate, tuple[tuple[Act, int, int], ...]]] = {
    Fate.SMOOTH: ((_take_up, 1, 6), *_PAYMENT),
    Fate.MENDED: ((_take_up, 1, 6), (_send_back, 1, 6), (_mend, 3, 18), (_take_up, 1, 5), *_PAYMENT),
    Fate.STUCK: ((_take_up, 1, 6), (_send_back, 1, 6), (_remind, 20, 30), (_remind, 20, 30)),
    Fate.REJECTED: ((_take_up, 1, 5), (_reject, 1, 7)),
    Fate.CANCELLED: ((_cancel, 1, 5),),
    Fate.CREDITED: ((_take_up, 1, 6), (_examine, 0, 6), (_approve, 0, 2)),
    Fate.DUPLICATE: ((_reject_duplicate, 1, 4),),
}
"""Each act with the least and the most working days before it."""


def _days_later(day: date, working_days: int) -> date:
    while working_days:
        day += timedelta(days=1)
        working_days -= day.weekday() < 5
    return day


def _office_hour(day: date, rng: Random) -> datetime:
    """A moment of the working day in Paris, whole seconds."""
    at = time(rng.randint(8, 16), rng.randint(0, 59), rng.randint(0, 59))
    return timezone.make_aware(datetime.combine(day, at))
