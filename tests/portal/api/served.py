"""Fill the database of a portal with the tests' world: ``python -m tests.portal.api.served``.

Says the owner's token. The portal's own settings apply: ``DATA_DIR`` is where.
"""

import os


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "akto_invoice.portal.settings"
    import django

    django.setup()
    from django.core.management import call_command

    from tests.portal.world import make_world

    call_command("migrate", verbosity=0)
    print(make_world().secret)


if __name__ == "__main__":
    main()
