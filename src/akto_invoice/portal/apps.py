"""The portal as Django knows it."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Application ``portal``."""

    name = "akto_invoice.portal"
    label = "portal"
    verbose_name = "Mon Espace"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have tasks observed."""
        from akto_invoice.portal.workflows import observe_tasks  # noqa: F401
