"""Training actions that AKTO finances: an invoice is paid for the dossiers that it bears."""

from typing import Any

from django.db import models

from akto_invoice.portal.models.entity import Entity
from akto_invoice.portal.models.keys import search_key


class Dispositif(models.TextChoices):
    """The scheme under which a training action is financed. FPE is never spelled out: it means several things."""

    APPRENTISSAGE = "apprentissage", "Contrat d'apprentissage"
    PROFESSIONNALISATION = "professionnalisation", "Contrat de professionnalisation"
    ACTION_DE_FORMATION = "action-de-formation", "Action de formation"
    PRO_A = "pro-a", "Reconversion ou Promotion par alternance ProA"
    CIPI = "cipi", "CIPI"
    CDPI = "cdpi", "CDPI"
    CAR = "car", "CAR"
    CPNSST = "cpnsst", "CPNSST"
    FPE = "fpe", "FPE"


class DossierState(models.TextChoices):
    """Where a dossier stands, in the words of public OPCO interfaces; ENGAGE is what a deposit needs."""

    TRANSMIS = "transmis", "Transmis"
    EN_COURS_INSTRUCTION = "en-cours-instruction", "En cours d'instruction"
    ENGAGE = "engage", "Engagé"
    REFUSE = "refuse", "Refusé"
    ANNULE = "annule", "Annulé"
    RUPTURE = "rupture", "Rupture"
    SOLDE = "solde", "Soldé"


class Dossier(models.Model):
    """One training action of one company with one training organisation.

    With ``subrogation`` AKTO pays the provider directly; without it, it reimburses the employer.
    """

    number = models.CharField("n° de dossier", max_length=20)
    key = models.CharField(max_length=20, unique=True, editable=False)
    dispositif = models.CharField(max_length=20, choices=Dispositif)
    title = models.CharField("intitulé", max_length=200)
    trainee = models.CharField("stagiaire", max_length=120)
    state = models.CharField("état", max_length=20, choices=DossierState)
    subrogation = models.BooleanField()
    employer = models.ForeignKey(Entity, models.PROTECT, related_name="employer_dossiers", verbose_name="employeur")
    provider = models.ForeignKey(
        Entity, models.PROTECT, related_name="provider_dossiers", verbose_name="organisme de formation"
    )
    engaged_ht = models.DecimalField("montant engagé HT", max_digits=12, decimal_places=2)

    class Meta:
        ordering = ("-key",)
        constraints = (
            models.CheckConstraint(condition=models.Q(key__regex="^[A-Z0-9]+$"), name="dossier_key_plain"),
            models.CheckConstraint(condition=models.Q(engaged_ht__gte=0), name="dossier_engaged_positive"),
            models.CheckConstraint(condition=models.Q(state__in=DossierState.values), name="dossier_state_known"),
            models.CheckConstraint(
                condition=models.Q(dispositif__in=Dispositif.values), name="dossier_dispositif_known"
            ),
        )

    def __str__(self) -> str:
        return self.number

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the key that follows from the number."""
        self.key = search_key(self.number)
        super().save(*args, **kwargs)
