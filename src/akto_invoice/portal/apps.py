"""The portal as Django knows it."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Application ``portal``."""

    name = "akto_invoice.portal"
    label = "portal"
    verbose_name = "Mon Espace"
    default_auto_field = "django.db.models.BigAutoField"
