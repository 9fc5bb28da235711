"""Make a token: its owner chooses the entities, the rights and how long it lives."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from akto_invoice.portal.errors import NotAllowed, TokenRefused
from akto_invoice.portal.models import Action, ApiToken, ApiTokenGrant, User
from akto_invoice.portal.workflows.access import memberships_of, visible_entity
from akto_invoice.portal.workflows.notify import send_message
from akto_invoice.portal.workflows.record import record
from akto_invoice.portal.workflows.tokens.secret import PREFIX_LENGTH, digest, new_secret

MAX_DAYS: Final = 366
MAX_TOKENS: Final = 20


@dataclass(frozen=True, slots=True)
class Grant:
    """What a token is to be allowed for one entity, beyond consulting."""

    siret: str
    deposit: bool = False
    bank_details: bool = False


@transaction.atomic
def make_token(user: User, name: str, days: int, grants: Collection[Grant]) -> tuple[ApiToken, str]:
    """Return the new token and its secret, which is nowhere kept: it is shown this once.

    Raises TokenRefused, NotVisible (an entity is not the user's) and NotAllowed (a right is not the user's).
    """
    if user.is_agent:
        raise NotAllowed("L'API est faite pour les logiciels des émetteurs : un compte d'agent n'a pas de jeton.")
    if not name.strip() or len(name) > 60:
        raise TokenRefused("Donnez au jeton un nom de 60 caractères au plus, par exemple celui du logiciel.")
    if not 1 <= days <= MAX_DAYS:
        raise TokenRefused(f"Un jeton vit de 1 à {MAX_DAYS} jours : choisissez une durée.")
    if not grants or len({grant.siret for grant in grants}) < len(grants):
        raise TokenRefused("Choisissez au moins une entité, et chacune une seule fois.")
    User.objects.select_for_update().get(pk=user.pk)  # tokens of one user are made one after the other
    now = timezone.now()
    if user.tokens.filter(revoked_at=None, expires_at__gt=now).count() >= MAX_TOKENS:
        raise TokenRefused(f"Vous avez déjà {MAX_TOKENS} jetons actifs : révoquez ceux qui ne servent plus.")
    secret = new_secret()
    token = ApiToken.objects.create(
        user=user,
        name=name.strip(),
        prefix=secret[:PREFIX_LENGTH],
        digest=digest(secret),
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    ApiTokenGrant.objects.bulk_create(_granted(user, token, grant) for grant in grants)
    record(Action.TOKEN_MADE, user, prefix=token.prefix, entities=sorted(grant.siret for grant in grants))
    send_message.enqueue(
        user.email,
        "Un jeton d'API a été créé",
        f"Le jeton « {token.name} » vient d'être créé sur votre compte Mon Espace : un logiciel peut agir en votre nom."
        "\n\nSi ce n'est pas vous, révoquez-le dans la rubrique « Jetons d'API » et changez de mot de passe.\n\nAKTO",
    )
    return token, secret


def _granted(user: User, token: ApiToken, grant: Grant) -> ApiTokenGrant:
    entity = visible_entity(user, grant.siret)
    membership = memberships_of(user).get(entity=entity)
    if (grant.deposit and not membership.can_deposit) or (grant.bank_details and not membership.can_manage_rib):
        raise NotAllowed(f"Vous n'avez pas vous-même ce droit pour {entity} : retirez-le du jeton.")
    return ApiTokenGrant(
        token=token, membership=membership, can_deposit=grant.deposit, can_manage_rib=grant.bank_details
    )
