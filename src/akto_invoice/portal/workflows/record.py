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
    """Append an event; ``detail`` holds what ``docs/portal.md`` says for the action, as JSON values.

    Where a program acted for the user, it also holds the beginning of its token.
    """
    if actor is not None and actor.token is not None:
        detail["by_token"] = actor.token.prefix
    return AuditEvent.objects.create(action=action, actor=actor, invoice=invoice, entity=entity, detail=detail)
