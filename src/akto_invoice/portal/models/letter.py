"""Letters that AKTO sends about an invoice."""

from django.db import models
from django.db.models import Q

from akto_invoice.portal.models.invoice import Invoice
from akto_invoice.portal.models.piece import stored_name
from akto_invoice.portal.models.user import User


class LetterNature(models.TextChoices):
    """What a letter is for."""

    RELANCE = "relance", "Courrier de relance sur facture"
    DEMANDE_DE_PIECES = "demande-de-pieces", "Demande de pièces justificatives"
    REJET = "rejet", "Courrier de rejet de facture"
    PAIEMENT = "paiement", "Avis de paiement"


class Letter(models.Model):
    """A letter; its PDF is made in the background, so ``file`` is empty for a moment."""

    invoice = models.ForeignKey(Invoice, models.CASCADE, related_name="letters", verbose_name="facture")
    nature = models.CharField("nature du courrier", max_length=20, choices=LetterNature)
    body = models.TextField("texte")
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="émis par")
    sent_at = models.DateTimeField("date d'envoi")
    file = models.FileField(upload_to=stored_name, blank=True)

    class Meta:
        verbose_name = "courrier"
        ordering = ("-sent_at", "-pk")
        constraints = (models.CheckConstraint(condition=Q(nature__in=LetterNature.values), name="letter_nature_known"),)

    def __str__(self) -> str:
        return self.get_nature_display()
