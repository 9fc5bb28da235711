"""What programs call their deposits, so that a request that is sent again deposits nothing again."""

from django.db import models

from akto_invoice.portal.models.deposit import Deposit
from akto_invoice.portal.models.user import User


class DepositKey(models.Model):
    """The key under which a user's program made a deposit, and the digest of all that it sent with it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="deposit_keys", verbose_name="utilisateur")
    key = models.CharField("clé", max_length=255)
    digest = models.CharField(max_length=64)
    deposit = models.OneToOneField(Deposit, models.CASCADE, related_name="key", verbose_name="dépôt")

    class Meta:
        verbose_name = "clé d'idempotence"
        verbose_name_plural = "clés d'idempotence"
        constraints = (models.UniqueConstraint(fields=("user", "key"), name="deposit_key_once"),)

    def __str__(self) -> str:
        return self.key
