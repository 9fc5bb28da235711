"""Find the dossiers that an invoice may be for."""

from typing import Final

from django.db.models import Q

from akto_invoice.portal.models import Dossier, DossierState, User
from akto_invoice.portal.models.keys import search_key
from akto_invoice.portal.workflows.deposit.access import depositing_entity
from akto_invoice.portal.workflows.deposit.entities import account_dossiers

MAX_FOUND: Final = 20


def find_dossiers(user: User, siret: str, q: str) -> list[Dossier]:
    """Return engaged dossiers of the entity whose number, title or trainee holds ``q``, newest first.

    Raises NotVisible.
    """
    dossiers = account_dossiers([depositing_entity(user, siret)]).filter(state=DossierState.ENGAGE)
    text, key = q.strip(), search_key(q)
    if text:
        wanted = Q(title__icontains=text) | Q(trainee__icontains=text)
        dossiers = dossiers.filter(wanted | Q(key__contains=key) if key else wanted)
    return list(dossiers[:MAX_FOUND])
