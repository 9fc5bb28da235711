"""Tokens by which programs act for a user over the HTTP API, and the counts that keep them within bounds."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from akto_invoice.portal.models.entity import Membership
from akto_invoice.portal.models.user import User


class ApiToken(models.Model):
    """A token of a user. Only its digest is kept: who reads the database cannot use it.

    ``prefix`` is its beginning, by which a person recognises it.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens", verbose_name="utilisateur")
    name = models.CharField("nom", max_length=60)
    prefix = models.CharField("début", max_length=13)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField("créé le", default=timezone.now)
    expires_at = models.DateTimeField("expire le")
    last_used_at = models.DateTimeField("dernier usage", null=True)
    revoked_at = models.DateTimeField("révoqué le", null=True)

    class Meta:
        verbose_name = "jeton d'API"
        verbose_name_plural = "jetons d'API"
        ordering = ("-made_at", "-pk")
        constraints = (models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="token_expires"),)

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @property
    def is_usable(self) -> bool:
        """Tell whether the token is neither revoked nor expired."""
        return self.revoked_at is None and self.expires_at > timezone.now()


class ApiTokenGrant(models.Model):
    """What a token may do for one entity, beyond consulting: never more than the membership that it hangs on allows."""

    token = models.ForeignKey(ApiToken, models.CASCADE, related_name="grants")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="grants")
    can_deposit = models.BooleanField("peut déposer", default=False)
    can_manage_rib = models.BooleanField("peut voir les RIB", default=False)

    class Meta:
        verbose_name = "droit d'un jeton"
        verbose_name_plural = "droits d'un jeton"
        constraints = (models.UniqueConstraint(fields=("token", "membership"), name="grant_once"),)

    def __str__(self) -> str:
        return f"{self.token} pour {self.membership.entity}"


class RateCount(models.Model):
    """How often something happened since its period began; it ends at ``ends_at``, in seconds since 1970."""

    key = models.CharField(max_length=100, primary_key=True)
    count = models.PositiveIntegerField()
    ends_at = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"{self.key} : {self.count}"
