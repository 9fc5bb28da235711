"""The WSGI application, for any server: ``waitress-serve akto_invoice.portal.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "akto_invoice.portal.settings")

application = get_wsgi_application()
