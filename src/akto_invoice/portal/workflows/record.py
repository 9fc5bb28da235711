"""The one way into the audit."""

from typing import Any

from akto_invoice.portal.models import Action, AuditEvent, Entity, Invoice, User


def record(
    action: Action,
    actor: User | None,
    *,
    invoice: Invoice | None = None,
    entity: Entity | None = None,
    **detail: Any,
) -> AuditEvent:
    """Append an event; ``detail`` holds what ``docs/portal.md`` says for the action, as JSON values."""
    return AuditEvent.objects.create(action=action, actor=actor, invoice=invoice, entity=entity, detail=detail)
