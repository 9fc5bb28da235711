"""The portal's settings for tests: a folder and keys of their own, work done at once, quick passwords.

``DATABASE_URL`` chooses PostgreSQL; without it tests run on SQLite.
"""

import atexit
import os
import shutil
import tempfile

os.environ["PORTAL_MODE"] = "demo"
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="portal-tests-")
atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)

from akto_invoice.portal.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
