"""``python -m akto_invoice.portal``: Django's management commands with the portal's settings."""

import os
import sys

from django.core.management import execute_from_command_line


def main(arguments: list[str]) -> None:
    """Run a management command such as ``["migrate"]``."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "akto_invoice.portal.settings")
    execute_from_command_line(["akto_invoice.portal", *arguments])


if __name__ == "__main__":
    main(sys.argv[1:])
