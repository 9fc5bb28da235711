"""What models cannot say: the audit is append-only, and on PostgreSQL the quick search has a trigram index."""

from typing import Final

from django.apps.registry import Apps
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_FORWARDS: Final = {
    "sqlite": (
        *(
            f"CREATE TRIGGER portal_auditevent_no_{verb} BEFORE {verb} ON portal_auditevent "
            "BEGIN SELECT RAISE(ABORT, 'portal_auditevent is append-only'); END"
            for verb in ("update", "delete")
        ),
    ),
    "postgresql": (
        """CREATE FUNCTION portal_append_only() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'portal_auditevent is append-only' USING ERRCODE = 'restrict_violation'; END $$""",
        """CREATE TRIGGER portal_auditevent_append_only BEFORE UPDATE OR DELETE ON portal_auditevent
        FOR EACH ROW EXECUTE FUNCTION portal_append_only()""",
        "CREATE INDEX invoice_search_text ON portal_invoice USING gin (search_text gin_trgm_ops)",
    ),
}
_BACKWARDS: Final = {
    "sqlite": ("DROP TRIGGER portal_auditevent_no_update", "DROP TRIGGER portal_auditevent_no_delete"),
    "postgresql": (
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
