"""The history of an invoice in sentences, for those who may see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from akto_invoice.portal.models import (
    Action,
    AuditEvent,
    Conformity,
    Invoice,
    LetterNature,
    PaymentMeans,
    PieceNature,
    Reason,
    Status,
    User,
)

_SHOWN: Final = (
    Action.INVOICE_RECEIVED,
    Action.STATUS_CHANGED,
    Action.INVOICE_PAID,
    Action.PIECE_FILED,
    Action.PIECE_JUDGED,
    Action.LETTER_SENT,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the timeline: when, what, why, and who, where the reader may know."""

    at: datetime
    text: str
    detail: str
    actor: str


def timeline_of(invoice: Invoice, reader: User) -> list[Step]:
    """Return the steps, latest first. Issuers read « AKTO » in place of an agent's name."""
    events = invoice.events.filter(action__in=_SHOWN).select_related("actor").order_by("-at", "-pk")
    return [Step(event.at, *_sentence(event), _actor(event, reader)) for event in events]


def _actor(event: AuditEvent, reader: User) -> str:
    if event.actor is None:
        return ""
    return "AKTO" if event.actor.is_agent and not reader.is_agent else str(event.actor)


def _sentence(event: AuditEvent) -> tuple[str, str]:
    detail: Mapping[str, str] = event.detail
    match event.action:
        case Action.STATUS_CHANGED:
            reason = Reason(detail["reason"]).label if detail["reason"] else ""
            why = " - ".join(text for text in (reason, detail["message"]) if text)
            return f"Statut : {Status(detail['end']).label}", why
        case Action.INVOICE_PAID:
            return f"Facture payée par {PaymentMeans(detail['means']).label.lower()}", ""
        case Action.PIECE_FILED:
            return f"{PieceNature(detail['nature']).label} : version {detail['version']} déposée", ""
        case Action.PIECE_JUDGED:
            verdict = Conformity(detail["conformity"]).label
            return f"{PieceNature(detail['nature']).label}, version {detail['version']} : {verdict}", detail["remark"]
        case Action.LETTER_SENT:
            return LetterNature(detail["nature"]).label, ""
        case _:
            return Action(event.action).label, ""
