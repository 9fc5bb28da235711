"""Invoices on their way to AKTO: a file that was dropped, what was read of it, and what the user says is right."""

from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from akto_invoice.portal.models.entity import Entity
from akto_invoice.portal.models.invoice import Invoice
from akto_invoice.portal.models.piece import PieceNature, stored_name
from akto_invoice.portal.models.user import User


class DepositState(models.TextChoices):
    """Where a deposit stands; ``workflows.deposit.states`` says how it moves."""

    BROUILLON = "brouillon", "À envoyer"
    EN_ANALYSE = "en-analyse", "En cours d'analyse"
    ILLISIBLE = "illisible", "Lecture impossible"
    A_VALIDER = "a-valider", "À valider"
    VALIDE = "valide", "Validée, transmission en cours"
    TRANSMIS = "transmis", "Transmise"
    ANNULE = "annule", "Annulée"


class FileKind(models.TextChoices):
    """What the pages of a PDF are: a page of type image takes longer to read (guide, « Déposer une facture 4/7 »)."""

    TEXT = "text", "Texte"
    IMAGE = "image", "Image"
    MIXED = "mixed", "Texte et image"


class Deposit(models.Model):
    """One dropped file, which becomes one invoice.

    ``reading`` is the JSON of the command line's contract, as it was read and never changed after; the values beside
    it are the user's, prefilled by it. ``dossiers`` are numbers in their compact form; ``amounts`` says what part of
    the total HT is for each of them, where the user has said so. ``revision`` grows with each change of what the user
    validates, so that nobody validates or overwrites what another tab has changed. ``findings`` are those of the last
    controls, ``overrides`` the reasons given for going over warnings, by their codes.
    """

    entity = models.ForeignKey(Entity, models.PROTECT, related_name="deposits", verbose_name="entité")
    depositor = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="déposée par")
    state = models.CharField("état", max_length=12, choices=DepositState, default=DepositState.BROUILLON)

    file = models.FileField(upload_to=stored_name, blank=True)
    name = models.CharField("nom du fichier", max_length=120)
    size = models.PositiveIntegerField("taille en octets")
    sha256 = models.CharField(max_length=64, db_index=True)
    page_count = models.PositiveSmallIntegerField("nombre de pages")
    kind = models.CharField("type de PDF", max_length=5, choices=FileKind)

    is_avoir = models.BooleanField("avoir", default=False)
    is_avoir_chosen = models.BooleanField("avoir : choix de l'utilisateur", default=False)
    is_first_instalment = models.BooleanField("premier acompte ou frais annexes", default=False)

    received_at = models.DateTimeField("déposée le")
    sent_at = models.DateTimeField("envoyée le", null=True)
    analysed_at = models.DateTimeField("analysée le", null=True)
    validated_at = models.DateTimeField("validée le", null=True)
    validated_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="validée par")
    transmitted_at = models.DateTimeField("transmise le", null=True)

    number = models.CharField("numéro de facture", max_length=35, blank=True)
    issued_on = models.DateField("date de facture", null=True)
    total_ht = models.DecimalField("montant HT", max_digits=12, decimal_places=2, null=True)
    total_ttc = models.DecimalField("montant TTC", max_digits=12, decimal_places=2, null=True)
    siret = models.CharField("SIRET", max_length=14, blank=True)
    dossiers = models.JSONField("dossiers", default=list)
    amounts = models.JSONField("montant HT par dossier", default=dict)

    reading = models.JSONField("lecture", null=True)
    findings = models.JSONField("contrôles", default=list)
    overrides = models.JSONField("motifs de passage outre", default=dict)
    error_code = models.CharField("code d'erreur", max_length=30, blank=True)
    error_message = models.TextField("erreur", blank=True)
    revision = models.PositiveIntegerField(default=0)
    invoice = models.OneToOneField(Invoice, models.PROTECT, null=True, related_name="deposit", verbose_name="facture")

    class Meta:
        verbose_name = "dépôt"
        ordering = ("pk",)
        indexes = (
            models.Index(fields=["entity", "state", "id"], name="deposit_of_entity"),
            models.Index(fields=["id"], condition=Q(state=DepositState.VALIDE), name="deposit_validated"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(state__in=DepositState.values), name="deposit_state_known"),
            models.CheckConstraint(condition=Q(kind__in=FileKind.values), name="deposit_kind_known"),
            models.CheckConstraint(
                condition=Q(state=DepositState.TRANSMIS, invoice__isnull=False, transmitted_at__isnull=False)
                | ~Q(state=DepositState.TRANSMIS) & Q(invoice__isnull=True, transmitted_at__isnull=True),
                name="deposit_invoice_once_transmitted",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[DepositState.VALIDE, DepositState.TRANSMIS])
                | Q(
                    issued_on__isnull=False,
                    total_ht__isnull=False,
                    total_ttc__isnull=False,
                    total_ht__gte=0,
                    total_ttc__gte=F("total_ht"),
                    siret__regex=r"^[0-9]{14}$",
                    validated_at__isnull=False,
                    validated_by__isnull=False,
                )
                & ~Q(number="")
                & ~Q(dossiers=[]),
                name="deposit_complete_once_validated",
            ),
            models.CheckConstraint(
                condition=~Q(state=DepositState.ILLISIBLE) | ~Q(error_code="") & ~Q(error_message=""),
                name="deposit_refusal_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(state=DepositState.ANNULE) | ~Q(file=""), name="deposit_file_until_cancelled"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_image(self) -> bool:
        """Tell whether pages have to be recognised, which takes longer."""
        return self.kind != FileKind.TEXT

    @property
    def read_fields(self) -> dict[str, Any]:
        """The fields of the reading; none before it, or where the file could not be read."""
        return (self.reading or {}).get("fields") or {}


class DepositPiece(models.Model):
    """A supporting document that goes with a deposit."""

    deposit = models.ForeignKey(Deposit, models.CASCADE, related_name="pieces", verbose_name="dépôt")
    nature = models.CharField("nature du document", max_length=20, choices=PieceNature)
    file = models.FileField(upload_to=stored_name)
    name = models.CharField("nom du fichier", max_length=120)
    size = models.PositiveIntegerField("taille en octets")
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="ajoutée par")
    added_at = models.DateTimeField("ajoutée le")

    class Meta:
        verbose_name = "pièce d'un dépôt"
        verbose_name_plural = "pièces de dépôts"
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(nature__in=sorted(set(PieceNature.values) - {PieceNature.FACTURE})),
                name="deposit_piece_nature",
            ),
        )

    def __str__(self) -> str:
        return self.get_nature_display()


def stored_image(_: models.Model, __: str) -> str:
    """Return a fresh name for the picture of a page."""
    name = uuid4().hex
    return f"{name[:2]}/{name}.jpg"


class DepositPage(models.Model):
    """A page as it is shown beside the values: its picture, and its words from the same reading, OCR included.

    ``words`` are ``[text, x0, y0, x1, y1]``, in points like ``width`` and ``height``, origin at the top left of the
    page as displayed.
    """

    deposit = models.ForeignKey(Deposit, models.CASCADE, related_name="pages", verbose_name="dépôt")
    number = models.PositiveSmallIntegerField("page")
    width = models.FloatField("largeur")
    height = models.FloatField("hauteur")
    image = models.FileField(upload_to=stored_image)
    words = models.JSONField("mots", default=list)

    class Meta:
        verbose_name = "page d'un dépôt"
        verbose_name_plural = "pages de dépôts"
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("deposit", "number"), name="deposit_page_once"),)

    def __str__(self) -> str:
        return f"{self.deposit}, page {self.number}"
