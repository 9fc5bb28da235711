"""Who saw and changed what: an append-only record, which the database itself defends with triggers."""

from typing import Any

from django.db import models
from django.utils import timezone

from akto_invoice.portal.models.entity import Entity
from akto_invoice.portal.models.invoice import Invoice
from akto_invoice.portal.models.user import User


class Action(models.TextChoices):
    """What was done. The first ones make the timeline that the issuer sees."""

    INVOICE_RECEIVED = "invoice.received", "Facture reçue"
    STATUS_CHANGED = "invoice.status", "Statut modifié"
    INVOICE_PAID = "invoice.paid", "Facture payée"
    PIECE_FILED = "piece.filed", "Pièce déposée"
    PIECE_JUDGED = "piece.judged", "Pièce examinée"
    LETTER_SENT = "letter.sent", "Courrier émis"
    INVOICE_VIEWED = "invoice.viewed", "Facture consultée"
    DOSSIER_VIEWED = "dossier.viewed", "Dossier consulté"
    ENTITY_VIEWED = "entity.viewed", "Entité consultée"
    FILE_DOWNLOADED = "file.downloaded", "Fichier téléchargé"
    LIST_EXPORTED = "list.exported", "Liste exportée"
    RIB_DEPOSITED = "rib.deposited", "RIB déposé"
    RIB_APPROVED = "rib.approved", "RIB approuvé"
    RIB_REJECTED = "rib.rejected", "RIB rejeté"
    RIB_VIEWED = "rib.viewed", "RIB consulté"
    TOKEN_MADE = "token.made", "Jeton d'API créé"
    TOKEN_REVOKED = "token.revoked", "Jeton d'API révoqué"
    DEPOSIT_RECEIVED = "deposit.received", "Fichier reçu"
    DEPOSIT_REPLACED = "deposit.replaced", "Fichier remplacé"
    DEPOSIT_MARKED = "deposit.marked", "Dépôt qualifié"
    DEPOSIT_PIECE = "deposit.piece", "Pièce jointe au dépôt"
    DEPOSIT_UNPIECED = "deposit.unpieced", "Pièce retirée du dépôt"
    DEPOSIT_CANCELLED = "deposit.cancelled", "Dépôt annulé"
    DEPOSIT_SENT = "deposit.sent", "Dépôt envoyé"
    DEPOSIT_ANALYSED = "deposit.analysed", "Dépôt analysé"
    DEPOSIT_VIEWED = "deposit.viewed", "Dépôt consulté"
    DEPOSIT_CORRECTED = "deposit.corrected", "Dépôt corrigé"
    DEPOSIT_VALIDATED = "deposit.validated", "Dépôt validé"
    DEPOSIT_RETURNED = "deposit.returned", "Dépôt rendu à son auteur"
    DEPOSIT_TRANSMITTED = "deposit.transmitted", "Dépôt transmis"


class AuditEvent(models.Model):
    """One act of one person, or of the portal itself where there is no actor.

    ``detail`` holds what is particular to the action, as ``docs/portal.md`` says; never an IBAN.
    """

    at = models.DateTimeField("date", default=timezone.now)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="auteur")
    action = models.CharField(max_length=20, choices=Action)
    invoice = models.ForeignKey(Invoice, models.PROTECT, null=True, related_name="events", verbose_name="facture")
    entity = models.ForeignKey(Entity, models.PROTECT, null=True, related_name="events", verbose_name="entité")
    detail = models.JSONField("détail", default=dict)

    class Meta:
        verbose_name = "événement d'audit"
        verbose_name_plural = "événements d'audit"
        ordering = ("-at", "-pk")
        indexes = (
            models.Index(fields=["invoice", "at"], name="event_of_invoice"),
            models.Index(fields=["-at"], name="event_at"),
        )

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M} {self.get_action_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Append; a record that exists cannot be changed."""
        if not self._state.adding:
            raise TypeError("An audit event is never changed.")
        super().save(*args, **kwargs)
