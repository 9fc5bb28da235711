"""The portal's own settings, with background work done at once: the server has no worker beside it."""

from akto_invoice.portal.settings import *  # noqa: F403

TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
