"""Django's administration, for accounts, entities and dossiers; what workflows change is shown and not changed."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest

from akto_invoice.portal.models import AuditEvent, Dossier, Entity, Invoice, Membership, User

admin.site.site_title = admin.site.site_header = "Mon Espace - Administration"


class MembershipInline(admin.TabularInline[Membership, Any]):
    """Who may act for an entity."""

    model = Membership
    extra = 0
    autocomplete_fields = ("user", "entity")


@admin.register(User)
class PortalUserAdmin(UserAdmin[User]):
    """Accounts, known by their e-mail address."""

    ordering = ("email",)
    list_display = ("email", "first_name", "last_name", "profile", "is_active")
    list_filter = ("profile", "is_active", "is_staff")
    search_fields = ("email", "first_name", "last_name")
    fieldsets = (
        (None, {"fields": ("email", "password")}),
        ("Personne", {"fields": ("first_name", "last_name", "profile")}),
        ("Droits", {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "profile", "usable_password", "password1", "password2")}),)
    inlines = (MembershipInline,)


@admin.register(Entity)
class EntityAdmin(admin.ModelAdmin[Entity]):
    """Entities, and who acts for them."""

    list_display = ("name", "siret", "kind", "branch")
    list_filter = ("kind", "branch")
    search_fields = ("name", "siret")
    inlines = (MembershipInline,)

    def get_readonly_fields(self, _: HttpRequest, obj: Entity | None = None) -> tuple[str, ...]:
        """Invoices are found by their issuer's SIRET: it stays."""
        return ("siret",) if obj else ()


@admin.register(Dossier)
class DossierAdmin(admin.ModelAdmin[Dossier]):
    """Dossiers."""

    list_display = ("number", "dispositif", "title", "trainee", "state", "engaged_ht")
    list_filter = ("state", "dispositif", "subrogation")
    search_fields = ("key", "title", "trainee")
    autocomplete_fields = ("employer", "provider")

    def get_readonly_fields(self, _: HttpRequest, obj: Dossier | None = None) -> tuple[str, ...]:
        """Invoices are found by their dossiers' numbers: they stay."""
        return ("number",) if obj else ()


class _Shown:
    """Shown, not changed."""

    def has_add_permission(self, *_: Any) -> bool:
        return False

    def has_change_permission(self, *_: Any) -> bool:
        return False

    def has_delete_permission(self, *_: Any) -> bool:
        return False


@admin.register(Invoice)
class InvoiceAdmin(_Shown, admin.ModelAdmin[Invoice]):
    """Invoices, which change through the back office alone."""

    list_display = ("pk", "reference", "issuer", "received_on", "total_ttc", "status")
    list_filter = ("status", "kind")
    list_select_related = ("issuer",)
    search_fields = ("search_text",)
    exclude = ("paid_iban",)
    show_full_result_count = False


@admin.register(AuditEvent)
class AuditEventAdmin(_Shown, admin.ModelAdmin[AuditEvent]):
    """Who saw and changed what."""

    list_display = ("at", "actor", "action", "invoice", "entity")
    list_filter = ("action",)
    list_select_related = ("actor", "invoice", "entity")
    date_hierarchy = "at"
    show_full_result_count = False
