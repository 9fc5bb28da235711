"""The database as one file, and back: each engine's own way, so that nothing of it is lost in translation."""

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Final

from django.db import connection

NAMES: Final = {"sqlite": "database.sqlite3", "postgresql": "database.sql"}
"""What the file is called, by engine."""


class DumpFailed(Exception):
    """The engine's program is missing, or refused; the message says why."""


_DROP_ALL: Final = """
DO $$ DECLARE statement text; BEGIN
FOR statement IN
    SELECT format('DROP TABLE %I CASCADE', relname) FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
    UNION ALL
    SELECT format('DROP FUNCTION %s CASCADE', oid::regprocedure) FROM pg_proc
    WHERE pronamespace = current_schema()::regnamespace
    AND oid NOT IN (SELECT objid FROM pg_depend WHERE classid = 'pg_proc'::regclass AND deptype = 'e')
LOOP EXECUTE statement; END LOOP; END $$"""
"""Everything but extensions, which stay: they may belong to the server's administrator. What pg_dump offers, --clean,
drops these, and leaves the tables of a later version, which hold on to the others."""


def dump(folder: Path) -> Path:
    """Write the database as it is at one moment, while it is in use, into ``folder``; return the file."""
    file = folder / NAMES[connection.vendor]
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(file)) as copy:
            connection.connection.backup(copy)
    else:
        # --no-comments: only the owner of an extension may comment on it, who may be the server's administrator.
        options = ("--format=plain", "--no-owner", "--no-privileges", "--no-comments")
        _run("pg_dump", *options, f"--file={file}")
    return file


def load(file: Path) -> None:
    """Put what ``dump`` wrote in the place of all that the database holds: wholly, or not at all."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        try:
            with closing(sqlite3.connect(file)) as copy:
                # A damaged file is told before anything is replaced; the constraints call functions that Django brings.
                copy.execute("PRAGMA ignore_check_constraints = ON")
                if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                    raise sqlite3.DatabaseError("integrity_check")
                copy.backup(connection.connection)
        except sqlite3.Error as error:
            raise DumpFailed(f"la base de l'archive est illisible ({error}).") from error
    else:
        once = ("--single-transaction", "--set=ON_ERROR_STOP=1", "--no-psqlrc", "--quiet")
        _run("psql", *once, f"--command={_DROP_ALL}", f"--file={file}")


def is_empty() -> bool:
    """Tell whether the database has no table."""
    return not connection.introspection.table_names()


def _run(program: str, *options: str) -> None:
    """Run one of PostgreSQL's programs on the portal's database; the password goes by the environment."""
    from psycopg.conninfo import make_conninfo  # PostgreSQL's library, which SQLite does without
    from psycopg.pq import Conninfo

    parameters = connection.get_connection_params()
    password = parameters.pop("password", None)
    known = {option.keyword.decode() for option in Conninfo.get_defaults()}
    where = make_conninfo("", **{name: value for name, value in parameters.items() if name in known})
    variables = os.environ | ({"PGPASSWORD": password} if password else {})
    connection.close()
    try:
        subprocess.run(  # noqa: S603
            [program, f"--dbname={where}", *options], env=variables, check=True, capture_output=True, text=True
        )
    except FileNotFoundError as error:
        raise DumpFailed(f"Le programme {program} manque : installez les outils clients de PostgreSQL.") from error
    except subprocess.CalledProcessError as error:
        raise DumpFailed(f"{program} a échoué : {error.stderr.strip()}") from error
