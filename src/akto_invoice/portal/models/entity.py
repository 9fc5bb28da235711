"""Companies and training organisations, and who may act for them."""

from django.db import models

from akto_invoice.portal.models.user import User
from akto_invoice.rules import siret


class EntityKind(models.TextChoices):
    """The role that an entity has towards AKTO; both may issue invoices."""

    ADHERENT = "adherent", "Adhérent"
    ORGANISME = "organisme", "Organisme de formation"


class Branch(models.TextChoices):
    """Branches of AKTO that companies belong to. Only temporary work has proformas groupées."""

    TRAVAIL_TEMPORAIRE = "travail-temporaire", "Travail temporaire"
    PROPRETE = "proprete", "Propreté et services associés"
    HOTELS_CAFES_RESTAURANTS = "hcr", "Hôtels, cafés, restaurants"
    RESTAURATION_RAPIDE = "restauration-rapide", "Restauration rapide"
    PREVENTION_SECURITE = "prevention-securite", "Prévention et sécurité"
    COMMERCES_DE_GROS = "commerces-de-gros", "Commerces de gros"
    ENSEIGNEMENT_PRIVE = "enseignement-prive", "Enseignement privé"


class Entity(models.Model):
    """An establishment, known by its SIRET. A training organisation has no branch."""

    name = models.CharField("raison sociale", max_length=200)
    siret = models.CharField("SIRET", max_length=14, unique=True)
    kind = models.CharField("rôle", max_length=10, choices=EntityKind)
    branch = models.CharField("branche", max_length=30, choices=Branch, blank=True)
    address = models.TextField("adresse", blank=True)
    members = models.ManyToManyField(User, through="Membership", related_name="entities")

    class Meta:
        verbose_name = "entité"
        ordering = ("name", "pk")
        indexes = (models.Index(fields=["name", "id"], name="entity_name"),)
        constraints = (
            models.CheckConstraint(condition=models.Q(siret__regex=r"^[0-9]{14}$"), name="entity_siret_digits"),
            models.CheckConstraint(condition=models.Q(kind__in=EntityKind.values), name="entity_kind_known"),
            models.CheckConstraint(
                condition=models.Q(kind=EntityKind.ADHERENT, branch__in=Branch.values)
                | models.Q(kind=EntityKind.ORGANISME, branch=""),
                name="entity_branch_of_company",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def printed_siret(self) -> str:
        """The SIRET as it is usually printed."""
        return siret.format(self.siret)


class Membership(models.Model):
    """What a user may do for an entity: every member consults; depositing and bank details are rights of their own."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name="utilisateur")
    entity = models.ForeignKey(Entity, models.CASCADE, related_name="memberships", verbose_name="entité")
    can_deposit = models.BooleanField("peut déposer factures et pièces", default=False)
    can_manage_rib = models.BooleanField("peut voir et déposer les RIB", default=False)

    class Meta:
        verbose_name = "habilitation"
        constraints = (models.UniqueConstraint(fields=("user", "entity"), name="membership_once"),)

    def __str__(self) -> str:
        return f"{self.user} pour {self.entity}"
