"""Bank accounts that AKTO may pay to: what was deposited, what the PDF says, and who approved it.

A RIB holds for entities and dispositifs (``RibScope``). Nothing is deleted when another takes its place: which one is
in force is a question of dates (``workflows/rib/in_force.py``).
"""

from typing import Final

from django.db import models
from django.db.models import F, Q

from akto_invoice.portal.models.dossier import Dispositif
from akto_invoice.portal.models.entity import Entity
from akto_invoice.portal.models.piece import stored_name
from akto_invoice.portal.models.user import User
from akto_invoice.rules import iban as ibans


class RibState(models.TextChoices):
    """Where a RIB stands. Only APPROUVE may be paid to, once its waiting period is over."""

    LECTURE = "lecture", "En cours de lecture"
    ILLISIBLE = "illisible", "Lecture impossible"
    A_COMPLETER = "a-completer", "À compléter"
    A_EXAMINER = "a-examiner", "À l'examen"
    APPROUVE = "approuve", "Approuvé"
    REJETE = "rejete", "Rejeté"
    ANNULE = "annule", "Annulé"


DRAFT: Final = (RibState.LECTURE, RibState.ILLISIBLE, RibState.A_COMPLETER)
"""The depositor has not validated it: nobody else sees it."""
_REVIEWED: Final = (RibState.APPROUVE, RibState.REJETE)


class Rib(models.Model):
    """A deposited RIB. ``iban`` and ``bic`` are compact; before the depositor validates, they are what was read.

    ``reading`` is the command line's contract for the PDF; ``findings`` are those of the last controls, each as
    code, level, message, remedy, field; ``overrides`` are the depositor's reasons by code.
    """

    depositor = models.ForeignKey(User, models.PROTECT, related_name="ribs", verbose_name="déposé par")
    state = models.CharField("état", max_length=12, choices=RibState, default=RibState.LECTURE)
    file = models.FileField(upload_to=stored_name)
    name = models.CharField("nom du fichier", max_length=120)
    size = models.PositiveIntegerField("taille en octets")
    sha256 = models.CharField(max_length=64)
    received_at = models.DateTimeField("reçu le")
    reading = models.JSONField("lecture", null=True, blank=True)
    picture = models.FileField("image de la première page", upload_to=stored_name, blank=True)
    problem = models.CharField("problème de lecture", max_length=500, blank=True)
    iban = models.CharField("IBAN", max_length=34, blank=True)
    bic = models.CharField("BIC", max_length=11, blank=True)
    comment = models.TextField("commentaire", max_length=1000, blank=True)
    findings = models.JSONField("constats", default=list, blank=True)
    overrides = models.JSONField("motifs", default=dict, blank=True)
    submitted_at = models.DateTimeField("validé le", null=True, blank=True)
    reviewed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="examiné par"
    )
    reviewed_at = models.DateTimeField("examiné le", null=True, blank=True)
    refusal = models.CharField("motif du rejet", max_length=500, blank=True)
    usable_from = models.DateTimeField("utilisable à partir du", null=True, blank=True)

    class Meta:
        verbose_name = "RIB"
        verbose_name_plural = "RIB"
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=["iban"], name="rib_iban"),
            models.Index(fields=["state", "id"], name="rib_state"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(state__in=RibState.values), name="rib_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=(*DRAFT, RibState.ANNULE))
                | Q(submitted_at__isnull=False) & ~Q(iban="") & ~Q(bic=""),
                name="rib_account_when_validated",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_REVIEWED, reviewed_by__isnull=False, reviewed_at__isnull=False)
                | ~Q(state__in=_REVIEWED) & Q(reviewed_by__isnull=True, reviewed_at__isnull=True),
                name="rib_review_has_reviewer",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("depositor")), name="rib_four_eyes"
            ),
            models.CheckConstraint(
                condition=Q(state=RibState.APPROUVE, usable_from__isnull=False)
                | ~Q(state=RibState.APPROUVE) & Q(usable_from__isnull=True),
                name="rib_usable_when_approved",
            ),
            models.CheckConstraint(condition=~Q(state=RibState.REJETE) | ~Q(refusal=""), name="rib_refusal_has_reason"),
        )

    def __str__(self) -> str:
        return f"RIB n° {self.pk}"

    @property
    def is_open(self) -> bool:
        """Tell whether nobody has decided on it yet."""
        return self.state in {*DRAFT, RibState.A_EXAMINER}

    @property
    def payees(self) -> list[Entity]:
        """Whom the account pays. Prefetch ``scopes__entity`` where many RIBs are shown."""
        return list(dict.fromkeys(scope.entity for scope in self.scopes.all()))

    @property
    def masked_iban(self) -> str:
        """The ends of the IBAN: what lists show."""
        return ibans.masked(self.iban) if self.iban else ""

    @property
    def printed_iban(self) -> str:
        """The IBAN in groups of four."""
        return ibans.format(self.iban)


class RibScope(models.Model):
    """What a RIB is for: one entity and one dispositif, or all of the entity's (« Tous ») where it is empty."""

    rib = models.ForeignKey(Rib, models.CASCADE, related_name="scopes")
    entity = models.ForeignKey(Entity, models.PROTECT, related_name="rib_scopes", verbose_name="entreprise")
    dispositif = models.CharField(max_length=20, choices=Dispositif, blank=True)

    class Meta:
        verbose_name = "usage d'un RIB"
        verbose_name_plural = "usages de RIB"
        ordering = ("entity__name", "dispositif")
        constraints = (
            models.UniqueConstraint(fields=("rib", "entity", "dispositif"), name="rib_scope_once"),
            models.CheckConstraint(
                condition=Q(dispositif__in=["", *Dispositif.values]), name="rib_scope_dispositif_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.entity}, {self.get_dispositif_display() or 'tous dispositifs'}"
