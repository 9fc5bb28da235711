"""What models cannot say: the audit only grows, and on PostgreSQL indexes serve the search and the list.

The search finds any part of a number by its trigrams. The list's indexes hold all that it filters and sorts by, so that
a page is found without a look at the rows themselves.
"""

from typing import Final

from django.apps.registry import Apps
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_LIST_INDEXES: Final = {
    "invoice_of_issuer": "issuer_id, received_on, id",
    "invoice_received": "received_on, id",
}
_FORWARDS: Final = {
    "sqlite": (
        *(
            f"CREATE TRIGGER portal_auditevent_no_{verb} BEFORE {verb} ON portal_auditevent "
            "BEGIN SELECT RAISE(ABORT, 'portal_auditevent is append-only'); END"
            for verb in ("update", "delete")
        ),
        *(f"CREATE INDEX {name} ON portal_invoice ({columns})" for name, columns in _LIST_INDEXES.items()),
    ),
    "postgresql": (
        """CREATE FUNCTION portal_append_only() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'portal_auditevent is append-only' USING ERRCODE = 'restrict_violation'; END $$""",
        """CREATE TRIGGER portal_auditevent_append_only BEFORE UPDATE OR DELETE ON portal_auditevent
        FOR EACH ROW EXECUTE FUNCTION portal_append_only()""",
        "CREATE INDEX invoice_search_text ON portal_invoice USING gin (search_text gin_trgm_ops)",
        *(
            f"CREATE INDEX {name} ON portal_invoice ({columns}) "
            f"INCLUDE ({'' if 'issuer_id' in columns else 'issuer_id, '}issued_on, status, kind, total_ht, total_ttc)"
            for name, columns in _LIST_INDEXES.items()
        ),
    ),
}
_BACKWARDS: Final = {
    "sqlite": (
        *(f"DROP INDEX {name}" for name in _LIST_INDEXES),
        "DROP TRIGGER portal_auditevent_no_update",
        "DROP TRIGGER portal_auditevent_no_delete",
    ),
    "postgresql": (
        *(f"DROP INDEX {name}" for name in _LIST_INDEXES),
        "DROP INDEX invoice_search_text",
        "DROP TRIGGER portal_auditevent_append_only ON portal_auditevent",
        "DROP FUNCTION portal_append_only",
    ),
}


def forwards(_: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add the rules."""
    if schema_editor.connection.vendor == "postgresql":
        _require_trigrams(schema_editor)
    for statement in _FORWARDS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def _require_trigrams(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the extension; where the account may not, an administrator has to, or searches would take seconds."""
    try:
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError as error:
        raise ImproperlyConfigured(
            "L'extension pg_trgm manque à la base et ce compte ne peut pas l'installer : demandez à l'administrateur "
            "de PostgreSQL d'y exécuter CREATE EXTENSION pg_trgm, puis relancez."
        ) from error


def backwards(_: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the rules away."""
    for statement in _BACKWARDS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """Rules in each database's own words."""

    dependencies = [("portal", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
