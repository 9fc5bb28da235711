"""Supporting documents: each keeps every version that was filed, and AKTO judges versions."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from akto_invoice.portal.models.invoice import Invoice
from akto_invoice.portal.models.user import User


class PieceNature(models.TextChoices):
    """What a supporting document is."""

    FACTURE = "facture", "Facture"
    FACTURE_ACQUITTEE = "facture-acquittee", "Facture acquittée"
    CERTIFICAT = "certificat", "Certificat de réalisation"
    EMARGEMENT = "emargement", "Feuille d'émargement"
    CONVENTION = "convention", "Convention de formation"
    RIB = "rib", "RIB"
    AUTRE = "autre", "Autre pièce"


class Conformity(models.TextChoices):
    """What AKTO says of a version."""

    A_VERIFIER = "a-verifier", "À VÉRIFIER"
    CONFORME = "conforme", "CONFORME"
    NON_CONFORME = "non-conforme", "NON CONFORME"


class Piece(models.Model):
    """A document that the payment of an invoice needs."""

    invoice = models.ForeignKey(Invoice, models.CASCADE, related_name="pieces", verbose_name="facture")
    nature = models.CharField("nature du document", max_length=20, choices=PieceNature)

    class Meta:
        verbose_name = "pièce justificative"
        verbose_name_plural = "pièces justificatives"
        ordering = ("pk",)
        constraints = (models.CheckConstraint(condition=Q(nature__in=PieceNature.values), name="piece_nature_known"),)

    def __str__(self) -> str:
        return self.get_nature_display()

    @property
    def current(self) -> "PieceVersion":
        """The latest version. Prefetch ``versions`` where many pieces are shown."""
        return next(iter(self.versions.all()))


def stored_name(_: models.Model, __: str) -> str:
    """Return a fresh name for a file on disk: nothing of what the depositor called it reaches the file system."""
    name = uuid4().hex
    return f"{name[:2]}/{name}.pdf"


class PieceVersion(models.Model):
    """One file of a piece, numbered from 1. The latest counts; the others are history."""

    piece = models.ForeignKey(Piece, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField("version")
    file = models.FileField(upload_to=stored_name)
    name = models.CharField("nom du fichier", max_length=120)
    size = models.PositiveIntegerField("taille en octets")
    sha256 = models.CharField(max_length=64)
    filed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="déposée par")
    filed_at = models.DateTimeField("déposée le")
    conformity = models.CharField("conformité", max_length=12, choices=Conformity, default=Conformity.A_VERIFIER)
    remark = models.CharField("motif", max_length=500, blank=True)

    class Meta:
        verbose_name = "version de pièce"
        verbose_name_plural = "versions de pièces"
        ordering = ("-number",)
        indexes = (models.Index(fields=["sha256"], name="version_sha256"),)
        constraints = (
            models.UniqueConstraint(fields=("piece", "number"), name="version_number_once"),
            models.CheckConstraint(condition=Q(conformity__in=Conformity.values), name="version_conformity_known"),
            models.CheckConstraint(
                condition=~Q(conformity=Conformity.NON_CONFORME) | ~Q(remark=""), name="version_refusal_has_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.piece}, version {self.number}"
