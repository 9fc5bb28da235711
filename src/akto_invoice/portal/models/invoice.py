"""Invoices, avoirs and proformas groupées, and what they are made out for."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from akto_invoice.portal.models.dossier import Dispositif, Dossier
from akto_invoice.portal.models.entity import Entity
from akto_invoice.portal.models.keys import search_key, search_text
from akto_invoice.portal.models.status import AT_WORK, CLOSED, WITHDRAWN, Status


class InvoiceKind(models.TextChoices):
    """A proforma groupée sums demandes de remboursement (temporary work); the others bear dossiers."""

    FACTURE = "facture", "Facture"
    AVOIR = "avoir", "Avoir"
    PROFORMA = "proforma", "Proforma groupée"


class PaymentMeans(models.TextChoices):
    """How AKTO pays."""

    VIREMENT = "virement", "Virement"
    CHEQUE = "cheque", "Chèque"


class Invoice(models.Model):
    """An invoice as AKTO received it. Amounts are in euros and positive, also on an avoir.

    ``reference`` is the issuer's own number; the primary key is AKTO's, shown as « Identifiant ».
    ``search_text`` holds all that the quick search looks in, as keys with a space between them: one index then answers
    a search over four tables. Whoever changes the numbers of an invoice calls ``refresh_search_text``.
    """

    reference = models.CharField("référence", max_length=35)
    reference_key = models.CharField(max_length=35, editable=False)
    search_text = models.TextField(editable=False, default="")
    kind = models.CharField("type", max_length=10, choices=InvoiceKind, default=InvoiceKind.FACTURE)
    # Its index is one of those below.
    issuer = models.ForeignKey(Entity, models.PROTECT, related_name="invoices", verbose_name="émetteur", db_index=False)
    issued_on = models.DateField("date d'émission")
    received_on = models.DateField("date de réception", default=timezone.localdate)
    total_ht = models.DecimalField("montant HT", max_digits=12, decimal_places=2)
    total_ttc = models.DecimalField("montant TTC", max_digits=12, decimal_places=2)
    credit_ht = models.DecimalField("montant avoir HT", max_digits=12, decimal_places=2, default=0)
    credit_ttc = models.DecimalField("montant avoir TTC", max_digits=12, decimal_places=2, default=0)
    status = models.CharField("statut", max_length=20, choices=Status, default=Status.RECUE)
    paid_on = models.DateField("payé le", null=True, blank=True)
    paid_by = models.CharField("payé par", max_length=10, choices=PaymentMeans, blank=True)
    paid_iban = models.CharField("IBAN", max_length=34, blank=True)
    paid_bic = models.CharField("BIC", max_length=11, blank=True)
    dossiers = models.ManyToManyField(Dossier, through="InvoiceDossier", related_name="invoices")

    class Meta:
        verbose_name = "facture"
        ordering = ("-received_on", "-pk")
        # Those by issuer and by day of reception are in a migration: PostgreSQL's hold every column of the list.
        indexes = (
            models.Index(fields=["issued_on", "id"], name="invoice_issued"),
            models.Index(fields=["status", "received_on", "id"], name="invoice_status"),
            models.Index(fields=["kind", "received_on", "id"], name="invoice_kind"),
            models.Index(fields=["reference_key", "id"], name="invoice_reference"),
            models.Index(fields=["total_ht", "id"], name="invoice_ht"),
            models.Index(fields=["total_ttc", "id"], name="invoice_ttc"),
            models.Index(fields=["received_on", "id"], condition=Q(status__in=sorted(AT_WORK)), name="invoice_at_work"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(status__in=Status.values), name="invoice_status_known"),
            models.CheckConstraint(condition=Q(kind__in=InvoiceKind.values), name="invoice_kind_known"),
            models.CheckConstraint(condition=~Q(reference_key=""), name="invoice_reference_searchable"),
            models.CheckConstraint(
                condition=Q(total_ht__gte=0, total_ttc__gte=F("total_ht")), name="invoice_totals_ordered"
            ),
            models.CheckConstraint(
                condition=Q(credit_ht__gte=0, credit_ttc__gte=F("credit_ht"), credit_ttc__lte=F("total_ttc")),
                name="invoice_credit_within_total",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.PAYEE, paid_on__isnull=False) & ~Q(paid_by="")
                | ~Q(status=Status.PAYEE) & Q(paid_on__isnull=True, paid_by="", paid_iban="", paid_bic=""),
                name="invoice_payment_only_when_paid",
            ),
            models.CheckConstraint(
                condition=~Q(paid_by=PaymentMeans.VIREMENT) | ~Q(paid_iban="") & ~Q(paid_bic=""),
                name="invoice_transfer_names_account",
            ),
            models.UniqueConstraint(
                fields=("issuer", "reference_key"),
                condition=~Q(status__in=sorted(WITHDRAWN)),
                name="invoice_reference_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reference}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the key that follows from the reference."""
        self.reference_key = search_key(self.reference)
        if not self.search_text:
            self.search_text = search_text(self.reference, self.issuer.siret)
        super().save(*args, **kwargs)

    def refresh_search_text(self) -> None:
        """Store anew what the quick search looks in: call it once the dossiers or demandes are attached."""
        numbers = [*self.dossiers.values_list("key", flat=True), *self.requests.values_list("key", flat=True)]
        self.search_text = search_text(self.reference, self.issuer.siret, numbers)
        self.save(update_fields=["reference_key", "search_text"])

    @property
    def is_closed(self) -> bool:
        """Tell whether nothing may be filed any more."""
        return self.status in CLOSED

    @property
    def numbers(self) -> list[str]:
        """The keys of the dossiers or demandes, without a query: they are in ``search_text``."""
        return self.search_text.split()[2:]

    @property
    def is_proforma(self) -> bool:
        """Tell whether the invoice lists demandes de remboursement in place of dossiers."""
        return self.kind == InvoiceKind.PROFORMA


class InvoiceDossier(models.Model):
    """The part of an invoice that is for one dossier."""

    invoice = models.ForeignKey(Invoice, models.CASCADE, related_name="lines")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="lines")
    amount_ht = models.DecimalField("montant HT", max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = "dossier facturé"
        verbose_name_plural = "dossiers facturés"
        constraints = (
            models.UniqueConstraint(fields=("invoice", "dossier"), name="line_dossier_once"),
            models.CheckConstraint(condition=Q(amount_ht__gte=0), name="line_amount_positive"),
        )

    def __str__(self) -> str:
        return f"{self.dossier} dans {self.invoice}"

    @property
    def signed_ht(self) -> Decimal:
        """The amount, negative where the invoice is an avoir."""
        return -self.amount_ht if self.invoice.kind == InvoiceKind.AVOIR else self.amount_ht


class ReimbursementRequest(models.Model):
    """A demande de remboursement, summed with others in a proforma groupée."""

    number = models.CharField("n° de demande", max_length=20)
    key = models.CharField(max_length=20, unique=True, editable=False)
    invoice = models.ForeignKey(Invoice, models.CASCADE, related_name="requests", verbose_name="proforma")
    dispositif = models.CharField(max_length=20, choices=Dispositif)
    reference = models.CharField("référence", max_length=35)
    total_ht = models.DecimalField("montant HT", max_digits=12, decimal_places=2)
    total_ttc = models.DecimalField("montant TTC", max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = "demande de remboursement"
        verbose_name_plural = "demandes de remboursement"
        ordering = ("key",)
        constraints = (
            models.CheckConstraint(condition=Q(key__regex="^[A-Z0-9]+$"), name="request_key_plain"),
            models.CheckConstraint(
                condition=Q(total_ht__gte=0, total_ttc__gte=F("total_ht")), name="request_totals_ordered"
            ),
        )

    def __str__(self) -> str:
        return self.number

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the key that follows from the number."""
        self.key = search_key(self.number)
        super().save(*args, **kwargs)
